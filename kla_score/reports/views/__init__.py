"""What a result says: one module for each kind of result."""
