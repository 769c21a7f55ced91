"""One cycle: its councils, decisions, inquiries, texts and what follows it."""
