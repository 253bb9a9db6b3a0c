"""How fast is it: timings on this machine, printed as a table."""
