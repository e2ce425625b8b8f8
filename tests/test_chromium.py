"""
Pages in a real browser: no requests, no errors, accessible, and complete on paper.

Skipped with a message if Chromium is not installed. ``.ci/run`` installs it.
"""

import importlib.resources
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from kla_score import api
from kla_score.analysis.batch import Batch
from kla_score.assessment.region import Region, Stage
from kla_score.i18n import LANGUAGES, Messages
from kla_score.instrument import Instrument
from kla_score.reports.views.batch import batch_document
from kla_score.reports.views.labels import STAGES
from kla_score.reports.views.scorecard import scorecard_document
from tests.conftest import Runner
from tests.documents import HOSTILE, document_of, page_of, parse
from tests.examples import EXAMPLES, FAULTY, GOOD, LATER
from tests.test_analysis_batch import sheet

BROWSER = shutil.which("chromium")
READER = shutil.which("pdftotext")

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(not (BROWSER and READER), reason="Chromium or pdftotext is not installed: pages are not opened"),
]

RESULTS = {
    "evaluate": ("evaluate", GOOD),
    "issues": ("evaluate", FAULTY),
    "plan": ("plan", GOOD, "--target", "nindya"),
    "compare": ("compare", GOOD, LATER),
    "batch": ("batch", GOOD, LATER),
}
WIDE_RESULTS = {
    **RESULTS,
    "plan for KLA": ("plan", GOOD, "--target", "kla"),
    "to-do list": ("evaluate", GOOD, "--group-by", "agency"),
    "batch with errors": ("batch", GOOD, LATER, FAULTY, "--roster", EXAMPLES / "roster-provinsi-contoh.csv"),
}


@pytest.fixture(params=RESULTS)
def page(request: pytest.FixtureRequest, tmp_path: Path, run: Runner) -> Path:
    """Return a page of each type of result."""
    path = tmp_path / "page.html"
    run(*RESULTS[request.param], "-o", path, "-q")
    return path


@pytest.fixture(params=[(name, language) for name in WIDE_RESULTS for language in LANGUAGES], ids="-".join)
def translated_page(request: pytest.FixtureRequest, tmp_path: Path, invoke: Runner) -> Path:
    """Return a page of each result in each language."""
    name, language = request.param
    path = tmp_path / "page.html"
    invoke(*WIDE_RESULTS[name], "--lang", language, "-o", path, "-q")
    return path


