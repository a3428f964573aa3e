"""Where reports of one event differ in who took part."""

from collections.abc import Iterator, Sequence

from detente.merge.conflict_sides import DIFFERENT, Difference, Side, Telling
from detente.merge.parties import match_party
from detente.merge.reports import Report, is_individual, party_key
from detente.model import Participant


def parties_differ(reports: Sequence[Report]) -> Iterator[Difference]:
    """Yield the first two persons or offices of one state that stand in each other's place."""
    founding = reports[0]
    told = ((report, one) for report in reports[1:] for one in _individuals(report))
    for report, participant in told:
        if rival := _rival(participant, report, founding):
            sides = (_side(founding, rival), _side(report, participant))
            yield Difference("participants", DIFFERENT, sides)
            return


def _individuals(report: Report) -> list[Participant]:
    participants = (*report.event.actors, *report.event.recipients)
    return [participant for participant in participants if is_individual(participant)]


def _rival(participant: Participant, report: Report, founding: Report) -> Participant | None:
    """Return whom the founding report names in the place of a participant, if it does."""
    ours = [one for one in _individuals(founding) if party_key(one) == party_key(participant)]
    theirs = [one for one in _individuals(report) if party_key(one) == party_key(participant)]
    if not ours or any(match_party(one, other) >= 0 for one in ours for other in theirs):
        return None
    return ours[0]


def _side(report: Report, participant: Participant) -> Side:
    name = participant.name or participant.text
    return Side(name, (Telling(report, participant.span),))
