"""Who holds which office, who somebody is: answers with standing, sources, layer, rivals."""

import datetime as dt

import pytest

from detente.entities.directory import Directory, load_directory
from detente.entities.layers_entries import checked_day
from detente.entities.registry import load_registry
from detente.entities.tables import rows
from detente.entities.tenure import Rival, Tenure, Tenures
from detente.entities.tenure_evidence import load_staying, with_evidence
from detente.errors import QueryError
from detente.settings import Actors

DAY = dt.date(2025, 2, 27)


@pytest.fixture(scope="module")
def directory():
    return load_directory()


@pytest.fixture(scope="module")
def registry():
    return load_registry()


def row(person="RUS:sergei-shoigu", kind="FM", **changes):
    base = Tenure(person, "RUS", f"RUS:{kind}", kind, "2020-03-01", "", "", "", "one two", 7)
    return base._replace(**changes)


@pytest.fixture
def asking(registry):
    def ask(*tenures, rivals=(), struck=()):
        staying = load_staying()
        table = Tenures(with_evidence(tenures, staying), [], rivals=rivals, struck=struck)
        return Directory(registry, table, staying)

    return ask


def days(day):
    return dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("office", "country", "day", "name"),
    [
        ("FM", "RUS", "2015-06-01", "Sergei Lavrov"),
        ("defence minister", "Malaysian", "2025-02-27", "Mohamed Khaled Nordin"),
        ("HOS", "France", "2018-01-01", "Emmanuel Macron"),
        ("secretary-general", "UN", "2003-08-01", "Kofi Annan"),
        ("prime minister", "Britain", "2022-10-01", "Liz Truss"),
    ],
)
def test_the_tables_know_who_held_an_office(directory, office, country, day, name):
    found = directory.holders(office, country, days(day))
    assert found[0].name == name
    assert found[0].layer == "shipped"
    assert found[0].sources


def test_joint_holders_are_all_named_and_marked(directory):
    found = directory.holders("HOS", "Andorra", DAY)
    assert len(found) == 2
    assert all(one.joint for one in found)


def test_who_is_not_in_office_comes_apart(directory):
    others = directory.others("FM", "RUS", days("2012-01-01"))
    assert [(one.standing, one.name) for one in others] == [
        ("former", "Igor Ivanov"),
        ("disputed", "Alexander Lukashevich"),
    ]
    assert "says wikidata:ep-russia-cabinet alone" in others[1].in_words


def test_two_claims_about_one_tenure_are_both_kept(directory):
    abiy = directory.holders("HOG", "ETH", DAY)[0]
    assert abiy.start == "2018-04-02"
    assert [(one.start, one.sources) for one in abiy.rivals] == [("2021-10-04", ("factbook",))]


WORDS = [
    ({"end": "2024-05-12"}, "2023-01-01", "confirmed", "from 2020-03-01 to 2024-05-12"),
    (
        {"end": "2024-05-12", "end_prec": "inferred"},
        "2023-01-01",
        "confirmed",
        "the successor's start",
    ),
    (
        {"end": "2024-05", "end_prec": "le"},
        "2025-01-01",
        "open",
        "since 2020-03-01, last confirmed",
    ),
    (
        {"asof": "2025-10-31"},
        "2025-01-01",
        "confirmed",
        "since 2020-03-01, last confirmed 2025-10-31",
    ),
    (
        {"asof": "2025-10-31"},
        "2026-11-01",
        "open",
        "no end is known; of 100 foreign ministers, 88 are",
    ),
    (
        {"start": "2010", "asof": "2014-10-31"},
        "2026-11-01",
        "former",
        "are still there 12 years later under the same head",
    ),
    ({"start": "2030"}, "2026-11-01", "future", "since 2030; not yet in office"),
    (
        {"start": "", "observed": "2019-06"},
        "2019-01-01",
        "open",
        "seen in office in 2019-06, start and",
    ),
]


@pytest.mark.parametrize(("changes", "day", "standing", "words"), WORDS)
def test_a_standing_is_told_in_words(asking, changes, day, standing, words):
    found = asking(row(**changes)).offices("RUS:sergei-shoigu", days(day))[0]
    assert found.standing == standing
    assert words in found.in_words


def test_a_successor_is_told_in_words(asking):
    directory = asking(row(asof="2021-01-31"), row("RUS:sergei-lavrov", start="2021-09-01"))
    found = directory.offices("RUS:sergei-shoigu", DAY)[0]
    assert found.standing == "former"
    assert found.in_words.endswith("somebody else took the office on 2021-09-01")


def test_a_change_of_government_is_told_in_words(asking):
    heads = [
        row("h", "HOG", start="2019-01-01", end="2024-06-30"),
        row("i", "HOG", start="2024-07-01"),
    ]
    found = asking(row(asof="2024-01-31"), *heads).offices("RUS:sergei-shoigu", DAY)[0]
    assert found.standing == "former"
    assert "another head of government took office on 2024-07-01" in found.in_words
    assert found.in_words.endswith("are still there a year later under another head of government")


