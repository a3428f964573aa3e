"""The corpus phase: all documents' reports to records, conflicts and near-duplicates."""

from collections.abc import Iterable, Mapping, Sequence

from detente.entities.tenure import load_tenures
from detente.merge.claim_conflicts import conflicts_between_claims
from detente.merge.clusters import cluster_reports
from detente.merge.conflict import conflicts_between
from detente.merge.copies import near_duplicates
from detente.merge.decision_effects import judged_document, judged_record
from detente.merge.decisions import Rulings, rule_on
from detente.merge.known_facts import Facts, conflicts_with_facts, read_memberships
from detente.merge.link_keys import link_keys
from detente.merge.numbers import CountFinder
from detente.merge.origins import (
    article_origins,
    is_credited,
    read_credits,
    report_origin,
)
from detente.merge.records import make_record
from detente.merge.reports import Report, Rules, make_reports
from detente.merge.tables import read_agencies, read_deeds, read_number_words, read_stopwords
from detente.merge.visits import Merged, link_parts
from detente.model import Conflict, Decision, Document, EventRecord, NearDuplicate, Record
from detente.settings import Settings


class Corpus(Record, frozen=True, kw_only=True):
    """What many articles say together, each part ordered by id."""

    records: tuple[EventRecord, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    near_duplicates: tuple[NearDuplicate, ...] = ()


def merge_corpus(
    documents: Iterable[Document], settings: Settings, decisions: Iterable[Decision] = ()
) -> Corpus:
    """Return the records of all reports, with their conflicts, and the near-duplicate articles.

    The same documents give the same corpus in whatever order they come; a document that comes
    twice counts once. Only article, text, fingerprint, sentences, events and claims are read.
    ``decisions`` of users are obeyed, see :mod:`detente.merge.decisions`.
    """
    rulings = rule_on(decisions)
    by_id = {document.article.id: judged_document(document, rulings) for document in documents}
    ordered = [by_id[id_] for id_ in sorted(by_id)]
    rules = Rules(read_deeds(), read_stopwords(), settings.merging.window_days)
    reports = make_reports(ordered, rules)
    copies, origins = _origins(ordered, reports)
    groups = cluster_reports(reports, rules, rulings)
    merged = [merged_record(group, origins, rulings) for group in groups]
    records = link_parts(merged, {item.record.id: link_keys(item) for item in merged})
    finder = CountFinder(read_number_words())
    conflicts = [
        conflict
        for item in merged
        for conflict in conflicts_between(item.record, item.reports, finder)
    ]
    conflicts += _with_facts(ordered, settings)
    return Corpus(
        records=tuple(sorted(records, key=lambda record: record.id)),
        conflicts=tuple(sorted(conflicts, key=lambda conflict: conflict.id)),
        near_duplicates=copies,
    )


def merged_record(
    group: tuple[Report, ...], origins: Mapping[str, str], rulings: Rulings
) -> Merged:
    """Return the record of a group of reports, without links; ``origins`` by event id."""
    own = {report.event.id: origins[report.event.id] for report in group}
    return Merged(judged_record(make_record(group, own), rulings), group)


def _with_facts(documents: Sequence[Document], settings: Settings) -> list[Conflict]:
    # The tables take a quarter of a second to read: not before there is a claim.
    if not any(document.claims for document in documents):
        return []
    tenures = load_tenures(settings.actors)
    known = Facts(tenures, read_memberships())
    return [*conflicts_with_facts(documents, known), *conflicts_between_claims(documents)]


def _origins(
    documents: Sequence[Document], reports: Sequence[Report]
) -> tuple[tuple[NearDuplicate, ...], Mapping[str, str]]:
    outlets = {document.article.outlet for document in documents if document.article.outlet}
    credited = read_credits(read_agencies(), outlets)
    with_credit = (document for document in documents if is_credited(document, credited))
    copies = near_duplicates(documents, frozenset(doc.article.id for doc in with_credit))
    articles = article_origins(documents, copies, credited)
    return copies, {
        report.event.id: report_origin(report, articles, credited) for report in reports
    }
