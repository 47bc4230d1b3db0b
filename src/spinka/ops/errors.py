"""What the command line reports as one line on stderr."""


class OperationError(Exception):
    """A command cannot go on; the text is one line that says what to do."""
