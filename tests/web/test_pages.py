"""Routes and states of the dashboard."""

import json
import re
from pathlib import Path

import duckdb
import pytest
from dashboard_client import HOSTILE, SCRIPT, Client

import detente
from detente.web import create_app, doors

VISIT = {"dyad": ("RUS", "IDN"), "event_type": "CONSULT", "disputed": True}


@pytest.fixture(scope="session")
def visit(database: Path) -> str:
    """The record of Shoigu's talks in Jakarta, which two papers date to different days."""
    return detente.connect(database).events(**VISIT)[0].record.id


def hrefs(html: str, beginning: str) -> list[str]:
    return [
        href.replace("&amp;", "&")
        for href in re.findall(rf'href="({re.escape(beginning)}[^"]*)"', html)
    ]


def test_the_index_leads_to_the_events(client: Client):
    answer = client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, "/events")


def test_the_events_page_has_a_line_for_each_event_in_the_news(client: Client, database: Path):
    lines = detente.connect(database).events(news_only=True)
    page = client.get("/events").text
    assert page.count('class="row"') == len(lines)
    assert f"<b>{len(lines)}</b> events" in page


def test_background_is_shown_when_asked_for(client: Client, database: Path):
    everything = detente.connect(database).events()
    page = client.get("/events?background=1").text
    assert page.count('class="row"') == len(everything)
    assert page.count(">background</span>") == sum(line.record.historical for line in everything)


@pytest.mark.parametrize(
    ("query", "chip"),
    [
        ("dyad=RUS-MYS", "between Russia and Malaysia"),
        ("dyad=Russia,Malaysia", "between Russia and Malaysia"),
        ("actor=RUS", "Russia acts"),
        ("person=Shoigu", "with Shoigu"),
        ("type=CONSULT/visit", "type CONSULT, visit"),
        ("quad=1", "verbal cooperation"),
        ("modality=planned", "planned"),
        ("since=2025-02-01", "since 1 February 2025"),
        ("until=2025-03-01", "until 1 March 2025"),
        ("text=Kuala", "with the words “Kuala”"),
        ("differs=1", "on which accounts differ"),
    ],
)
def test_a_filter_is_a_chip_that_can_be_taken_off(client: Client, query: str, chip: str):
    page = client.get(f"/events?{query}&sort=oldest").text
    found = re.search(r'<a class="chip" href="([^"]+)"[^>]*>([^<]+?) <span', page)
    assert found is not None
    assert found.groups() == ("/events?sort=oldest", chip)
    assert 'class="row"' in page


def test_a_facet_leads_to_as_many_events_as_it_says(client: Client):
    page = client.get("/events?dyad=RUS-MYS").text
    found = re.search(
        r'href="(/events[^"]*type=CONSULT)" .*?<span class="n">(\d+)</span>', page, re.DOTALL
    )
    assert found is not None
    narrowed = client.get(found[1].replace("&amp;", "&")).text
    assert narrowed.count('class="row"') == int(found[2])


def test_every_event_of_a_page_opens_with_its_sentences(client: Client):
    links = hrefs(client.get("/events?background=1").text, "/event/")
    for href in links[::40]:
        page = client.get(href)
        assert page.status_code == 200
        assert hrefs(page.text, "/article/")


def test_an_event_shows_its_sentences_by_origin_with_five_marked_roles(client: Client, visit: str):
    page = client.get(f"/event/{visit}").text
    assert re.search(r'<h3><span class="number">1</span> Meridian Press Agency \(sample\)', page)
    evidence = page[page.index('<ol class="voices">') :]
    for role in "avrdp":
        assert f'class="m m-{role}"' in evidence
    assert "<b>3</b> independent origins" in page


def test_an_event_shows_both_sides_of_a_disagreement_and_the_rule(client: Client, visit: str):
    page = client.get(f"/event/{visit}").text
    differ = page[page.index("Where sources differ") :]
    assert differ.count('class="side') >= 2
    assert "25 February 2025" in differ
    assert "26 February 2025" in differ
    assert "chosen: " in differ


def test_an_event_shows_how_it_was_coded(client: Client, visit: str):
    page = client.get(f"/event/{visit}").text
    how = page[page.index('id="how"') :]
    assert how.count('<details class="whyone" open>') == 1
    for heading in ("Who is who", "What it is", "How sure", "Step by step"):
        assert how.count(f"<h3>{heading}</h3>") == how.count('<details class="whyone"') >= 3
    assert "told by a rule of the lexicon" in how
    assert '<span class="letter" title="actor">A</span>' in how
    assert '<th scope="row">CAMEO</th><td>04' in how
    assert 'class="sharebar"' in how


