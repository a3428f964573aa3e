"""Merged reports are kept as they were made ready, and read as they would be made again."""

import datetime as dt

from detente.merge.decisions import rule_on, signed
from detente.model import Decision, DecisionKind
from detente.pipeline.decide import decide
from detente.pipeline.merge_job import Job
from detente.pipeline.run import run
from detente.settings import Settings
from detente.store.connect import reading
from detente.store.decisions import load_decisions
from detente.store.merge_reports import load_reports
from detente.store.ready_reports import packed, ready_reports, unpacked
from detente.store.write import Writer
from tests.merge.merge_factories import ready, report

DOCUMENTS = (
    report(article="a1", text="Shoigu met Anwar in Putrajaya.", when="2025-02-27",
           where="Putrajaya", outlet="Kestrel Post"),
    report(("Lavrov",), ("Fidan",), article="b1", text="Lavrov may see Fidan again.",
           action="see", modality="planned", published="2025-02-24"),
    report(("Russia",), ("Ukraine",), article="c1", text="Russia accused Ukraine of lying.",
           action="accused", event_type="ACCUSE", when="2025-02"),
)  # fmt: skip
IDS = [one.events[0].id for one in DOCUMENTS]


def _merged(folder):
    path = folder / "x.duckdb"
    with Writer(path) as writer:
        writer.add(DOCUMENTS)
    run((), path, Settings())
    return path


def _both_ways(path):
    with reading(path) as connection:
        decisions = load_decisions(connection)
        job = Job(Settings(), decisions, "")
        made = load_reports(connection, IDS, job.rules, rule_on(decisions))
        kept = sorted(ready_reports(connection, IDS), key=lambda one: one.rank)
        return made, kept, job.load(connection, IDS)


def test_what_is_packed_is_unpacked_as_it_was():
    for one in ready(*DOCUMENTS):
        assert unpacked(packed(one)) == one
        assert len(packed(one)) < 2000


def test_a_merged_report_is_read_as_its_rows_tell_it(tmp_path):
    made, kept, loaded = _both_ways(_merged(tmp_path))
    assert made == kept == loaded
    assert len(made) == len(DOCUMENTS)


def test_a_report_that_users_ruled_on_is_read_as_ruled(tmp_path):
    path = _merged(tmp_path)
    ruling = Decision(
        kind=DecisionKind.WRONG_CODE, reports=(IDS[2],), event_type="REJECT", author="A",
        time=dt.datetime.fromisoformat("2026-03-01T12:00"),
    )  # fmt: skip
    decide(path, [signed(ruling)])
    made, kept, loaded = _both_ways(path)
    assert made == kept == loaded
    assert "REJECT" in {one.event.event_type for one in kept}


def test_a_report_that_was_merged_before_any_were_kept_is_made_again(tmp_path):
    path = _merged(tmp_path)
    with Writer(path) as writer, writer.saving() as connection:
        connection.execute("UPDATE merge_reports SET ready = NULL")
    made, kept, loaded = _both_ways(path)
    assert kept == []
    assert made == loaded
