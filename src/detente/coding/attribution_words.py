"""The words of data/modality_attribution.toml, and who counts as the press."""

from functools import cache

from detente.coding.modality_tables import read
from detente.coding.scene import Scene


@cache
def attribution_words(name: str) -> frozenset[str]:
    """Return a list of words of data/modality_attribution.toml by its name."""
    return frozenset(read("modality_attribution.toml")[name].split())


def is_press(scene: Scene, noun: int) -> bool:
    """Say whether a noun stands for an outlet or for who works for one."""
    number = scene.mention_at[noun]
    link = None if number is None else scene.link(number)
    if link is not None and link.sector == "JRN":
        return True
    if scene.tree.parse.lemmas[noun].casefold() in attribution_words("press"):
        return True
    span = scene.span(scene.tree.noun_phrase(noun))
    words = (scene.document.text or "")[span.start : span.end]
    return words.removeprefix("the ").removeprefix("The ") in _outlets()


@cache
def _outlets() -> frozenset[str]:
    rows = read("statements_channels.toml")["channel"]
    kinds = {"agency", "broadcaster", "newspaper"}
    return frozenset(name for row in rows if row["kind"] in kinds for name in row["names"])
