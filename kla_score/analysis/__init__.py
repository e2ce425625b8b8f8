"""What is computed from results: plans, margins, comparisons, batches."""
