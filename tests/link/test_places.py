import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from time_factories import document, words

from detente.link import parse, places
from detente.link.places import place_of_clause
from detente.link.places_gazetteer import load_gazetteer
from detente.link.places_tables import read_words
from detente.model import Mention, Span
from detente.settings import Coding, Settings

FOLDER = Path(__file__).with_name("cases")
CASES = tomllib.loads((FOLDER / "places.toml").read_text("utf-8"))["case"]
ADD_PLACES = places.build(Settings())
PIECES = st.sampled_from(
    ["in ", "to ", "flew ", "the ", "Moscow", "Kuala Lumpur", ", ", "Malaysia", " and ", "’s ",
     "U.S.", "visited ", "Georgia", " - ", "\n\n", "PARIS, May 5 (X) - ", " talks", "St. ", "é"]
)  # fmt: skip


@pytest.fixture(scope="module")
def add_parses():
    return parse.build(Settings(coding=Coding(gate=False)))


def _places(text):
    return ADD_PLACES([document(text)])[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_places_are_found_where_they_are_used_as_places(case):
    doc = _places(case["text"])
    found = [[words(doc, one.span), one.name, one.kind, one.country or ""] for one in doc.places]
    assert found == case["places"]


def test_a_city_has_coordinates_and_a_state_has_none():
    city, state = _places("They met in Jakarta and then in Malaysia.").places
    assert (round(city.latitude), round(city.longitude)) == (-6, 107)
    assert (state.latitude, state.longitude) == (None, None)


def test_a_choice_tells_its_chance_and_its_reason():
    sure, open_ = _places(
        "A court in Cordoba, Argentina, met. A plant in Birmingham closed."
    ).places
    assert sure.confidence > open_.confidence > 0.5
    assert sure.reason == "the text says where: argentina"
    assert "else" in open_.reason


def test_a_city_tells_its_division():
    (place,) = _places("They met in Kharkiv.").places
    assert (place.admin, place.feature) == ("Kharkiv", "PPL")


def test_the_address_of_an_article_is_a_hint():
    text = "The fair opened in Cordoba."
    document_ = document(text)
    article = replace(document_.article, url="https://www.example.com.ar/x")
    places_ = [
        ADD_PLACES([one])[0].places[0].country
        for one in (document_, replace(document_, article=article))
    ]
    assert places_[1] == "ARG"


def test_a_person_with_the_name_of_a_town_is_no_place():
    text = "Envoys met Austin Harris in Paris."
    start = text.index("Austin")
    head = Span(start, start + len("Austin Harris"))
    person = Mention(span=head, head=head, sentence=0, kind="person")
    doc = ADD_PLACES([replace(document(text), mentions=(person,))])[0]
    assert [one.name for one in doc.places] == ["Paris"]


def test_a_dateline_is_no_place_of_an_action():
    doc = _places("JAKARTA, Feb 27 (Agency) - The minister resigned.")
    assert [one.is_dateline for one in doc.places] == [True]
    assert place_of_clause(doc, 0, 0, len(doc.text)) is None


@pytest.mark.parametrize(
    ("text", "verb", "name"),
    [
        ("JAKARTA, Feb 27 (Agency) - The two ministers signed a pact here.", "signed", "Jakarta"),
        ("JAKARTA, Feb 27 (Agency) - Talks held here ended.", "held", "Jakarta"),
        ("JAKARTA, Feb 27 (Agency) - They met here and flew to Hanoi.", "flew", "Hanoi"),
        ("JAKARTA, Feb 27 (Agency) - They deplored what they saw here.", "deplored", None),
        ('JAKARTA, Feb 27 (Agency) - "They came here," he said.', "came", None),
        ("WASHINGTON/AMMAN, Feb 11 (Agency) - The king met him here.", "met", None),
        ("The king met him here.", "met", None),
    ],
)
def test_here_is_where_the_report_was_written(text, verb, name, add_parses):
    doc, place = _place_of(add_parses([document(text)]), verb)
    assert (place.name if place else None) == name
    assert place is None or place.name == "Hanoi" or words(doc, place.span) == "here"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Malaysia he met the king in Putrajaya.", "Putrajaya"),
        ("She flew from Moscow to Hanoi.", "Hanoi"),
        ("She flew from Moscow to Malaysia.", "Malaysia"),
        ("Moscow said so.", None),
    ],
)
def test_the_place_of_a_clause_is_the_nearest_to_the_action(text, name):
    place = place_of_clause(_places(text), 0, 0, len(text))
    assert (place.name if place else None) == name


@pytest.mark.parametrize(
    ("text", "verb", "name"),
    [
        ("They met at a military base in Anchorage on Friday.", "met", "Anchorage"),
        ("The ministers discussed the war in Ukraine.", "discussed", None),
        ("He called her three days after a jet crashed near Aktau.", "called", None),
        ("They condemned the attack in Doha.", "condemned", None),
        ("Gunmen led an assault on the embassy in Quito.", "led", "Quito"),
        ("He held talks with the king on his first trip to Jordan.", "held", "Jordan"),
        ("She arrived in Hanoi and met envoys in Jakarta.", "met", "Jakarta"),
        ("She arrived in Hanoi and met envoys in Jakarta.", "arrived", "Hanoi"),
        ("Gunmen opened fire on a bus near Peshawar.", "opened", "Peshawar"),
        ("The party condemned the arrests in Istanbul.", "condemned", None),
        ("Japan protested over the visit to the islands near Hokkaido.", "protested", None),
    ],
)
def test_a_place_belongs_to_the_verb_it_hangs_on(text, verb, name, add_parses):
    _, place = _place_of(add_parses([document(text)]), verb)
    assert (place.name if place else None) == name


def test_an_action_that_is_a_noun_has_its_own_place(add_parses):
    text = "Mexico filed a suit in The Hague over the raid on its embassy in Quito."
    doc = ADD_PLACES(add_parses([document(text)]))[0]
    found = [place_of_clause(doc, 0, 0, len(text), text.index(word)) for word in ("filed", "raid")]
    assert [place.name for place in found] == ["The Hague", "Quito"]


def _place_of(parsed, verb):
    doc = ADD_PLACES(parsed)[0]
    tree = doc.parses[0]
    inside = _subtree(tree, tree.words.index(verb))
    return doc, place_of_clause(doc, 0, tree.starts[min(inside)], tree.ends[max(inside)])


def _subtree(tree, top):
    inside = {top}
    for _ in tree.heads:
        inside |= {at for at, head in enumerate(tree.heads) if head in inside}
    return inside


def test_every_other_name_leads_to_a_place():
    table = read_words()
    gazetteer = load_gazetteer()
    names = [*table["states"], *table["regions"]]
    lost = [name for name in names if "," not in name and not gazetteer.longest(name.split())[0]]
    assert lost == []


@settings(deadline=None)
@given(text=st.lists(PIECES | st.text(max_size=8), max_size=14).map("".join))
def test_any_text_gives_ordered_spans_inside_it(text):
    doc = _places(text)
    spans = [place.span for place in doc.places]
    assert all(span.end <= len(doc.text) and words(doc, span) for span in spans)
    assert spans == sorted(spans)
