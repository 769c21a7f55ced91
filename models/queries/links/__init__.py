"""What those see who hold a link."""
