"""Which language a text is in."""

import pytest

from detente.clean import language
from detente.model import Article, Document
from detente.settings import Intake, Settings

STAGE = language.build(Settings())


def language_of(text, stage=STAGE, **fields):
    return stage([Document(article=Article(id="a", body=text, **fields), text=text)])[0].language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The foreign ministers met in Oslo and agreed to meet again in May.", "en"),
        ("Putin meets Modi in Kazan", "en"),
        ("Les ministres se sont rencontrés à Oslo mardi pour discuter de la pêche.", "fr"),
        ("Menteri luar negeri Indonesia tiba di Jakarta untuk membahas perdagangan.", "id"),
        ("Министры иностранных дел встретились в Осло во вторник.", "ru"),
        ("وصل وزير الخارجية إلى القاهرة يوم الأحد لإجراء محادثات.", "ar"),
    ],
)
def test_a_language_is_told_from_a_sentence(text, code):
    found = language_of(text)
    assert (found.code, found.is_read) == (code, code == "en")


def test_the_settings_say_which_languages_are_read():
    stage = language.build(Settings(intake=Intake(languages=("fr",))))
    assert language_of("Les ministres se sont rencontrés à Oslo mardi.", stage).is_read


def test_a_text_without_words_has_no_known_language():
    assert language_of("2025 — 14.372,4 !!") == language.UNKNOWN


def test_what_a_page_declares_decides_where_the_text_does_not():
    assert language_of("Merz, Oslo", language="de-DE").code == "de"


@pytest.mark.parametrize("text", ["https://www.lemonde.fr/monde/", "envoi.presse@elysee.fr"])
def test_an_address_has_no_words(text):
    assert language_of(text) == language.UNKNOWN
