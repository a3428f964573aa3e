"""Who vouches for an event, along the whole chain: witness, ministry, agency, outlet."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from detente.coding.attribution_layout import sources_of_layout
from detente.coding.attribution_tellers import Tellers, tellers_above
from detente.coding.attribution_words import attribution_words, is_press
from detente.coding.scene import Scene
from detente.model import Participant

_UNKNOWN = "unknown"


class Source(NamedTuple):
    """One link of the chain by which a sentence knows of an event.

    ``mention`` is None for somebody who is in words only ("a witness"). ``owners`` are the
    mentions whose side such a source is on ("officials in Kyiv"). ``is_press`` says that its word
    is the outlet's. ``is_group`` says that it is a group known from before ("the movement").
    ``is_doubted`` says that the outlet keeps its distance: the word of telling is "claim".
    """

    participant: Participant
    mention: int | None
    owners: tuple[int, ...]
    is_press: bool
    is_group: bool = False
    is_doubted: bool = False


def sources_of(scene: Scene, token: int) -> list[Source]:
    """Return who vouches for the event at a token, the first to say so first.

    "Villagers told the ministry, TASS reported" gives villagers, then TASS. Empty where the
    outlet itself tells the event. Leading tellers come from the nearest to the outermost,
    trailing ones ("..., the army said, AFP reported") in the order of the text, those who are
    cited ("citing two officials") before whoever cites them.
    """
    tellers = [*tellers_above(scene, token), *sources_of_layout(scene, token)]
    found = [_source(scene, noun) for noun in _in_order(tellers, token)]
    return _distinct(found)


def _in_order(tellers: Sequence[Tellers], token: int) -> Iterator[int]:
    for group in tellers:
        yield from group.cited
    leading = [group for group in tellers if group.at < token]
    trailing = sorted((group for group in tellers if group.at >= token), key=lambda group: group.at)
    for group in (*leading, *trailing):
        yield from group.nouns


def _source(scene: Scene, noun: int) -> Source:
    own = scene.who([noun], steps=0)
    owners = tuple(own or scene.who([noun], steps=2))
    mention = own[0] if own and _is_about(scene, noun) else None
    who = _in_words(scene, noun) if mention is None else scene.participant(mention)
    is_outlet = who.sector == "JRN" or is_press(scene, noun)
    told_by = scene.tree.parse.heads[noun]
    is_doubted = scene.tree.parse.lemmas[told_by] in attribution_words("claiming")
    is_group = not owners and _is_group(scene, noun)
    return Source(who, mention, owners, is_outlet, is_group, is_doubted)


def _is_group(scene: Scene, noun: int) -> bool:
    lemmas = scene.tree.parse.lemmas
    has_the = any(lemmas[kid] == "the" for kid in scene.tree.kids(noun, {"det"}))
    return has_the and lemmas[noun] in attribution_words("groups")


def _is_about(scene: Scene, noun: int) -> bool:
    """Whether a mention is the noun itself or stands for it, not its owner ("*Iran's* claim")."""
    return scene.mention_at[noun] is not None or scene.tree.parse.pos[noun] == "PRON"


def _in_words(scene: Scene, noun: int) -> Participant:
    span = scene.span(scene.tree.noun_phrase(noun))
    words = (scene.document.text or "")[span.start : span.end]
    return Participant(span=span, text=words, kind=_UNKNOWN)


def _distinct(found: Sequence[Source]) -> list[Source]:
    """Return sources without repeats, and without pronouns beside others by name."""
    kept: list[Source] = []
    for source in found:
        if not any(_is_same(source, other) for other in kept):
            kept.append(source)
    named = [source for source in kept if source.participant.kind != "pronoun"]
    return named or kept[:1]


def _is_same(one: Source, other: Source) -> bool:
    if one.mention is not None or other.mention is not None:
        return one.mention == other.mention
    return one.participant.text.casefold() == other.participant.text.casefold()
