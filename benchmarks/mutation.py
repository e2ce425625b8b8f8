"""
Measure how many faults the tests find: mutmut breaks the code in one place at a time, and a test must fail each time.

The script prints every change that no test noticed, and the share of noticed changes of each module. Its exit code is
1 if a module has less than 95%. ``[tool.mutmut]`` in `pyproject.toml` lists the modules and the tests. mutmut skips
properties, so the script adds them. It does not change ``strict=True`` of a zip, which guards against impossible cases.

Usage: ``python -m benchmarks.mutation [PROCESSES]``. The default is one process for each processor. mutmut needs Linux,
macOS or WSL.
"""

import functools
import gc
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = Path("mutants")
WANTED = 95
"""The percentage of the changes of a module that a test must notice."""
NOTICED = ("killed", "timeout", "segfault")

Code = Any
"""A piece of code, or an object that mutmut makes of it. The types of mutmut may not be installed."""


def choose_changes() -> None:
    """Let mutmut also change properties, and not the argument ``strict`` of a zip."""
    making: Code = import_module("mutmut.mutation.file_mutation")
    visitor, arrange = making.MutationVisitor, making.function_trampoline_arrangement
    skips = visitor._skip_node_and_children  # noqa: SLF001
    without_argument = import_module("mutmut.mutation.mutators").operator_arg_removal

    def is_property(node: Code) -> bool:
        names = [getattr(each.decorator, "value", "") for each in getattr(node, "decorators", ())]
        return names in (["property"], ["cached_property"])

    def is_strict(node: Code) -> bool:
        return getattr(getattr(node, "keyword", None), "value", "") == "strict"

    def skips_but_no_property(self: object, node: Code) -> bool:
        return is_strict(node) or (not is_property(node) and bool(skips(self, node)))

    def arrange_property(function: Code, changes: Code, class_name: str | None) -> Code:
        if not is_property(function):
            return arrange(function, changes, class_name)
        plain = function.with_changes(decorators=())
        before, (switch, *copies), after, names = arrange(plain, changes, class_name)
        switch = switch.with_changes(decorators=(*function.decorators, *switch.decorators))
        return before, [switch, *copies], after, names

    def without_argument_but_strict(call: Code) -> Iterator[Code]:
        strict = [each for each in call.args if is_strict(each)]
        yield from (changed for changed in without_argument(call) if all(each in changed.args for each in strict))

    visitor._skip_node_and_children = skips_but_no_property  # noqa: SLF001
    making.function_trampoline_arrangement = arrange_property
    making.mutation_operators = [
        (kind, without_argument_but_strict if change is without_argument else change)
        for kind, change in making.mutation_operators
    ]


def find_every_test() -> None:
    """Let mutmut run all cases of a test if the name of one has a backslash, which pytest cannot select."""
    runner = import_module("mutmut.runners.harness").PytestRunner
    arguments_of = runner._pytest_args_regular_run  # noqa: SLF001

    def found(self: object, tests: Iterable[str]) -> Sequence[str]:
        forget_results()
        names = dict.fromkeys(each.partition("[")[0] if "\\" in each else each for each in tests)
        return list(arguments_of(self, list(names)))

    runner._pytest_args_regular_run = found  # noqa: SLF001


def forget_results() -> None:
    """Clear every cache of a function. The process of a trial inherits the results of the unbroken program."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):  # noqa: SLF001 - the type has no public name
            each.cache_clear()


def verdicts() -> Iterator[tuple[str, str, str]]:
    """Yield the module, the name and the verdict of each tested change."""
    status_by_exit_code = import_module("mutmut.stats").status_by_exit_code
    for path in sorted(FOLDER.rglob("*.py.meta")):
        source = path.relative_to(FOLDER).with_suffix("")
        found = import_module("mutmut.mutation.data").SourceFileMutationData(path=source)
        found.load()
        for name, code in found.exit_code_by_key.items():
            yield source.as_posix(), name, status_by_exit_code[code]


def main(arguments: Sequence[str]) -> int:
    """Run all changes again and print those that no test noticed."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    choose_changes()
    find_every_test()
    own = (FOLDER / "temporary").absolute()  # the temporary files of a broken program
    own.mkdir(parents=True)
    os.environ |= {"KLA_SCORE_HYPOTHESIS": "mutation", "TMPDIR": str(own)}
    tempfile.tempdir = str(own)
    import_module("mutmut.__main__")._run((), int(arguments[0]) if arguments else None)  # noqa: SLF001

    tried = list(verdicts())
    for _, name, verdict in tried:
        if verdict not in NOTICED:
            print(f"\n{verdict}: {name}\n{import_module('mutmut.mutation.diff_apply').get_diff_for_mutant(name)}")
    counts = {module: Counter(verdict for each, _, verdict in tried if each == module) for module, _, _ in tried}
    shares = []
    for module, count in counts.items():
        shares.append(100 * sum(count[verdict] for verdict in NOTICED) / count.total())
        told = ", ".join(f"{number} {verdict}" for verdict, number in count.most_common())
        print(f"{module}: {shares[-1]:.1f} % of {count.total()} noticed ({told})")
    return int(min(shares, default=0) < WANTED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
