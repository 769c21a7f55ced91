"""Which letters were ordered, and what became of them."""
