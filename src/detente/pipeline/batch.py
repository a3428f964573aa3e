"""One batch through all stages; a document that fails costs itself only."""

import logging
import time
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from detente.model import Document, Problem, Record
from detente.pipeline.stages import BuiltStep

_log = logging.getLogger(__name__)


class Done(Record, frozen=True, kw_only=True):
    """A batch with all layers, in the order it came, and the seconds each stage took."""

    documents: tuple[Document, ...]
    seconds: dict[str, float]


def run_batch(documents: Sequence[Document], steps: Sequence[BuiltStep]) -> Done:
    """Return the batch after all steps.

    A document on which a stage fails keeps a Problem, and later stages leave it alone; so they do,
    from the first stage that needs it, with one in a language that is not read. One none of whose
    sentences the gate lets through has nothing in the layers of later stages.
    """
    current = list(documents)
    seconds: dict[str, float] = defaultdict(float)
    for built in steps:
        started = time.perf_counter()
        current = _run_step(current, built)
        seconds[built.step.name] += time.perf_counter() - started
    return Done(documents=tuple(current), seconds=dict(seconds))


def _run_step(documents: list[Document], built: BuiltStep) -> list[Document]:
    meant = [index for index, item in enumerate(documents) if _is_for(item, built)]
    spared = [index for index in meant if _is_spared(documents[index], built)]
    result = list(documents)
    for index in spared:
        result[index] = msgspec.structs.replace(result[index], **dict.fromkeys(built.step.adds, ()))
    chosen = [index for index in meant if index not in spared]
    changed = _run_together([documents[index] for index in chosen], built) if chosen else []
    for index, document in zip(chosen, changed, strict=True):
        result[index] = document
    return result


def _is_for(document: Document, built: BuiltStep) -> bool:
    language = document.language
    is_read = built.step.reads == "text" or (language is not None and language.is_read)
    return is_read and not document.problems


def _is_spared(document: Document, built: BuiltStep) -> bool:
    """Whether the gate let no sentence of a document through to a step that reads parses."""
    return built.step.reads == "parses" and not any(document.parses or ())


def _run_together(documents: list[Document], built: BuiltStep) -> list[Document]:
    try:
        return _checked(documents, built.stage(documents))
    except Exception as error:  # noqa: BLE001 - the one broad catch: a bug costs one document
        if len(documents) == 1:
            return [_with_problem(documents[0], built.step.name, error)]
    return [_run_together([document], built)[0] for document in documents]


def _checked(before: Sequence[Document], after: list[Document]) -> list[Document]:
    if [item.article.id for item in before] != [item.article.id for item in after]:
        raise ValueError("a stage must return the documents it got, in their order")
    return after


def _with_problem(document: Document, stage: str, error: Exception) -> Document:
    article = document.article
    _log.info("stage %s failed on article %s: %s", stage, article.id, _reason(error))
    _log.debug("where it failed", exc_info=error)
    problem = Problem(
        stage=stage,
        reason=_reason(error),
        article_id=article.id,
        origin=article.origin,
    )
    return msgspec.structs.replace(document, problems=(*document.problems, problem))


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
