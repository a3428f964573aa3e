"""Stage "language": which language a text is in, and whether it is one that is read."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from detente.clean.tables import read_table
from detente.model import Document, Language
from detente.settings import Settings

# A language shows within a few sentences; more text costs time and changes nothing.
MAX_CHARACTERS = 2000
UNKNOWN = Language(code="und", probability=0.0, is_read=False)
_LETTER = re.compile(r"[^\W\d_]")
_NOT_WORDS = re.compile(r"https?://\S+|\S+@\S+|[\d\W_]+")


class _Identify:
    """The stage: a language for each document."""

    def __init__(self, settings: Settings) -> None:
        table = read_table("languages.toml")
        self._read = frozenset(settings.intake.languages)
        self._identifier: Any = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        self._identifier.set_languages(set(table["languages"]) | self._read)

    def __call__(self, documents: Sequence[Document]) -> list[Document]:
        return [
            msgspec.structs.replace(document, language=self._language_of(document.text or ""))
            for document in documents
        ]

    def _language_of(self, text: str) -> Language:
        words = _NOT_WORDS.sub(" ", text[:MAX_CHARACTERS]).strip()
        if not words:
            return UNKNOWN
        code, probability = self._identifier.classify(words)
        return Language(
            code=code, probability=round(float(probability), 4), is_read=code in self._read
        )


def build(settings: Settings) -> _Identify:
    """Return the stage, with its model loaded."""
    return _Identify(settings)
