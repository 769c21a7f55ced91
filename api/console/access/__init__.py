"""Who may come in: staff and the tokens of programs."""
