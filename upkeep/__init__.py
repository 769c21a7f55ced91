"""What keeps the store sound over the years: backups, and forgetting persons."""
