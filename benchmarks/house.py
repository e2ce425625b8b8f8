"""
Count the modules of the program and the imports between them.

A room is a module or package directly under ``kla_score``. An arrow is an ordered pair of rooms of which the first
imports the second. Imports for types alone do not count. Floors are the rooms on the longest path of arrows. Usage:
``python -m benchmarks.house``.
"""

import sys
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

import grimp

ROOT: Final = Path(__file__).parent.parent
PACKAGE: Final = "kla_score"
NO_ROOMS: Final = frozenset({"__main__"})
MOST: Final = {"rooms": 20, "floors": 12, "arrows": 90, "lines of program": 20_000, "lines of tests": 31_000}
"""The upper limit of each count."""


def imports_of_rooms() -> Mapping[str, frozenset[str]]:
    """Return for each room the rooms that it imports."""
    graph = grimp.build_graph(PACKAGE, exclude_type_checking_imports=True, cache_dir=None)
    rooms: dict[str, set[str]] = {
        name.split(".")[1]: set() for name in graph.modules if name.count(".") and name.split(".")[1] not in NO_ROOMS
    }
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            if module.count(".") and imported.count("."):
                importer, target = module.split(".")[1], imported.split(".")[1]
                if importer != target and importer in rooms:
                    rooms[importer].add(target)
    return {room: frozenset(targets) for room, targets in rooms.items()}


def floors_of(rooms: Mapping[str, frozenset[str]]) -> Mapping[str, int]:
    """
    Return the floor of each room, counted from 1 at the bottom.

    Raises:
        CycleError: Rooms import each other in a circle.

    """
    floors: dict[str, int] = {}
    for room in TopologicalSorter(rooms).static_order():
        floors[room] = 1 + max((floors[each] for each in rooms[room]), default=0)
    return floors


def lines_of(folder: str) -> int:
    """Return the number of lines of Python in *folder*."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / folder).rglob("*.py"))


def main() -> None:
    """Print the counts and the rooms by floor. Exit with 1 if a count is above its limit."""
    rooms = imports_of_rooms()
    try:
        floors = floors_of(rooms)
    except CycleError as error:
        sys.exit(f"circle: {' -> '.join(error.args[1])}")
    counts = {
        "rooms": len(rooms),
        "floors": max(floors.values()),
        "arrows": sum(map(len, rooms.values())),
        "lines of program": lines_of(PACKAGE),
        "lines of tests": lines_of("tests"),
    }
    for name, count in counts.items():
        print(f"{name:>16} {count:>6} (at most {MOST[name]})")
    for floor in sorted(set(floors.values()), reverse=True):
        print(f"{floor:>3}  {'  '.join(sorted(room for room, own in floors.items() if own == floor))}")
    sys.exit(any(count > MOST[name] for name, count in counts.items()))


if __name__ == "__main__":
    main()
