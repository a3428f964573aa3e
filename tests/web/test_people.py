"""The pages of persons, actors and the search, in every state they may be in."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from dashboard_client import Client

import detente
from detente.settings import Actors
from detente.web import create_app

SHOIGU = "/person/RUS:sergei-shoigu"


def section(page: str, name: str) -> str:
    """Return the part of a page from one heading to the next section."""
    found = re.search(rf'<h2 id="{name}">.*?(?=<section|</main>)', page, re.DOTALL)
    assert found is not None, name
    return found[0]


def test_every_page_leads_to_people_and_actors(client: Client):
    page = client.get("/events").text
    assert 'href="/people"' in page
    assert 'href="/actors"' in page


def test_the_list_of_people_has_counts_that_lead_to_what_they_count(client: Client):
    page = client.get("/people").text
    row = re.search(r'<a class="row" href="/person/RUS:sergei-shoigu">.*?</tr>', page, re.DOTALL)
    assert row is not None
    number = re.search(r'href="(/events\?person=[^"]+)">(\d+)</a>', row[0])
    assert number is not None
    assert client.get(number[1]).text.count('class="row"') == int(number[2])


@pytest.mark.parametrize("asked", ["Shoigu", "shoigu", "SERGEI shoigu"])
def test_people_are_found_by_any_part_of_the_name(client: Client, asked: str):
    assert 'href="/person/RUS:sergei-shoigu"' in client.get(f"/people?q={asked}").text


def test_a_search_finds_persons_of_the_tables_that_no_article_names(client: Client):
    page = client.get("/people?q=Merkel").text
    assert "No article names a person called “Merkel”" in page
    assert 'href="/person/DEU:angela-merkel"' in section(page, "tables")


def test_a_misspelt_name_finds_those_spelled_like_it(client: Client):
    page = client.get("/people?q=Shoygoo").text
    assert "spelled like it" in page
    assert 'href="/person/RUS:sergei-shoigu"' in page


def test_a_person_has_names_offices_meetings_travel_words_and_events(client: Client):
    page = client.get(SHOIGU).text
    assert "articles: " in section(page, "names")
    assert "Minister of Defence of Russia" in section(page, "offices")
    assert 'href="/person/MYS:anwar-ibrahim"' in section(page, "met")
    assert "Kuala Lumpur" in section(page, "travel")
    assert '<blockquote class="' in section(page, "said")
    assert 'class="row"' in section(page, "events")


@pytest.mark.parametrize(
    ("on", "office", "words"),
    [
        ("2013-01-01", "Minister of Defence of Russia", "confirmed, in office until 12 May 2024"),
        ("2025-02-27", "Secretary of the Security Council of Russia", "confirmed"),
    ],
)
def test_the_office_is_that_of_the_day(client: Client, on: str, office: str, words: str):
    page = client.get(f"{SHOIGU}?on={on}").text
    now = re.search(r'<div class="now">.*?</div>', page, re.DOTALL)
    assert now is not None
    assert f"<b>{office}</b>" in now[0]
    assert words in now[0]
    assert f'value="{on}"' in page


def test_before_all_offices_a_person_holds_none(client: Client):
    assert "In no office that the tables know" in client.get(f"{SHOIGU}?on=1980-01-01").text


def test_a_day_that_cannot_be_read_is_refused_with_the_right_form(client: Client):
    answer = client.get(f"{SHOIGU}?on=yesterday")
    assert answer.status_code == 404
    assert "write it as 2025-02-27" in answer.text


def test_rival_claims_about_a_tenure_are_shown_with_their_source(client: Client):
    page = client.get("/person/AGO:joao-lourenco").text
    assert "another claim" in section(page, "offices")
    assert "No article of this database names this person" in page


def test_a_person_that_only_the_tables_know_has_a_page(client: Client):
    answer = client.get("/person/DEU:angela-merkel")
    assert answer.status_code == 200
    assert "Chancellor" in section(answer.text, "offices")
    assert 'id="events"' not in answer.text


@pytest.mark.parametrize("asked", ["Shoigu", "Sergei%20Shoigu"])
def test_a_name_leads_to_the_page_of_the_one_it_means(client: Client, asked: str):
    answer = client.get(f"/person/{asked}?on=2025-02-27")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"{SHOIGU}?on=2025-02-27"


def test_a_name_of_several_leads_to_the_search(client: Client):
    answer = client.get("/person/Rodriguez")
    assert (answer.status_code, answer.headers["location"]) == (307, "/people?q=Rodriguez")


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/person/Sergej%20Schoigu", "/person/RUS:sergei-shoigu"),
        ("/actor/Malasiya", "/actor/MYS"),
        ("/actor/Qqqq", "/actors"),
    ],
)
def test_an_unknown_name_is_not_found_and_names_those_near(client: Client, path: str, near: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert f'href="{near}"' in answer.text


def test_a_hostile_name_is_not_found_and_stays_text(client: Client):
    answer = client.get("/person/%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


def test_the_list_of_actors_has_three_counts_that_lead_on(client: Client):
    page = client.get("/actors").text
    row = re.search(r'<a class="row" href="/actor/MYS">.*?</tr>', page, re.DOTALL)
    assert row is not None
    for label in ("events", "reports", "origins"):
        assert f'data-label="{label}"' in row[0]
    number = re.search(r'href="(/events\?party=MYS)">(\d+)</a>', row[0])
    assert number is not None
    assert client.get(number[1]).text.count('class="row"') == int(number[2])


def test_an_actor_has_people_in_office_on_the_day(client: Client):
    page = section(client.get("/actor/MYS?on=2025-02-27").text, "office")
    assert 'href="/person/MYS:anwar-ibrahim?on=2025-02-27"' in page
    assert "Minister of Defence of Malaysia" in page
    assert '<span class="standing confirmed">' in page
    assert "the tables name nobody for this day" in page  # no security council


def test_an_actor_has_memberships_dyads_and_what_it_gives_and_receives(client: Client):
    page = client.get("/actor/MYS").text
    assert "Association of Southeast Asian Nations" in section(page, "memberships")
    assert 'href="/dyad/MYS-RUS"' in section(page, "dyads")
    assert "/events?actor=MYS&amp;type=CONSULT" in section(page, "instruments")
    assert 'class="row"' in section(page, "events")


def test_an_organisation_has_its_head_and_members(client: Client):
    page = client.get("/actor/ASEAN?on=2025-02-27").text
    assert "Kao Kim Hourn" in section(page, "office")
    assert 'href="/actor/VNM"' in section(page, "memberships")


@pytest.mark.parametrize("asked", ["malaysia", "mys", "Malaysian"])
def test_a_country_is_found_by_code_name_or_adjective(client: Client, asked: str):
    answer = client.get(f"/actor/{asked}")
    assert (answer.status_code, answer.headers["location"]) == (307, "/actor/MYS")


def test_a_dyad_leads_to_both_its_actors(client: Client):
    page = client.get("/dyad/RUS-MYS").text
    assert 'href="/actor/RUS"' in page
    assert 'href="/actor/MYS"' in page


def test_participants_of_events_lead_to_their_pages(client: Client):
    page = client.get("/events?dyad=RUS-MYS").text
    assert '<a class="party" href="/person/RUS:sergei-shoigu">' in page
    assert '<a class="party" href="/actor/MYS">' in page


def test_the_search_finds_persons_actors_and_sentences(client: Client):
    page = client.get("/search?text=Shoigu").text
    assert 'href="/person/RUS:sergei-shoigu"' in section(page, "people")
    assert 'class="row"' in section(page, "events")
    assert 'href="/actor/MYS"' in section(client.get("/search?text=malay").text, "actors")
    assert "Type a name" in client.get("/search").text


@pytest.mark.parametrize(
    "path", ["/people", "/actors", "/search?text=russia", "/actor/MYS", SHOIGU]
)
def test_pages_of_a_database_without_articles_say_so(empty: Client, path: str):
    answer = empty.get(path)
    assert answer.status_code == 200
    assert 'class="row"' not in answer.text


def test_without_articles_the_day_is_the_newest_of_the_tables(empty: Client):
    assert "the newest day of the tables" in empty.get("/actor/MYS").text


@pytest.mark.parametrize(
    ("path", "column"),
    [
        ("/people.csv", "key,"),
        ("/people.csv?q=shoigu", "key,"),
        ("/actors.csv", "code,"),
        (f"{SHOIGU}/offices.csv?on=2013-01-01", "person,"),
        ("/actor/MYS/offices.csv?on=2025-02-27", "person,"),
    ],
)
def test_tables_are_served_as_csv(client: Client, path: str, column: str):
    answer = client.get(path)
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.startswith(column)
    assert answer.text.count("\n") > 1


def test_an_article_shows_who_when_and_where_its_words_mean(client: Client):
    article = re.search(
        r'href="(/article/\w+)', client.get("/events?person=RUS:sergei-shoigu").text
    ) or re.search(r'href="(/article/\w+)', client.get(SHOIGU).text)
    assert article is not None
    page = client.get(article[1]).text
    assert 'class="k k-who"' in page
    assert 'href="/person/RUS:sergei-shoigu"' in section(page, "who")
    assert "counted from the day of publication" in section(page, "when")
    plain = client.get(f"{article[1]}?show=nothing").text
    assert 'class="k k-who" href' not in plain


def test_the_links_of_an_article_go_through_three_doors(client: Client):
    article = re.search(r'href="(/article/\w+)', client.get(SHOIGU).text)
    assert article is not None
    page = client.get(article[1]).text
    code = [unescape(found) for found in re.findall(r"<code>(.*?)</code>", page, re.DOTALL)]
    for table in ("mentions", "time_expressions", "places"):
        python = next(text for text in code if "import" in text and f"FROM {table} " in text)
        names: dict[str, Any] = {}
        exec(python, names)  # noqa: S102 - the page says that this runs
        lines = client.get(f"{article[1]}/{table}.csv").text.count("\r\n")
        assert lines == names["table"].num_rows + 1
    assert client.get(f"{article[1]}/runs.csv").status_code == 404


def test_marks_in_the_text_and_lines_below_lead_to_each_other(client: Client):
    article = re.search(r'href="(/article/\w+)', client.get(SHOIGU).text)
    assert article is not None
    page = client.get(article[1]).text
    for anchor in re.findall(r'class="k k-\w+" href="#(\w+)"', page):
        assert f'id="{anchor}"' in page
    for anchor in re.findall(r'<a id="\w+" href="#(t-\w+)"', page):
        assert f'id="{anchor}"' in page


def test_an_event_shows_the_words_of_its_day_and_how_finely_its_place_is_known(client: Client):
    page = client.get("/events?dyad=RUS-IDN&type=CONSULT&differs=1").text
    event = re.search(r'href="(/event/\w+)"', page)
    assert event is not None
    coded = client.get(event[1]).text
    assert "from the words" in coded
    assert re.search(r"° [NS], .*° [EW]", coded)
    assert 'class="where-mark w-city"' in coded


CORRECTIONS = """
[[person]]
name = "Ana Exemplo"
country = "PRT"

