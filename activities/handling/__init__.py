"""How a request is handled: loaded with all that it concerns, given to the handler of its kind, written down."""
