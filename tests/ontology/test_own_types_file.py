import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import OwnTypesError
from detente.model import Modality, Span
from detente.ontology.own_types import need_words
from detente.ontology.own_types_file import read_own_types

GOOD = """\
[sets]
arms = "jet missile tank"

[[type]]
name = "arms-purchase"
says = "a state buys weapons from another"
plover = "COOPERATE"
cameo = "061"
contexts = ["military"]
examples = [
  "Peru [bought] 12 [jets] from France.",
  { text = "Chile signed an [arms deal] with Israel.", actors = ["CHL"], modality = "done" },
]
counter_examples = ["Peru bought wheat from France."]
words = ["v: procure/acquire o=@arms !p=off", "arms contract"]
actors = { sector = ["GOV"] }

[[type]]
name = "stamp-issue"
words = ["n: stamp m=joint"]
"""


def _read(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return read_own_types(path)


def test_a_file_is_read_with_the_places_of_its_parts(tmp_path):
    own = _read(tmp_path, GOOD)
    arms, stamp = own.types
    first, second = arms.examples
    assert (first.text, first.marks) == (
        "Peru bought 12 jets from France.",
        (Span(5, 11), Span(15, 19)),
    )
    assert (first.line, second.line, arms.line, stamp.line) == (11, 12, 4, 18)
    assert (second.actors, second.recipients, second.modality) == (("CHL",), None, Modality.DONE)
    assert [need_words(need) for need in arms.words[0].needs] == ["o=jet/missile/tank", "!p=off"]
    assert (arms.words[1].kind, arms.words[1].text) == (None, "arms contract")
    assert (arms.plover, stamp.plover) == ("COOPERATE", None)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "plover =",
            "plovr =",
            r"line 7, \[\[type\]\] 1, plovr: no such key; there are: name, says",
        ),
        ("COOPERATE", "COOPERAT", r"line 7, .* plover: 'COOPERAT' .* did you mean 'COOPERATE'\?"),
        ('cameo = "061"', "cameo = 61", r"line 8, .* cameo: Expected `str \| null`, got `int`"),
        ('cameo = "061"', 'cameo = "071"', r"line 8, .* 071 \(gives economic aid\) is of AID, not"),
        ('"military"', '"militray"', r"line 9, .* contexts: .* did you mean 'military'\?"),
        ("[jets]", "[jets", r"line 11, .* examples: brackets do not fit"),
        ('"done"', '"dune"', r"line 10, .* examples: Invalid enum value"),
        ("@arms", "@armz", r"line 15, .* words: no set of words @armz; sets: arms"),
        ("v: pro", "q: pro", r"line 15, .* words: no kind of word 'q'; v: verb, n: noun"),
        ("o=@arms", "jets", r"line 15, .* words: 'jets' is no need; .* as o=jet"),
        ('"GOV"', '"GOVT"', r"line 16, .* actors: 'GOVT' is not known; did you mean 'GOV'\?"),
        ('sector = ["GOV"]', 'country = ["Peru"]', r"line 16, .* 'Peru' is no code of a country"),
        ('"stamp-issue"', '"Stamp"', r"line 19, \[\[type\]\] 2, name: 'Stamp' is no name"),
        ('"stamp-issue"', '"consult"', r"line 19, .* name: 'consult' is no name"),
        ('"stamp-issue"', '"arms-purchase"', r"line 19, .* is there already, in line 5"),
        ('words = ["n: stamp m=joint"]', "", r"line 18, .* nothing tells of it; bracket"),
        (
            "[sets]",
            "[stes]",
            r"line 1: .* unknown field `stes`; a file has \[\[type\]\] and \[sets\]",
        ),
        ("says = ", "says ", r"no TOML: .* line 6"),
        ("contexts = ", 'mode = "visit"\ncontexts = ', r"line 9, .* mode: 'visit' .* known: none"),
        ("contexts = ", 'frame = "swo"\ncontexts = ', r"line 9, .* frame: .* did you mean 'svo'"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_key(tmp_path, right, wrong, said):
    assert right in GOOD
    with pytest.raises(OwnTypesError, match=r"own\.toml") as raised:
        _read(tmp_path, GOOD.replace(right, wrong, 1))
    assert raised.match(said)


@given(
    at=st.integers(0, len(GOOD) - 1),
    size=st.integers(0, 12),
    put=st.text(alphabet='ab[]{}="\n.@:#!,', max_size=6),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_in_a_file_it_is_read_or_refused(tmp_path, at, size, put):
    broken = GOOD[:at] + put + GOOD[at + size :]
    try:
        told = all(one.words or one.examples for one in _read(tmp_path, broken).types)
    except OwnTypesError as error:
        told = "own.toml" in str(error)
    assert told


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(OwnTypesError, match="nowhere"):
        read_own_types(tmp_path / "nowhere.toml")
