"""How much of a YAML file is read: of a larger one, nothing; of one that is too deep or too full of faults, the top."""

from typing import Final

MAXIMUM_BYTES: Final = 1024 * 1024
MAXIMUM_DEPTH: Final = 50
MAXIMUM_VALUES: Final = 50_000
MAXIMUM_FINDINGS: Final = 1_000
