"""What is asked of running cycles: put here, and what came of it."""
