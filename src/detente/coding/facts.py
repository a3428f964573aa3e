"""Standing facts of a sentence: memberships, allies, sanctions, arms, trade, bases, embassies."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from detente.coding.attribution import sources_of
from detente.coding.claims_draft import ClaimDraft
from detente.coding.facts_amounts import amount_facts, amount_in
from detente.coding.facts_needs import MEASURES, cores, is_fitting
from detente.coding.facts_parties import Party, in_pairs, parties_at, told_apart
from detente.coding.facts_places import fillers
from detente.coding.facts_standing import Standing, standing_of
from detente.coding.facts_tables import Frame, Frames, fact_words
from detente.coding.marks import mentions_in
from detente.coding.scene import Scene
from detente.coding.statements_draft import Phrase
from detente.model import Document, Parse, Participant, Span

WORDS: Final = "words"
WISH: Final = "wants_to_join"
_REGARDED: Final = frozenset({"dobj", "pobj", "nsubj"})
_SHARES: Final = frozenset({"half", "third", "quarter", "fifth", "tenth", "percent", "cent", "%"})


class _Found(NamedTuple):
    """A subject and an object; the object may be words alone."""

    subject: Party
    object: Party | int


def may_tell(document: Document, index: int, parse: Parse, frames: Frames) -> bool:
    """Say whether a sentence has a word that frames know, or a number, and names somebody."""
    if next(mentions_in(document, index), None) is None:
        return False
    pairs = zip(parse.pos, parse.lemmas, strict=True)
    return any(
        pos == "NUM" or lemma in _SHARES or (pos, lemma.casefold()) in frames
        for pos, lemma in pairs
    )


def fact_drafts(scene: Scene, frames: Frames) -> list[ClaimDraft]:
    """Return the standing facts that a sentence tells, in the order of their words."""
    words = zip(scene.tree.parse.pos, scene.tree.parse.lemmas, strict=True)
    rows_at = (frames.get((pos, lemma.casefold()), ()) for pos, lemma in words)
    told = [(token, rows) for token, rows in enumerate(rows_at) if rows]
    drafts = [draft for token, rows in told for draft in _at(scene, token, rows)]
    return [*drafts, *amount_facts(scene)]


def _at(scene: Scene, token: int, rows: Sequence[Frame]) -> Iterator[ClaimDraft]:
    seen: set[str] = set()
    for frame in rows:
        if frame.kind in seen or not is_fitting(scene, token, frame):
            continue
        made = list(_drafts(scene, token, frame))
        seen |= {frame.kind} if made else set()
        yield from made


def _drafts(scene: Scene, token: int, frame: Frame) -> Iterator[ClaimDraft]:
    found = _found(scene, token, frame)
    if not found:
        return
    told = _kind(
        frame, standing_of(scene, token, is_wish=frame.kind == WISH), scene.tree.parse.tags[token]
    )
    if told is None:
        return
    kind, is_negated = told
    source = source_at(scene, token)
    for one in found:
        draft = _draft(scene, token, frame, one)
        if draft.value or not frame.is_valued:
            yield draft._replace(kind=kind, is_negated=is_negated, source=source)


def _kind(frame: Frame, standing: Standing, tag: str) -> tuple[str, bool] | None:
    """Return the kind that a frame tells of as it stands, and whether it is denied."""
    if standing in {Standing.WISHED, Standing.UNWISHED}:
        wish = frame.wish or (frame.kind if frame.kind == WISH else None)
        return (wish, standing is Standing.UNWISHED) if wish else None
    if standing is Standing.OPEN or (standing is Standing.PAST and frame.tense == "now"):
        return None
    if standing is Standing.CEASED:
        return (frame.ceased, False) if frame.ceased else (frame.kind, True)
    if frame.flip:
        return (frame.kind, False)
    if frame.tense == "done" and tag in {"VBZ", "VBP"} and standing is not Standing.DENIED:
        return None
    return frame.kind, standing is Standing.DENIED


def _found(scene: Scene, token: int, frame: Frame) -> list[_Found]:
    subjects = _first(scene, token, frame.subject, frame.subject_is)
    if not subjects:
        return []
    if frame.object_is == WORDS:
        words = _words_at(scene, token, frame.object)
        return [_Found(one, words) for one in subjects] if words is not None else []
    objects = _others(scene, token, frame, subjects)
    pairs = told_apart(subjects, objects)
    if frame.is_mutual:
        codes = {one.code for one in subjects}
        pairs = [pair for pair in pairs if pair[1].code not in codes] or in_pairs(subjects)
        pairs = [_in_order(scene, token, pair) for pair in pairs]
    return [_Found(one, other) for one, other in pairs]


def _in_order(scene: Scene, token: int, pair: tuple[Party, Party]) -> tuple[Party, Party]:
    """Return two that a fact holds of alike in the order of the text.

    "Peru's ally is *Chile*", and "Peru calls *Chile* its ally", tell of Peru first.
    """
    parse, label = scene.tree.parse, scene.tree.parse.deps[token]
    holder, owner = pair
    is_first = label in {"nsubj", "nsubjpass"} and owner.token < token < holder.token
    is_own = parse.tags[owner.token] == "PRP$" and label in {"oprd", "pobj", "appos"}
    is_regarded = is_own and holder.token < token and parse.deps[holder.token] in _REGARDED
    return (owner, holder) if is_first or is_regarded else pair


def _first(scene: Scene, token: int, places: tuple[str, ...], wanted: str) -> list[Party]:
    for place in places:
        found = parties_at(scene, fillers(scene, token, place), wanted)
        if found:
            return found
    return []


def _others(scene: Scene, token: int, frame: Frame, subjects: list[Party]) -> list[Party]:
    """Return the objects at the first place that has others than the subjects."""
    codes = {one.code for one in subjects}
    for place in frame.object:
        found = parties_at(scene, fillers(scene, token, place), frame.object_is)
        if any(one.code not in codes for one in found):
            return found
    return []


def _words_at(scene: Scene, token: int, places: tuple[str, ...]) -> int | None:
    for place in places:
        found = [one for one in fillers(scene, token, place) if not _tells_time(scene, one)]
        if found:
            return found[0]
    return None


def _tells_time(scene: Scene, token: int) -> bool:
    """Whether a word tells when rather than in what: "neutral in *1955*"."""
    start = scene.tree.parse.starts[token]
    days = scene.document.days or ()
    return any(one.span.start <= start < one.span.end for one in days)


def _draft(scene: Scene, token: int, frame: Frame, found: _Found) -> ClaimDraft:
    tree = scene.tree
    if isinstance(found.object, int):
        other, span = None, tree.span(_phrase(scene, token, found.object))
    else:
        other, span = found.object, found.object.participant.span
    value = _value(scene, token, frame)
    amount = amount_in(scene, value) if value else None
    clause = tree.span(tree.subtree(_clause(scene, token)))
    head = tree.span([found.subject.token])
    return ClaimDraft(
        scene.index,
        frame.kind,
        Phrase(found.subject.participant.span, head),
        span,
        other.code if other and other.kind == "organisation" else None,
        clause,
        participant=_as_party(scene, found.subject),
        country=other.code if other and other.kind == "state" else None,
        value=value,
        amount=amount.number if amount else None,
        unit=amount.unit if amount else None,
        trace=(f"{frame.kind}: '{tree.parse.words[token]}'",),
    )


def _as_party(scene: Scene, party: Party) -> Participant:
    if party.participant.kind == "person":  # "his country" is a state
        span = scene.tree.span(scene.tree.noun_phrase(party.token))
        words = (scene.document.text or "")[span.start : span.end]
        return Participant(span=span, text=words, kind="state", country=party.code)
    if party.participant.country or party.kind != "state":
        return party.participant
    return replace(party.participant, country=party.code)


def _phrase(scene: Scene, token: int, head: int) -> list[int]:
    """Return the words of an object that is words alone: a noun with all joined to it."""
    tree = scene.tree
    if head == token:
        kids = tree.kids(token, {"advmod", "neg"})
        return [*[kid for kid in kids if kid == token - 1], token]
    out = tree.kids(head, {"relcl", "acl", "punct", "appos"})
    return tree.subtree(head, out)


def _value(scene: Scene, token: int, frame: Frame) -> Span | None:
    """Return the words of what is supplied, how much is traded, or which agreement it is."""
    if frame.value == ("self",):
        return scene.tree.span(_name_of(scene, token))
    if frame.value == ("amount",):
        return _amount_near(scene, token)
    words = [word for place in frame.value for word in fillers(scene, token, place)]
    goods = [one for word in words for one in cores(scene.tree, word) if _is_good(scene, one)]
    return _good(scene, goods[0]) if goods else None


def _good(scene: Scene, token: int) -> Span:
    """Return the words of a good, with how much of it where that stands before it."""
    tree = scene.tree
    span = tree.span([*_compounds(scene, token), token])
    number = amount_in(scene, Span(max(0, span.start - 40), span.end))
    between = (scene.document.text or "")[number.span.end : span.start] if number else ""
    is_near = number is not None and not number.is_money and between in {" ", " of "}
    return Span(number.span.start, span.end) if number and is_near else span


def _is_good(scene: Scene, token: int) -> bool:
    parse = scene.tree.parse
    is_common = parse.tags[token] in {"NN", "NNS"} and parse.pos[token] == "NOUN"
    return is_common and parse.lemmas[token] not in MEASURES - fact_words("goods")


def _compounds(scene: Scene, token: int) -> list[int]:
    kids = scene.tree.kids(token, {"compound", "amod"})
    return [kid for kid in kids if scene.mention_at[kid] is None and kid < token]


def _name_of(scene: Scene, token: int) -> list[int]:
    """Return the words that tell which agreement it is: "free trade *agreement*"."""
    tree = scene.tree
    before = [item for kid in _compounds(scene, token) for item in tree.subtree(kid)]
    after = [
        item
        for kid in tree.kids(token, {"prep"})
        if tree.parse.lemmas[kid] in {"of", "on"}
        for item in tree.subtree(kid)
        if scene.mention_at[item] is None
    ]
    words = sorted({*before, token, *after})
    return [word for word in words if word <= token or word - token <= len(after)]


def _amount_near(scene: Scene, token: int) -> Span | None:
    """Return the amount that a trade reaches, is worth or comes to."""
    tree = scene.tree
    head = tree.parse.heads[token]
    above = (
        tree.subtree(head) if tree.parse.deps[token] in {"nsubj", "dobj"} else tree.subtree(token)
    )
    found = amount_in(scene, tree.span(above))
    return found.span if found and found.is_money else None


def _clause(scene: Scene, token: int) -> int:
    """Return the head of the clause of a word, where its dates stand."""
    tree = scene.tree
    for _ in range(4):
        head = tree.parse.heads[token]
        if tree.parse.pos[token] in {"VERB", "AUX"} or head == token:
            break
        token = head
    return token


def source_at(scene: Scene, token: int) -> Participant | None:
    """Return who says what a word tells, None if the outlet does."""
    sources = sources_of(scene, token)
    return sources[0].participant if sources else None
