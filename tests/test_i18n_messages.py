"""Messages: every code has texts in both languages, with the same placeholders."""

import ast
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import kla_score
from kla_score.i18n import LANGUAGES, Messages, clean
from kla_score.i18n.catalogue import LOCALE_FOLDER, load_catalogue, read_source
from kla_score.i18n.messages import SEVERITY_NAMES
from kla_score.instrument.questions import KINDS as QUESTION_KINDS
from kla_score.issues import CATALOGUE, Issue, Parameter, Severity
from tests.scripts import load_script

PACKAGE = Path(kla_score.__file__).parent
INDONESIAN = LOCALE_FOLDER / "id" / "LC_MESSAGES"
KEYWORDS = load_script(PACKAGE.parent / "docs" / "translations.py").KEYWORDS
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def forms_of(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the forms of a text in a catalogue: one, or one for each plural form."""
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.fixture(scope="module")
def reported() -> set[str | tuple[str, ...]]:
    """Return every text in the source of the program, with its plural if it has one."""
    found = extract_from_dir(str(PACKAGE), keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found}


@pytest.fixture(scope="module")
def translated() -> Catalog:
    """Return the Indonesian catalogue."""
    return read_po(io.BytesIO((INDONESIAN / "kla_score.po").read_bytes()), locale="id")


def test_every_kind_and_key_is_explained() -> None:
    """Each type of question has an explanation, and so has each of its keys."""
    texts = [
        *(model.explanation for model in QUESTION_KINDS.values()),
        *(field.description for model in QUESTION_KINDS.values() for field in model.model_fields.values()),
    ]

    assert all(texts)


def test_every_severity_has_a_name() -> None:
    """Each severity has a text."""
    assert set(Severity) == SEVERITY_NAMES.keys()


def test_every_message_and_every_hint_is_a_sentence() -> None:
    """A message has one or more sentences, and may end with the found value."""
    assert [] == [
        code
        for code, each in CATALOGUE.items()
        for part in (*forms_of(each.message)[:2], each.hint)
        if not part.rstrip("”").endswith((".", "?", "{found}"))
    ]


def test_a_sentence_with_an_empty_list_is_omitted() -> None:
    """A sentence with an empty list is omitted, even if it is a question."""
    issue = Issue("code-unknown", found="zzz", parameters={"candidates": ()})

    assert "Unknown question code “zzz”. The row does not count." == Messages("en").what(issue)


@pytest.mark.parametrize(
    ("language", "candidates", "expected"),
    [
        ("en", ("A",), "Did you mean A?"),
        ("en", ("A", "B"), "Did you mean A or B?"),
        ("en", ("A", "B", "C"), "Did you mean A, B or C?"),
        ("id", ("A", "B"), "Mungkin maksud Anda A atau B?"),
        ("id", ("A", "B", "C"), "Mungkin maksud Anda A, B, atau C?"),
    ],
)
def test_suggestions_are_alternatives(language: str, candidates: tuple[str, ...], expected: str) -> None:
    """Any suggestion may be right, so that "or" precedes the last one."""
    issue = Issue("agency-unknown", found="zzz", parameters={"candidates": candidates})

    assert Messages(language).what(issue).endswith(expected)


def test_an_empty_value_is_not_quoted() -> None:
    """A sentence about the found value is omitted without one, as at the end of a file."""
    assert "This is not valid YAML." == Messages("en").what(Issue("yaml-syntax"))


def test_a_list_in_the_first_sentence_is_always_named() -> None:
    """A list in the first sentence is named even if it is empty."""
    issue = Issue("sheets-passed-over", parameters={"sheets": ()})

    assert "The program skips worksheets without questions: none." == Messages("en").what(issue)


WITH_NEAREST = [code for code, rule in CATALOGUE.items() if "candidates" in rule.parameters]


@pytest.mark.parametrize("code", sorted(WITH_NEAREST))
@pytest.mark.parametrize("language", LANGUAGES)
def test_suggestions_are_a_separate_sentence(code: str, language: str) -> None:
    """In both languages, suggestions are a separate sentence, which can be omitted."""
    parameters: dict[str, Parameter] = {**dict.fromkeys(CATALOGUE[code].parameters, "x"), "candidates": ("nearest",)}
    what = Messages(language).what(Issue(code, found="x", parameters=parameters))

    assert "nearest" not in what.partition(". ")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_a_reason(language: str) -> None:
    """The reason is one or more whole sentences, in both languages."""
    reasons = {code: Messages(language).explain(code).rationale for code in CATALOGUE}

    assert [] == [code for code, reason in reasons.items() if not reason.endswith(".") or reason[0].islower()]


def test_a_reason_is_the_same_in_every_case() -> None:
    """The reason does not depend on the case, so that it has no placeholders."""
    assert [] == [code for code, each in CATALOGUE.items() if re.search("[{}]", each.rationale)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_without_a_case_have_no_placeholder(language: str) -> None:
    """If a message appears without an issue, an ellipsis replaces each variable part."""
    messages = Messages(language)

    assert [] == [code for code in CATALOGUE if re.search("[{}]", "".join(messages.explain(code)))]


def test_an_ellipsis_replaces_each_placeholder() -> None:
    """Only the placeholders of a sentence change."""
    assert "… is above the maximum of …." == Messages("en").explain("points-above-maximum").message


def test_every_text_is_translated(reported: set[str | tuple[str, ...]], translated: Catalog) -> None:
    """Every text has an Indonesian translation, in every plural form."""
    assert reported == {message.id for message in translated if message.id and all(forms_of(message.string))}


def test_placeholders_survive_translation(translated: Catalog) -> None:
    """A translation has the placeholders of its original."""
    differing = [
        message.id
        for message in translated
        for form in forms_of(message.string)
        if message.id and set(_PLACEHOLDER.findall(forms_of(message.id)[-1])) != set(_PLACEHOLDER.findall(form))
    ]

    assert differing == []


def test_the_source_of_the_translations_is_read(translated: Catalog) -> None:
    """The project's reader of the source finds the same texts as the library for catalogues."""
    expected = {forms_of(message.id)[0]: forms_of(message.string) for message in translated if message.id}
    found = read_source(INDONESIAN / "kla_score.po")

    assert expected == {source: forms for source, forms in found.items() if source}


PLURALS = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {rule}\\n"

msgid "{{count}} error"
msgid_plural ""
"{{count}} "
"errors"
{forms}
"""
_OF_SLAVS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"


@pytest.mark.parametrize(
    ("rule", "forms", "expected"),
    [
        ("nplurals=1; plural=0;", ["satu"], ["satu", "satu", "satu", "satu", "satu"]),
        ("nplurals=2; plural=(n != 1);", ["satu", "banyak"], ["banyak", "satu", "banyak", "banyak", "banyak"]),
        (_OF_SLAVS, ["satu", "dua", "lima"], ["lima", "satu", "dua", "lima", "satu"]),
    ],
)
def test_the_header_of_a_catalogue_decides_the_plural(
    tmp_path: Path, rule: str, forms: list[str], expected: list[str]
) -> None:
    """The header works in source and compiled form, for any number of forms. Untranslated texts follow English."""
    lines = "\n".join(f'msgstr[{number}] "{form}"' for number, form in enumerate(forms))
    source = PLURALS.format(language="id", rule=rule, forms=lines)
    catalogues = []
    for name in ("po", "mo"):
        folder = tmp_path / name / "id" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / f"kla_score.{name}").open("wb") as stream:
            if name == "po":
                stream.write(source.encode())
            else:
                write_mo(stream, read_po(io.BytesIO(source.encode())))
        catalogues.append(load_catalogue("id", tmp_path / name))

    for catalogue in catalogues:
        assert expected == [catalogue.ngettext("{count} error", "{count} errors", n) for n in (0, 1, 2, 5, 21)]
        assert ["x", "y"] == [catalogue.ngettext("x", "y", n) for n in (1, 2)]


def test_a_catalogue_without_a_rule_has_two_forms(tmp_path: Path) -> None:
    """As in English, every number except 1 has the second form."""
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = PLURALS.format(language="id", rule="x", forms='msgstr[0] "satu"\nmsgstr[1] "banyak"').replace(
        "Plural-Forms", "X"
    )
    (folder / "kla_score.po").write_text(source, encoding="utf-8")
    catalogue = load_catalogue("id", tmp_path)

    assert ["banyak", "satu", "banyak"] == [catalogue.ngettext("{count} error", "{count} errors", n) for n in (0, 1, 2)]


def test_a_changed_translation_applies_at_once(tmp_path: Path) -> None:
    """A clone works without a compiled catalogue."""
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    text = (INDONESIAN / "kla_score.po").read_text(encoding="utf-8")
    changed = text.replace('msgstr "kesalahan"', 'msgstr "galat"')
    (folder / "kla_score.po").write_text(changed, encoding="utf-8")

    assert ("kesalahan", "galat") == (
        load_catalogue("id").gettext("error"),
        load_catalogue("id", tmp_path).gettext("error"),
    )


def test_the_compiled_translations_are_the_same(tmp_path: Path, translated: Catalog) -> None:
    """The compiled catalogue of the wheel gives the same translations as a clone."""
    folder = tmp_path / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "kla_score.mo").open("wb") as stream:
        write_mo(stream, translated)
    compiled, read = load_catalogue("id", tmp_path), load_catalogue("id")
    texts = [forms_of(message.id) for message in translated if message.id]
    counted = [(text[0], text[1], n) for text in texts if len(text) > 1 for n in (0, 1, 2)]

    assert counted
    assert [read.gettext(text[0]) for text in texts] == [compiled.gettext(text[0]) for text in texts]
    assert [read.ngettext(*each) for each in counted] == [compiled.ngettext(*each) for each in counted]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", ["0 errors", "1 error", "2 errors"]), ("id", ["0 kesalahan", "1 kesalahan", "2 kesalahan"])],
)
def test_a_count_has_the_form_of_its_number(language: str, expected: list[str]) -> None:
    """English has two forms, Indonesian has one."""
    messages = Messages(language)

    assert expected == [messages.ngettext("{count} error", "{count} errors", count) for count in (0, 1, 2)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            ["The program reads 1 hidden row.", "The program reads 2 hidden rows.", "The program reads … hidden rows."],
        ),
        (
            "id",
            [
                "1 baris tersembunyi ikut dibaca.",
                "2 baris tersembunyi ikut dibaca.",
                "… baris tersembunyi ikut dibaca.",
            ],
        ),
    ],
)
def test_a_message_has_the_form_of_its_count(language: str, expected: list[str]) -> None:
    """An issue explained without a case uses the plural."""
    messages = Messages(language)
    issues = [Issue("rows-hidden", parameters={"count": count}) for count in (1, 2)]

    assert expected == [*map(messages.what, issues), messages.explain("rows-hidden").message]


@pytest.mark.parametrize(
    ("language", "number", "decimals", "expected"),
    [
        ("id", "771.81", 0, "771,81"),
        ("en", "771.81", 0, "771.81"),
        ("en", "89", 2, "89.00"),
        ("id", "597.928", 2, "597,928"),
        ("id", "1000", 0, "1000"),
    ],
)
def test_numbers_show_all_their_digits(language: str, number: str, decimals: int, expected: str) -> None:
    """No number is rounded, and the language decides the decimal sign."""
    assert expected == Messages(language).number(Decimal(number), decimals)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("id", "1,2345 memiliki lebih dari tiga angka desimal."),
        ("en", "1.2345 has more than three decimals."),
    ],
)
def test_points_of_a_cell_are_a_number_of_the_language(language: str, expected: str) -> None:
    """An unquoted number has the decimal sign of its sentence."""
    assert expected == Messages(language).what(Issue("points-too-many-decimals", found="1.2345"))


def test_quoted_text_of_a_cell_is_unchanged() -> None:
    """Quoted text has the form in which it was typed."""
    issue = Issue("points-ambiguous", found="1.000", parameters={"maximum": 5})

    assert Messages("id").what(issue).startswith("Pemisah pada “1.000”")


def test_text_from_a_sheet_is_never_a_placeholder() -> None:
    """Braces in a cell stay braces."""
    issue = Issue("year-unreadable", found="{found} {0} %s")

    assert "{found} {0} %s" in Messages("en").what(issue)


@given(st.text(max_size=60))
def test_clean_text_has_no_control_characters(text: str) -> None:
    """No character that moves a cursor, hides text or turns its direction reaches a screen."""
    cleaned = clean(text)

    assert not re.search("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", cleaned)


def test_a_long_text_is_quoted_in_part() -> None:
    """A message stays readable if a cell contains a long text."""
    assert "x" * 59 + "…" in Messages("en").what(Issue("year-unreadable", found="x" * 5000))


def test_no_text_is_translated_inside_a_formatted_text() -> None:
    """The collector of texts does not search there, so that the text would stay untranslated."""
    found = [
        f"{path.name}:{call.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in KEYWORDS
        if call.args and isinstance(call.args[0], ast.Constant)
    ]

    assert [] == found


def test_no_formatted_text_is_translated() -> None:
    """No catalogue contains a text that is formatted before its translation."""
    found = [
        f"{path.name}:{call.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in KEYWORDS
        if any(isinstance(text, ast.JoinedStr) for text in call.args)
    ]

    assert [] == found


def test_every_placeholder_is_filled_in() -> None:
    """Each placeholder has a value, and each value has a placeholder."""
    calls = [
        (path, call)
        for path in sorted(PACKAGE.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] in {"_", "gettext", "ngettext"}
    ]
    differing = []
    for path, call in calls:
        texts = [each.value for text in call.args for each in ast.walk(text) if isinstance(each, ast.Constant)]
        needed = {name for text in texts for name in _PLACEHOLDER.findall(str(text))}
        given = {each.arg for each in call.keywords} | (
            {"count"} & needed if "ngettext" in ast.unparse(call.func) else set()
        )
        if texts and needed != given:
            differing.append(f"{path.name}:{call.lineno}")

    assert [] == differing
