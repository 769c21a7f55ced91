"""One council's case: asked, reminded, answered, and how its cycle holds on to it."""
