"""One agreement: its page, its councils, its documents, and what the office can do about it."""
