"""One agreement's cycle: its state, its rounds, its letters, and what it waits for."""
