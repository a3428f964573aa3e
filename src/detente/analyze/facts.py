"""Standing facts: the claims of many articles that say one thing, and how they stand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from detente.analyze.claim_life import Life, Telling, claim_life, of_claim
from detente.analyze.fact_words import fact_sentence
from detente.analyze.views import ClaimLine, ConflictLine
from detente.merge.fact_checks import AGREE, DISAGREE, UNKNOWN, Check, check_claim
from detente.merge.fact_keys import fact_id
from detente.merge.known_facts import Facts
from detente.model import Claim, Record

_BETWEEN: Final = "between_claims"
_SEVERITY: Final = (DISAGREE, AGREE, UNKNOWN)


class FactFilter(Record, frozen=True, kw_only=True):
    """Which standing facts are asked for. A field of None does not narrow.

    ``kind`` is one of coding/data/fact_kinds.toml; ``subject`` and ``object`` a state, person,
    organisation (code or name), or words of the text; ``source`` who says so; ``dyad`` two states
    that are subject and object, in either order; ``verdict`` agree, disagree or unknown (against
    the tables); ``disputed`` only what articles or tables differ on.
    """

    kind: str | None = None
    subject: str | None = None
    object: str | None = None
    source: str | None = None
    dyad: tuple[str, str] | None = None
    text: str | None = None
    verdict: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    disputed: bool = False
    limit: int | None = None


class FactLine(Record, frozen=True, kw_only=True):
    """A standing fact with everybody who tells it.

    ``claim`` is the first telling that says that it holds (or the first), in whose words
    ``sentence`` puts it. ``told`` are all claims of it, earliest published first; ``said_by`` who
    vouches for it, each once. ``against_tables`` is what the tables say: disagree if they do to any
    telling. ``among_articles``: agree if two independent origins tell it and none differs, disagree
    if any differs, unknown if only one tells it. ``conflicts`` are the disagreements of both kinds.
    """

    id: str
    kind: str
    sentence: str
    claim: Claim
    told: tuple[ClaimLine, ...]
    said_by: tuple[str, ...]
    against_tables: Check
    among_articles: str
    conflicts: tuple[ConflictLine, ...]
    life: Life


def fact_lines(
    lines: Iterable[ClaimLine],
    *,
    facts: Facts,
    origins: Mapping[str, str],
    conflicts: Sequence[ConflictLine] = (),
) -> tuple[FactLine, ...]:
    """Return the facts that claims tell of, the latest told first.

    Args:
        lines: claims with their sentences.
        facts: the tables they are held against.
        origins: the independent origin of each article, by its id; an article that is not there
            is its own.
        conflicts: where claims differ; those that none of ``lines`` takes a side in are left aside.
    """
    groups: dict[str, list[ClaimLine]] = defaultdict(list)
    for line in sorted(lines, key=_order):
        groups[fact_id(line.claim)].append(line)
    by_claim = _by_claim(conflicts)
    made = [_fact(id_, group, facts, origins, by_claim) for id_, group in groups.items()]
    return tuple(sorted(made, key=lambda fact: (_latest(fact), fact.id), reverse=True))


def _order(line: ClaimLine) -> tuple[str, str, int, str]:
    article = line.quotation.article
    return str(article.published or dt.date.max), article.id, line.claim.sentence, line.claim.id


def _latest(fact: FactLine) -> str:
    return max(str(line.quotation.article.published or "") for line in fact.told)


def _by_claim(conflicts: Iterable[ConflictLine]) -> Mapping[str, Sequence[ConflictLine]]:
    found: dict[str, list[ConflictLine]] = defaultdict(list)
    for line in conflicts:
        for id_ in dict.fromkeys(one.claim_id for one in line.conflict.readings if one.claim_id):
            found[id_].append(line)
    return found


def _fact(
    id_: str,
    told: Sequence[ClaimLine],
    facts: Facts,
    origins: Mapping[str, str],
    conflicts: Mapping[str, Sequence[ConflictLine]],
) -> FactLine:
    first = next((line for line in told if not line.claim.is_negated), told[0])
    life = claim_life([_telling(line, origins) for line in told])
    differing = {one.conflict.id: one for line in told for one in conflicts.get(line.claim.id, ())}
    return FactLine(
        id=id_,
        kind=first.claim.kind,
        sentence=f"{fact_sentence(first.claim)}.",
        claim=first.claim,
        told=tuple(told),
        said_by=tuple(dict.fromkeys(step.telling.by for step in life.steps)),
        against_tables=_against(told, facts),
        among_articles=_among(differing.values(), life),
        conflicts=tuple(differing.values()),
        life=life,
    )


def _telling(line: ClaimLine, origins: Mapping[str, str]) -> Telling:
    article = line.quotation.article.id
    return of_claim(line.claim, line.quotation, origins.get(article, article))


def _against(told: Iterable[ClaimLine], facts: Facts) -> Check:
    checks = [check_claim(line.claim, line.quotation.article.published, facts) for line in told]
    return min(checks, key=lambda check: _SEVERITY.index(check.verdict))


def _among(conflicts: Iterable[ConflictLine], life: Life) -> str:
    if any(line.conflict.kind == _BETWEEN for line in conflicts):
        return DISAGREE
    return AGREE if life.n_origins > 1 else UNKNOWN


def lets_through(fact: FactLine, wanted: FactFilter) -> bool:
    """Whether a fact has the verdict asked for, and a disagreement if one is asked for."""
    if wanted.verdict and fact.against_tables.verdict != wanted.verdict:
        return False
    is_disputed = fact.against_tables.verdict == DISAGREE or bool(fact.conflicts)
    return is_disputed or not wanted.disputed
