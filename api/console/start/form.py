"""What the form of a start says: typed now, or in an earlier step and carried along unseen."""

from collections.abc import Collection
from typing import Final

from starlette.datastructures import FormData

from api.forms.uploads import MOST_PARTS
from api.forms.values import as_date, text_fields
from models.agreements.versions import file_field

FIELDS: Final = (
    "kind",
    "region",
    "title",
    "period_start",
    "period_end",
    "adoption_on",
    "approval_deadline",
    "start_phase",
    "out_of_basis_reason",
    "unreachable_reason",
    "parties",
)
"""The fields of `models.starting.NewCycle` that this form has."""
DAYS: Final = ("period_start", "period_end", "adoption_on", "approval_deadline")
SUGGESTED: Final = ("title", *DAYS)
"""The fields that are filled in for the reader until they are changed."""
PLACES: Final = tuple(file_field(position) for position in range(MOST_PARTS))
_KEPT: Final = tuple(f"{place}_{what}" for place in PLACES for what in ("sha256", "name"))
_CARRIED: Final = ("label", "reached", *(f"suggested_{name}" for name in SUGGESTED), *_KEPT)
SEVERAL: Final = frozenset({"parties", "assume"})
ASSUMED: Final = "assume-"


def blank_values() -> dict[str, str]:
    """Return the values of a form in which nothing was said."""
    return dict.fromkeys((*FIELDS, *_CARRIED, "assume"), "")


def said_values(form: FormData) -> dict[str, str]:
    """Return all that a form says; days as ISO 8601 where they are days, several choices one to a line."""
    values = text_fields(form, (*FIELDS, *_CARRIED))
    values |= {name: as_date(values[name], name) for name in DAYS}
    values["parties"] = "\n".join(each for each in form.getlist("parties") if isinstance(each, str))
    assumed = (value for name, value in form.multi_items() if name == "assume" or name.startswith(ASSUMED))
    values["assume"] = "\n".join(each for each in assumed if isinstance(each, str) and each)
    return values


def carried(values: dict[str, str], *, but: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return what a step's form carries unseen: all that says something, `but` what it shows."""
    hidden = ((name, value) for name, value in values.items() if value and name not in but)
    return tuple(
        (name, each) for name, value in hidden for each in (value.splitlines() if name in SEVERAL else (value,))
    )


def kept_places(values: dict[str, str]) -> tuple[int, ...]:
    """Return the places, from 0, for which a document was brought."""
    return tuple(number for number, place in enumerate(PLACES) if values[f"{place}_sha256"])
