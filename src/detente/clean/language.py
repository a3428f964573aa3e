"""Stage "language": which language a text is in, and whether it is one that is read."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec

from detente.clean.language_model import load_identifier
from detente.clean.tables import read_table
from detente.model import Document, Language
from detente.settings import Settings

# A language shows within a few sentences; more text costs time and changes nothing.
MAX_CHARACTERS = 1200
# Below this probability (a headline full of names) the text alone does not tell; then a language
# that is read wins if it is at least this near to the best.
UNSURE = 0.5
CLOSE_SHARE = 0.3
# In a text shorter than this, names weigh so much that small words decide: a language that is
# read is taken if at least this share of the words are its small words.
SHORT = 400
SMALL_SHARE = 0.15
UNKNOWN = Language(code="und", probability=0.0, is_read=False)
_NOT_WORDS = re.compile(r"[\d\W_]+")
_ADDRESSES = re.compile(r"https?://\S+|\S+@\S+|[\d\W_]+")


class _Identify:
    """The stage: a language for each document."""

    def __init__(self, settings: Settings) -> None:
        table = read_table("languages.toml")
        self._read = frozenset(settings.intake.languages)
        self._small = {code: frozenset(found) for code, found in table["small_words"].items()}
        # Unpacking the model takes a while, in which other stages can be loaded.
        loader = ThreadPoolExecutor(1)
        self._loading = loader.submit(load_identifier, known_languages() | self._read)
        loader.shutdown(wait=False)

    def __call__(self, documents: Sequence[Document]) -> list[Document]:
        return [
            msgspec.structs.replace(document, language=self._language_of(document))
            for document in documents
        ]

    def _language_of(self, document: Document) -> Language:
        words = _words_of((document.text or "")[:MAX_CHARACTERS])
        if not words:
            return UNKNOWN
        code, probability = self._told(words, document)
        is_read = code in self._read
        return Language(code=code, probability=round(float(probability), 4), is_read=is_read)

    def _told(self, words: str, document: Document) -> tuple[str, float]:
        """Return the language of words and how likely it is that by the words alone."""
        if len(words) >= SHORT:
            code, probability = self._loading.result().classify(words)
            if probability >= UNSURE:
                return code, probability
        ranked = dict(self._loading.result().rank(words))
        code = self._by_small_words(words) or self._choose(ranked, _declared_code(document))
        return code, ranked[code]

    def _by_small_words(self, text: str) -> str | None:
        """Return the language that is read whose small words a short text is full of."""
        words = text.lower().split() if len(text) < SHORT else []
        for code in sorted(self._read & self._small.keys()):
            if words and sum(word in self._small[code] for word in words) >= SMALL_SHARE * len(
                words
            ):
                return code
        return None

    def _choose(self, ranked: dict[str, float], declared: str | None) -> str:
        """Return the likeliest language; where none is likely, what was declared or is read."""
        best = next(iter(ranked))
        if ranked[best] >= UNSURE:
            return best
        if declared in ranked:
            return declared
        close = (code for code in ranked if ranked[code] >= CLOSE_SHARE * ranked[best])
        return next((code for code in close if code in self._read), best)


def _words_of(text: str) -> str:
    """Return the words of a text without numbers, signs and addresses."""
    # Addresses take long to look for, and few texts have one.
    has_address = "@" in text or "://" in text
    return (_ADDRESSES if has_address else _NOT_WORDS).sub(" ", text).strip()


def known_languages() -> frozenset[str]:
    """Return the codes of the languages that are told apart."""
    return frozenset(read_table("languages.toml")["languages"])


def build(settings: Settings) -> _Identify:
    """Return the stage, with its model loaded."""
    return _Identify(settings)


def _declared_code(document: Document) -> str | None:
    declared = document.article.language
    return declared[:2].lower() if declared else None
