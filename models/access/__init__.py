"""Who may come in: staff, programs, and whoever holds a link."""
