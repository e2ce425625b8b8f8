"""Help pages: short, complete, in one language."""

import re
from typing import Any

import pytest

from kla_score.cli import COMMANDS, make_app
from kla_score.cli.main import help_texts_of
from kla_score.cli.typer_compat import command_of
from kla_score.i18n import LANGUAGES, Messages
from tests.conftest import Runner

LONGEST_PAGE = 40
LONGEST_DESCRIPTION = 60
PAGES = [None, *COMMANDS]


def page_of(command: str | None, language: str, invoke: Runner) -> str:
    """Return the help page of *command*, or of the program."""
    return invoke(*([command] if command else []), "-h", "--lang", language).out


def command_named(name: str, language: str = "en") -> Any:
    """Return the command *name* of the library."""
    return command_of(make_app(name), help_texts_of(name), Messages(language)).commands[name]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", PAGES)
def test_a_help_page_fits_on_a_screen(
    command: str | None, language: str, invoke: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At most 40 lines of at most 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    lines = page_of(command, language, invoke).splitlines()

    assert (True, []) == (10 <= len(lines) <= LONGEST_PAGE, [line for line in lines if len(line) > 80])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_description_is_short(command: str, language: str) -> None:
    """Each argument and option has a fragment of at most 60 characters, without the added format names."""
    texts = [re.sub(r" \(\..*\)", "", each.help) for each in command_named(command, language).params]

    assert [] == [text for text in texts if len(text) > LONGEST_DESCRIPTION or ". " in text]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_help_page_names_every_option(command: str, invoke: Runner) -> None:
    """The page explains the options of the command, and names the common ones."""
    page = page_of(command, "en", invoke)
    names = {min(each.opts, key=len) for each in command_named(command).params if each.param_type_name == "option"}

    assert set() == {*names, "-h"} - set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", page))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_of_the_program_explains_the_common_options(command: str, invoke: Runner) -> None:
    """The page has a line for each option that a command only names."""
    page, main_page = page_of(command, "en", invoke), page_of(None, "en", invoke)
    named = re.search(r"Common options \(see `kla-score -h`\): ([^.]*?)\n\n", page)

    assert named
    assert [] == [
        name for name in re.split(r",\s+", named[1]) if not re.search(rf"^  {name}[, ]", main_page, re.MULTILINE)
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_variable_on_a_help_page_sets_the_option(command: str, invoke: Runner) -> None:
    """The variable in the example belongs to an option of the command."""
    page = " ".join(page_of(command, "en", invoke).split())
    (variable,) = re.findall(r"an environment variable, such as (\w+)\.", page)

    assert variable in [each.envvar for each in command_named(command).params]


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("merge", "-o, --output HASIL.xlsx Berkas yang dibuat. [wajib]"),
        ("plan", "--target PREDIKAT|NILAI Predikat atau nilai yang ditargetkan. [wajib]"),
        ("batch", "--rank-by claimed|supported Dasar urutan nilai. [bawaan: claimed]"),
        ("evaluate", "[bawaan: table] -o, --output BERKAS Tulis juga berkas (.json,"),
        ("compare", "-i, --instrument BERKAS Berkas instrumen (dapat diulang untuk edisi lain)."),
    ],
)
def test_a_help_page_adds_defaults_and_requirements(command: str, line: str, invoke: Runner) -> None:
    """Defaults and requirements are in the language of the page. Special explanations replace the common ones."""
    assert line in " ".join(page_of(command, "id", invoke).split())


def test_no_description_of_a_command_is_cut(invoke: Runner) -> None:
    """The list of commands shows whole sentences at 80 columns."""
    page = " ".join(page_of(None, "en", invoke).split())

    assert [] == [text for text in COMMANDS.values() if text not in page]
