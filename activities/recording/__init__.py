"""What the engine has written down of itself: rounds, stages and inquiries that are opened, settled and closed."""
