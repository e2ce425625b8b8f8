"""Analyses of results: plans, margins, comparisons and batches."""
