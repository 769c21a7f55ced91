"""Where a council stands: what it may answer, what that is worth, when it is written to again."""
