"""A bar on standard error while long work goes on, where somebody looks on."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Told = Callable[[float, str], None]
"""Takes how much is done, 0..1, and what is being done."""


@contextmanager
def bar(words: str) -> Iterator[Told]:
    """Show a bar that begins with these words; a pipe or file gets none.

    What is yielded moves it on.
    """
    if not sys.stderr.isatty():
        yield lambda _share, _words: None
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks on
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(words, total=1.0)
        yield lambda share, doing: shown.update(task, completed=share, description=doing)
