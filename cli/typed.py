"""What was typed on the command line, read as more than text."""

from datetime import date

from cli.trouble import Trouble


def day_of(text: str) -> date:
    """Return the local date that was typed as year-month-day.

    Raises:
        Trouble: it is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Trouble(f"»{text}« er ingen dato. Skriv den som år-måned-dag, for eksempel 2027-12-15.") from None
