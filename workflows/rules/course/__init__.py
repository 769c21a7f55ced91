"""The course of an agreement: its phases, what happens in each and when."""
