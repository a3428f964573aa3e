"""Who takes part: made answers of an encoder over real sentences."""

import numpy as np
import pytest

from detente.coding.encoder import Sensed
from detente.coding.hints import NOTHING, Hints
from detente.coding.parties import with_parties
from detente.coding.roles import Roles

LABELS = {
    "types": [NOTHING, "AID"],
    "modes": [NOTHING],
    "modalities": ["done"],
    "cameo": [NOTHING],
    "contexts": ["military"],
    "roles": ["actor", "recipient", "claimant"],
}
EVERY_CHANCE = 0.9


def _hints(scene, **roles):
    """Return an answer that gives words roles: ``actor={"Peru": 0.9}``, one piece a word."""
    parse, size = scene.tree.parse, scene.tree.size
    start = parse.starts[0]
    chances = np.zeros((len(LABELS["roles"]), size, size), np.float32)
    for name, words in roles.items():
        for word, chance in words.items():
            chances[LABELS["roles"].index(name), :, parse.words.index(word)] = chance
    rows = {name: np.ones((size, len(LABELS[name])), np.float32) for name in LABELS}
    sensed = Sensed(
        starts=[one - start for one in parse.starts],
        ends=[one - start for one in parse.ends],
        types=rows["types"],
        modes=rows["modes"],
        modalities=rows["modalities"],
        cameo=rows["cameo"],
        contexts=np.ones(1),
        sentence=np.ones(2),
        roles=chances,
    )
    return Hints(sensed, parse, start, LABELS)


def _number(scene, word):
    """Return the number of the mention that a word belongs to."""
    return scene.mention_at[scene.tree.parse.words.index(word)]


def _read(scene, deed, told=None, event_type="AID", **sensed):
    """Return the countries of both sides, and the roles, after the encoder's word is heard."""
    deed = [scene.tree.parse.words.index(deed)]
    told = told or Roles((), ())
    roles = with_parties(scene, _hints(scene, **sensed), deed, told, event_type)
    return _countries(scene, roles.actors), _countries(scene, roles.recipients), roles


def _countries(scene, numbers):
    return [scene.participant(number).country for number in numbers]


def test_whom_the_encoder_finds_takes_part(scene_of):
    scene = scene_of("Peru airlifted doctors to Chile.")
    sensed = {"actor": {"Peru": 0.9}, "recipient": {"Chile": 0.8}}
    actors, recipients, roles = _read(scene, "airlifted", **sensed)
    assert (actors, recipients) == (["PER"], ["CHL"])
    assert "encoder" in roles.reason


def test_where_the_encoder_is_silent_the_rules_stand(scene_of):
    scene = scene_of("Peru airlifted doctors to Chile.")
    told = Roles((_number(scene, "Peru"),), (_number(scene, "Chile"),), reason="as told")
    actors, recipients, roles = _read(scene, "airlifted", told)
    assert (actors, recipients) == (["PER"], ["CHL"])
    assert roles.reason == "as told"


@pytest.mark.parametrize(("chance", "kept"), [(0.0, ["BOL"]), (0.4, ["PER", "BOL"])])
def test_a_party_of_the_rules_goes_only_where_the_encoder_is_sure_it_has_no_part(
    scene_of, chance, kept
):
    scene = scene_of("Peru watched as Bolivia airlifted doctors to Chile.")
    told = Roles((_number(scene, "Peru"),), ())
    sensed = {"actor": {"Bolivia": 0.9, "Peru": chance}}
    assert _read(scene, "airlifted", told, **sensed)[0] == kept


def test_what_is_listed_with_a_party_that_stands_stands_as_well(scene_of):
    scene = scene_of("Peru airlifted doctors to states like Chile and Bolivia.")
    told = Roles((_number(scene, "Peru"),), (_number(scene, "Chile"), _number(scene, "Bolivia")))
    sensed = {"actor": {"Peru": 0.9}, "recipient": {"states": 0.9, "Chile": 0.4}}
    assert _read(scene, "airlifted", told, **sensed)[:2] == (["PER"], ["CHL", "BOL"])


def test_who_acts_does_not_receive_as_well(scene_of):
    scene = scene_of("Peru airlifted doctors to Chile.")
    sensed = {"actor": {"Peru": 0.9}, "recipient": {"Peru": 0.6, "Chile": 0.9}}
    actors, recipients, _ = _read(scene, "airlifted", **sensed)
    assert (actors, recipients) == (["PER"], ["CHL"])


