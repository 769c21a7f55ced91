"""What a letter may say, gathered from the store."""
