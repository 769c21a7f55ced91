"""The one way into the inbox, for pages, programs and links: what is asked again gives the receipt it had."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import BackgroundTasks, Path
from sqlmodel import Session
from starlette.exceptions import HTTPException

from api.background import tell_of_request
from api.dependencies import Dependencies
from api.forms.posted import fresh_nonce
from api.links import SignedLink
from models.agreements.documents import NewDocument, keep
from models.inbox import submission as inbox
from models.inbox.addressee import addressee
from models.inbox.receipts import ReceiptView, receipt_of_key, receipt_state
from models.inbox.submission import KeyReused, NewRequest, Receipt
from models.queries.preview import Preview
from request_types import ADDRESS, Payload, RequestType, read_payload, request_type
from request_types.faults import BadInput, Fault

LONGEST_NONCE: Final = 100
ReceiptNumber = Annotated[int, Path(alias="number", ge=1, lt=2**31)]


class Submission(ABC):
    """What somebody asks; `key` makes a repeat harmless, `documents` come along."""

    key: str
    documents: tuple[NewDocument, ...]

    @abstractmethod
    def repeats(self, known: ReceiptView) -> bool:
        """Tell whether a request says just this; it may be one that could not be made any more."""

    @abstractmethod
    def checked(self, deps: Dependencies) -> NewRequest:
        """Return the request, if it can be made now.

        Raises:
            UnknownCycle, CycleEnded, BadInput: it cannot.
        """


def submit(deps: Dependencies, tasks: BackgroundTasks, submission: Submission) -> Receipt:
    """Put what is asked into the inbox, unless it lies there, and have the engine told.

    Raises:
        UnknownCycle, CycleEnded, BadInput, KeyReused: nothing was put there.
    """
    receipt = _known(deps, submission) or _put(deps, submission)
    tell_of_request(deps, tasks, receipt.number)
    return receipt


def submit_all(deps: Dependencies, tasks: BackgroundTasks, submissions: Sequence[Submission]) -> Receipt | None:
    """Submit several things, all or none of them, and return the last one's receipt.

    Raises:
        UnknownCycle, CycleEnded, BadInput, KeyReused: nothing was put there.
    """
    for each in submissions:
        if _known(deps, each) is None:
            each.checked(deps)
    receipts = [submit(deps, tasks, each) for each in submissions]
    return receipts[-1] if receipts else None


def preview(deps: Dependencies, submission: Submission) -> Preview:
    """Tell what would come of it if this were asked now; only documents that came along are kept.

    Raises:
        UnknownCycle, CycleEnded, BadInput: it cannot be asked.
    """
    new = submission.checked(deps)
    keep(deps.database, submission.documents, at=deps.clock())
    return deps.previewer.preview(new)


def _known(deps: Dependencies, submission: Submission) -> Receipt | None:
    with deps.database.read() as session:
        known = receipt_of_key(session, submission.key)
    return Receipt(known.number, is_new=False) if known and submission.repeats(known) else None


def _put(deps: Dependencies, submission: Submission) -> Receipt:
    new = submission.checked(deps)
    return inbox.submit(deps.database, new, at=deps.clock(), documents=submission.documents)


@dataclass(frozen=True)
class OfficeSubmission(Submission):
    """What the office or a program asks: `values` as typed, with whom it concerns."""

    asked: RequestType[Payload]
    cycle_id: str
    values: dict[str, object]
    key: str
    made_by: str
    documents: tuple[NewDocument, ...] = ()

    def repeats(self, known: ReceiptView) -> bool:
        """Tell whether a request says just this; a cycle that has ended since still owes its receipt."""
        party, inquiry = (str(self.values.get(name) or "").strip() for name in ("party", "inquiry"))
        if not self.asked.concerns_an_inquiry(inquiry):
            inquiry = ""
            if not self.asked.is_of_a_council:
                party = ""
            elif not party and "decision" in self.values:  # who names a decision need not name its council
                party = known.party
        return known.is_repeated_by(self.asked.kind, self.cycle_id, party, self._payload(), inquiry=inquiry)

    def checked(self, deps: Dependencies) -> NewRequest:
        """Return the request, with whom it concerns.

        Raises:
            UnknownCycle, CycleEnded, BadInput: it cannot be made now.
        """
        brought = frozenset(document.sha256 for document in self.documents)
        with deps.database.read() as session:
            whom = addressee(
                session,
                cycle_id=self.cycle_id,
                asked=self.asked,
                values=self.values,
                today=deps.today,
                brought=brought,
            )
        payload = self._payload()
        payload.check(today=deps.today)
        return NewRequest(
            key=self.key,
            cycle_id=self.cycle_id,
            kind=self.asked.kind,
            round=whom.round,
            inquiry=whom.inquiry,
            party=whom.party,
            payload=payload,
            made_by=self.made_by,
        )

    def _payload(self) -> Payload:
        said = {name: value for name, value in self.values.items() if name not in ADDRESS}
        return read_payload(self.asked.kind, said)


@dataclass(frozen=True)
class Report:
    """What a form behind a link tells; `document` came along."""

    asked: RequestType[Payload]
    payload: Payload
    document: NewDocument | None = None


@dataclass(frozen=True)
class LinkSubmission(Submission):
    """What is told through a link; `must_be_taken` raises where it cannot be taken today."""

    report: Report
    link: SignedLink
    key: str
    must_be_taken: Callable[[Report], None]
    documents: tuple[NewDocument, ...] = ()

    def repeats(self, known: ReceiptView) -> bool:
        """Tell whether a request says just this."""
        case, report = self.link.invitation, self.report
        return known.is_repeated_by(
            report.asked.kind, case.cycle_id, case.party, report.payload, inquiry=case.inquiry
        )

    def checked(self, deps: Dependencies) -> NewRequest:
        """Return the request of whoever holds the link.

        Raises:
            BadInput, NothingToTell: it cannot be made now.
        """
        self.must_be_taken(self.report)
        self.report.payload.check(today=deps.today)
        invitation = self.link.invitation
        return NewRequest(
            key=self.key,
            cycle_id=invitation.cycle_id,
            round=invitation.round,
            inquiry=invitation.inquiry,
            party=invitation.party,
            kind=self.report.asked.kind,
            payload=self.report.payload,
            made_by=self.link.made_by,
        )


def submit_report(
    deps: Dependencies,
    tasks: BackgroundTasks,
    report: Report,
    link: SignedLink,
    *,
    nonce: str,
    must_be_taken: Callable[[Report], None],
) -> Receipt:
    """Submit what was told through a link; a repeat is known by its `nonce`, also when nothing new is taken.

    `must_be_taken` raises where the report cannot be taken any more.

    Raises:
        BadInput: with every fault, named as the form's fields.
    """
    documents = (report.document,) if report.document else ()
    key = f"{link.made_by}:{nonce.strip()[:LONGEST_NONCE] or fresh_nonce()}"
    try:
        return submit(deps, tasks, LinkSubmission(report, link, key, must_be_taken, documents))
    except KeyReused as error:
        raise BadInput(Fault("", _already_sent(error.number))) from error


def told_receipt(session: Session, number: int, link: SignedLink) -> ReceiptView:
    """Return a receipt of what was told about a link's case.

    Raises:
        HTTPException: the number is another's, or nobody's (404).
    """
    view, case = receipt_state(session, number), link.invitation
    whose = (case.cycle_id, case.round, case.inquiry, case.party)
    if view is None or (view.cycle_id, view.round, view.inquiry, view.party) != whose:
        raise HTTPException(404)
    if not request_type(view.kind).is_told_by_link:
        raise HTTPException(404)
    return view


def _already_sent(number: int) -> str:
    return (
        f"Formularen er allerede sendt med andet indhold og har kvittering nr. {number}. "
        "Skal det, I sendte, rettes, så åbn siden igen og ret det der. Ellers send formularen igen herfra."
    )
