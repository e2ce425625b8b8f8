"""Issues as values."""

import pickle

import pytest

import kla_score.api  # noqa: F401 - it turns errors into text
from kla_score.issues import CATALOGUE, Issue, KlaScoreError, Location, Severity, has_errors


def test_an_issue_needs_the_parameters_of_its_message() -> None:
    """An issue without all values of its message cannot be created."""
    with pytest.raises(TypeError):
        Issue("points-negative")


def test_an_issue_needs_a_known_code() -> None:
    """Every code is in the catalogue."""
    with pytest.raises(KeyError):
        Issue("no-such-code")


@pytest.mark.parametrize(
    ("code", "severity"),
    [("file-empty", Severity.ERROR), ("year-unreadable", Severity.WARNING), ("code-repaired", Severity.NOTE)],
)
def test_the_catalogue_decides_the_severity(code: str, severity: Severity) -> None:
    """Each code always has the same severity."""
    assert severity is Issue(code).severity


def test_only_errors_are_errors() -> None:
    """A result with only warnings and notes is complete."""
    issues = [Issue("year-unreadable"), Issue("code-repaired")]

    assert [False, True] == [has_errors(issues), has_errors([*issues, Issue("file-empty")])]


def test_an_exception_carries_its_issues() -> None:
    """A failure has issues, too."""
    issue = Issue("file-empty")

    assert KlaScoreError(issue).issues == (issue,)


@pytest.mark.parametrize("copied", [False, True], ids=["itself", "from another process"])
def test_an_exception_lists_the_errors_only(copied: bool) -> None:
    """A traceback ends with the file, the line and the sentence of each error."""
    location = Location("a.yaml", line=2, column=6)
    error = KlaScoreError(Issue("year-unreadable"), Issue("yaml-conflict", location), Issue("file-empty"))
    lines = str(pickle.loads(pickle.dumps(error)) if copied else error).splitlines()  # noqa: S301 - our own

    assert 2 == len(lines)
    assert lines[0] == (
        "a.yaml:2:6: This line is a Git conflict marker. "
        "Keep one version, and remove the other version and all conflict markers. [yaml-conflict]"
    )
    assert lines[1].endswith(" [file-empty]")


def test_codes_are_slugs() -> None:
    """A code is easy to search for and to type."""
    assert [] == [code for code in CATALOGUE if not code.replace("-", "").isalnum() or code != code.lower()]
