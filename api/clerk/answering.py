"""The decision in steps: the outcome, what it needs, a last look. Nothing is recorded before the last is sent."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from fastapi.responses import Response

from api.clerk.fields import CHOICES, FURTHER, asked_fields, carried, needed_fields
from api.clerk.links import OpenedLink
from api.forms.posted import fresh_nonce
from api.forms.values import status_of
from api.pages import page
from api.submission import Report
from api.wording.reports import DECIDERS, OUTCOMES, meaning, told_lines
from request_types.answers import AnswerPayload
from request_types.faults import BadInput, Fault
from workflows.rules.council.outcomes import DecidedBy, Outcome

# a step is the answer to a post: browsers may keep it for their own way back, and for nothing else
KEPT_FOR_THE_WAY_BACK: Final = "private, no-cache"
SEEN_AS: Final = {"minutes_sha256": "minutes_file", "is_closed_item": "closed_item"}


class Step(StrEnum):
    """Where the clerk goes next; the value is what the form's button says."""

    OUTCOME = "udfald"
    DETAILS = "oplysninger"
    CHECK = "tjek"


def show_outcomes(opened: OpenedLink, values: dict[str, str], faults: Iterable[Fault] = ()) -> Response:
    """Show the first step: what was decided, and by whom."""
    return _shown("answer_outcome.html", opened, values, frozenset(CHOICES), tuple(faults))


def show_details(
    opened: OpenedLink, values: dict[str, str], faults: Iterable[Fault] = (), status: int = 422
) -> Response:
    """Show the second step, with only what the outcome needs; its outcome is one that exists."""
    outcome, decider = Outcome(values["outcome"]), DecidedBy(values["decided_by"])
    asked = asked_fields(outcome, values)
    return _shown(
        "answer_details.html",
        opened,
        values,
        asked | frozenset(FURTHER) - {"minutes_sha256"},
        tuple(faults),
        status=status,
        outcome=outcome,
        decider=decider,
        meaning=meaning(outcome, decider),
        asked=asked,
        needed=needed_fields(outcome),
        is_further_open=any(values[name] for name in FURTHER) or bool({f.field for f in faults} & _FURTHER_FAULTS),
    )


def show_check(opened: OpenedLink, values: dict[str, str], report: Report) -> Response:
    """Show the last step: all that will be sent, each with a way to mend it."""
    payload = report.payload
    assert isinstance(payload, AnswerPayload)
    return _shown(
        "answer_check.html",
        opened,
        values,
        frozenset(),
        (),
        payload=payload,
        lines=[
            (SEEN_AS.get(name, name), label, _with_name(name, value, values))
            for name, label, value in told_lines(payload)
        ],
        choices=CHOICES,
        meaning=meaning(payload.outcome, payload.decided_by),
    )


def show_again(opened: OpenedLink, values: dict[str, str], error: BadInput) -> Response:
    """Show the step in which the first mistake is."""
    faults = [Fault("" if each.field == "corrects" else each.field, each.message) for each in error.faults]
    of_choices = [each for each in faults if each.field in CHOICES]
    if of_choices or not are_chosen(values):
        return show_outcomes(opened, values, of_choices or faults)
    return show_details(opened, values, faults, status_of(error))


def are_chosen(values: dict[str, str]) -> bool:
    """Tell whether outcome and decider are ones that exist."""
    return values["outcome"] in set(Outcome) and values["decided_by"] in set(DecidedBy)


_FURTHER_FAULTS: Final = frozenset({*FURTHER, "minutes_file"})


def _with_name(name: str, value: str, values: dict[str, str]) -> str:
    return values["minutes_name"] or value if name == "minutes_sha256" else value


def _shown(
    template: str,
    opened: OpenedLink,
    values: dict[str, str],
    shown: frozenset[str],
    faults: tuple[Fault, ...],
    *,
    status: int = 422,
    **more: object,
) -> Response:
    known = {"nonce": values["nonce"] or fresh_nonce(), "version": values["version"] or str(opened.case.version)}
    answer = page(
        template,
        status=status if faults else 200,
        case=opened.case,
        home=opened.link.path,
        values=values,
        faults=faults,
        hidden=carried(values | known, but=shown),
        is_correction=bool(values["corrects"]),
        outcomes=OUTCOMES,
        deciders=DECIDERS,
        **more,
    )
    answer.headers["Cache-Control"] = KEPT_FOR_THE_WAY_BACK
    return answer
