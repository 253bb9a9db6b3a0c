"""`python -m assistant` is the command `minutebook`."""

from assistant.cli import main

main()
