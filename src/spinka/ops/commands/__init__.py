"""One module per command of the command line: its arguments and one call."""
