"""Write ``requirements.txt`` beside this file anew: the newest of all that checks need, with hashes (pip-tools)."""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
OPTIONS = (
    *("--quiet", "--upgrade", "--generate-hashes", "--strip-extras", "--allow-unsafe", "--no-header", "--no-annotate"),
    *("--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links"),
)
HEAD = "# All that the checks run with, pinned and with hashes. Made anew by: python .ci/pin.py (needs pip-tools)\n"

data = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
project = data["project"]
wanted = [*data["build-system"]["requires"], *project["dependencies"], *project["optional-dependencies"]["test"]]
wanted += [each for each in project["optional-dependencies"]["check"] if not each.startswith(project["name"])]
with tempfile.TemporaryDirectory() as folder:
    source, target = Path(folder, "wanted.in"), Path(folder, "pinned.txt")
    source.write_text("\n".join(wanted), encoding="utf-8")
    command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, "--output-file", str(target), str(source)]
    subprocess.run(command, check=True)  # noqa: S603 - our own words
    (HERE / "requirements.txt").write_text(HEAD + target.read_text(encoding="utf-8"), encoding="utf-8")
