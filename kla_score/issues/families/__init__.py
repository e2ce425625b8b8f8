"""One file for each family of issues: related issue types, listed in its ``ISSUES``."""
