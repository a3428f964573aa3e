"""Copies, agency credits and quoted outlets fold into one origin."""

import pytest
from merge_factories import report
from msgspec.structs import replace

from detente.merge.corpus import merge_corpus
from detente.merge.origins import UNNAMED_AGENCY, article_origins, is_credited, read_credits
from detente.merge.tables import read_agencies
from detente.settings import Settings

CREDITS = read_credits(read_agencies(), ["Kestrel Post", "Meridian Press Agency (sample)"])
TEXT = "Shoigu met Anwar in the capital on Thursday, and both spoke of trade."


def origin(text, **more):
    document = report(text=text, **more)
    return article_origins([document], [], CREDITS)["a1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"KUALA LUMPUR, Feb 27 (Bernama) -- {TEXT}", "Bernama"),
        (f"MOSCOW, February 27. /TASS/. {TEXT}", "TASS"),
        (f"{TEXT} — RIA Novosti", "RIA"),
        (f"{TEXT}\n\n(Agencies)", UNNAMED_AGENCY),
        (f"{TEXT} (Reuters)", "Reuters"),
        (f"{TEXT}\n(With inputs from PTI)", "PTI"),
        (f"{TEXT}\n© 2025 AFP", "AFP"),
        (f"{TEXT}\nAFP/kp", "AFP"),
        (f"By Anna Roe, Reuters\n{TEXT}", "Reuters"),
        (f"MOSCOW, 27 February – RIA Novosti. {TEXT}", "RIA"),
        (f"TASS, February 27. {TEXT}", "TASS"),
        (f"MERIDIAN PRESS AGENCY - {TEXT}", "Meridian Press Agency (sample)"),
        (f"{TEXT} (Windward)", "Windward"),
        (f"{TEXT} (Ends)", "Kestrel Post"),
        (f"{TEXT} Both were pleased, the Windward agency reported.", "Windward"),
        (f"{TEXT} Both were pleased, the UN agency said.", "Kestrel Post"),
        (f"ACCRA, Feb 27 (MPA) - {TEXT}", "Meridian Press Agency (sample)"),
        (f"[Interfax] - {TEXT}", "Interfax"),
        (f"{TEXT}\n(Reporting by Ann Roe in Oslo; Editing by Bo Lund)", "Reuters"),
        (f"Trade of the Middle East and North Africa (MENA) rose. {TEXT}", "Kestrel Post"),
        (f"{TEXT} Both were pleased, Xinhua reported, citing Bernama.", "Bernama"),
        (f"{TEXT} Both were pleased, a minister told CNN on Friday.", "CNN"),
        (f"{TEXT} They were pleased, Xinhua said, quoted by Bernama.", "Xinhua"),
        (f"{TEXT} They were pleased, per Al Jazeera.", "Al Jazeera"),
        (f"{TEXT} They were pleased, according to the Kremlin.", "Kestrel Post"),
        (f"{TEXT} They were pleased, two officials said.", "Kestrel Post"),
        (TEXT, "Kestrel Post"),
        (f"The map (maps of the region) shows it. {TEXT}", "Kestrel Post"),
    ],
)
def test_a_credit_line_tells_the_origin(text, expected):
    assert origin(text) == expected


def test_a_domain_is_a_name_of_its_outlet():
    credits_ = read_credits(
        read_agencies(), ["www.aljazeera.com", "reuters.com", "kestrel.example"]
    )
    outlets = ("www.aljazeera.com", "reuters.com", "kestrel.example")
    assert [credits_.names[outlet] for outlet in outlets] == [
        "Al Jazeera", "Reuters", "kestrel.example"
    ]  # fmt: skip


def test_without_outlet_and_credit_an_article_is_its_own_origin():
    assert origin(TEXT, outlet=None) == "a1"


def test_an_agency_as_author_is_a_credit():
    document = report()
    by_agency = replace(document, article=replace(document.article, author="Staff, AFP"))
    assert is_credited(by_agency, CREDITS)
    assert not is_credited(document, CREDITS)


def origins_of(*texts):
    articles = [
        report(text=text, action="met", when="2025-02-27", article=f"a{n}", outlet=f"Paper {n}")
        for n, text in enumerate(texts)
    ]
    (record,) = merge_corpus(articles, Settings()).records
    return record.n_articles, record.n_origins


def test_papers_that_quote_one_agency_are_one_origin():
    one = "Shoigu met Anwar in Putrajaya on Thursday, TASS reported."
    other = "According to the Russian news agency TASS, Shoigu met Anwar on Thursday."
    assert origins_of(one, other) == (2, 1)


def test_a_paper_that_quotes_another_paper_is_no_origin_of_its_own():
    one = "Shoigu met Anwar in Putrajaya on Thursday."
    other = "Shoigu met Anwar on Thursday, Paper 0 reported."
    assert origins_of(one, other) == (2, 1)


def test_papers_that_quote_nobody_are_two_origins():
    assert origins_of("Shoigu met Anwar on Thursday.", "Anwar met Shoigu in his office.") == (2, 2)


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("The official Xinhua News Agency reported that they met.", "Xinhua"),
        ("They met, reports AFP.", "AFP"),
        ("They met, the Kestrel Post has learned.", "Kestrel Post"),
        ("Iran's Daryabeen news agency reported that they met.", "Daryabeen"),
        ("The thaw is complete, in the words of Kestrel Post.", "Kestrel Post"),
        ("Shoigu told reporters that they met.", None),
        ("The refugee agency said that they met.", None),
    ],
)
def test_a_sentence_names_its_source(sentence, source):
    assert (CREDITS.attributed(sentence) or [None])[0] == source


def test_a_long_article_with_one_quotation_keeps_its_own_origin():
    long = " ".join([TEXT] * 8)
    assert origin(f"{long} TASS reported that more would follow.") == "Kestrel Post"
    assert origin(f"{TEXT} TASS reported that more would follow.") == "TASS"
