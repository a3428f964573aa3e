"""What an address of a list asks: its parameters in a fixed order, chips, pages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from detente.store.names import country_name
from detente.web.asked import Chip, Parameters

T = TypeVar("T")
PAGE_SIZE: Final = 100
_PAGE: Final = "page"


class Question(Parameters, frozen=True, kw_only=True):
    """What an address asks: its path, and the ``names`` of parameters in their order."""

    path: str
    names: tuple[str, ...]

    def address(self, ending: str = "", /, **changes: str | None) -> str:
        """Return the address with some parameters changed (None takes one out), from page 1.

        ``ending`` is put after the path: ".csv".
        """
        found = {**dict(self.parameters), "page": "", **changes}
        kept = [(name, found[name]) for name in self.names if found.get(name)]
        path = f"{self.path}{ending}"
        return f"{path}?{urlencode(kept)}" if kept else path

    def chips(self, label: Mapping[str, Callable[[str], str]]) -> list[Chip]:
        """Return a chip for each parameter that is on; ``label`` puts its text into words."""
        return [
            Chip(name=name, label=label[name](text), href=self.address(**{name: None}))
            for name, text in self.parameters
            if name in label
        ]

    def bare_chips(self) -> list[Chip]:
        """Return a chip for each parameter that is on, its text as it was asked."""
        return [
            Chip(name=name, label=f"{name}: {text}", href=self.address(**{name: None}))
            for name, text in self.parameters
            if name != _PAGE
        ]


def read_question(path: str, names: Sequence[str], parameters: Mapping[str, str]) -> Question:
    """Return what the parameters of an address ask; unknown and empty ones mean nothing."""
    order = (*names, _PAGE)
    known = [(name, parameters.get(name, "").strip()) for name in order]
    return Question(
        path=path, names=order, parameters=tuple((name, text) for name, text in known if text)
    )


def paged(question: Question, found: Sequence[T]) -> tuple[Sequence[T], Mapping[str, Any]]:
    """Return the part of a list that a page shows, and what its paging says."""
    last = max(1, -(-len(found) // PAGE_SIZE))
    page = min(question.page, last)
    start = (page - 1) * PAGE_SIZE
    return found[start : start + PAGE_SIZE], {
        "n": len(found),
        "last": last,
        "first_shown": min(len(found), start + 1),
        "last_shown": min(len(found), start + PAGE_SIZE),
        "previous": question.address(page=str(page - 1)) if page > 1 else None,
        "next": question.address(page=str(page + 1)) if page < last else None,
    }


def state_name(asked: str) -> str:
    """Return the name of a code, or what was asked if it is no code."""
    name = country_name(asked.upper())
    return name if name != asked.upper() else asked


def pair_words(asked: str) -> str:
    """Return "Russia and Malaysia" for "RUS-MYS", and one name for one code."""
    mark = "," if "," in asked else "-"
    return " and ".join(state_name(part.strip()) for part in asked.split(mark) if part.strip())
