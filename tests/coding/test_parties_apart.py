import datetime as dt

import pytest

DAY = dt.date(2025, 2, 27)


def _countries(parties):
    return sorted({one.country for one in parties if one.country})


@pytest.mark.parametrize(
    ("text", "action", "actors", "recipients"),
    [
        (
            "Rome and Canberra held drills, and the Philippine Senate ratified a pact with Japan.",
            "ratified",
            ["PHL"],
            ["JPN"],
        ),
        (
            "Poland closed its border with Belarus after drone strikes on Lviv killed two people.",
            "strikes",
            [],
            ["UKR"],
        ),
        (
            "Ankara could suspend its drone deliveries to Mali, an analyst in Khartoum said.",
            "suspend",
            ["TUR"],
            ["MLI"],
        ),
        ("Serbia was offered candidate status and Chad promised visas.", "offered", [], ["SRB"]),
        ("Marco Rubio is due to speak to both foreign ministers on Sunday.", "speak", ["USA"], []),
        (
            "Poland closed all crossings to Belarus on Friday as Russia and Belarus began drills.",
            "began",
            ["BLR", "RUS"],
            [],
        ),
        (
            "Peru cut ties with Chad after Chadian police broke in and arrested Oto Ray.",
            "arrested",
            ["TCD"],
            [],
        ),
        (
            "Foreign Minister Wang Yi will meet Brazil's head in Paris before flying on to Mali.",
            "flying",
            ["CHN"],
            ["MLI"],
        ),
        (
            "Chad and Niger expelled French diplomats; Mali accused Algeria of backing rebels.",
            "accused",
            ["MLI"],
            ["DZA"],
        ),
        (
            "Peru demanded the withdrawal of Chilean troops from Bolivia.",
            "demanded",
            ["PER"],
            ["CHL"],
        ),
        (
            "Norway shared intelligence with Japan about the clashes between Chad and Mali.",
            "shared",
            ["NOR"],
            ["JPN"],
        ),
        (
            "Mali renewed its pact with Turkey on Monday despite French objections.",
            "renewed",
            ["MLI"],
            ["TUR"],
        ),
    ],
)
def test_syntax_says_who_has_no_part_in_a_deed(read, code, text, action, actors, recipients):
    document = code(read([text], DAY))[0]
    event = next(one for one in document.events if one.action_text.startswith(action))
    assert (_countries(event.actors), _countries(event.recipients)) == (actors, recipients)


def test_what_is_done_on_the_way_is_as_planned_as_the_way(read, code):
    text = "Foreign Minister Wang Yi will meet Brazil's head in Paris before flying on to Mali."
    document = code(read([text], DAY))[0]
    assert {one.modality.value for one in document.events} == {"planned"}


def test_a_remark_on_a_deed_claims_nothing(read, code):
    text = "Canada released 10 billion euros to Chad, a step critics described as weak."
    document = code(read([text], DAY))[0]
    assert [one.modality.value for one in document.events] == ["done"]


def test_the_country_is_not_the_one_it_signs_with(read, code):
    text = "The country signed a defence cooperation agreement with Australia on August 29."
    event = code(read([text], DAY))[0].events[0]
    assert (_countries(event.actors), _countries(event.recipients)) == ([], ["AUS"])


def test_who_is_expected_on_a_day_to_come_has_not_been_there(read, code):
    event = code(read(["Nikol Pashinyan is expected in Brussels in July."], DAY))[0].events[0]
    assert (event.event_type, event.modality.value) == ("CONSULT", "planned")


def test_who_is_invited_home_is_the_only_one_invited(read, code):
    event = code(read(["Narendra Modi invited Keir Starmer to visit India."], DAY))[0].events[0]
    assert (_countries(event.actors), _countries(event.recipients)) == (["IND"], ["GBR"])


@pytest.mark.parametrize(
    ("text", "action", "actors", "recipients"),
    [
        (
            "A delegation led by Kurt Campbell of the White House will arrive in Suva on Friday.",
            "arrive",
            ["USA"],
            ["FJI"],
        ),
        (
            "Peru vetoed a resolution of Chile. Brazil praised Fiji. Cuba condemned the veto.",
            "condemned",
            ["CUB"],
            ["PER"],
        ),
        ("Japan urged the military to restore democracy.", "urged", ["JPN"], []),
        ("Five soldiers from Italy and Ghana were killed in Mali.", "killed", [], ["GHA", "ITA"]),
    ],
)
def test_groups_are_of_who_leads_them_and_named_deeds_of_who_did_them(
    read, code, text, action, actors, recipients
):
    document = code(read([text], DAY))[0]
    event = next(one for one in document.events if one.action_text.startswith(action))
    assert (_countries(event.actors), _countries(event.recipients)) == (actors, recipients)
