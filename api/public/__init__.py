"""What anybody may ask for without being known."""
