"""A parse while it is rewritten."""

from collections.abc import Callable

from msgspec.structs import replace

from detente.model import Parse


class Draft:
    """The columns of a parse while they are rewritten."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.heads, self.deps = list(parse.heads), list(parse.deps)
        self.pos, self.tags = list(parse.pos), list(parse.tags)
        self.lemmas = list(parse.lemmas)

    def put(self, token: int, head: int, label: str) -> None:
        """Hang a token on another."""
        self.heads[token], self.deps[token] = head, label

    def done(self) -> Parse:
        """Return the parse as rewritten, or as it was if that is no tree."""
        changed = replace(
            self.parse,
            heads=tuple(self.heads),
            deps=tuple(self.deps),
            pos=tuple(self.pos),
            tags=tuple(self.tags),
            lemmas=tuple(self.lemmas),
        )
        return changed if is_tree(changed) else self.parse


def is_tree(parse: Parse) -> bool:
    """Say whether every token leads up to the one root."""
    roots = [item for item, head in enumerate(parse.heads) if item == head]
    if len(roots) != 1:
        return False
    reached: Callable[[int], bool] = lambda item: _leads_up(parse, item, roots[0])  # noqa: E731
    return all(map(reached, range(len(parse.heads))))


def _leads_up(parse: Parse, token: int, root: int) -> bool:
    for _ in range(len(parse.heads)):
        if token == root:
            return True
        token = parse.heads[token]
    return False
