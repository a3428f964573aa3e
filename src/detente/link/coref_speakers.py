"""Who speaks the words in quotation marks."""

from collections.abc import Iterable, Mapping, Sequence

from detente.link.coref_lines import Line
from detente.link.coref_phrases import Phrase
from detente.link.coref_words import Words


def speakers(
    lines: Sequence[Line], phrases: Sequence[Phrase], words: Words
) -> Mapping[int, Phrase]:
    """Return who speaks the quoted words of each line that has some, by its number.

    That is the subject of a verb of speech outside the quotation marks: of the line, of the next
    one that the quotation goes on in, of the one before; else the last subject before.
    """
    subjects = [one for one in phrases if one.is_subject and not one.is_quoted]
    saying = _first_of_line(one for one in subjects if _says(lines[one.line], one, words))
    before = _first_of_line(subjects)
    found: dict[int, Phrase] = {}
    for line in reversed(lines):
        after = found.get(line.number + 1) if _goes_on(lines, line.number) else None
        speaker = saying.get(line.number) or after
        if any(line.quoted) and speaker:
            found[line.number] = speaker
    for line in lines:
        earlier = found.get(line.number - 1) or before.get(line.number - 1)
        if any(line.quoted) and earlier:
            found.setdefault(line.number, earlier)
    return found


def _first_of_line(phrases: Iterable[Phrase]) -> dict[int, Phrase]:
    found: dict[int, Phrase] = {}
    for phrase in phrases:
        found.setdefault(phrase.line, phrase)
    return found


def _goes_on(lines: Sequence[Line], number: int) -> bool:
    """Say whether a quotation of a line goes on in the next one."""
    is_last = number + 1 >= len(lines)
    return not is_last and lines[number].quoted[-1] and lines[number + 1].quoted[0]


def _says(line: Line, phrase: Phrase, words: Words) -> bool:
    return line.parse.lemmas[line.parse.heads[phrase.head]] in words.speech_verbs
