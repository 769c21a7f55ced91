"""The embedded default: all parts on one machine, each a process of its own, bound to the loopback address."""
