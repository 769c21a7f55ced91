"""What the office knows: pure functions of facts, on the standard library alone."""
