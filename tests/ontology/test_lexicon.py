from detente.ontology.cameo import codes
from detente.ontology.lexicon import (
    code_compositions,
    compose,
    compositions,
    trigger_forms,
    triggers,
    word_sets,
)
from detente.ontology.plover import plover_score


def test_every_trigger_is_of_a_type_with_its_mode_and_a_known_code():
    every = [trigger for rows in triggers().values() for trigger in rows]
    for trigger in filter(lambda trigger: trigger.event_type, every):
        plover_score(trigger.event_type, trigger.mode)
        assert trigger.cameo_code in codes(), trigger


def test_frames_and_relations_are_known():
    frames = {trigger.frame for rows in triggers().values() for trigger in rows}
    assert frames <= {
        "svo",
        "with",
        "host",
        "given",
        "self",
        "op",
        "weak",
        "against",
        "victim",
        "called",
        "topic",
    }


def test_triggers_with_more_needs_come_first():
    for rows in triggers().values():
        wanted = [sum(not need.forbidden for need in row.needs) for row in rows]
        assert wanted == sorted(wanted, reverse=True)


def test_compositions_lead_to_known_types():
    for outcome in compositions().values():
        if outcome.event_type != "keep":
            plover_score(outcome.event_type, outcome.mode)


def test_the_most_specific_composition_wins():
    assert compose("REQUEST", "RETREAT", "release").cameo_code == "1053"
    assert compose("REQUEST", "RETREAT", None).cameo_code == "105"
    assert compose("REQUEST", "PROTEST", "demo").event_type == "REQUEST"


def test_the_gate_knows_irregular_forms():
    assert {"met", "withdrew", "fought"} <= trigger_forms()


def test_word_sets_hold_lemmas_in_lower_case():
    for words in word_sets().values():
        assert all(word == word.lower() for word in words)


def test_an_operator_over_a_code_has_the_deepest_code_there_is():
    assert compose("REQUEST", "AID", None, by="100", over="0712").cameo_code == "1031"
    assert compose("THREATEN", "SANCTION", "discontinue", over="162").cameo_code == "1311"
    assert compose("REJECT", "RETREAT", "release", over="0841").cameo_code == "1243"


def test_an_appeal_is_told_from_a_demand():
    assert compose("REQUEST", "RETREAT", "release", by="020", over="0841").cameo_code == "0253"
    assert compose("REQUEST", "RETREAT", "release", by="100", over="0841").cameo_code == "1053"
    assert compose("AGREE", "AID", None, by="030", over="070").cameo_code == "033"


def test_every_composed_code_is_a_code():
    assert set(code_compositions().values()) <= set(codes())
