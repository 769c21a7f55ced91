"""A live link of an inquiry and what it asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

from fastapi import BackgroundTasks
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session
from starlette.datastructures import FormData

from api.authentication import Deps
from api.dependencies import Dependencies
from api.forms.posted import text_of
from api.forms.values import status_of
from api.links import LiveLinkDep, NothingToTell, SignedLink
from api.submission import Report, submit_report
from models.queries.links.addressed import InquiryCase, inquiry_case
from request_types.faults import BadInput, Fault
from workflows.rules.inquiries import InquiryKind

Side = TypeVar("Side")
# a hearing takes answers, if late ones, until its cycle has ended
CLOSED: Final = {
    InquiryKind.CONTACT_ROUND: (
        "Kontaktrunden er lukket, så svaret kan ikke længere tages ind her. Er noget forkert, så ring til os."
    ),
    InquiryKind.STATUS_ROUND: (
        "Statusrunden er lukket, så der kan ikke længere meldes status i den. I bliver spurgt igen i den næste."
    ),
}


@dataclass(frozen=True, slots=True)
class OpenedInquiry(Generic[Side]):
    """A live link, what its inquiry asks of the body, and what the form for that shows beside it."""

    link: SignedLink
    case: InquiryCase
    side: Side

    @property
    def why_closed(self) -> str:
        """Why the body can tell nothing more, empty where it can."""
        if self.case.is_open:
            return ""
        if self.case.phase.is_final:
            return f"Forløbet er {self.case.phase}, så der kan ikke længere svares."
        return CLOSED[self.case.kind]

    def must_take_answers(self) -> None:
        """Check that the body may answer.

        Raises:
            NothingToTell: it may not.
        """
        if why := self.why_closed:
            raise NothingToTell(why)


def opening(read: Callable[[Session, InquiryCase, date], Side]) -> Callable[..., OpenedInquiry[Side]]:
    """Return what opens a live link with its case and what `read` finds beside it, both of one moment."""

    def opened_inquiry(link: LiveLinkDep, deps: Deps) -> OpenedInquiry[Side]:
        with deps.database.read() as session:
            case = inquiry_case(session, link.invitation)
            return OpenedInquiry(link, case, read(session, case, deps.today))

    return opened_inquiry


@dataclass(frozen=True, slots=True)
class PostedAnswer:
    """What was posted to an inquiry's link, and where it goes."""

    opened: OpenedInquiry[Any]
    form: FormData
    deps: Dependencies
    tasks: BackgroundTasks


def answer(
    told: PostedAnswer, read: Callable[[], Report], again: Callable[[tuple[Fault, ...], int], Response]
) -> Response:
    """Put what was told into the inbox and send its sender to the receipt; `again` shows the form once more."""
    opened, deps = told.opened, told.deps

    try:
        receipt = submit_report(
            deps,
            told.tasks,
            read(),
            opened.link,
            nonce=text_of(told.form, "nonce"),
            must_be_taken=lambda _: opened.must_take_answers(),
        )
    except BadInput as error:
        opened.must_take_answers()  # who comes too late is told that, not what is missing
        return again(error.faults, status_of(error))
    return RedirectResponse(f"{opened.link.path}/kvittering/{receipt.number}", 303)
