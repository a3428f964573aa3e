"""Run batches in this process, or in several. Both give the same documents in the same order."""

import multiprocessing as mp
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing, contextmanager
from itertools import islice
from multiprocessing.connection import wait
from typing import Final

import msgspec

from detente.errors import PipelineError
from detente.model import Document, Parse
from detente.pipeline.batch import Done, run_batch
from detente.pipeline.process import one_thread, tables_kept
from detente.pipeline.stages import STEPS, BuiltStep, Step, build_steps
from detente.settings import Settings

Batch = Sequence[Document]

LOADING: Final = "loading"  # the seconds of loading models, beside those of the stages

_EMPTY: Final = Parse(starts=(), ends=(), words=(), lemmas=(), tags=(), pos=(), heads=(), deps=())
_WAITING_PER_WORKER: Final = 2  # batches sent ahead, so that no worker idles; more holds memory


def run_batches(
    batches: Iterable[Batch], settings: Settings, steps: Sequence[Step] = STEPS
) -> Iterator[Done]:
    """Yield each batch after all steps, in order; on as many processes as the settings say.

    Words and parses come back empty: nothing behind the stages reads them, and they are many times
    larger than all the rest.

    Raises:
        PipelineError: the steps are in an impossible order, or a worker process died.
    """
    workers = settings.running.workers or os.cpu_count() or 1
    if workers == 1:
        yield from _run_here(batches, settings, steps)
    else:
        yield from _run_there(batches, settings, steps, workers)


def _run_here(
    batches: Iterable[Batch], settings: Settings, steps: Sequence[Step]
) -> Iterator[Done]:
    worker = _Worker()
    # From the first article on: what reads pages loads numpy, too.
    with one_thread(), closing(worker):
        for batch in batches:
            worker.load(settings, steps)
            yield worker.run(batch)


def _run_there(
    batches: Iterable[Batch], settings: Settings, steps: Sequence[Step], workers: int
) -> Iterator[Done]:
    with _pool(settings, steps, workers) as pool:
        sent = (pool.submit(_run_in_worker, tuple(batch)) for batch in batches)
        pending = deque(islice(sent, _WAITING_PER_WORKER * workers))
        while pending:
            yield _result(pending.popleft())
            pending.extend(islice(sent, 1))


@contextmanager
def _pool(settings: Settings, steps: Sequence[Step], workers: int) -> Iterator[ProcessPoolExecutor]:
    # spawn: the libraries below have threads of their own, which a fork would copy half.
    pool = ProcessPoolExecutor(
        workers,
        mp_context=mp.get_context("spawn"),
        initializer=_start_worker,
        initargs=(settings, None if steps is STEPS else tuple(steps)),
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _result(future: Future[Done]) -> Done:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise PipelineError(
            "a worker process died (out of memory?); what was saved stays, "
            "run again to go on, with fewer --workers"
        ) from error


class _Worker:
    """The stages, loaded once, and the seconds that took, told with the first batch.

    Until it is closed, the garbage collector is kept off what was loaded.
    """

    def __init__(self) -> None:
        self.built: tuple[BuiltStep, ...] = ()
        self._loading_s = 0.0
        self._kept = ExitStack()

    def load(self, settings: Settings, steps: Sequence[Step]) -> None:
        if self.built:
            return
        started = time.perf_counter()
        self.built = build_steps(settings, steps)
        self._kept.enter_context(tables_kept())
        self._loading_s = time.perf_counter() - started

    def close(self) -> None:
        self._kept.close()

    def run(self, batch: Batch) -> Done:
        done = run_batch(batch, self.built)
        seconds = {LOADING: self._loading_s, **done.seconds}
        self._loading_s = 0.0
        return _without_syntax(msgspec.structs.replace(done, seconds=seconds))


_worker = _Worker()  # of a worker process, which runs one batch at a time


def _start_worker(settings: Settings, steps: tuple[Step, ...] | None) -> None:
    parent = mp.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    with one_thread():
        _worker.load(settings, STEPS if steps is None else steps)


def _end_with(sentinel: int) -> None:
    # A worker whose parent was killed would wait for work for ever.
    wait([sentinel])
    os._exit(1)


def _run_in_worker(batch: tuple[Document, ...]) -> Done:
    return _worker.run(batch)


def _without_syntax(done: Done) -> Done:
    emptied = tuple(map(_emptied, done.documents))
    return msgspec.structs.replace(done, documents=emptied)


def _emptied(document: Document) -> Document:
    parses = document.parses and tuple(parse and _EMPTY for parse in document.parses)
    return msgspec.structs.replace(document, words=None, parses=parses)
