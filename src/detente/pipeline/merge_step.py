"""One step of a merge: what some new articles, and new decisions, change of the records."""

from collections.abc import Sequence

from detente.pipeline.merge_claims import claim_change
from detente.pipeline.merge_copies import Crediting, copy_change
from detente.pipeline.merge_graph import compared, grouped
from detente.pipeline.merge_job import Job, entering
from detente.pipeline.merge_records import records_of
from detente.store import merging
from detente.store.loading import Connection
from detente.store.merge_write import MergeChange


def step_change(connection: Connection, articles: Sequence[str], job: Job) -> MergeChange:
    """Return what changes when articles, and the decisions not obeyed yet, are merged."""
    crediting = Crediting(connection)
    copies = copy_change(connection, articles, crediting)
    entry = entering(connection, articles, job)
    edges = compared(connection, entry, job)
    stirred = merging.event_ids_of(connection, sorted(copies.stirred))
    dirty = frozenset({*entry.fresh.event_ids, *stirred, *entry.ruled})
    groups = grouped(connection, entry, edges, dirty, job)
    made = records_of(connection, groups, copies, crediting, job)
    claims = claim_change(connection, articles, job.settings)
    return MergeChange(
        basis=job.basis,
        articles=articles,
        stirred=sorted(copies.stirred),
        decisions=[decision.id for decision in job.decisions],
        credits=crediting.names,
        gone=entry.gone,
        fresh=entry.fresh,
        removed_edges=edges.removed,
        added_edges=edges.added,
        regrouped=groups.made,
        copies=copies.change,
        claims=claims.blocks,
        links=made.links,
        relinked=made.relinked,
        removed_records=made.removed,
        removed_conflicts=claims.removed,
        records=made.records,
        conflicts=[*made.conflicts, *claims.conflicts],
    )
