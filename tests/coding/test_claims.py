import datetime as dt
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from detente.clean import segment
from detente.coding import claims
from detente.coding.claims_tables import organisation_in, read_title
from detente.link import dates, mentions, parse, resolve
from detente.model import Article, Document, Language, Span
from detente.settings import Coding, Settings

CASES = tomllib.loads(Path(__file__).with_name("cases").joinpath("claims.toml").read_text())
STAGES = (segment, parse, dates, mentions, resolve, claims)
EVERYTHING = Settings(coding=Coding(gate=False))


@pytest.fixture(scope="module")
def read():
    """Return a function from a text to its document with all layers up to claims."""
    stages = [module.build(EVERYTHING) for module in STAGES]

    def through(text):
        document = _given(text)
        for stage in stages:
            document = stage([document])[0]
        return document

    return through


def _given(text):
    article = Article(id="a", body=text, published=dt.date(2025, 2, 27))
    language = Language(code="en", probability=1.0, is_read=True)
    return Document(article=article, text=text, language=language)


def _days(when):
    return f"{when.earliest}/{when.latest}" if when else ""


def _fields(claim):
    return {
        "kind": claim.kind,
        "subject": claim.subject.text,
        "entity": claim.subject.entity,
        "object": claim.object_text,
        "object_entity": claim.object_entity,
        "start": _days(claim.start),
        "end": _days(claim.end),
        "negated": claim.is_negated,
    }


def _fits(found, wanted):
    held = {"subject", "object"}
    return all(
        value in found[key] if key in held else found[key] == value for key, value in wanted.items()
    )


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["why"])
def test_a_text_makes_the_claims_a_reader_finds(read, case):
    found = [_fields(claim) for claim in read(case["text"]).claims]
    for wanted in case.get("claims", ()):
        assert any(_fits(one, wanted) for one in found), found
    for unwanted in case.get("not", ()):
        assert not any(_fits(one, unwanted) for one in found), found


def test_every_field_of_a_claim_points_at_its_words(read):
    document = read("Sergei Shoigu, who served as defence minister from 2012 until May 2023, left.")
    (claim,) = [claim for claim in document.claims if claim.end]
    words = {
        document.text[span.start : span.end]
        for span in (claim.object_span, claim.start_span, claim.end_span)
    }
    assert words == {"defence minister", "2012", "May 2023"}
    assert claim.span.start <= claim.object_span.start
    assert claim.span.end >= claim.end_span.end


def test_a_title_is_claimed_once_a_document(read):
    text = "Prime Minister Anwar Ibrahim spoke. Prime Minister Anwar Ibrahim left."
    found = [claim.sentence for claim in read(text).claims]
    assert found == [0]


def test_a_membership_is_read_without_a_parse(read):
    document = read("Russia, a prominent member of BRICS, hosted the meeting.")
    spared = replace(document, parses=(None,), claims=None)
    (claim,) = claims.add_claims([spared])[0].claims
    assert (claim.kind, claim.subject.entity, claim.object_entity) == ("member_of", "RUS", "BRICS")


def test_a_document_without_sentences_makes_no_claims():
    document = Document(article=Article(id="a", body=""), text="", sentences=(), parses=())
    assert claims.add_claims([document])[0].claims == ()


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Russian Foreign Minister", "FM"),
        ("US Secretary of State", "FM"),
        ("Deputy Foreign Minister", "DEP"),
        ("deputy prime minister", "DHOG"),
        ("Vice President", "DHOS"),
        ("President", "HOS"),
        ("German Chancellor", "HOG"),
        ("NATO Secretary General", "HOIO"),
        ("Security Council Secretary", "NSC"),
        ("secretary of Russia’s Security Council", "NSC"),
        ("Pentagon chief", "DM"),
    ],
)
def test_the_words_of_a_title_name_the_type_of_office(words, office):
    assert read_title(words).office_type == office


@pytest.mark.parametrize("words", ["Mr", "presidential candidate", "baker", ""])
def test_words_that_are_no_office_name_none(words):
    assert read_title(words) is None


def test_former_and_coming_offices_are_told_apart():
    assert read_title("ex-president").is_former
    assert read_title("president-elect").is_future
    assert not read_title("president").is_former


def test_organisations_are_found_by_whole_names():
    text = "The BRICSville mayor praised the African Union."
    assert organisation_in(text, Span(0, len(text))) == ("AFU", Span(33, 46))
