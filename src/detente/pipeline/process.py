"""What a process that runs stages sets for itself: threads of matrices, garbage collection."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Read by OpenBLAS when numpy is loaded, and never again.
_THREADS: Final = "OPENBLAS_NUM_THREADS"
# New objects that may come before the collector looks for garbage. A sentence makes thousands,
# which live as long as its batch; at 700, Python's own number, stages take a tenth longer, and
# from 5,000 to 50,000 it makes no difference.
_NEW_OBJECTS: Final = 10_000


@contextmanager
def one_thread() -> Iterator[None]:
    """Let numpy, if it is loaded meanwhile, multiply on one thread.

    The matrices of a sentence are small: more threads wait for each other longer than they work,
    and several processes have all cores busy anyway. A number that is set already stays.
    """
    is_free = _THREADS not in os.environ
    os.environ.setdefault(_THREADS, "1")
    try:
        yield
    finally:
        if is_free:
            del os.environ[_THREADS]


def collect_seldom() -> None:
    """Let the garbage collector look seldom from now on: for a program, at its beginning.

    Loading makes a million objects that stay, and to look for garbage among them takes a
    thirtieth of the time that one sentence takes.
    """
    gc.set_threshold(_NEW_OBJECTS, *gc.get_threshold()[1:])


@contextmanager
def tables_kept() -> Iterator[None]:
    """Keep the garbage collector off what is in memory now: tables of a million objects."""
    threshold = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, *threshold[1:])
    try:
        yield
    finally:
        gc.set_threshold(*threshold)
        gc.unfreeze()
