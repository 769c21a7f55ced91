"""What a browser posts, read into values."""
