"""Divide sheets among agencies, merge them, or carry them over to another edition."""
