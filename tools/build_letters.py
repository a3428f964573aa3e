"""Build src/detente/entities/data/letters.csv.gz: every letter outside Latin, and how it sounds.

    python -m pip install anyascii        (in an environment of its own)
    python tools/build_letters.py [OUT]

anyascii (https://github.com/anyascii/anyascii) is licensed under ISC; its notice is kept beside
the table. Letters that src/detente/entities/data/letters.toml reads otherwise follow that file.
"""

import gzip
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from anyascii import anyascii

OUT = Path(__file__).parent.parent / "src/detente/entities/data/letters.csv.gz"
FIRST, LAST = 0x250, 0xFFFF
# Hangul is taken apart by rule; Yi, rare ideographs and private letters are left out.
SKIPPED = (
    range(0x1100, 0x1200),
    range(0x3400, 0x4DC0),
    range(0xA000, 0xA4D0),
    range(0xAC00, 0xD7B0),
    range(0xD800, 0xF900),
)
# Scripts that are named after something else in the character names.
SCRIPTS = {"cjk": "han", "katakana": "kana", "hiragana": "kana"}
NO_SCRIPTS = frozenset({"latin", "combining", "modifier", "negative", "dingbat", "vedic"})


def main() -> None:
    """Write the table: script, sound, letters of that sound."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for letter in _letters():
        alike[_script(letter), _sound(letter)].append(letter)
    lines = [
        f"{script},{sound},{''.join(found)}" for (script, sound), found in sorted(alike.items())
    ]
    text = "\n".join(["script,sound,letters", *lines, ""])
    out.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


def _letters() -> Iterator[str]:
    for code in range(FIRST, LAST):
        letter = chr(code)
        if unicodedata.category(letter)[0] in "LM" and not any(code in skip for skip in SKIPPED):
            yield from _sounding(letter)


def _sounding(letter: str) -> Iterator[str]:
    is_own = unicodedata.normalize("NFKC", letter) == letter == letter.casefold()
    if is_own and anyascii(letter) and _script(letter) not in NO_SCRIPTS:
        yield letter


def _sound(letter: str) -> str:
    return "".join(filter(str.isalpha, anyascii(letter).lower()))


def _script(letter: str) -> str:
    word = unicodedata.name(letter, "unknown").split()[0].lower()
    return SCRIPTS.get(word, word)


if __name__ == "__main__":
    main()