def test_an_event_opens_by_the_beginning_of_its_id(client: Client, visit: str):
    assert client.get(f"/event/{visit[:8]}").status_code == 200


def test_an_event_is_served_as_json_with_its_reports(client: Client, visit: str):
    answer = client.get(f"/event/{visit}.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["record"]["id"] == visit
    assert len(answer.json()["reports"]) == answer.json()["record"]["n_reports"]


def test_evidence_leads_to_the_sentence_in_the_article(client: Client, visit: str):
    href = hrefs(client.get(f"/event/{visit}").text, "/article/")[0]
    address, _, anchor = href.partition("#")
    page = client.get(address).text
    assert f'class="s marked" id="{anchor}"' in page
    assert 'class="m m-v"' in page


def test_a_dyad_shows_counts_pictures_promises_and_events(client: Client):
    page = client.get("/dyad/RUS-MYS").text
    assert "<h1>Russia and Malaysia</h1>" in page
    for part in (
        "Who acted when",
        "Open promises",
        "Where accounts differ",
        "Events, newest first",
    ):
        assert part in page
    assert page.count('<svg viewBox="0 0 1000') == 1
    assert 'class="shape planned"' in page


def test_a_dyad_can_be_narrowed_to_days_and_swapped(client: Client):
    page = client.get("/dyad/RUS-MYS?from=2025-02-01&to=2025-03-31").text
    rows = page.count('class="row"')
    assert 0 < rows < client.get("/dyad/RUS-MYS").text.count('class="row"')
    assert 'href="/dyad/MYS-RUS?from=2025-02-01&amp;to=2025-03-31"' in page


def test_a_dyad_without_events_in_its_days_says_so(client: Client):
    page = client.get("/dyad/RUS-MYS?from=1990-01-01&to=1990-02-01").text
    assert "No event between these two in this range" in page


@pytest.mark.parametrize("pair", ["RUS-XXX", "RUS", "RUS-RUS", "-", "Russia,Atlantis"])
def test_an_unknown_dyad_says_what_would_be_right(client: Client, pair: str):
    answer = client.get(f"/dyad/{pair}")
    assert answer.status_code == 404
    assert "/dyad/RUS-MYS" in answer.text
    assert hrefs(answer.text, "/dyad/")


@pytest.mark.parametrize(
    "query",
    ["type=FOO", "modality=maybe", "since=soon", "quad=7", "dyad=RUS", "sort=best", "person=Zzyzx"],
)
def test_a_filter_that_cannot_be_read_says_what_would_be_right(client: Client, query: str):
    answer = client.get(f"/events?{query}")
    assert answer.status_code == 400
    assert "cannot be answered as asked" in answer.text


def test_an_empty_answer_offers_the_nearest_filters_with_their_counts(client: Client):
    page = client.get("/events?type=CONSULT&text=nosuchword").text
    assert "No event matches" in page
    nearest = re.search(
        r'<a href="(/events\?type=CONSULT)">without the filter: with the words[^<]*</a> \((\d+)\)',
        page,
    )
    assert nearest is not None
    assert client.get(nearest[1]).text.count('class="row"') == int(nearest[2])


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "²"])
def test_a_page_number_that_makes_no_sense_is_the_first(client: Client, page: str):
    assert 'class="row"' in client.get(f"/events?page={page}").text


def test_a_page_beyond_the_last_leads_back(client: Client):
    assert "There is no page 99" in client.get("/events?page=99").text


def test_four_doors_give_the_same_events(client: Client, database: Path):
    query = "dyad=RUS-MYS&since=2024-01-01&text=it"
    page = client.get(f"/events?{query}").text
    rows = page.count('class="row"')
    csv_lines = client.get(f"/events.csv?{query}").text.split("\r\n")
    code = re.findall(r"<code>(.*?)</code>", page, re.DOTALL)
    python, sql = (
        text.replace("&#39;", "'").replace("&gt;", ">").replace("&lt;", "<") for text in code
    )
    names: dict[str, object] = {}
    exec(python, names)  # noqa: S102 - the page says that this runs
    assert len(client.get(f"/events.json?{query}").json()) == rows
    assert sum(bool(line) for line in csv_lines) == rows + 1
    assert len(names["events"]) == rows
    assert detente.connect(database).sql(sql).num_rows == rows


