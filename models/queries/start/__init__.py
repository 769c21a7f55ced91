"""What an agreement that is not started yet could be."""
