"""Keeps the tests on this machine. The folder is put on PYTHONPATH, so that every Python they start finds it."""
