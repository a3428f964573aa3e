"""What the encoder tells apart: the label sets, in the order of its outputs."""

from typing import Final

from detente.model import Modality
from detente.ontology.cameo import codes
from detente.ontology.plover import ontology

NOTHING: Final = "-"
ROLES: Final = ("actor", "recipient", "claimant")


def types() -> list[str]:
    """Return the types of events, after the label of words that tell of none."""
    return [NOTHING, *ontology().types]


def modes() -> list[str]:
    """Return the modes as TYPE.mode, after the label of deeds that have none."""
    found = [f"{name}.{mode}" for name, one in ontology().types.items() for mode in one.modes]
    return [NOTHING, *found]


def modalities() -> list[str]:
    """Return the modalities by value."""
    return [one.value for one in Modality]


def cameo_codes() -> list[str]:
    """Return the CAMEO codes that have a PLOVER type, after the label of words without one."""
    return [NOTHING, *(code for code, one in codes().items() if one.event_type)]


def contexts() -> list[str]:
    """Return PLOVER's contexts."""
    return list(ontology().contexts)


def label_sets() -> dict[str, list[str]]:
    """Return all label sets by the name of the output that tells them."""
    return {
        "types": types(),
        "modes": modes(),
        "modalities": modalities(),
        "cameo": cameo_codes(),
        "contexts": contexts(),
        "roles": list(ROLES),
    }
