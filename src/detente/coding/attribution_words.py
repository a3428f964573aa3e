"""The words of data/modality_attribution.toml, and who counts as the press."""

from functools import cache

from detente.coding.scene import Scene
from detente.coding.tables import read


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
    is_unknown = link is None or link.entity is None
    if _is_called_so(scene, noun) or (is_unknown and _has_name(scene, noun)):
        return True
    span = scene.span(scene.tree.noun_phrase(noun))
    words = (scene.document.text or "")[span.start : span.end]
    return words.removeprefix("the ").removeprefix("The ") in _outlets()


def _is_called_so(scene: Scene, noun: int) -> bool:
    """Whether words say that a noun is an outlet: "the newspaper X", "the news agency"."""
    tree, press = scene.tree, attribution_words("press")
    lemmas = tree.parse.lemmas
    near = [noun, *tree.kids(noun, {"appos"})]
    if tree.parse.pos[noun] == "PROPN":
        near += tree.kids(noun, {"compound", "nmod", "amod"})
    if any(lemmas[item].casefold() in press for item in near):
        return True
    inner = (kid for item in near for kid in tree.kids(item, {"compound", "amod", "nmod"}))
    is_news = any(lemmas[kid].casefold() in attribution_words("news") for kid in inner)
    return is_news and any(lemmas[item].casefold() in {"agency", "service"} for item in near)


def _has_name(scene: Scene, noun: int) -> bool:
    """Whether a name of several words ends as those of outlets do: "*Strait Journal* said"."""
    parse = scene.tree.parse
    first = noun - 1
    is_name = parse.pos[noun] == "PROPN" and first >= 0 and parse.words[first].istitle()
    return is_name and parse.words[noun] in attribution_words("outlet_names")


@cache
def _outlets() -> frozenset[str]:
    rows = read("statements_channels.toml")["channel"]
    kinds = {"agency", "broadcaster", "newspaper"}
    return frozenset(name for row in rows if row["kind"] in kinds for name in row["names"])
