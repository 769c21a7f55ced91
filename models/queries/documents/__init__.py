"""What documents hold that are taken out of the house."""
