"""Days as a Danish office counts and writes them."""
