"""Bodies that end, and those that take over."""
