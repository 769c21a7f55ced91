"""The order of every letter about an inquiry, the plan or the follow-up, with the rows that it tells of."""

from datetime import date

from models.store.database import Database
from tests.activities.inquiry_scene import (
    CONTACT_ROUND,
    HEARING,
    SSU,
    STATUS_ROUND,
    begin,
    enter,
    hear_of,
    hearing_answer,
    open_inquiry,
    reply,
)
from tests.activities.scene import CYCLE, LAESOE
from workflows.contracts.letters import LetterOrder
from workflows.rules.authority import AuthorityStep
from workflows.rules.course.phases import Phase
from workflows.rules.follow_up import Progress
from workflows.rules.letters import LetterKind, Recipient

K = LetterKind
OF_AN_INQUIRY = {
    K.HEARING_REQUEST: HEARING,
    K.HEARING_REMINDER: HEARING,
    K.CONTACT_CHECK: CONTACT_ROUND,
    K.CONTACT_CHECK_REMINDER: CONTACT_ROUND,
    K.STATUS_REQUEST: STATUS_ROUND,
    K.STATUS_REMINDER: STATUS_ROUND,
    K.INQUIRY_EXTENDED: HEARING,
    K.INQUIRY_RECEIPT: HEARING,
    K.INQUIRY_CLOSED: HEARING,
    K.STATUS_SUMMARY: STATUS_ROUND,
    K.STATUS_YEARLY: STATUS_ROUND,
}
OF_THE_PLAN = {
    K.MILESTONE: Phase.DRAFTING,
    K.ADOPTION_DUE: Phase.ADOPTION,
    K.SUBMISSION_DUE: Phase.SUBMISSION,
    K.AUTHORITY_SILENT: Phase.SUBMISSION,
    K.PUBLICATION: Phase.ENTRY_INTO_FORCE,
    K.MIDWAY_DUE: Phase.FOLLOW_UP,
    K.SUCCESSOR_DUE: Phase.FOLLOW_UP,
    K.EVALUATION_DUE: Phase.EVALUATION,
}
TO_BODIES = {
    K.STATUS_SUMMARY: SSU,
    K.STATUS_YEARLY: f"raad-{LAESOE}",
    K.PUBLICATION: f"raad-{LAESOE}",
    K.HANDED_OVER: f"raad-{LAESOE}",
}
TO_STAFF = (set(OF_THE_PLAN) - {K.PUBLICATION}) | {K.INQUIRY_CLOSED}
PLANNED_ON = date(2027, 5, 1)
"""The day of the milestone "Udkast klar til høring"."""
INITIATIVES = (
    ("Fælles akutteam på øerne", Progress.UNDER_WAY),
    ("Hjælp til unge der mistrives", Progress.DELAYED),
    ("Bedre udskrivning", Progress.PAUSED),
)


def order_of_what_follows(database: Database, kind: LetterKind) -> LetterOrder:
    """Return the order of a letter, with its inquiry opened or the cycle in its phase."""
    for number, (title, progress) in enumerate(INITIATIVES, start=1):
        begin(database, title, progress=progress, number=number)
    if kind is K.HANDED_OVER:
        return _of_the_end(database)
    order = _of_an_inquiry if kind in OF_AN_INQUIRY else _of_the_plan
    return order(database, kind)


def _of_an_inquiry(database: Database, kind: LetterKind) -> LetterOrder:
    slug = OF_AN_INQUIRY[kind]
    open_inquiry(database, slug)
    request = None
    if kind is K.INQUIRY_RECEIPT:
        request = reply(database, slug)
        hearing_answer(database, request)
    return LetterOrder(
        kind,
        CYCLE,
        _recipient(kind),
        party="" if kind in TO_STAFF else TO_BODIES.get(kind, LAESOE),
        planned_on=date(2027, 11, 1) if kind.is_reminder else None,
        request=request,
        inquiry=slug,
    )


def _of_the_plan(database: Database, kind: LetterKind) -> LetterOrder:
    enter(database, OF_THE_PLAN[kind], adoption_on=date(2027, 10, 4))
    if kind is K.AUTHORITY_SILENT:
        hear_of(database, AuthorityStep.SUBMITTED, on=date(2027, 2, 1))
    return LetterOrder(kind, CYCLE, _recipient(kind), party=TO_BODIES.get(kind, ""), planned_on=PLANNED_ON)


def _of_the_end(database: Database) -> LetterOrder:
    enter(database, Phase.LAPSED)
    return LetterOrder(K.HANDED_OVER, CYCLE, Recipient.BODY, round=1, party=TO_BODIES[K.HANDED_OVER])


def _recipient(kind: LetterKind) -> Recipient:
    if kind in TO_BODIES:
        return Recipient.BODY
    return Recipient.STAFF if kind in TO_STAFF else Recipient.CONTACT
