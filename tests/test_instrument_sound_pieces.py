"""What is made without pydantic is what pydantic makes, and nothing that pydantic refuses."""

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.definition import Definition, Text
from kla_score.evidence import EvidenceItem, EvidenceKind
from kla_score.instrument import (
    Agency,
    Cap,
    Cluster,
    Gate,
    Indicator,
    Instrument,
    Predicate,
    SheetTitle,
    SourceDocument,
)
from kla_score.instrument_file import packaged_instrument
from kla_score.instrument_file.nodes import YamlDocument, parse_yaml
from kla_score.instrument_file.pieces import _validate, check_piece
from kla_score.instrument_file.sound_pieces import make_piece
from kla_score.questions import KINDS
from tests.conftest import TINY
from tests.test_cli import EXAMPLES

INSTRUMENTS = [TINY, packaged_instrument(), *sorted((EXAMPLES / "instruments").glob("*.yaml"))]


def plain_values(path: Any) -> Any:
    """Read a file as far as YAML goes."""
    document = YamlDocument(str(path))
    parse_yaml(path.read_bytes(), document)
    return document.data


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_an_instrument_in_order_is_made_without_pydantic(path: Any) -> None:
    """
    All of it, and it is the same.
    """
    data = plain_values(path)

    assert _validate(Instrument, data) == make_piece(Instrument, data)


PIECES: list[tuple[type[Definition], dict[str, Any]]] = [
    (Text, {"id": "a", "en": "b"}),
    (SheetTitle, {"id": "a", "en": "b c"}),
    (EvidenceKind, {"id": "sk", "name": {"id": "a", "en": "b"}, "description": {"id": "a", "en": "b"}}),
    (EvidenceItem, {"kind": "sk", "what": {"id": "a", "en": "b"}, "count": Decimal(2)}),
    (Agency, {"id": "dinas", "name": {"id": "a", "en": "b"}, "short": "c", "aliases": ["d", "e"]}),
    (SourceDocument, {"id": "form", "title": "a", "covers": {"id": "a", "en": "b"}}),
    (Cap, {"points": Decimal(2), "questions_total": Decimal(3), "reason": {"id": "a", "en": "b"}}),
    (
        Gate,
        {"indicators": Decimal(3), "share": Decimal(80), "status": "confirmed", "note": {"id": "a", "en": "b"}},
    ),
    (
        Predicate,
        {
            "id": "pratama",
            "name": {"id": "a", "en": "b"},
            "lower_limit": Decimal(500),
            "printed_from": Decimal(500),
            "printed_to": Decimal(600),
        },
    ),
    (
        KINDS["points"],
        {
            "code": "1.1a",
            "printed": "1",
            "text": {"id": "a", "en": "b"},
            "kind": "points",
            "maximum": Decimal("2.5"),
            "provenance": "inferred",
            "agencies": ["dinas"],
            "outcome": True,
            "evidence": {"any_of": [{"all_of": [{"kind": "sk", "what": {"id": "a", "en": "b"}}]}] * 2},
        },
    ),
    (
        KINDS["choice"],
        {
            "code": "1.1b",
            "printed": "1",
            "text": {"id": "a", "en": "b"},
            "kind": "choice",
            "maximum": Decimal(2),
            "provenance": "printed",
            "options": [
                {"text": {"id": "a", "en": "b"}, "points": Decimal(0)},
                {"text": {"id": "c", "en": "d"}, "points": Decimal(2)},
            ],
            "evidence": [{"kind": "sk", "what": {"id": "a", "en": "b"}, "count": Decimal(1)}],
        },
    ),
    (
        KINDS["percentage"],
        {
            "code": "1.1c",
            "printed": "1",
            "text": {"id": "a", "en": "b"},
            "kind": "percentage",
            "maximum": Decimal(2),
            "provenance": "text-lost",
            "bands": [
                {"at_least": Decimal(0), "below": Decimal(50), "points": Decimal(0)},
                {"at_least": Decimal(50), "up_to": Decimal(100), "points": Decimal(2)},
            ],
        },
    ),
]
_POINTS = deepcopy(PIECES[9][1])
PIECES.append(
    (Indicator, {"code": "1", "name": {"id": "a", "en": "b"}, "maximum": Decimal("2.5"), "questions": [_POINTS] * 2})
)
PIECES.append(
    (
        Cluster,
        {
            "id": "k1",
            "name": {"id": "a", "en": "b"},
            "short": {"id": "c", "en": "d"},
            "maximum": Decimal("2.5"),
            "indicators": [deepcopy(PIECES[-1][1])],
        },
    )
)
ODD: list[Any] = [
    *("", " ", "\t", "a", "a ", "a\n", "\na", "a\nb", "x" * 31, "x" * 32, "1.1a", "1.1a\n", "-a", "é", "\ud800"),
    *("id", "points", "choice", "percentage", "printed", "confirmed", "sk", "a'", "'a", "a/b", "\u00a0", "1"),
    *(Decimal(text) for text in ("0", "-0", "0.000", "1", "1.0", "1.5", "100", "100.001", "101", "10000")),
    *(Decimal(text) for text in ("10001", "-1", "0.001", "0.0001", "1E+2")),
    *([], {}, ["a"], ["a", "b"], [None], {"id": "a", "en": "b"}, {"id": "a"}, [{"id": "a"}], [[]]),
    *(None, True, False, 1, 0),
]
VALUES = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_characters="\x1c\x1d\x1e\x1f"), max_size=40),  # blanks in Python alone
    st.decimals(-1, 10_001, places=3),
)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the way to every value."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(way for key, value in inner for way in places(value, (*path, key)))][not path :]


