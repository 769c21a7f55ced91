"""Documents that the office takes along: made from what the register knows, in the office's own formats."""
