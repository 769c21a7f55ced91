"""What a hearing brings: answers, and what became of each remark."""

from sqlmodel import col, select

from activities.handling.context import Refused, RequestContext
from activities.handling.registry import handles
from activities.requests.desk import finish
from activities.requests.inquiries import addressee, answered, inquiry_of, is_over, lay_about, refuse_missing
from models.tables import DeskTask, HearingAnswer, Inquiry, InquiryParty, Remark, TaskKind
from request_types.cycles import REMARK, RemarkPayload
from request_types.inquiries import HEARING_ANSWER, HearingAnswerPayload
from workflows.contracts.requests import Recorded
from workflows.rules.inquiries import InquiryKind, is_late


@handles(HEARING_ANSWER)
def handle_hearing_answer(context: RequestContext, answer: HearingAnswerPayload) -> Recorded:
    """Record an answer to a hearing; one that comes too late is kept and marked."""
    inquiry = inquiry_of(context, InquiryKind.HEARING)
    parties = _speakers(context, inquiry, answer)
    refuse_missing(context, answer.answer_sha256)
    came_late = is_over(context, inquiry) or is_late(context.today, inquiry.deadline)
    _replace_earlier(context, inquiry)
    context.session.add(_row(context, inquiry, answer, came_late=came_late))
    if not answer.has_no_remarks:
        lay_about(context, inquiry, TaskKind.HEARING_ANSWER)
    if came_late:
        lay_about(context, inquiry, TaskKind.LATE_HEARING_ANSWER)
    return answered(context, parties, is_late=came_late)


@handles(REMARK)
def handle_remark(context: RequestContext, judged: RemarkPayload) -> Recorded:
    """Record what became of a remark, or judge one anew.

    The task of the answer stays on the desk: an answer may hold several remarks, so the office says when it is
    done with all of them.
    """
    answer = context.session.get(HearingAnswer, judged.answer)
    if answer is None or answer.cycle_id != context.cycle.id:
        raise Refused("Høringssvaret findes ikke i dette forløb.")
    remark = _remark(context, answer, judged)
    context.session.add(remark)
    context.session.flush()
    context.enter(
        {"answer": answer.entry, "remark": remark.id, "verdict": judged.verdict.value},
        {"paragraph": judged.paragraph, "text": judged.text, "reason": judged.reason},
    )
    return context.done()


def unjudged(context: RequestContext) -> list[str]:
    """Return who made remarks in a hearing of which none is judged yet.

    An answer that came late, or that the same addressee replaced by a newer one, binds nobody.
    """
    mine = select(HearingAnswer).where(HearingAnswer.cycle_id == context.cycle.id)
    newest: dict[tuple[str, str], HearingAnswer] = {}
    for answer in context.session.exec(mine.order_by(col(HearingAnswer.id))):
        newest[answer.slug, answer.party or f"{answer.respondent}/{answer.id}"] = answer
    judged = set(context.session.exec(select(Remark.answer_id).where(Remark.cycle_id == context.cycle.id)))
    open_ = (each for each in newest.values() if each.has_remarks and not each.is_late and each.id not in judged)
    return [_name(context, answer) for answer in open_]


def _speakers(context: RequestContext, inquiry: Inquiry, answer: HearingAnswerPayload) -> list[InquiryParty]:
    codes = [code for code in (context.request.party, *answer.on_behalf_of) if code]
    if not context.request.party and (context.is_made_by_link or not answer.respondent):
        raise Refused("Skriv, hvem der har svaret.")
    return [addressee(context, inquiry, code) for code in dict.fromkeys(codes)]


def _row(
    context: RequestContext, inquiry: Inquiry, answer: HearingAnswerPayload, *, came_late: bool
) -> HearingAnswer:
    entry = context.enter(
        {
            "version": inquiry.version,
            "has_remarks": not answer.has_no_remarks,
            "sha256": answer.answer_sha256,
            "on_behalf_of": ",".join(answer.on_behalf_of),
            "on_behalf": not context.is_made_by_link,
            "is_late": came_late,
        },
        {"text": answer.text, "respondent": answer.respondent, "reported_by": answer.reported_by},
    )
    return HearingAnswer(
        request_id=context.number,
        cycle_id=inquiry.cycle_id,
        slug=inquiry.slug,
        party=context.request.party,
        respondent=answer.respondent,
        on_behalf_of=list(answer.on_behalf_of),
        text=answer.text,
        sha256=answer.answer_sha256,
        has_remarks=not answer.has_no_remarks,
        reported_by=answer.reported_by,
        is_late=came_late,
        entry=entry.seq,
        recorded_at=context.at,
    )


def _replace_earlier(context: RequestContext, inquiry: Inquiry) -> None:
    """Take the tasks about the addressee's earlier answers off the desk: the newest one counts."""
    if not context.request.party:
        return
    mine = select(DeskTask).where(
        DeskTask.cycle_id == inquiry.cycle_id,
        DeskTask.inquiry == inquiry.slug,
        DeskTask.party == context.request.party,
        col(DeskTask.kind).in_([TaskKind.HEARING_ANSWER, TaskKind.LATE_HEARING_ANSWER]),
        col(DeskTask.done_at).is_(None),
    )
    for task in context.session.exec(mine):
        finish(context, task)


def _remark(context: RequestContext, answer: HearingAnswer, judged: RemarkPayload) -> Remark:
    known = context.session.get(Remark, judged.remark) if judged.remark else None
    if judged.remark and (known is None or known.answer_id != answer.id):
        raise Refused("Bemærkningen hører ikke til dette høringssvar.")
    assert answer.id is not None
    remark = known or Remark(
        answer_id=answer.id,
        cycle_id=answer.cycle_id,
        text=judged.text,
        verdict=judged.verdict,
        request_id=context.number,
        recorded_at=context.at,
    )
    remark.paragraph, remark.text = judged.paragraph, judged.text
    remark.verdict, remark.reason = judged.verdict, judged.reason
    remark.request_id, remark.recorded_at = context.number, context.at
    return remark


def _name(context: RequestContext, answer: HearingAnswer) -> str:
    party = context.session.get(InquiryParty, (answer.cycle_id, answer.slug, answer.party))
    return party.name if party else answer.respondent
