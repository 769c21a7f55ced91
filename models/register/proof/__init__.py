"""Proving the register: the chain, every sealed text, and the rows and documents that people read."""
