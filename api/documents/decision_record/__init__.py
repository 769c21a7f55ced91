"""The decision record: what each council decided, with all that proves it."""
