"""Names of facts in the register, held against the names of what they repeat."""


def same(*names: str) -> dict[str, str]:
    """Return each name as leading to itself."""
    return {name: name for name in names}
