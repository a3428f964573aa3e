import datetime as dt

import pytest

from detente.clean import segment
from detente.coding import claims
from detente.coding.facts_own import read_own_facts
from detente.errors import OwnTypesError
from detente.link import dates, mentions, parse, resolve
from detente.link.parse import Parser, load_model
from detente.model import Article, Document, Language
from detente.settings import Coding, Settings

FILE = """
[sets]
money = "loan credit money"

[[fact]]
kind = "lends_to"
says = "a state lends money to another"
words = ["v:lend", "n:creditor"]
subject = ["actor", "holder"]
object = ["dative", "to", "owner"]
examples = [
  "[China] has lent [Zambia] four billion dollars.",
  "[China] is [Zambia]'s biggest creditor.",
]
counter_examples = ["The company sold a truck."]
"""


@pytest.fixture(scope="module")
def parsing():
    return Parser(load_model()).parse


def test_a_kind_of_ones_own_is_found_in_articles(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(FILE)
    settings = Settings(coding=Coding(gate=False, own_facts=str(path)))
    article = Article(id="a", body="", published=dt.date(2025, 2, 27))
    text = "Angola owes much: China is Angola's main creditor."
    language = Language(code="en", probability=1.0, is_read=True)
    document = Document(article=article, text=text, language=language)
    for module in (segment, parse, dates, mentions, resolve, claims):
        document = module.build(settings)([document])[0]
    (claim,) = document.claims
    assert (claim.kind, claim.subject.country, claim.object_country) == ("lends_to", "CHN", "AGO")


BROKEN = (
    # what is in the file, what stands there instead, line, key, what the error says
    ('"lends_to"', '"Lends to"', "line 6", "kind", "no new name"),
    ('"lends_to"', '"ally_of"', "line 6", "kind", "no new name"),
    ('"v:lend"', '"lend"', "line 8", "words", "v:lend"),
    ('"dative"', '"to whom"', "line 10", "object", "no place"),
    ("says =", "sez =", "line 7", "sez", "no such key"),
    ("[China] has", "China has", "line 12", "examples", "bracket the subject"),
    ("[Zambia] four", "Zambia four [billion]", "line 12", "examples", "not read as bracketed"),
    ("The company sold", "Peru lent Chile", "line 15", "counter_examples", "is read as"),
    ('subject = ["actor', 'needs = ["to:gold"]\nsubject = ["actor', "line 9", "needs", "no set"),
)


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[1])
def test_a_broken_file_is_refused_with_line_and_key(tmp_path, parsing, case):
    old, new, *told = case
    path = tmp_path / "own.toml"
    path.write_text(FILE.replace(old, new, 1))
    with pytest.raises(OwnTypesError) as error:
        read_own_facts(path, parsing)
    assert [part for part in told if part not in str(error.value)] == []


def test_a_file_that_is_no_toml_or_not_there_is_refused(tmp_path, parsing):
    path = tmp_path / "own.toml"
    with pytest.raises(OwnTypesError, match=r"own\.toml"):
        read_own_facts(path, parsing)
    path.write_text("[[fact")
    with pytest.raises(OwnTypesError, match="no TOML"):
        read_own_facts(path, parsing)
