"""Letters: written from the office's templates, posted, and noted in the store."""
