"""How bodies are reached: one by one, or as a file."""
