"""The database itself: how it is opened, written to, migrated, and read in order."""
