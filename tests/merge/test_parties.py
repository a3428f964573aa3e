"""Who is the same party as whom."""

from merge_factories import who
from msgspec.structs import replace

from detente.merge.parties import match_party
from detente.merge.reports import party_key

COSTA = replace(
    who("Shoigu"), text="Costa", name="António Costa", entity="EUU:antonio-costa", country="EUR"
)
UNION = replace(COSTA, text="EU", name="European Union", entity="EUU", kind="organisation")


def test_who_speaks_for_a_body_is_compared_as_that_body():
    assert party_key(COSTA) == party_key(UNION) == "EUU"
    assert match_party(COSTA, UNION) > 0


def test_an_office_known_by_its_state_alone_may_be_its_holder():
    office = replace(who("diplomat"), text="the American president", country="USA", entity="USA")
    assert match_party(office, who("Rubio")) > 0


def test_two_persons_of_one_state_are_two():
    assert match_party(who("Lavrov"), who("Putin")) < 0
