"""The pieces of words that the encoder reads, remembered word by word.

The tokenizer looks at each sign of a sentence anew. What it makes of a plain word is the same each
time, so only texts with rare signs are left to it as a whole.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from detente.kept import Kept

Read = tuple[Sequence[int], Sequence[int], Sequence[int]]
"""Numbers of pieces, and where each begins and ends."""

# Letters of Latin script, digits, and signs of which each is a piece: no other blanks, no "[",
# which may begin one of the tokenizer's own words.
_SIGNS: Final = r"!-/:-@\\-`{-~“”‘’–—…"
_LETTERS: Final = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f"
_PLAIN: Final = re.compile(rf"[ {_LETTERS}{_SIGNS}]*")
_WORD: Final = re.compile(rf"[{_LETTERS}]+|[{_SIGNS}]")


class Pieces:
    """Cuts texts into pieces as one tokenizer does, at most ``longest`` with its marks."""

    def __init__(self, tokenizer: Any, longest: int) -> None:
        tokenizer.no_padding()
        tokenizer.enable_truncation(longest)
        self._tokenizer = tokenizer
        self._longest = longest
        (self._first, self._last) = tokenizer.encode("").ids
        self._known = Kept(self._of_word)

    def of(self, text: str) -> Read:
        """Return the pieces of a text, between the marks of its beginning and end."""
        if not _PLAIN.fullmatch(text):
            return _read(self._tokenizer.encode(text))
        numbers, starts, ends = [self._first], [0], [0]
        for word in _WORD.finditer(text):
            start = word.start()
            for number, begin, end in self._known[word[0]]:
                numbers.append(number)
                starts.append(start + begin)
                ends.append(start + end)
        cut = self._longest - 1
        return [*numbers[:cut], self._last], [*starts[:cut], 0], [*ends[:cut], 0]

    def _of_word(self, word: str) -> Sequence[tuple[int, int, int]]:
        # The longest piece wins: a word that is one is never cut.
        whole = self._tokenizer.token_to_id(word.lower()) if word.isascii() else None
        if whole is not None:
            return [(whole, 0, len(word))]
        found = self._tokenizer.encode(word, add_special_tokens=False)
        return list(zip(*_read(found), strict=True))


def _read(encoded: Any) -> Read:
    starts, ends = zip(*encoded.offsets, strict=True)
    return encoded.ids, starts, ends
