import pytest

from detente.clean import language_model
from detente.clean.language import known_languages

TEXTS = (
    "The foreign ministers of Peru and Chile met in Lima.",
    "Die Außenminister trafen sich am Montag in Wien.",
    "Президент прибыл в Ереван.",
    "12 34",
    "",
)


@pytest.fixture(scope="module")
def original():
    found = language_model.LanguageIdentifier.from_model_file(
        language_model.MODEL_FILE, norm_probs=True
    )
    found.set_languages(set(known_languages()))
    return found


def test_the_packed_model_is_read(monkeypatch):
    monkeypatch.setattr(language_model, "_read_original", lambda _: None)
    assert set(language_model.load_identifier(known_languages()).nb_classes) == known_languages()


@pytest.mark.parametrize("text", TEXTS)
def test_the_packed_model_says_what_the_original_says(original, text):
    packed = language_model.load_identifier(known_languages())
    assert packed.rank(text) == original.rank(text)


def test_with_other_languages_the_original_is_read(original):
    found = language_model.load_identifier({"en", "de"})
    assert sorted(found.nb_classes) == ["de", "en"]


def test_with_another_version_of_the_library_its_own_model_is_read(monkeypatch):
    monkeypatch.setattr(language_model, "_original", lambda: b"")
    assert len(language_model.load_identifier({"en"}).nb_classes) == 1