def test_all_of_a_list_take_part_in_the_order_of_the_text(scene_of):
    scene = scene_of("Peru, Chile and Bolivia airlifted doctors to Ecuador.")
    words = ("Bolivia", "Peru", "Chile")
    actors, _, _ = _read(scene, "airlifted", actor=dict.fromkeys(words, EVERY_CHANCE))
    assert actors == ["PER", "CHL", "BOL"]


def test_a_place_that_receives_stands_for_its_state(scene_of):
    scene = scene_of("Russian missiles pounded Odesa.")
    sensed = {"actor": {"Russian": 0.9}, "recipient": {"Odesa": 0.9}}
    actors, recipients, _ = _read(scene, "pounded", event_type="ASSAULT", **sensed)
    assert (actors, recipients) == (["RUS"], ["UKR"])


@pytest.mark.parametrize(("event_type", "home"), [("COERCE", [None]), ("ASSAULT", ["KEN"])])
def test_a_bare_name_that_rules_over_others_need_not_be_of_their_state(scene_of, event_type, home):
    scene = scene_of("Zuwara caught a Kenyan crew.")
    sensed = {"actor": {"Zuwara": 0.9}, "recipient": {"crew": 0.9}}
    assert _read(scene, "caught", event_type=event_type, **sensed)[0] == home


def test_a_state_does_not_strike_its_own_where_nobody_is_named_who_strikes(scene_of):
    scene = scene_of("Peru apologised to Chad for a raid in which a Chadian soldier was killed.")
    sensed = {"actor": {"Chad": 0.9}, "recipient": {"soldier": 0.9}}
    assert _read(scene, "killed", event_type="ASSAULT", **sensed)[:2] == ([], ["TCD"])


def test_an_envoy_whom_a_state_expels_is_not_its_own(scene_of):
    scene = scene_of("Peru has expelled an ambassador.")
    sensed = {"actor": {"Peru": 0.9}, "recipient": {"ambassador": 0.9}}
    assert _read(scene, "expelled", event_type="SANCTION", **sensed)[:2] == (["PER"], [None])


def test_people_nobody_names_take_part_in_their_own_words(scene_of):
    scene = scene_of("Fishermen blocked the harbour of Dakar.")
    sensed = {"actor": {"Fishermen": 0.9}}
    *_, roles = _read(scene, "blocked", event_type="PROTEST", **sensed)
    (party,) = map(scene.participant, roles.actors)
    assert (party.text, party.entity) == ("Fishermen", None)
    assert party.confidence <= 0.6


def test_people_without_a_country_are_of_the_only_one_the_sentence_names(scene_of):
    scene = scene_of("Teachers blocked roads across Senegal.")
    actors, _, _ = _read(scene, "blocked", event_type="PROTEST", actor={"Teachers": 0.9})
    assert actors == ["SEN"]


def test_people_without_a_country_have_none_where_two_are_named(scene_of):
    scene = scene_of("Teachers blocked roads between Senegal and Mali.")
    actors, _, _ = _read(scene, "blocked", event_type="PROTEST", actor={"Teachers": 0.9})
    assert actors == [None]


def test_unknown_people_are_left_out_beside_a_known_party(scene_of):
    scene = scene_of("Peru and volunteers airlifted doctors to Chile.")
    actors, _, _ = _read(scene, "airlifted", actor={"Peru": 0.9, "volunteers": 0.9})
    assert actors == ["PER"]


def test_words_nobody_names_give_way_to_whom_the_encoder_names(scene_of):
    scene = scene_of("Peru airlifted doctors to Chile.")
    told = Roles((), (), unnamed=scene.span([2]))
    *_, roles = _read(scene, "airlifted", told, actor={"Peru": 0.9})
    assert roles.unnamed is None
    *_, silent = _read(scene, "airlifted", told)
    assert silent.unnamed == told.unnamed


def test_hearing_the_encoder_twice_changes_nothing(scene_of):
    scene = scene_of("Peru airlifted doctors to Chile.")
    sensed = {"actor": {"Peru": 0.9}, "recipient": {"Chile": 0.9}}
    *_, once = _read(scene, "airlifted", **sensed)
    *_, twice = _read(scene, "airlifted", once, **sensed)
    assert (once.actors, once.recipients) == (twice.actors, twice.recipients)
