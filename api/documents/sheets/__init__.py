"""Tables for the office's own lists."""
