"""Letters that anybody can ask for: one in a while, however often the button is pressed."""

from datetime import UTC, datetime, timedelta


def once_in(while_: timedelta, workflow_id: str, at: datetime) -> str:
    """Return the id under which a letter goes that is asked for at an instant (UTC).

    It is the same from the start of one while to the next, so that the engine knows a letter that it sent.
    """
    begun = datetime.fromtimestamp(at.timestamp() // while_.total_seconds() * while_.total_seconds(), UTC)
    return f"{workflow_id}/{begun:%Y%m%d%H%M}"
