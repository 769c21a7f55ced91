"""Rows and documents that people read, each held against the entries that it repeats."""
