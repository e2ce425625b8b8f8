"""Sheets that are divided among agencies, merged again, or carried over to another edition."""
