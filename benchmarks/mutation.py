"""
How well the tests hold the core: mutmut breaks it in one place at a time, and a test has to fail each time.

Prints for each module how many of the changes were noticed, and every change that was not; the exit code is 1 when
less than 95 % were noticed in a module. The choice of modules and tests stands under ``[tool.mutmut]`` in
`pyproject.toml`. mutmut leaves properties alone, in which much of the core is written, so that they are added here.
Run ``python -m benchmarks.mutation``, with a number of processes if it should not be that of the processors. mutmut
needs Linux, macOS or WSL.
"""

import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path("mutants")
WANTED = 95
"""Per cent of the changes of a module that a test must notice."""
NOTICED = ("killed", "timeout", "suspicious", "segfault")


def with_properties() -> None:
    """Let mutmut change the bodies of properties, too: it takes plain functions only."""
    import libcst  # noqa: PLC0415 - of mutmut, which only this program needs
    from mutmut.mutation import file_mutation  # noqa: PLC0415

    visitor: Any = file_mutation.MutationVisitor
    skips, arrange = visitor._skip_node_and_children, file_mutation.function_trampoline_arrangement  # noqa: SLF001

    def is_property(node: libcst.CSTNode) -> bool:
        names = [each.decorator for each in node.decorators] if isinstance(node, libcst.FunctionDef) else []
        return [getattr(name, "value", "") for name in names] in (["property"], ["cached_property"])

    def skips_but_no_property(self: object, node: libcst.CSTNode) -> bool:
        return bool(not is_property(node) and skips(self, node))

    def arrange_property(function: libcst.FunctionDef, mutants: Any, class_name: str | None) -> Any:  # noqa: ANN401 - mutmut's own
        if not is_property(function):
            return arrange(function, mutants, class_name)
        before, (switch, *copies), after, names = arrange(
            function.with_changes(decorators=()), mutants, class_name=class_name
        )
        switch = switch.with_changes(decorators=(*function.decorators, *switch.decorators))
        return before, [switch, *copies], after, names

    visitor._skip_node_and_children = skips_but_no_property  # noqa: SLF001
    file_mutation.function_trampoline_arrangement = arrange_property


def verdicts() -> Iterator[tuple[str, str, str]]:
    """Give the module, the name and the verdict of each change that was tried."""
    from mutmut.mutation.data import SourceFileMutationData  # noqa: PLC0415
    from mutmut.stats import status_by_exit_code  # noqa: PLC0415

    for path in sorted(FOLDER.rglob("*.py.meta")):
        source = path.relative_to(FOLDER).with_suffix("")
        found = SourceFileMutationData(path=source)
        found.load()
        for name, code in found.exit_code_by_key.items():
            yield source.as_posix(), name, status_by_exit_code[code]


def main(arguments: Sequence[str]) -> int:
    """Run everything anew, and tell what was not noticed; arguments are as above."""
    from mutmut.__main__ import _run  # noqa: PLC0415
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # noqa: PLC0415

    shutil.rmtree(FOLDER, ignore_errors=True)
    with_properties()
    own = (FOLDER / "temporary").absolute()  # what a broken program keeps in a cache is nobody else's
    own.mkdir(parents=True)
    os.environ |= {"KLA_SCORE_HYPOTHESIS": "mutation", "TMPDIR": str(own)}
    tempfile.tempdir = str(own)
    _run((), int(arguments[0]) if arguments else None)

    tried = list(verdicts())
    for _, name, verdict in tried:
        if verdict not in NOTICED:
            print(f"\n{verdict}: {name}\n{get_diff_for_mutant(name)}")
    counts = {module: Counter(verdict for each, _, verdict in tried if each == module) for module, _, _ in tried}
    shares = []
    for module, count in counts.items():
        shares.append(100 * sum(count[verdict] for verdict in NOTICED) / count.total())
        told = ", ".join(f"{number} {verdict}" for verdict, number in count.most_common())
        print(f"{module}: {shares[-1]:.1f} % of {count.total()} noticed ({told})")
    return int(min(shares, default=0) < WANTED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
