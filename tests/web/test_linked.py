"""Who, when and where of an article: marks, groups, and places without a point."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec.structs import replace

from detente.analyze.linked import LinkedMention, ToldDay, ToldPlace, WhoWhenWhere
from detente.model import Link, Mention, Place, Precision, Span, TimeExpression, When
from detente.web.linked import Linkmark, linked_page, linked_words, linkmarks, point_words, whom

TEXT = "Ministers Alba and Bruno met in Oslo on Monday. Both leaders smiled; he left."
ALBA = Link(
    mention=0,
    entity="ESP:alba",
    name="Ana Alba",
    kind="person",
    country="ESP",
    office="Foreign Minister",
    office_state="open",
    confidence=0.9,
    layer="shipped",
)
OSLO = Place(
    span=Span(32, 36), name="Oslo", kind="city", country="NOR", latitude=59.91, longitude=10.75
)


def mention(number: int, words: str, link: Link) -> LinkedMention:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    found = Mention(span=span, head=span, sentence=int(start > 47), kind=link.kind)
    return LinkedMention(
        number=number, text=words, mention=found, link=replace(link, mention=number)
    )


MENTIONS = (
    mention(0, "Alba", ALBA),
    mention(1, "Bruno", replace(ALBA, entity="ITA:bruno", name="Ugo Bruno", country="ITA")),
    mention(
        2,
        "Both leaders",
        Link(mention=2, entity=None, kind="role", members=(0, 1), confidence=0.7),
    ),
    mention(4, "Ministers", Link(mention=4, entity=None, kind="role", confidence=0.3)),
    mention(
        3,
        "he",
        replace(
            ALBA,
            confidence=0.6,
            antecedent=0,
            reason="the last man named",
            runner_up="ITA",
            kind="pronoun",
        ),
    ),
)
FOUND = WhoWhenWhere(
    mentions=MENTIONS,
    days=(
        ToldDay(
            text="Monday",
            sentence=0,
            expression=TimeExpression(
                span=Span(40, 46),
                kind="DATE",
                value="2025-02-24",
                when=When(dt.date(2025, 2, 24), dt.date(2025, 2, 24), Precision.DAY),
                anchor="document",
            ),
        ),
    ),
    places=(ToldPlace(text="Oslo", sentence=0, place=OSLO),),
)


def test_mentions_are_grouped_by_whom_they_mean_and_the_unresolved_come_last():
    groups = whom(MENTIONS, {})
    assert [one.label for one in groups] == ["Ana Alba", "Ugo Bruno", "Ana Alba and Ugo Bruno", ""]
    alba = groups[0]
    assert (alba.office, alba.standing, alba.layer) == ("Foreign Minister", "open", "shipped")
    assert alba.href == "/person/ESP:alba"
    assert [reading.text for reading in alba.readings] == ["Alba", "he"]


def test_a_pronoun_shows_its_antecedent_and_what_came_second():
    _, pronoun = whom(MENTIONS, {})[0].readings
    assert pronoun.through == ((0, "Alba"),)
    assert (pronoun.runner_up, pronoun.runner_up_href) == ("Italy", "/actor/ITA")
    assert pronoun.confidence == "0.60"


def test_a_plural_is_called_by_its_members_and_shows_their_words():
    plural = whom(MENTIONS, {})[2].readings[0]
    assert plural.members == ((0, "Alba"), (1, "Bruno"))
    assert plural.confidence == "0.70"


def test_what_means_nobody_has_no_confidence():
    assert whom(MENTIONS, {})[-1].readings[0].confidence == ""


def test_mentions_that_are_read_alike_share_a_line():
    again = replace(MENTIONS[0], number=9, link=replace(ALBA, mention=9))
    (alba,) = whom((MENTIONS[0], again), {})
    assert alba.readings[0].places == ((0, 0), (9, 0))


def test_a_day_tells_what_it_was_counted_from():
    row = linked_page(FOUND, "all", {})["day_rows"][0]
    assert (row.days, row.how) == ("24 February 2025 (day)", "counted from the day of publication")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (OSLO, "59.91° N, 10.75° E"),
        (replace(OSLO, latitude=-33.87, longitude=-151.2), "33.87° S, 151.20° W"),
        (replace(OSLO, kind="region"), "59.91° N, 10.75° E (its middle)"),
        (replace(OSLO, kind="country"), "known to the country only: no point"),
        (replace(OSLO, latitude=None), "no coordinates known"),
    ],
)
def test_a_country_never_has_a_point(place, words):
    assert point_words(place) == words


@pytest.mark.parametrize(
    ("shown", "kinds"),
    [
        ("all", {"who", "when", "where"}),
        ("who", {"who"}),
        ("where", {"where"}),
        ("nothing", set()),
    ],
)
def test_only_the_kinds_that_are_shown_are_marked(shown, kinds):
    assert {mark.kind for mark in linkmarks(FOUND, shown)} == kinds


def test_a_name_inside_its_phrase_leads_to_itself():
    marks = [
        Linkmark(Span(0, 14), "who", "w0", "the phrase"),
        Linkmark(Span(10, 14), "where", "p0", "the name"),
    ]
    assert linked_words(TEXT[:14], 0, marks) == (
        '<span id="t-w0"><a class="k k-who" href="#w0" title="the phrase">Ministers </a></span>'
        '<span id="t-p0"><a class="k k-where" href="#p0" title="the name">Alba</a></span>'
    )


def test_marks_of_the_same_words_keep_an_anchor_each():
    marks = [Linkmark(Span(0, 9), kind, kind, "") for kind in ("who", "where")]
    made = linked_words(TEXT[:9], 0, marks)
    assert made.count("<a ") == 1
    assert 'id="t-who"' in made
    assert 'id="t-where"' in made


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda at: Span(at[0], sum(at)))


@given(
    text=st.text(max_size=30),
    start=st.integers(0, 20),
    spans=st.lists(SPANS, max_size=6),
)
def test_marks_change_no_word_and_let_nothing_through(text, start, spans):
    marks = [Linkmark(span, "who", f"w{n}", "<&") for n, span in enumerate(spans)]
    made = linked_words(text, start, marks)
    assert made.striptags() == Markup.escape(text).striptags()
    assert "<&" not in made
