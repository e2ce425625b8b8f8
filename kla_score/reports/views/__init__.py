"""Turn results into documents: one module for each kind of result."""