def test_words_of_articles_are_never_markup(client: Client, database: Path):
    article = next(
        line.quotation.article.id
        for line in detente.connect(database).events()
        if line.quotation.article.title == HOSTILE["title"]
    )
    pages = [
        client.get(address).text
        for address in (
            "/events?background=1",
            f"/article/{article}",
            "/dyad/RUS-MYS?background=1",
            "/people",
            "/person/RUS:vladimir-putin",
            "/actor/RUS",
            "/search?text=Japan",
            *hrefs(client.get(f"/article/{article}").text, "/event/"),
        )
    ]
    for page in pages:
        assert SCRIPT not in page
        assert "<svg onload" not in page
        assert "<img" not in page
        assert "javascript:" not in page
    assert "&lt;script&gt;" in pages[1]


@pytest.mark.parametrize(
    "path",
    [
        "/events?text=<script>alert(1)</script>",
        '/events?dyad="><script>alert(1)</script>',
        "/events?type=<script>",
        "/dyad/<script>-MYS",
        "/event/<script>alert(1)</script>",
        "/article/<script>",
        "/<script>alert(1)</script>",
    ],
)
def test_words_of_addresses_are_never_markup(client: Client, path: str):
    assert "<script>" not in client.get(path).text


def test_a_spreadsheet_finds_no_formula_in_words_of_articles():
    assert doors.plain_cell("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    cells = [doors.plain_cell(value) for value in ("Russia", -1.5, True, None)]
    assert cells == ["Russia", -1.5, "true", None]


def test_every_answer_forbids_scripts_frames_and_outside_loads(client: Client):
    for path in ("/events", "/nope", "/static/style.css", "/event/nope", "/events.json"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_pages_need_no_inline_script_or_style(client: Client, visit: str):
    people = ("/people", "/person/RUS:sergei-shoigu", "/actors", "/actor/MYS", "/search?text=Asia")
    for path in ("/events", f"/event/{visit}", "/dyad/RUS-MYS", *people):
        page = client.get(path).text
        assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []
        assert " style=" not in page
        assert "<style" not in page
        assert re.findall(r'\son\w+="', page) == []


def test_pages_load_nothing_from_elsewhere(client: Client):
    page = client.get("/events").text
    assert [
        src for src in re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', page) if "//" in src
    ] == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_dashboard_only_reads(client: Client, method: str):
    answer = client.get("/events", method=method)
    assert answer.status_code == 405
    assert "only reads" in answer.text


def test_only_this_machine_is_answered(client: Client):
    assert client.get("/events", host="evil.example").status_code == 400


@pytest.mark.parametrize("path", ["/nope", "/event/nope", "/article/nope", "/event/ab", "/docs"])
def test_what_is_not_there_is_said_with_ways_on(client: Client, path: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert hrefs(answer.text, "/events")


def test_an_empty_database_says_how_to_fill_it(empty: Client):
    answer = empty.get("/events")
    assert answer.status_code == 200
    assert "detente run" in answer.text
    assert "<svg" not in answer.text


def test_a_missing_database_says_how_to_make_it(tmp_path: Path):
    answer = Client(create_app(tmp_path / "none.duckdb")).get("/events")
    assert answer.status_code == 503
    assert "There is no database yet" in answer.text
    assert "detente run articles/ --db none.duckdb" in answer.text


def test_a_file_that_is_no_database_is_an_error_that_says_why(tmp_path: Path):
    path = tmp_path / "other.duckdb"
    duckdb.connect(str(path)).close()
    answer = Client(create_app(path)).get("/events")
    assert answer.status_code == 500
    assert "not one that detente made" in answer.text


def test_a_busy_database_is_said_with_a_way_to_try_again(database: Path, tmp_path: Path):
    path = tmp_path / "busy.duckdb"
    path.write_bytes(database.read_bytes())
    with duckdb.connect(str(path)):
        answer = Client(create_app(path, timeout_s=0.01)).get("/events?type=AID")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert 'href="/events?type=AID"' in answer.text


def test_a_fault_of_ours_is_told_without_its_insides(
    database: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise RuntimeError("<b>boom</b>")

    monkeypatch.setattr("detente.web.app.event_page", fail)
    answer = Client(create_app(database)).get("/event/abcdef")
    assert answer.status_code == 500
    assert "RuntimeError: &lt;b&gt;boom&lt;/b&gt;" in answer.text
    assert "Traceback" not in answer.text


def test_the_json_of_events_holds_their_sentences(client: Client):
    found = json.loads(client.get("/events.json?dyad=RUS-MYS").text)
    assert all(line["quotation"]["text"] for line in found)
