"""Questions about statements, standing facts and promises, over records made by hand."""

import datetime as dt

import pytest
from msgspec.structs import replace

from detente.entities.tenure import Tenures
from detente.errors import QueryError
from detente.merge.known_facts import Facts, Membership
from detente.model import About, Claim, Conflict, Modality, Participant, Reading, When
from detente.store import query as ask
from detente.store import said, standing
from detente.store.connect import reading
from detente.store.views import FactFilter, PromiseFilter, StatementFilter
from detente.store.write import Writer
from tests.store.corpus import ANWAR, SAID, SHOIGU, VISIT, document, record, span

INDONESIA = Participant(
    span=span("Putrajaya"), text="Indonesia", entity="IDN", name="Indonesia", country="IDN"
)
EXPERT = Participant(span=span("Envoy"), text="an envoy at a think tank", kind="role")
MAY = When(dt.date(2025, 5, 10), dt.date(2025, 5, 10))
KNOWN = Facts(Tenures([], []), {("BRICS", "IDN"): Membership("2025-01-06", "", "compiled")})


def _about(*codes):
    return tuple(About(country=code, span=span("ties")) for code in codes)


def _said(number, **changes):
    return replace(SAID, id=f"s{number}", article_id="a00001", **changes)


STATEMENTS = (
    _said(1, about=_about("MYS"), stance="criticises", stance_span=span("warm"),
          channel="post on X", channel_kind="platform", reports=("e00001",)),
    _said(2, speaker=ANWAR, about=_about("RUS", "IDN"), stance="supports", addressee=None,
          channel="RIA", channel_kind="agency", through=(SHOIGU,), event_id="e00001"),
    _said(3, speaker=INDONESIA, about=_about("RUS", "MYS"), channel=None, channel_span=None,
          stance="denies", joint=(ANWAR,)),
    _said(4, speaker=EXPERT, addressee=None, channel=None, channel_span=None, kind="direct"),
)  # fmt: skip


def _claim(number, kind="wants_to_join", article="a00001", **changes):
    made = Claim(
        id=f"c{number}", article_id=article, sentence=1, kind=kind, subject=INDONESIA,
        object_text="BRICS", object_span=span("met"), object_entity="BRICS", span=span("met"),
    )  # fmt: skip
    return replace(made, **changes)


def _trade(number, article="a00001", amount=5e9, **changes):
    return _claim(
        number, "trades_with", article, object_text="Russia", object_entity=None,
        object_country="RUS", value_text="$5 bln", value_span=span("met"), amount=amount,
        unit="USD", **changes,
    )  # fmt: skip


CLAIMS = (_claim(1), _trade(2), _claim(3, "holds_office", subject=ANWAR, object_text="premier",
          object_entity="HOG"))  # fmt: skip
TOLD_AGAIN = (_claim(4, article="a00002", source=SHOIGU), _trade(5, "a00002", amount=7e9))
AMOUNTS = Conflict(
    id="x2", kind="between_claims", field="amount", grade="different", explanation="Two amounts.",
    readings=tuple(
        Reading(value=value, source=source, article_id=article, claim_id=claim, sentence=1)
        for value, source, article, claim in (
            ("$5 bln", "The Sample Post", "a00001", "c2"), ("$7 bln", "Herald", "a00002", "c5"),
        )
    ),
)  # fmt: skip
PLAN = replace(VISIT, id="e00009", modality=Modality.PLANNED, when=MAY, claimed_by=None)


@pytest.fixture(scope="module")
def connection(tmp_path_factory):
    path = tmp_path_factory.mktemp("said") / "x.duckdb"
    first = replace(document(), statements=STATEMENTS, claims=CLAIMS, events=(VISIT, PLAN))
    other = document("a00002", "Herald")
    later = replace(other, statements=(), claims=TOLD_AGAIN)
    plan = record("e00009", id="cafe0002", modality=Modality.PLANNED, when=MAY)
    with Writer(path) as writer:
        writer.add([first, later])
        writer.replace_corpus([record("e00001", "e00002"), plan], [AMOUNTS], [])
    with reading(path) as opened:
        yield opened


STATED = [
    ({}, "1234"),
    ({"speaker": "Russia"}, "1"),
    ({"speaker": "anwar"}, "23"),
    ({"speaker": "an envoy at"}, "4"),
    ({"addressee": "Malaysia"}, "13"),
    ({"about": "RUS"}, "23"),
    ({"about": "Russia"}, "23"),
    ({"about": "RUS-MYS"}, "123"),
    ({"about": "Malaysia, Indonesia"}, "23"),
    ({"about": "IDN-RUS"}, "23"),
    ({"stance": "denies"}, "3"),
    ({"channel": "platform"}, "1"),
    ({"channel": "x"}, "1"),
    ({"channel": "RIA"}, "2"),
    ({"channel": "IA"}, ""),
    ({"kind": "direct"}, "4"),
    ({"text": "ties WERE"}, "1234"),
    ({"topic": "space"}, ""),
    ({"since": dt.date(2025, 2, 28)}, ""),
    ({"until": dt.date(2025, 2, 27), "limit": 2, "offset": 1}, "23"),
]


@pytest.mark.parametrize(("fields", "expected"), STATED, ids=str)
def test_a_filter_of_statements_lets_through_what_it_says(connection, fields, expected):
    found = ask.statements(connection, StatementFilter(**fields))
    assert "".join(line.statement.id[1:] for line in found) == expected


REFUSED = [
    ({"speaker": "Nemo"}, "nobody named 'Nemo'"),
    ({"stance": "loves"}, "no stance 'loves'; there are: supports"),
    ({"kind": "sung"}, "there are: direct, indirect, mixed"),
    ({"about": "Atlantis"}, "no state or organisation 'Atlantis'; write RUS"),
    ({"about": "RUS-Atlantis"}, "no state or organisation 'Atlantis'; write a pair"),
    ({"about": "RUS-Russia"}, "two different countries"),
]


