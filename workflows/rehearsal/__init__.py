"""What a rehearsal adds to the engine: participants who are only imagined, and act by themselves."""
