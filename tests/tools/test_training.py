"""Training: what the encoder learns from, how the judge is fitted; torch where it is there."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from detente.coding.encoder import load_encoder
from detente.model import Modality
from tools.corpus.rows import FOLDER, identity, read, read_part
from tools.training.examples import LONGEST, Maker, fold_of, padded
from tools.training.judging import Case, fit_judge
from tools.training.labels import NOTHING, ROLES, label_sets
from tools.training.politics import Words, fit

WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "peru",
    "sent",
    "tent",
    "##s",
    "to",
    "chile",
    ".",
    "togo",
    "says",
    "ghana",
]
TEXT = "Peru sent tents to Chile."
FOLDS = 8


def _party(text, whole, country):
    start = whole.index(text)
    return {"text": text, "start": start, "end": start + len(text), "country": country}


def _row(**changes):
    event = {
        "event": "AID",
        "mode": None,
        "cameo": "073",
        "contexts": ["disaster"] if "disaster" in label_sets()["contexts"] else [],
        "modality": "done",
        "action": [5, 15],
        "actors": [_party("Peru", TEXT, "PER")],
        "recipients": [_party("Chile", TEXT, "CHL")],
        "claimed_by": None,
    }
    return {"id": identity(TEXT), "text": TEXT, "events": [event | changes]}


@pytest.fixture
def maker():
    numbers = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]"))  # noqa: S106  (no secret)
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [(word, numbers[word]) for word in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=ends
    )
    return Maker(tokenizer)


@pytest.fixture(scope="module")
def torch():
    return pytest.importorskip("torch", reason="torch is not installed: `make train` sets it up")


def test_the_labels_are_those_of_the_shipped_encoder():
    assert {name: list(found) for name, found in load_encoder().labels.items()} == label_sets()


def test_no_label_is_there_twice():
    for found in label_sets().values():
        assert len(set(found)) == len(found)


def test_every_label_of_the_corpus_is_one_the_encoder_learns():
    sets = {name: set(found) for name, found in label_sets().items()}
    for event in (event for row in read() for event in row["events"]):
        assert event["event"] in sets["types"]
        assert event["mode"] is None or f"{event['event']}.{event['mode']}" in sets["modes"]
        assert event["modality"] in sets["modalities"] == set(Modality)
        assert sets["contexts"].issuperset(event["contexts"])


def test_pieces_of_the_deed_have_its_labels_and_no_others(maker):
    (made,) = maker.make([_row()])
    sets = label_sets()
    assert [WORDS[piece] for piece in made.pieces[1:-1]] == [
        "peru",
        "sent",
        "tent",
        "##s",
        "to",
        "chile",
        ".",
    ]
    types = [None if one < 0 else sets["types"][one] for one in made.types]
    assert types == [None, NOTHING, "AID", "AID", "AID", NOTHING, NOTHING, NOTHING, None]
    assert made.deeds == [2, 3, 4]
    assert {sets["modes"][made.modes[piece]] for piece in made.deeds} == {NOTHING}
    assert {sets["modalities"][made.modalities[piece]] for piece in made.deeds} == {"done"}
    assert {sets["cameo"][made.cameo[piece]] for piece in made.deeds} == {"073"}


def test_what_is_not_asked_of_other_pieces_is_marked_so(maker):
    (made,) = maker.make([_row()])
    others = set(range(len(made.pieces))) - set(made.deeds)
    for labels in (made.modes, made.modalities, made.cameo):
        assert {labels[piece] for piece in others} == {-1}


def test_every_piece_of_a_deed_has_its_parties(maker):
    text = "Togo says Ghana sent tents to Chile."
    row = _row(
        action=[16, 26],
        actors=[_party("Ghana", text, "GHA")],
        recipients=[_party("Chile", text, "CHL")],
        claimed_by=_party("Togo", text, "TGO"),
        modality="claimed",
    ) | {"text": text}
    (made,) = maker.make([row])
    parties = {"actor": 3, "recipient": 8, "claimant": 1}
    assert set(made.roles) == {
        (role, deed, parties[name]) for role, name in enumerate(ROLES) for deed in (4, 5, 6)
    }


def test_a_sentence_without_an_event_has_none_in_its_labels(maker):
    (made,) = maker.make([{"id": "0", "text": TEXT, "events": []}])
    assert set(made.types[1:-1]) == {0}
    assert (made.deeds, made.roles, made.contexts) == ([], [], [])


def test_a_long_sentence_is_cut_with_its_labels(maker):
    row = {"id": "0", "text": "Peru sent tents to Chile " * 100, "events": []}
    (made,) = maker.make([row])
    assert len(made.pieces) == len(made.types) == LONGEST


def test_short_rows_are_filled_up():
    assert padded([[1, 2, 3], [4]], -1).tolist() == [[1, 2, 3], [4, -1, -1]]


@given(text=st.text(), folds=st.integers(1, 20))
def test_a_sentence_is_always_of_the_same_fold(text, folds):
    assert fold_of(identity(text), folds) == fold_of(identity(text), folds) < folds


def test_folds_are_of_like_size():
    ids = [identity(str(number)) for number in range(4000)]
    sizes = np.bincount([fold_of(one, FOLDS) for one in ids], minlength=FOLDS)
    assert sizes.min() > 400
    assert sizes.max() < 600


def test_the_judge_learns_what_speaks_for_a_finding_and_what_against():
    judge = fit_judge(_made_cases(), keep=0.2)
    assert judge.keep == 0.2
    assert judge.weights["for"] > 1 > -1 > judge.weights["against"]
    assert abs(judge.weights["neither"]) < 0.5
    likely = judge.probability({"for": 1.0, "against": 0.0, "neither": 0.0})
    unlikely = judge.probability({"for": 0.0, "against": 1.0, "neither": 0.0})
    assert unlikely < 0.2
    assert likely > 0.8


def test_the_judges_probabilities_add_up_to_what_was_right():
    cases = _made_cases()
    judge = fit_judge(cases, keep=0.2)
    told = sum(judge.probability(case.features) for case in cases)
    assert told == pytest.approx(sum(case.is_right for case in cases), abs=0.1)


def test_a_feature_few_cases_have_is_none_in_the_others():
    cases = [*_made_cases(), Case("x", {"rare": 1.0}, is_right=True)]
    assert fit_judge(cases, keep=0.2).weights["rare"] > 0


def test_the_order_of_the_cases_changes_no_judge():
    cases = _made_cases()
    assert fit_judge(cases, keep=0.2) == fit_judge(cases[::-1], keep=0.2)


def test_a_feature_that_only_right_cases_have_stays_finite():
    cases = [Case("x", {"sure": 1.0}, is_right=True)] * 5 + [Case("y", {}, is_right=False)] * 5
    judge = fit_judge(cases, keep=0.2)
    assert math.isfinite(judge.weights["sure"])
    assert judge.probability({}) < 0.5 < judge.probability({"sure": 1.0}) < 1.0


def test_a_batch_asks_for_roles_only_where_there_is_a_deed(torch, maker):
    fit = pytest.importorskip("tools.training.fit", reason="needs torch")
    batch = fit.collate(list(maker.make([_row(), {"id": "1", "text": TEXT, "events": []}])))
    assert batch.pieces.shape == batch.mask.shape == batch.types.shape
    assert batch.roles.shape[1] == len(ROLES)
    assert float(batch.sentence.sum()) == 2.0
    assert torch.equal(batch.asked.sum((2, 3)) > 0, torch.tensor([[True] * 3, [False] * 3]))


def test_the_mean_of_two_networks_lies_between_them(torch):
    encoding = pytest.importorskip("tools.training.encoding", reason="needs torch")
    one, other = (torch.nn.Linear(3, 2) for _ in range(2))
    wanted = (one.weight + other.weight).detach() / 2
    assert torch.allclose(encoding.mean_of([one, other]).weight, wanted)


def test_words_of_one_side_score_for_it_and_so_do_those_like_them():
    numbers = {word: number for number, word in enumerate(["treaty", "goal", "pact", "said"])}
    vectors = np.array([[1.0, 0.0], [0.0, 1.0], [0.9, 0.0], [0.0, 0.0]], dtype=np.float32)
    texts = [["treaty", "said"], ["goal", "said"]] * 50
    bias, scores = fit(Words(numbers, vectors), texts, [True, False] * 50)
    assert scores["treaty"] > scores["pact"] > 0 > scores["goal"]
    assert abs(scores["said"]) < 0.1
    assert math.isfinite(bias)


def test_a_part_of_the_corpus_is_among_its_whole():
    part = FOLDER / "sentences-5.jsonl"
    assert {row["id"] for row in read_part(part)} <= {row["id"] for row in read()}


def _made_cases():
    """Return cases of all eight kinds, where one in ten goes against its features."""
    found = []
    for number in range(400):
        bits = {"for": number & 1, "against": number >> 1 & 1, "neither": number >> 2 & 1}
        is_right = bits["for"] > bits["against"] or (
            bits["for"] == bits["against"] and number % 3 == 0
        )
        features = {name: float(bit) for name, bit in bits.items()}
        found.append(Case(str(number), features, is_right=is_right != (number % 11 == 0)))
    return found