[[tenure]]
person = "Ana Exemplo"
office = "FM"
country = "PRT"
start = "2025-01-15"
"""


def test_own_corrections_are_shown_with_their_layer(empty_path: Path, tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(CORRECTIONS, encoding="utf-8")
    client = Client(create_app(empty_path, actors=Actors(corrections=str(own))))
    page = section(client.get("/actor/PRT?on=2025-02-27").text, "office")
    assert "Ana Exemplo" in page
    assert f"corrections {own}:" in page
    assert client.get("/person/PRT:ana-exemplo").status_code == 200


def test_a_broken_correction_is_told_with_its_file_and_line(empty_path: Path, tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text('[[tenure]]\nperson = "Nobody Atall"\noffice = "FM"\n', encoding="utf-8")
    answer = Client(create_app(empty_path, actors=Actors(corrections=str(own)))).get("/actor/PRT")
    assert answer.status_code == 500
    assert f"corrections {own}:" in answer.text
    assert "The fault is in detente" not in answer.text


def test_the_python_door_of_offices_gives_what_the_page_shows(client: Client):
    page = client.get(f"{SHOIGU}?on=2013-01-01").text
    code = re.search(r"<code>(detente\.actors\(\)[^<]+)</code>", page)
    assert code is not None
    held = eval(unescape(code[1]), {"detente": detente})  # noqa: S307 - the page says that it runs
    assert held[0].office == "Minister of Defence of Russia"
    assert len(held) == section(page, "offices").count('data-label="from – to"')