def browse(page: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Open *page* without network access."""
    command = [
        *(str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
        *(
            "--disable-component-update",
            "--no-first-run",
            "--hide-scrollbars",
            f"--user-data-dir={page.parent / 'profile'}",
        ),
        *("--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", *options, page.as_uri()),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)  # noqa: S603


def test_the_browser_shows_the_page_without_errors(page: Path) -> None:
    """The page shows its content, and the console of the browser is empty."""
    seen = browse(page, "--dump-dom")

    assert [] == [line for line in seen.stderr.splitlines() if "CONSOLE" in line]
    assert parse(page.read_bytes()).texts == parse(f"<!doctype html>{seen.stdout}".encode()).texts


def test_the_page_makes_no_requests(page: Path) -> None:
    """The only request of the browser is the page itself."""
    log = page.parent / "net.json"
    browse(page, "--dump-dom", f"--log-net-log={log}")
    asked = set(re.findall(r'"url":"([^"]*)"', log.read_text(encoding="utf-8")))

    assert set() == {url for url in asked if page.stem in url and url != page.as_uri()}
    assert not [url for url in asked if "contoh" in url or "kla" in url]


def test_the_page_is_accessible(page: Path) -> None:
    """axe-core finds no barriers in contrast, headings, tables or names."""
    axe = (importlib.resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    report = (
        "axe.run(document).then(result => {const box = document.createElement('pre'); box.id = 'axe';"
        "box.textContent = JSON.stringify(result.violations.map(each => [each.id, each.impact, each.nodes[0].html]));"
        "document.body.appendChild(box)})"
    )
    # The page forbids scripts, so that the test uses a copy without its policy.
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
    copy = page.with_name("copy.html")
    scripts = f"<script>{axe}</script><script>{report}</script></body>"
    copy.write_text(open_page.replace("</body>", scripts), encoding="utf-8")
    found = re.search(
        r'<pre id="axe">(.*?)</pre>', browse(copy, "--virtual-time-budget=20000", "--dump-dom").stdout, re.DOTALL
    )

    assert found
    assert [] == json.loads(unescape(found[1]))


WIDTHS = (390, 721, 768, 961, 1280)
"""Pixels: a telephone, tablets and a laptop."""
MEASURE = """<script>
const wide = [...document.querySelectorAll("body, body *")].filter(
  each => each.getBoundingClientRect().right > innerWidth + 0.5 || each.getBoundingClientRect().left < -0.5);
const names = wide.map(each => each.outerHTML.slice(0, 80));
parent.postMessage([innerWidth, document.documentElement.scrollWidth, names], "*");
</script></body>"""
FRAMES = """<body><pre id="found"></pre><script>
const found = document.getElementById("found");
addEventListener("message", each => { found.textContent += JSON.stringify(each.data) + "\\n" });
</script>"""


def test_nothing_is_wider_than_the_screen(translated_page: Path) -> None:
    """On a telephone, tablets and a laptop, every element is within the window, also in unfolded tables."""
    # The page forbids scripts, so that the test uses a copy without its policy.
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", translated_page.read_text(encoding="utf-8"))
    copy, frames = translated_page.with_name("copy.html"), translated_page.with_name("frames.html")
    copy.write_text(text.replace("<details>", "<details open>").replace("</body>", MEASURE), encoding="utf-8")
    windows = (f'<iframe src="{copy.name}" width="{width}" height="800"></iframe>' for width in WIDTHS)
    frames.write_text(FRAMES + "".join(windows), encoding="utf-8")
    found = re.search(
        r'<pre id="found">(.*?)</pre>', browse(frames, "--virtual-time-budget=10000", "--dump-dom").stdout, re.DOTALL
    )

    assert found
    assert [[width, width, []] for width in WIDTHS] == sorted(map(json.loads, unescape(found[1]).splitlines()))


def sheets_of(page: Path) -> list[str]:
    """Print *page*, and return the text of each sheet of paper."""
    paper = page.with_suffix(".pdf")
    browse(page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    read = subprocess.run([str(READER), str(paper), "-"], capture_output=True, check=True).stdout.decode("utf-8")  # noqa: S603
    return [" ".join(sheet.split()) for sheet in read.split("\f")]


def assert_summary_is_one_sheet(page: Path) -> None:
    """Check that the last words of the summary are on the first sheet, and that the next part starts the second one."""
    text = page.read_text(encoding="utf-8")
    summary, _, rest = text.partition("</section>")
    last, heading = parse_part(summary)[-1], re.findall(r'<h2 id="[tp][^"]*">(.*?)</h2>', rest)[0]
    first, second, *_ = sheets_of(page)

    assert first.endswith(last)
    assert second.startswith(unescape(heading))


def parse_part(text: str) -> list[str]:
    """Return the texts of the end of a page that is cut."""
    return [unescape(part).strip() for part in re.split(r"<[^>]*>", text[-2000:]) if part.strip()]


def test_the_summary_is_one_printed_page(translated_page: Path) -> None:
    """The first sheet of paper ends with the summary, and the second one begins with a table."""
    assert_summary_is_one_sheet(translated_page)


REGION = "Kabupaten Penukal Abab Lematang Ilir Barat Daya"
PROVINCE = "Provinsi Kepulauan Bangka Belitung"
OFFICE = f"Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana {REGION}"


@pytest.mark.parametrize("name", [GOOD, FAULTY], ids=["good", "faulty"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_long_names_fit_on_the_printed_page(language: str, name: Path, tmp_path: Path, kla: Instrument) -> None:
    """A long region, province and office, and the sentence on errors, leave room for the other parts."""
    messages, page = Messages(language), tmp_path / "page.html"
    alert = scorecard_document(api.evaluate(FAULTY, kla), messages).alert
    document = scorecard_document(api.evaluate(name, kla), messages, in_full=True)
    title = f"{REGION}, {PROVINCE}: {messages.gettext(STAGES[Stage.VLH])} 2026"
    page.write_bytes(page_of(replace(document, title=title, office=OFFICE, alert=alert, issued=date(2026, 8, 17))))

    assert_summary_is_one_sheet(page)


@pytest.mark.parametrize("count", [6, 12, 150])
def test_the_summary_of_many_regions_fits_on_the_printed_page(count: int, tmp_path: Path, kla: Instrument) -> None:
    """Its length does not depend on the number of regions."""
    page = tmp_path / "page.html"
    provinces = ("Kepulauan Bangka Belitung", "Daerah Istimewa Yogyakarta", "Papua Barat Daya")
    regions = [Region("kabupaten", f"{REGION} {number}", provinces[number % 3]) for number in range(count)]
    batch = Batch(kla, [sheet(kla, region, 0.4 + number % 40 / 80) for number, region in enumerate(regions)])
    document = batch_document(batch, Messages("id"), in_full=True)
    page.write_bytes(page_of(replace(document, office=OFFICE, issued=date(2026, 8, 17))))

    assert_summary_is_one_sheet(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_of_an_annex_fits_on_the_printed_page(language: str, tmp_path: Path, invoke: Runner) -> None:
    """Further pictures follow on other sheets."""
    villages, page = EXAMPLES / "villages", tmp_path / "page.html"
    roster, figures = villages / "villages.csv", villages / "figures.csv"
    options = ("--roster", roster, "--figures", figures, "--annex", page, "-q", "--lang", language)
    invoke("rollup", villages / "lists", *options)

    assert_summary_is_one_sheet(page)


def test_the_printed_page_is_complete(page: Path) -> None:
    """The printed document contains every word of the page, also of folded tables."""
    paper = page.with_suffix(".pdf")
    browse(page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    printed = subprocess.run([str(READER), str(paper), "-"], capture_output=True, check=True).stdout.decode("utf-8")  # noqa: S603
    described = re.findall(r"<desc[^>]*>(.*?)</desc>", page.read_text(encoding="utf-8"), re.DOTALL)
    hidden = {unescape(words).strip() for words in described}
    text = re.sub(r"<nav.*?</nav>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)  # for screens
    found = [words for words in parse(text.encode()).texts if words not in hidden]

    # A line may end after a hyphen. The PDF reader may then join the parts without it.
    words = set(printed.split())
    joined = {word.replace("-", "") for word in words}
    lost = {
        word
        for text in found
        for word in text.split()
        if word not in words and not all(any(part in each for each in joined) for part in word.split("-"))
    }

    assert set() == lost


@pytest.mark.parametrize("text", HOSTILE[:6], ids=range(6))
def test_hostile_text_runs_nothing(text: str, tmp_path: Path) -> None:
    """The browser shows the text, and makes no request."""
    path = tmp_path / "page.html"
    path.write_bytes(page_of(document_of(text)))
    seen = browse(path, "--dump-dom")

    assert [] == [line for line in seen.stderr.splitlines() if "CONSOLE" in line]
    assert parse(path.read_bytes()).texts == parse(f"<!doctype html>{seen.stdout}".encode()).texts
