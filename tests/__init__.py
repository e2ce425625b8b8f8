"""The tests mirror the modules of the package."""

import os

os.environ.setdefault("OPENPYXL_LXML", "False")  # as for the command line; an installed lxml writes other bytes
