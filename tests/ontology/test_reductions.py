import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import OntologyError
from detente.model import Event, Modality, Participant, Record, Span
from detente.ontology.cameo import cameo, codes
from detente.ontology.plover import OWN, event_type, ontology
from detente.ontology.reductions import reduced, reduction, reductions


class Coded(Record, frozen=True, kw_only=True):
    event_type: str
    mode: str | None = None
    cameo_code: str | None = None
    modality: Modality = Modality.DONE
    historical: bool = False


def _told(event_type, modality=Modality.DONE, how="plover", **fields):
    found = reduced(Coded(event_type=event_type, modality=modality, **fields), how)
    return None if found is None else (found.event_type, found.mode, found.cameo_code)


@pytest.mark.parametrize(
    ("name", "modality", "strict"),
    [
        ("CONSULT", Modality.PLANNED, "AGREE"),
        ("SUPPORT", Modality.PLANNED, "AGREE"),
        ("COOPERATE", Modality.PLANNED, "AGREE"),
        ("AID", Modality.PLANNED, "AGREE"),
        ("RETREAT", Modality.PLANNED, "CONCEDE"),
        ("CONCEDE", Modality.PLANNED, "CONCEDE"),
        ("SANCTION", Modality.PLANNED, "THREATEN"),
        ("MOBILIZE", Modality.PLANNED, "THREATEN"),
        ("COERCE", Modality.PLANNED, "THREATEN"),
        ("ASSAULT", Modality.PLANNED, "THREATEN"),
        ("ASSAULT", Modality.HYPOTHETICAL, "THREATEN"),
        ("PROTEST", Modality.PLANNED, "PROTEST"),
        ("ACCUSE", Modality.PLANNED, "ACCUSE"),
        ("CONSULT", Modality.DONE, "CONSULT"),
        ("CONSULT", Modality.CLAIMED, "CONSULT"),
    ],
)
def test_strict_plover_has_no_planned_deed_where_a_type_stands_for_it(name, modality, strict):
    assert _told(name, modality)[0] == strict


def test_what_was_planned_loses_the_mode_of_the_deed_and_takes_that_of_the_threat():
    assert _told("CONSULT", Modality.PLANNED, mode="visit", cameo_code="042") == (
        "AGREE", None, "036",
    )  # fmt: skip
    assert _told("SANCTION", Modality.PLANNED, mode="expel", cameo_code="166") == (
        "THREATEN", "expel", "136",
    )  # fmt: skip


def test_a_promise_to_yield_is_concede_by_the_manual_and_agree_by_the_crosswalk():
    planned = {"modality": Modality.PLANNED, "mode": "withdraw", "cameo_code": "0873"}
    assert _told("RETREAT", **planned)[0] == "CONCEDE"
    assert _told("RETREAT", how="crosswalk", **planned)[0] == "AGREE"
    assert _told("AGREE", cameo_code="0353")[0] == "CONCEDE"
    assert _told("AGREE", cameo_code="0353", how="crosswalk")[0] == "AGREE"


def test_the_crosswalk_has_embargoes_verdicts_and_apologies_elsewhere():
    assert _told("SANCTION", mode="discontinue", cameo_code="163", how="crosswalk") == (
        "COERCE", None, "163",
    )  # fmt: skip
    assert _told("SANCTION", cameo_code="116", how="crosswalk")[0] == "ACCUSE"
    assert _told("CONCEDE", cameo_code="055", how="crosswalk")[0] == "SUPPORT"
    assert _told("SANCTION", mode="discontinue", cameo_code="163")[:2] == (
        "SANCTION", "discontinue",
    )  # fmt: skip


def test_sets_coded_in_cameo_have_no_type_for_appeals_and_for_what_is_weighed():
    assert _told("REQUEST", cameo_code="0256", how="cameo_strict") is None
    assert _told("REQUEST", cameo_code="1056", how="cameo_strict")[0] == "REQUEST"
    assert _told("AID", Modality.HYPOTHETICAL, "cameo_strict") is None
    assert _told("AID", Modality.HYPOTHETICAL)[0] == "AID"


@pytest.mark.parametrize("how", reductions())
def test_denied_events_and_types_of_ones_own_have_no_place_in_plover(how):
    assert _told("ASSAULT", Modality.DENIED, how) is None
    assert reduced(Coded(event_type=OWN), how) is None


def test_the_auxiliary_modes_that_still_hold_are_told():
    def auxiliaries(event_type, modality, *, historical=False):
        event = Coded(event_type=event_type, modality=modality, historical=historical)
        return reduced(event, "plover").auxiliaries

    assert auxiliaries("PROTEST", Modality.PLANNED) == ("future",)
    assert auxiliaries("CONSULT", Modality.PLANNED) == ()
    assert auxiliaries("AID", Modality.HYPOTHETICAL) == ("hypothetical",)
    assert auxiliaries("AID", Modality.DONE, historical=True) == ("historical",)


def test_an_unknown_reduction_is_refused_with_the_known_ones():
    with pytest.raises(OntologyError, match="plover, crosswalk, cameo_strict"):
        reduction("strict")


MODES = [(name, mode) for name, kind in ontology().types.items() for mode in (None, *kind.modes)]
# A code is one of its type: no coder gives others.
TOLD = [
    (name, mode, code)
    for name, mode in MODES
    for code in (None, *(code for code, one in codes().items() if one.event_type == name))
]


@given(
    told=st.sampled_from(TOLD),
    modality=st.sampled_from(list(Modality)),
    how=st.sampled_from(list(reductions())),
)
def test_whatever_comes_out_is_plover_and_stays_so(told, modality, how):
    event = Coded(event_type=told[0], mode=told[1], cameo_code=told[2], modality=modality)
    found = reduced(event, how)
    if found is None:
        return
    assert found.mode is None or found.mode in event_type(found.event_type).modes
    assert found.cameo_code is None or cameo(found.cameo_code)
    again = Coded(event_type=found.event_type, mode=found.mode, cameo_code=found.cameo_code)
    assert reduced(again, how) is None or reduced(again, how).event_type == found.event_type


def test_a_deed_that_only_its_actor_claims_is_a_claim_of_responsibility_by_cameo():
    side = Participant(span=Span(0, 8), text="The army", country="ERI", sector="MIL")
    other = msgspec.structs.replace(side, text="Ethiopia", country="ETH", sector=None)
    event = Event(
        id="e",
        article_id="a",
        sentence=0,
        event_type="ASSAULT",
        quad_class=4,
        modality=Modality.CLAIMED,
        actors=(side,),
        recipients=(other,),
        action=Span(9, 16),
        action_text="shelled",
        claimed_by=side,
        confidence=1.0,
        coder="test",
    )
    assert reduced(event, "cameo_strict") is None
    assert reduced(event, "plover") is not None
    accused = msgspec.structs.replace(event, claimed_by=other)
    assert reduced(accused, "cameo_strict") is not None
