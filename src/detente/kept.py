"""What was worked out before, kept up to a bound: most words of a text came in the one before."""

from collections.abc import Callable, Iterable
from typing import Final, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

# Of words and short phrases: they are some tens of megabytes.
MOST: Final = 100_000


class Kept(dict[K, V], Generic[K, V]):
    """Answers by question, worked out when they are first asked for.

    Where there are ``most`` of them they are forgotten, all at once: the common ones soon come
    back, and to ask for what is kept takes no longer than in a plain dictionary.
    """

    def __init__(self, answer: Callable[[K], V], most: int = MOST) -> None:
        super().__init__()
        self._answer = answer
        self._most = most

    def __missing__(self, key: K) -> V:
        value = self._answer(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value

    def all(self, keys: Iterable[K]) -> list[V]:
        """Return the answers to many questions, in order."""
        return list(map(self.__getitem__, keys))
