"""Groups of reports to records, with their conflicts, links and origins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from detente.merge.conflict import conflicts_between
from detente.merge.corpus import merged_record
from detente.merge.link_keys import link_keys
from detente.merge.numbers import CountFinder
from detente.merge.origins import article_origins, report_origin
from detente.merge.records import record_id
from detente.merge.reports import Report
from detente.merge.tables import read_number_words
from detente.merge.visits import LinkKeys, Merged, link_parts
from detente.model import Conflict, EventRecord
from detente.pipeline.merge_copies import Copies, Crediting
from detente.pipeline.merge_graph import Groups
from detente.pipeline.merge_job import Job
from detente.store import loading, merging
from detente.store.loading import Connection
from detente.store.merge_reports import load_texts
from detente.store.merging import PART, SERIES, WHOLE

_LINKS = frozenset({"part_of", "follows"})


@dataclass(frozen=True, slots=True)
class Made:
    """New records, conflicts and links, the records that they replace, and those relinked."""

    records: Sequence[EventRecord]
    conflicts: Sequence[Conflict]
    removed: Sequence[str]
    links: Mapping[str, LinkKeys] = field(default_factory=dict)
    relinked: Sequence[EventRecord] = ()


def records_of(
    connection: Connection, groups: Groups, copies: Copies, crediting: Crediting, job: Job
) -> Made:
    """Return the records of groups that are not as they were, and what else they change."""
    changed = [group for group in groups.found if _is_changed(group, groups)]
    kept = {record_id(group) for group in groups.found} - {record_id(group) for group in changed}
    origins = _origins(connection, changed, copies, crediting)
    made = [merged_record(group, origins, job.rulings) for group in changed]
    finder = CountFinder(read_number_words())
    conflicts = [
        conflict
        for one in made
        if len(one.reports) > 1
        for conflict in conflicts_between(one.record, one.reports, finder)
    ]
    removed = sorted(groups.old.keys() - kept)
    return _linked(connection, Made((), conflicts, removed), made, job)


def _is_changed(group: tuple[Report, ...], groups: Groups) -> bool:
    ids = tuple(report.event.id for report in group)
    return groups.old.get(record_id(group)) != ids or not groups.dirty.isdisjoint(ids)


def _origins(
    connection: Connection,
    changed: Sequence[tuple[Report, ...]],
    copies: Copies,
    crediting: Crediting,
) -> dict[str, str]:
    articles = {report.article.id for group in changed for report in group}
    known = merging.copies_among(connection, articles - set(copies.change.looked_at))
    known |= {copy.article_id: copy for copy in copies.change.found}
    originals = {known[id_].original_id for id_ in articles if id_ in known}
    documents = load_texts(connection, sorted(articles | originals))
    named = article_origins(documents, known.values(), crediting.credits)
    return {
        report.event.id: report_origin(report, named, crediting.credits)
        for group in changed
        for report in group
    }


def _linked(connection: Connection, base: Made, made: Sequence[Merged], job: Job) -> Made:
    """Return new records, and those beside them that are now linked to others than before."""
    keys = {one.record.id: link_keys(one) for one in made}
    new = list(keys.values())
    moved = _all_keys([*new, merging.links_of(connection, base.removed)])
    stirred = merging.linked(connection, PART, moved.whole)
    stirred |= merging.linked(connection, SERIES, moved.series)
    known = _stored(connection, stirred.difference(base.removed), job)
    keys |= merging.keys_of(connection, known)
    again = _loosened(made, known, keys, base.removed)
    asked = _all_keys([*new, *(keys[id_] for id_ in again)])
    beside = merging.linked(connection, WHOLE, asked.part)
    beside |= merging.linked(connection, SERIES, asked.series)
    known |= _stored(connection, beside.difference(base.removed, known), job)
    keys |= merging.keys_of(connection, known)
    everybody = [*made, *map(_unlinked, known.values())]
    sought = {one.record.id for one in made}.union(again)
    linked = {one.id: one for one in link_parts(everybody, keys, sought)}
    relinked = [linked[id_] for id_ in again if _links(linked[id_]) != _links(known[id_].record)]
    records = [linked[one.record.id] for one in made]
    links = {one.record.id: keys[one.record.id] for one in made}
    return replace(base, records=records, relinked=relinked, links=links)


def _loosened(
    made: Sequence[Merged],
    stirred: Mapping[str, Merged],
    keys: Mapping[str, LinkKeys],
    removed: Sequence[str],
) -> list[str]:
    """Return which of some records may have other links than before, sorted.

    They are those that were linked to a record that is gone, or could be to a new one: what a
    record is linked to is the best of all that it fits, whatever others are linked to.
    """
    new, gone = {one.record.id for one in made}, set(removed)
    # Links to each other are of no interest here, so that nobody but new ones is a whole.
    asked = {id_: replace(keys[id_], whole=frozenset()) for id_ in stirred}
    open_ = [_without_follows(one) for one in stirred.values()]
    tried = link_parts(
        [*made, *open_], {one.record.id: keys[one.record.id] for one in made} | asked, stirred
    )
    could = {one.id for one in tried if not new.isdisjoint(_links(one))}
    lost = {id_ for id_, one in stirred.items() if not gone.isdisjoint(_links(one.record))}
    return sorted((could | lost) & stirred.keys())


def _links(record: EventRecord) -> tuple[str | None, str | None]:
    return record.part_of, record.follows


def _all_keys(of: Iterable[LinkKeys]) -> LinkKeys:
    found = list(of)
    return LinkKeys(
        frozenset[int]().union(*(one.whole for one in found)),
        frozenset[int]().union(*(one.part for one in found)),
        frozenset[int]().union(*(one.series for one in found)),
    )


def _stored(connection: Connection, ids: Iterable[str], job: Job) -> dict[str, Merged]:
    found = loading.records(connection, sorted(ids))
    events = [event_id for record in found.values() for event_id in record.event_ids]
    reports = {report.event.id: report for report in job.load(connection, events)}
    return {
        id_: Merged(record, tuple(reports[event_id] for event_id in record.event_ids))
        for id_, record in found.items()
    }


def _unlinked(item: Merged) -> Merged:
    chosen = tuple(rule for rule in item.record.chosen_by if rule[0] not in _LINKS)
    record = msgspec.structs.replace(item.record, part_of=None, follows=None, chosen_by=chosen)
    return Merged(record, item.reports)


def _without_follows(item: Merged) -> Merged:
    return Merged(msgspec.structs.replace(item.record, follows=None), item.reports)