def test_what_a_correction_struck_out_is_shown_with_the_reason(asking):
    struck = row(struck="a namesake (corrections my.toml:3)")
    found = asking(struck=[struck]).others("FM", "RUS", DAY)
    assert [(one.standing, one.in_words) for one in found] == [
        ("struck", "since 2020-03-01; called wrong: a namesake (corrections my.toml:3)")
    ]
    assert asking(struck=[struck]).offices("RUS:sergei-shoigu", DAY)[0].standing == "struck"


def test_lower_layers_that_differ_are_rivals_and_those_that_agree_are_sources(asking):
    beneath = (row(start="2020-03"), row(start="2018-01-01", sources="three", layer="update 2026"))
    found = asking(row(layer="corrections my.toml:9", beneath=beneath, sources="my own")).holders(
        "FM", "RUS", DAY
    )[0]
    assert (found.layer, found.sources) == ("corrections my.toml:9", ("my own", "one", "two"))
    assert [(one.start, one.layer) for one in found.rivals] == [("2018-01-01", "update 2026")]


def test_a_rival_about_an_office_counts_on_its_days_only(asking):
    rival = Rival("", "Jane Roe", "RUS", "FM", "", "2024", "2025-03", "one", "CC0")
    directory = asking(row(), rivals=[rival])
    assert [one.name for one in directory.others("FM", "RUS", DAY)] == ["Jane Roe"]
    assert directory.others("FM", "RUS", days("2025-04-01")) == ()


def test_without_a_day_offices_come_latest_first(directory):
    found = directory.offices("Sergei Shoigu")
    assert [one.office_type for one in found][:2] == ["NSC", "DM"]
    assert {one.standing for one in found} == {"undated"}


def test_a_person_has_spellings_with_their_layers(directory):
    card = directory.person("Sergey Shoygu")
    assert (card.person, card.country_name, card.layer) == (
        "RUS:sergei-shoigu",
        "Russia",
        "shipped",
    )
    assert "Sergei Shoygu" in [one.text for one in card.aliases]
    assert {one.layer for one in card.aliases} == {"shipped"}


def test_a_person_is_found_by_a_spelling_nobody_listed(directory):
    assert directory.person("Serghei Şoigu").person == "RUS:sergei-shoigu"
    assert directory.offices("Choïgou")[0].person == "RUS:sergei-shoigu"
    with pytest.raises(QueryError, match="'Anwar' may mean"):
        directory.person("Anwar")
    with pytest.raises(QueryError, match=r"nobody named 'Ivanow'; did you mean .*Ivanov"):
        directory.person("Ivanow")
    with pytest.raises(QueryError, match=r"nobody named 'Qwxzy Vbnmk'$"):
        directory.person("Qwxzy Vbnmk")


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("Sergej Lawrow", "RUS:sergei-lavrov"),
        ("Choïgou", "RUS:sergei-shoigu"),
        ("Лавров", "RUS:sergei-lavrov"),
        ("Xi Jin-ping", "CHN:xi-jinping"),
        ("شويغو", "RUS:sergei-shoigu"),
        ("M. K. Nordin", "MYS:mohamed-khaled-nordin"),
        ("Netanyahou", "ISR:benjamin-netanyahu"),
        ("Muhammed bin Salman", "SAU:mohammed-bin-salman"),
        ("Hezbollah", "LBN:hezbollah"),
        ("Shanghai Cooperation Organization", "SCO"),
        ("Malaysia", "MYS"),
    ],
)
def test_search_finds_across_spellings_and_scripts(directory, text, identity):
    assert identity in [one.id for one in directory.find(text, limit=3)]


def test_search_finds_nothing_for_nobody(directory):
    assert directory.find("Qwxzy Vbnmk") == ()
    assert directory.find("") == ()


def test_the_tables_end_where_most_leaders_are_confirmed(directory):
    assert directory.last_word() == "2026-01-31"
    assert directory.days_since_last_word(days("2025-01-01")) == 0
    assert directory.days_since_last_word(days("2027-01-28")) == 365


def test_unknown_words_are_errors(directory):
    with pytest.raises(QueryError, match="no office"):
        directory.holders("minister of magic", "RUS", DAY)
    with pytest.raises(QueryError, match="no country"):
        directory.others("FM", "Ruritania", DAY)


def test_settings_without_layers_give_the_shipped_tables(directory):
    assert load_directory(Actors()).holders("FM", "RUS", DAY) == directory.holders("FM", "RUS", DAY)


@pytest.mark.parametrize("row", list(rows("own_leaders.csv")), ids=lambda row: f"{row[2]} {row[0]}")
def test_a_leader_added_by_hand_holds_the_office_from_the_first_day(directory, row):
    name, _, state, _, _, kind, _, start, end, *_ = row
    assert checked_day(start)
    assert not end or checked_day(end) >= start
    day = days(start + "0000-01-15"[len(start) :]) + dt.timedelta(20)
    assert name in [one.name for one in directory.holders(kind, state, day)]
