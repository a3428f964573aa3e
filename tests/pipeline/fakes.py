"""Small stages in place of the real ones, and articles for them."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence

import msgspec

from detente.model import (
    Article,
    Document,
    Event,
    Language,
    Modality,
    Parse,
    Participant,
    Sentence,
    Span,
)
from detente.pipeline.stages import Stage, Step
from detente.settings import Settings

EMPTY = Parse(starts=(), ends=(), words=(), lemmas=(), tags=(), pos=(), heads=(), deps=())


def article(number: int, body: str | None = None, **fields: object) -> Article:
    words = body or f"Ruritania met Graustark for the {number}th time."
    digest = hashlib.blake2b(f"{number}{words}".encode(), digest_size=8).hexdigest()
    known = {"published": dt.date(2025, 1, 1), "outlet": "The Sample Post", **fields}
    return Article(id=digest, body=words, origin=f"made up:{number}", **known)


def step(
    name: str, needs: str, adds: str, build: Callable[[Settings], Stage], reads="text"
) -> Step:
    return Step(
        name=name,
        needs=frozenset(needs.split()),
        adds=frozenset(adds.split()),
        build=build,
        reads=reads,
    )


def _each(change: Callable[[Document], dict[str, object]]) -> Stage:
    def stage(documents: Sequence[Document]) -> list[Document]:
        return [msgspec.structs.replace(item, **change(item)) for item in documents]

    return stage


def _clean(document: Document) -> dict[str, object]:
    if "BROKEN" in document.article.body:
        raise ValueError("cannot clean\nthis")
    return {"text": document.article.body}


def _language(document: Document) -> dict[str, object]:
    code = "fr" if "Bonjour" in (document.text or "") else "en"
    return {"language": Language(code=code, probability=1.0, is_read=code == "en")}


def _parse(document: Document) -> dict[str, object]:
    sentence = Sentence(span=Span(0, len(document.text or "")), paragraph=0)
    parse = None if "goalkeeper" in (document.text or "") else EMPTY
    return {"sentences": (sentence,), "parses": (parse,)}


def _code(document: Document) -> dict[str, object]:
    text = document.text or ""
    if "UNCODABLE" in text:
        raise KeyError("verb")
    sides = [Participant(span=Span(0, 9), text="Ruritania", name="Ruritania", country="RUR")]
    return {
        "events": (
            Event(
                id=f"{document.article.id[::-1]}",
                article_id=document.article.id,
                sentence=0,
                event_type="CONSULT",
                quad_class=1,
                modality=Modality.DONE,
                actors=tuple(sides),
                action=Span(10, 13),
                action_text=text[10:13],
                confidence=0.5,
                coder="fake",
            ),
        )
    }


def build_clean(_: Settings) -> Stage:
    return _each(_clean)


def build_language(_: Settings) -> Stage:
    return _each(_language)


def build_parse(_: Settings) -> Stage:
    return _each(_parse)


def build_code(_: Settings) -> Stage:
    return _each(_code)


STEPS = (
    step("text", "article", "text", build_clean),
    step("language", "text", "language", build_language),
    step("parses", "language", "sentences parses", build_parse, reads="language"),
    step("events", "sentences", "events", build_code, reads="parses"),
)
