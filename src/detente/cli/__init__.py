"""The command line: one file a command, thin over the API."""

import sys

from detente.errors import DetenteError
from detente.pipeline.process import collect_seldom

WRONG = 2  # exit status: the question or the database is wrong


def main() -> None:
    """Run the command line. Errors raised on purpose end it with one line and status 2."""
    collect_seldom()
    from detente.cli.app import app  # noqa: PLC0415  (what it loads is to be spared already)

    try:
        app()
    except DetenteError as error:
        sys.stderr.write(f"detente: {' '.join(str(error).split())}\n")
        sys.exit(WRONG)
    except BrokenPipeError:  # the reader of a pipe went away, as `head` does
        sys.stderr.close()
        sys.exit(0)
