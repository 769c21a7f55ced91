"""What happens in a cycle over its years."""
