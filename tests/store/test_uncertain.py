"""Pairs to judge: what decided them is told, be it points or what stands beside them."""

from detente.pipeline.run import run
from detente.settings import Settings
from detente.store.connect import reading
from detente.store.uncertain import uncertain_pairs
from detente.store.write import Writer
from tests.merge.merge_factories import report

EARLY = report(
    ("Lavrov",), ("Fidan",), article="a1", text="Lavrov met Fidan in Ankara over grain.",
    when="2025-02-10", published="2025-02-11", where="Ankara",
)  # fmt: skip
LATE = report(
    ("Lavrov",), ("Fidan",), article="a2", text="Lavrov met Fidan in Ankara over gas.",
    when="2025-02-20", published="2025-02-21", where="Ankara",
)  # fmt: skip
MONTH = report(
    ("Lavrov",), ("Fidan",), article="a3", text="Lavrov met Fidan in Ankara in February.",
    when="2025-02", published="2025-03-04", where="Ankara",
)  # fmt: skip


def _asked(folder, *documents):
    path = folder / "x.duckdb"
    with Writer(path) as writer:
        writer.add(documents)
    run((), path, Settings())
    with reading(path) as connection:
        return uncertain_pairs(connection)


def test_a_pair_of_a_month_and_its_only_day_is_one_event_as_nothing_else_fits(tmp_path):
    (pair,) = _asked(tmp_path, EARLY, MONTH)
    assert pair.is_merged
    assert "alone fits" in pair.exception


def test_a_pair_with_a_rival_is_two_events_whatever_its_points(tmp_path):
    asked = _asked(tmp_path, EARLY, LATE, MONTH)
    assert asked
    for pair in asked:
        assert not pair.is_merged
        assert "no other event fits as well" in pair.exception


def test_a_firm_pair_that_is_one_event_needs_no_exception(tmp_path):
    told_again = report(
        ("Lavrov",), ("Fidan",), article="a4", text="In Ankara, Lavrov met with Fidan on grain.",
        when="2025-02-10", published="2025-02-11", where="Ankara",
    )  # fmt: skip
    (pair,) = _asked(tmp_path, EARLY, told_again)
    assert pair.is_merged
    assert pair.exception is None
