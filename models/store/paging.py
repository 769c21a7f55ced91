"""Long lists in pages."""


def last_page(total: int, *, rows: int) -> int:
    """Return the number of the last page of `total` rows, `rows` on each; an empty list has page 1."""
    return max(1, -(-total // rows))


def offset_of(page: int, *, total: int, rows: int) -> int:
    """Return how many rows stand before page `page` (from 1); a page after the last one is the last."""
    return (min(page, last_page(total, rows=rows)) - 1) * rows
