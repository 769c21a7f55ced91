"""How long what is known of persons is kept (GDPR art. 5(1)(e)); it is erased on a person's wish before (art. 17).

Arkivloven binds the authorities to their own journals, into which each council takes its papers: we are not the
archive, so nothing here is kept for its sake. What a council decided is kept as long as the register; these rules
are about who reported it, where letters went, and who signed in.
"""

from datetime import date, datetime, timedelta
from typing import Final

SIGN_IN_TRACES: Final = timedelta(days=90)
"""Sessions, one-time links and attempts: as long as an abuse of them is usually noticed and looked into."""

LOOSE_DOCUMENTS: Final = timedelta(days=30)
"""Documents that nothing names: a form that was begun and left; nobody comes back to it after a month."""

NAMES_AFTER_PERIOD: Final = 3
"""Years after the agreement's last day: the general limitation of claims (forældelsesloven § 3, stk. 1).

After it nobody needs to know any more who reported a decision or where a letter went.
"""

PERSONAL_FIELDS: Final = frozenset({"reported_by", "respondent", "spoken_with", "mailbox", "address"})
"""Fields that hold nothing but who somebody is or how she is reached; the others are the council's own words.

A respondent, who answered a hearing without being asked, may be a private person as well as a society.
"""


def traces_end(now: datetime) -> datetime:
    """Return the instant (UTC) before which traces of signing in are erased."""
    return now - SIGN_IN_TRACES


def loose_documents_end(now: datetime) -> datetime:
    """Return the instant (UTC) before which a document that nothing names is removed."""
    return now - LOOSE_DOCUMENTS


def names_kept_until(period_end: date) -> date:
    """Return the last local date on which names of an agreement are kept; `period_end` is its own last day."""
    year = period_end.year + NAMES_AFTER_PERIOD
    is_leap_day = (period_end.month, period_end.day) == (2, 29)
    return period_end.replace(year=year, day=28) if is_leap_day else period_end.replace(year=year)


def are_names_over(period_end: date, today: date) -> bool:
    """Tell whether the names of an agreement are to be erased on the local date `today`."""
    return today > names_kept_until(period_end)
