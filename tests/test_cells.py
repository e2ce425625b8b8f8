"""The syntax of numbers and words in a cell."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_score.cells import NumberText, format_decimal, normalize_text, number_cell, read_number

NUMBERS = {
    "12": "12",
    " 12,5 ": "12.5",
    "12.5": "12.5",
    "12,50": "12.50",
    "0,125": "0.125",
    "0.125": "0.125",
    "-3": "-3",
    "−3": "-3",
    "+4": "4",
    "4\u00a0": "4",
    "１２": "12",
    "1000,5": "1000.5",
}


@pytest.mark.parametrize(("text", "expected"), NUMBERS.items())
def test_a_number_is_read_as_people_type_it(text: str, expected: str) -> None:
    """Digits with one point or comma are a number, whatever the blanks around it."""
    assert NumberText(Decimal(expected)) == read_number(text)


@pytest.mark.parametrize("text", ["1.000", "1,000", "12.125", "1.234,5", "1,234.5", "1.234.567", "-1.000"])
def test_thousands_or_decimals_are_ambiguous(text: str) -> None:
    """Three digits after the only separator, or two separators, are ambiguous."""
    assert NumberText(is_ambiguous=True) == read_number(text)


PERCENTAGES = {
    "85%": "85",
    "85 %": "85",
    " 87,5 % ": "87.5",
    "87.5%": "87.5",
    "0,85%": "0.85",
    "0.125%": "0.125",
    "-1 %": "-1",
    "−1%": "-1",
    "8500%": "8500",
    "８５％": "85",
    "85\u00a0%": "85",
}


@pytest.mark.parametrize(("text", "expected"), PERCENTAGES.items())
def test_a_percentage_is_recognised(text: str, expected: str) -> None:
    """A percent sign after a number is accepted, and the number stays the same."""
    assert NumberText(Decimal(expected), is_percent=True) == read_number(text)


@pytest.mark.parametrize("text", ["1.000%", "12,125 %", "1.234,5%"])
def test_thousands_or_decimals_of_a_percentage_are_ambiguous(text: str) -> None:
    """Three digits after a separator are ambiguous with a percent sign, too."""
    assert NumberText(is_ambiguous=True, is_percent=True) == read_number(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "1_0", "nan", "inf", "1e3", "٣", "0x10", "1,2,3", "5 poin", ".5", "5.", "1 2", "9" * 16),
        *("%", "% 85", "85%%", "85 % %", "85% lebih", "nan%", "±85%", "85 persen"),
    ],
)
def test_anything_else_is_not_a_number(text: str) -> None:
    """Number formats of programming languages are refused."""
    assert NumberText() == read_number(text)


@given(st.decimals(min_value=0, max_value=1000, places=2))
def test_comma_and_point_are_the_same(number: Decimal) -> None:
    """A number has the same value with either decimal sign."""
    text = str(number)

    assert read_number(text) == read_number(text.replace(".", ","))


TYPED = st.text(max_size=40) | st.text("0123456789.,%+-− ", max_size=12)
"""Any text, and text of the characters of numbers."""


@given(TYPED)
def test_any_text_is_read_or_refused(text: str) -> None:
    """The reader accepts any text, and no text is both a number and ambiguous."""
    as_read = read_number(text)

    assert (True, True) != (as_read.value is not None, as_read.is_ambiguous)


@given(TYPED)
def test_only_a_number_is_a_percentage(text: str) -> None:
    """A percent sign after other text makes no percentage."""
    as_read = read_number(text)

    assert not as_read.is_percent or as_read.value is not None or as_read.is_ambiguous


@given(TYPED)
def test_a_percent_sign_changes_nothing_but_itself(text: str) -> None:
    """A number with a percent sign has the value of the number without it."""
    bare = text.replace("%", "")
    plainly, marked = read_number(bare), read_number(bare + " %")

    assert (plainly.value, plainly.is_ambiguous) == (marked.value, marked.is_ambiguous)


@pytest.mark.parametrize(
    ("stored", "expected"),
    [(3.3000000000000003, "3.3"), (0.1 + 0.2, "0.3"), (597.928, "597.928"), (12, "12"), (1e-5, "0.00001")],
)
def test_a_number_cell_has_fifteen_digits(stored: float, expected: str) -> None:
    """Binary rounding errors beyond 15 significant digits are ignored."""
    assert Decimal(expected) == number_cell(stored).number


RESIDUES = {
    "nothing that is not quite nothing": (0.3 - 0.1 - 0.2, "0"),
    "a difference": (5 - 4.9, "0.1"),
    "a difference of large numbers": (1000.1 - 1000, "0.1"),
    "a long sum": (sum([0.1] * 100) - 10, "0"),
    "a third": (1 / 3, "0.333333333"),
}


@pytest.mark.parametrize(("stored", "expected"), RESIDUES.values(), ids=RESIDUES)
def test_rounding_errors_of_formulas_are_ignored(stored: float, expected: str) -> None:
    """A formula with the result 0 or 0.1 gives 0 or 0.1, as the spreadsheet program shows it."""
    assert expected == str(number_cell(stored).number)


def test_a_percent_cell_is_quoted_as_displayed() -> None:
    """The number 0.875 in a percent format is quoted as 87.5%."""
    assert number_cell(0.875, is_percent=True).text == "87.5%"


@pytest.mark.parametrize(("number", "expected"), [("1E+2", "100"), ("2.50", "2.5"), ("-0.0", "0"), ("0.001", "0.001")])
def test_plain_writes_all_digits_and_no_more(number: str, expected: str) -> None:
    """A plain number has no exponent, no trailing zero and no negative zero."""
    assert expected == format_decimal(Decimal(number))


@pytest.mark.parametrize(
    "text",
    [
        "Nilai Maks",
        " nilai  maks ",
        "NILAI\u00a0MAKS",
        "Nilai\nMaks",
        "Ni\u200blai Maks",
        "Nilai Maks\r\n",
        "Ni\u00adlai\u2060 \u202eMaks",
    ],
)
def test_matching_ignores_blanks_and_case(text: str) -> None:
    """A heading is found in spite of extra blanks and letter case."""
    assert normalize_text(text) == "nilai maks"


@pytest.mark.parametrize("text", ["1²", "²", "₅", "①", "12½", "1¹ "])
def test_a_superscript_digit_is_not_a_number(text: str) -> None:
    """A superscript after a number is not part of it."""
    assert NumberText() == read_number(text)
