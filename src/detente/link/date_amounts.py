"""Readers of amounts of time and of what comes back: "for three days", "every year"."""

from collections.abc import Iterator

from detente.link.date_patterns import Found
from detente.link.date_scene import Reading, Scene
from detente.link.date_values import amount as amount_value

_BELOW_HUNDRED = 100


def count(scene: Scene, words: str) -> float | None:
    """Return the number that words or digits tell ("twenty-one", "1,000"); None if vague."""
    plain = words.replace(",", "").replace("-", " ")
    try:
        return float(plain)
    except ValueError:
        numbers = [scene.words.numbers.get(word) for word in plain.split()]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers) or not known:
        return None
    if known[-1] == _BELOW_HUNDRED:
        return float(_BELOW_HUNDRED * (known[0] if len(known) > 1 else 1))
    return float(sum(known))


def unit_of(scene: Scene, found: Found, group: str = "unit") -> str:
    """Return the TIMEX3 unit of a word in singular or plural."""
    word = found.get(group)
    return scene.words.units.get(word) or scene.words.units.get(word.rstrip("s"), "CE")


def _duration(found: Found, value: str, mod: str | None = None) -> Reading:
    return Reading(found.start, found.end, "DURATION", value, mod=mod)


def quantity(scene: Scene, found: Found) -> str:
    """Return the number of an amount as TIMEX3 writes it: 3, 2.5, or X if the text is vague."""
    number = count(scene, found.get("number")) if "number" in found.groups else None
    if number is None:
        return "X"
    if found.get("half") or found.get("half2"):
        number += 0.5
    return f"{number:g}" if number < 1e6 else str(int(number))  # noqa: PLR2004  (no exponent)


def amount(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read a number of units."""
    mod = scene.words.amount_modifiers.get(found.get("about"))
    yield _duration(found, amount_value(quantity(scene, found), unit_of(scene, found)), mod)


def amounts(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "60 to 90 days" as two amounts."""
    joint = scene.text.index(found.groups["joint"], found.start + len(found.groups["number"]))
    unit, value = unit_of(scene, found), found.groups
    numbers = ({"number": value["number"]}, {"number": value["number2"]})
    spans = ((found.start, joint), (joint + len(value["joint"]), found.end))
    for (start, end), groups in zip(spans, numbers, strict=True):
        piece = Found(start, end, "", "", groups)
        yield _duration(piece, amount_value(quantity(scene, piece), unit))


def vague_amount(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read units without a number ("for years"): X of them."""
    words = scene.text[found.start : found.end]
    trimmed = Found(
        found.start, found.end - (len(words) - len(words.rstrip())), "", "", found.groups
    )
    yield _duration(trimmed, amount_value("X", unit_of(scene, found)))


def long_amount(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "weeklong" and "decades-long"."""
    number = "X" if found.get("unit").endswith("s") else "1"
    yield _duration(found, amount_value(number, unit_of(scene, found)))


def half_amount(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "half a year": in the next smaller unit where TIMEX3 has a whole number of it."""
    halves = {"TH": "PT30M", "Y": "P6M", "TM": "PT30S", "D": "PT12H", "DE": "P5Y", "CE": "P50Y"}
    unit = unit_of(scene, found)
    yield _duration(found, halves.get(unit, amount_value("0.5", unit)))


def past_period(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "the past week", "the next decade": a length of time that ends or begins today."""
    yield _duration(found, amount_value("1", unit_of(scene, found)))


def frequency(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "annually", "daily"."""
    value = scene.words.frequencies.get(found.get("frequency"))
    yield Reading(found.start, found.end, "SET", value)


def every(scene: Scene, found: Found) -> Iterator[Reading]:
    """Read "every year", "each Monday", "twice a week", "Fridays"."""
    yield Reading(found.start, found.end, "SET", _set_value(scene, found))


def _set_value(scene: Scene, found: Found) -> str:
    words = scene.words
    if "length" in found.groups:
        return amount_value("1", unit_of(scene, found))
    if "weekday" in found.groups:
        return f"XXXX-WXX-{words.weekdays[found.get('weekday')]}"
    if "month" in found.groups:
        return f"XXXX-{words.months[found.get('month')]:02}"
    if "part" in found.groups:
        return f"XXXX-XX-XXT{words.parts[found.get('part')]}"
    return amount_value(quantity(scene, found).replace("X", "1"), unit_of(scene, found))
