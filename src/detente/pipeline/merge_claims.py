"""What claims of new articles change: conflicts with known facts, and with other claims."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.entities.tenure import load_tenures
from detente.merge.claim_conflicts import BETWEEN_CLAIMS, conflicts_between_claims
from detente.merge.fact_keys import fact_parties
from detente.merge.ids import digest
from detente.merge.known_facts import Facts, conflicts_with_facts, read_memberships
from detente.model import Claim, Conflict
from detente.settings import Settings
from detente.store import merging
from detente.store.loading import Connection
from detente.store.merge_reports import load_claims


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """New conflicts of claims, the conflicts they replace, and the blocks of new claims.

    Blocks are (block, claim, article).
    """

    blocks: Sequence[tuple[int, str, str]] = ()
    conflicts: Sequence[Conflict] = ()
    removed: Sequence[str] = ()


def claim_change(
    connection: Connection, articles: Sequence[str], settings: Settings
) -> ClaimChange:
    """Return what the claims of some new articles change."""
    new = load_claims(connection, merging.claims_of(connection, articles))
    if not new:
        return ClaimChange()
    blocks = [
        (claim_block(claim), claim.id, claim.article_id)
        for document in new
        for claim in document.claims or ()
    ]
    known = merging.claims_in(connection, {block for block, _, _ in blocks})
    beside = load_claims(connection, known)
    old = {claim_id for ids in known.values() for claim_id in ids}
    facts = Facts(load_tenures(settings.actors), read_memberships())
    between = conflicts_between_claims([*beside, *new])
    return ClaimChange(
        blocks=blocks,
        conflicts=[*conflicts_with_facts(new, facts), *between],
        removed=merging.conflicts_of_claims(connection, old, BETWEEN_CLAIMS),
    )


def claim_block(claim: Claim) -> int:
    """Return the block of a claim; claims of other blocks never differ with it."""
    return int(digest("claims", *sorted(fact_parties(claim))), 16)
