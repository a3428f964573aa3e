"""The command line: one file a command, thin over the API."""

import sys

from detente.cli.app import app
from detente.errors import DetenteError

WRONG = 2  # exit status: the question or the database is wrong


def main() -> None:
    """Run the command line. Errors raised on purpose end it with one line and status 2."""
    try:
        app()
    except DetenteError as error:
        sys.stderr.write(f"detente: {' '.join(str(error).split())}\n")
        sys.exit(WRONG)
    except BrokenPipeError:  # the reader of a pipe went away, as `head` does
        sys.stderr.close()
        sys.exit(0)