@pytest.mark.parametrize(("fields", "words"), REFUSED, ids=str)
def test_an_unknown_name_says_what_would_be_right(connection, fields, words):
    with pytest.raises(QueryError, match=words):
        ask.statements(connection, StatementFilter(**fields))


def test_a_statement_comes_with_the_event_that_it_is_or_reports_and_its_life(connection):
    first, second, *_ = ask.statement_views(connection, ask.statements(connection))
    assert [line.record.id for line in first.reports] == ["feedbeef"]
    assert first.event is None
    assert second.event is not None
    assert (second.event.record.id, second.reports) == ("feedbeef", ())
    assert (first.lives[0].state, first.lives[0].n_origins) == ("repeated", 2)
    assert [step.telling.by for step in first.lives[0].steps] == ["Anwar Ibrahim"] * 2


def test_the_sql_of_statements_gives_the_same_statements(connection):
    for fields in ({"about": "RUS-MYS"}, {"speaker": "anwar", "channel": "RIA"}):
        wanted = StatementFilter(**fields)
        rows = connection.execute(said.statements_sql(connection, wanted)).fetchall()
        assert [row[0] for row in rows] == said.matching_statements(connection, wanted)


def test_facets_count_what_is_there(connection):
    ids = said.matching_statements(connection, StatementFilter())
    assert said.facets(connection, ids)["about"] == [
        ("MYS", 2), ("RUS", 2), ("IDN", 1),
    ]  # fmt: skip
    assert said.speakers(connection, ids)[0][2] == 1


def facts(connection, **fields):
    return ask.facts(connection, KNOWN, FactFilter(**fields))


FOUND = [
    ({}, ["holds_office", "trades_with", "wants_to_join"]),
    ({"kind": "wants to join"}, ["wants_to_join"]),
    ({"subject": "IDN"}, ["trades_with", "wants_to_join"]),
    ({"subject": "anwar"}, ["holds_office"]),
    ({"object": "BRICS"}, ["wants_to_join"]),
    ({"object": "Russia"}, ["trades_with"]),
    ({"object": "premi"}, ["holds_office"]),
    ({"dyad": ("RUS", "IDN")}, ["trades_with"]),
    ({"source": "Shoigu"}, ["wants_to_join"]),
    ({"verdict": "disagree"}, ["wants_to_join"]),
    ({"disputed": True}, ["trades_with", "wants_to_join"]),
    ({"text": "$5"}, ["trades_with"]),
    ({"since": dt.date(2026, 1, 1)}, []),
]


@pytest.mark.parametrize(("fields", "kinds"), FOUND, ids=str)
def test_a_filter_of_facts_lets_through_what_it_says(connection, fields, kinds):
    assert sorted(fact.kind for fact in facts(connection, **fields)) == kinds


def test_an_unknown_kind_or_verdict_is_refused(connection):
    with pytest.raises(QueryError, match="no kind of fact 'loves'; there are: member_of"):
        facts(connection, kind="loves")
    with pytest.raises(QueryError, match="no verdict 'maybe'"):
        facts(connection, verdict="maybe")


def test_a_fact_has_all_who_tell_it_and_what_the_tables_say(connection):
    (fact,) = facts(connection, kind="wants_to_join")
    assert fact.sentence == "Indonesia wants to join BRICS."
    assert fact.said_by == ("The Sample Post", "Sergei Shoigu")
    assert [line.claim.id for line in fact.told] == ["c1", "c4"]
    assert (fact.against_tables.verdict, fact.among_articles) == ("disagree", "agree")
    assert fact.against_tables.known == "a member since 6 January 2025"
    assert (fact.life.state, fact.life.n_origins) == ("repeated", 2)


def test_a_fact_with_two_values_shows_both_sides(connection):
    (fact,) = facts(connection, kind="trades_with")
    assert fact.among_articles == "disagree"
    assert [line.conflict.id for line in fact.conflicts] == ["x2"]
    assert fact.sentence == "Indonesia trades with Russia: $5 bln."


def test_a_conflict_between_claims_is_listed_with_its_sentences(connection):
    (line,) = ask.conflicts(connection, kind="between_claims")
    assert all(quotation is not None for quotation in line.quotations)


def test_the_sql_of_facts_gives_the_claims_behind_them(connection):
    wanted = FactFilter(dyad=("RUS", "IDN"))
    rows = connection.execute(standing.facts_sql(connection, wanted)).fetchall()
    assert sorted(row[0] for row in rows) == ["c2", "c5"]


PROMISED = [
    ({}, ["open"]),
    ({"as_of": dt.date(2025, 5, 11)}, ["overdue"]),
    ({"status": "done"}, []),
    ({"dyad": ("Malaysia", "RUS")}, ["open"]),
    ({"dyad": ("IDN", "RUS")}, []),
    ({"party": "Shoigu"}, ["open"]),
]


@pytest.mark.parametrize(("fields", "statuses"), PROMISED, ids=str)
def test_promises_are_found_by_status_day_and_parties(connection, fields, statuses):
    found = ask.promises(connection, PromiseFilter(**fields))
    assert [promise.status for promise in found] == statuses


def test_promises_are_seen_from_the_day_of_the_newest_article(connection):
    (promise,) = ask.promises(connection)
    assert (promise.as_of, promise.due) == (dt.date(2025, 2, 27), MAY)
    with pytest.raises(QueryError, match="no status of a promise 'lost'; there are: open"):
        ask.promises(connection, PromiseFilter(status="lost"))
