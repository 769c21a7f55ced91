"""Every request that the office may make: one address each, its form, and what may be chosen in it."""
