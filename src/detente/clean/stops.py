"""Where sentences end: full stops, question marks, and what stands around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.clean.tables import read_table

# Each of its matches begins with one of these signs, which are sooner found alone.
_STOP = re.compile("[.!?…؟۔।。！？]")
BREAK = re.compile(
    r"""
      (?P<mark>[.!?…]+|[؟۔।]+)            # the stop itself
      (?P<close>["'”’»›)\]*]*)            # quotes and brackets that close after it
      (?:\s*\[\d{1,3}\])*                 # footnote marks
      (?P<gap>\s+)
      (?P<open>["'“‘«‹(\[—–-]*\s?)        # what may open the next sentence
      (?=(?P<next>\w[\w.'’-]*))
    | (?P<cjk>[。！？]+[”’」』）]*)          # no space follows these
    | (?<=[a-z]{3})[.!?](?=[A-Z][a-z]*\s)  # a space was lost: "the end.Next"
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[^\s\"'“”‘’«»(\[\])/—–]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NUMERAL = re.compile(r"[A-Z]{0,3}\d|[IVXLC]+\b")
_GOES_ON = re.compile(r"[^\W\d_A-Z](?![A-Z])")  # but not iPhone
_WORD = re.compile(r"\w+")
_DASHES = ("-", "–", "—")
_LOOK_BACK = 40
_LOOK_AHEAD = 60
_ATTRIBUTION_WORDS = 5


@dataclass(frozen=True, slots=True)
class StopWords:
    """The word lists of ``data/sentences.toml``, in lower case without the final stop."""

    titles: frozenset[str]
    before_numbers: frozenset[str]
    before_letters: frozenset[str]
    maybe: frozenset[str]
    hours: frozenset[str]
    after_hours: frozenset[str]
    openers: frozenset[str]
    speech: frozenset[str]


def read_stop_words() -> StopWords:
    """Return the word lists of the package."""
    return StopWords(**{name: frozenset(words) for name, words in _lists().items()})


def sentence_ends(text: str, words: StopWords) -> Iterator[int]:
    """Yield the offset after each sentence of a paragraph but the last, in order.

    Offsets are code points into ``text``; stops, closing quotes and brackets are included.
    """
    for found in breaks(text):
        if found["gap"] is None:
            yield found.end()
        elif _ends_sentence(text, found, words):
            yield found.start("gap")


def breaks(text: str) -> Iterator[re.Match[str]]:
    """Yield what may end a sentence, in order; no two overlap."""
    end = 0
    for stop in _STOP.finditer(text):
        found = BREAK.match(text, stop.start()) if stop.start() >= end else None
        if found:
            end = found.end()
            yield found


def _lists() -> dict[str, list[str]]:
    return read_table("sentences.toml")


def _ends_sentence(text: str, found: re.Match[str], words: StopWords) -> bool:
    following = found["next"]
    if following[0].islower() and _GOES_ON.match(following):
        return False
    if found["close"] and found["open"].startswith(_DASHES):
        return False  # the source of a quotation: "We will talk." – Interfax
    mark = found["mark"]
    if mark != ".":
        return not (found["close"] and _is_attributed(text, found.end(), words))
    return _stop_ends_sentence(text, found, following, words)


def _stop_ends_sentence(text: str, found: re.Match[str], following: str, words: StopWords) -> bool:
    """Tell whether a single full stop ends a sentence, by the words on both sides of it."""
    start = found.start()
    before = text[max(0, start - _LOOK_BACK) : start]
    last = _LAST_WORD.search(before)
    word = last[0].lower() if last else ""
    if not _may_abbreviate(word, words) or _stands_for_itself(before, word, words):
        return True
    if found["close"]:
        return following.lower() in words.openers
    return _abbreviation_ends_sentence(word, following, words) or (
        word not in words.titles and bool(found["open"].strip())
    )


def _abbreviation_ends_sentence(word: str, following: str, words: StopWords) -> bool:
    """Tell whether a sentence ends after an abbreviation, by the word that follows."""
    if word in words.titles or (word in words.before_numbers and _NUMERAL.match(following)):
        return False
    if word in words.hours:
        return following.lower().rstrip(".'’-") not in words.after_hours
    is_word_too = word in words.before_numbers and word not in words.maybe
    return is_word_too or following.lower() in words.openers


def _stands_for_itself(before: str, word: str, words: StopWords) -> bool:
    """Tell whether a letter is a name, not an initial: "on the social platform X.", "Group B."."""
    if len(word) != 1:
        return False
    previous = _WORD.findall(before)[-2:-1]
    return bool(previous) and previous[0].lower() in words.before_letters


def _may_abbreviate(word: str, words: StopWords) -> bool:
    return (
        word in words.titles
        or word in words.maybe
        or word in words.hours
        or word in words.before_numbers
        or bool(_INITIALS.fullmatch(word))
    )


def _is_attributed(text: str, start: int, words: StopWords) -> bool:
    """Tell whether a verb of speech follows within a few words, before the next stop."""
    clause = re.split(r"[.!?,;:]", text[start : start + _LOOK_AHEAD], maxsplit=1)[0]
    first = _WORD.findall(clause)[:_ATTRIBUTION_WORDS]
    return any(word.lower() in words.speech for word in first)