@st.composite
def pieces(draw: st.DrawFn) -> tuple[type[Definition], Any]:
    """Change, drop and add values anywhere in a piece that is in order."""
    model, sound = draw(st.sampled_from(PIECES))
    data = deepcopy(sound)
    for _ in range(draw(st.integers(0, 2))):
        if not (ways := places(data)):
            break
        *way, last = draw(st.sampled_from(ways))
        around = data
        for key in way:
            around = around[key]
        match draw(st.sampled_from(["change", "change", "drop", "add"])):
            case "change":
                around[last] = draw(VALUES)
            case "drop":
                del around[last]
            case _ if isinstance(around, dict):
                around[draw(st.sampled_from(["note", "count", "above", "up_to", "gate", "more", "evidence"]))] = draw(
                    VALUES
                )
            case _:
                around.append(draw(VALUES))
    return model, data


def outcome(make: Callable[[type[Definition], Any], Definition], model: type[Definition], data: object) -> str:
    """Give what is made, with every digit and with true told from 1; nothing when the data are refused."""
    try:
        return repr(make(model, deepcopy(data)))
    except ValueError:
        return ""


@pytest.mark.parametrize(("model", "sound"), PIECES, ids=lambda each: getattr(each, "__name__", ""))
def test_any_value_anywhere_is_taken_or_refused_by_both(model: type[Definition], sound: dict[str, Any]) -> None:
    """
    Each odd value in place of each value, one at a time.
    """
    for *way, last in places(sound):
        for odd in ODD:
            data = deepcopy(sound)
            around: Any = data
            for key in way:
                around = around[key]
            around[last] = odd

            assert outcome(_validate, model, data) == outcome(make_piece, model, data), (*way, last, odd)


@given(pieces())
def test_several_changes_are_taken_or_refused_by_both(drawn: tuple[type[Definition], Any]) -> None:
    """
    With other texts and numbers, and with keys too many or too few.
    """
    model, data = drawn

    assert outcome(_validate, model, data) == outcome(make_piece, model, data)


@pytest.mark.parametrize(
    ("model", "key", "inner"),
    [(Cap, "reason", Text), (Indicator, "questions", None), (Cluster, "indicators", Indicator)],
)
def test_pieces_may_be_ready(model: type[Definition], key: str, inner: type[Definition] | None) -> None:
    """
    Whoever reads a file makes the inner pieces first; they are taken as they are.
    """
    data: dict[str, Any] = next(data for each, data in PIECES if each is model)
    ready = make_piece(inner or KINDS["points"], data[key][0] if key != "reason" else data[key])
    found = getattr(make_piece(model, data | {key: ready if key == "reason" else [ready]}), key)

    assert ready is (found if key == "reason" else found[0])


def test_what_pydantic_takes_beyond_a_file_is_left_to_it() -> None:
    """
    A tuple stands in no file; whoever builds an instrument himself may use one.
    """
    assert ("a",) == check_piece(
        Agency, {"id": "a", "name": Text(id="a", en="b"), "short": "a", "aliases": ("a",)}
    ).aliases
