"""Recording what a hearing brings: answers, and what became of each remark."""

from sqlmodel import col, select

from activities.recording.asked import addressee, answered, inquiry_of, is_over, lay_about, refuse_missing
from activities.recording.desk import finish
from activities.recording.matter import Matter, Refused
from models.tables import DeskTask, HearingAnswer, Inquiry, InquiryParty, Remark, TaskKind
from request_types import HearingAnswerPayload, RemarkPayload
from workflows.contracts.requests import Recorded
from workflows.rules.inquiries import InquiryKind, is_late
from workflows.rules.remarks import RemarkVerdict

NEEDS_NO_REASON = frozenset({RemarkVerdict.TAKEN_IN, RemarkVerdict.NOTED})


def record_hearing_answer(matter: Matter) -> Recorded:
    """Record an answer to a hearing; one that comes too late is kept and marked."""
    answer = matter.payload(HearingAnswerPayload)
    inquiry = inquiry_of(matter, InquiryKind.HEARING)
    parties = _speakers(matter, inquiry, answer)
    refuse_missing(matter, answer.answer_sha256)
    came_late = is_over(matter, inquiry) or is_late(matter.today, inquiry.deadline)
    _replace_earlier(matter, inquiry)
    matter.session.add(_row(matter, inquiry, answer, came_late=came_late))
    if not answer.has_no_remarks:
        lay_about(matter, inquiry, TaskKind.HEARING_ANSWER)
    if came_late:
        lay_about(matter, inquiry, TaskKind.LATE_HEARING_ANSWER)
    return answered(matter, parties, is_late=came_late)


def record_remark(matter: Matter) -> Recorded:
    """Record what became of a remark, or judge one anew.

    The task of the answer stays on the desk: an answer may hold several remarks, so the office says when it is
    done with all of them.
    """
    judged = matter.payload(RemarkPayload)
    if judged.verdict not in NEEDS_NO_REASON and not judged.reason:
        raise Refused("Skriv, hvorfor bemærkningen ikke er fulgt fuldt ud.")
    answer = matter.session.get(HearingAnswer, judged.answer)
    if answer is None or answer.cycle_id != matter.cycle.id:
        raise Refused("Høringssvaret findes ikke i dette forløb.")
    remark = _remark(matter, answer, judged)
    matter.session.add(remark)
    matter.session.flush()
    matter.enter(
        {"answer": answer.entry, "remark": remark.id, "verdict": judged.verdict.value},
        {"paragraph": judged.paragraph, "text": judged.text, "reason": judged.reason},
    )
    return matter.done()


def unjudged(matter: Matter) -> list[str]:
    """Return who made remarks in a hearing of which none is judged yet.

    An answer that came late, or that the same addressee replaced by a newer one, binds nobody.
    """
    mine = select(HearingAnswer).where(HearingAnswer.cycle_id == matter.cycle.id)
    newest: dict[tuple[str, str], HearingAnswer] = {}
    for answer in matter.session.exec(mine.order_by(col(HearingAnswer.id))):
        newest[answer.slug, answer.party or f"{answer.respondent}/{answer.id}"] = answer
    judged = set(matter.session.exec(select(Remark.answer_id).where(Remark.cycle_id == matter.cycle.id)))
    open_ = (each for each in newest.values() if each.has_remarks and not each.is_late and each.id not in judged)
    return [_name(matter, answer) for answer in open_]


def _speakers(matter: Matter, inquiry: Inquiry, answer: HearingAnswerPayload) -> list[InquiryParty]:
    codes = [code for code in (matter.request.party, *answer.on_behalf_of) if code]
    if not matter.request.party and (matter.is_made_by_link or not answer.respondent):
        raise Refused("Skriv, hvem der har svaret.")
    return [addressee(matter, inquiry, code) for code in dict.fromkeys(codes)]


def _row(matter: Matter, inquiry: Inquiry, answer: HearingAnswerPayload, *, came_late: bool) -> HearingAnswer:
    entry = matter.enter(
        {
            "version": inquiry.version,
            "has_remarks": not answer.has_no_remarks,
            "sha256": answer.answer_sha256,
            "on_behalf_of": ",".join(answer.on_behalf_of),
            "on_behalf": not matter.is_made_by_link,
            "is_late": came_late,
        },
        {"text": answer.text, "respondent": answer.respondent, "reported_by": answer.reported_by},
    )
    return HearingAnswer(
        request_id=matter.number,
        cycle_id=inquiry.cycle_id,
        slug=inquiry.slug,
        party=matter.request.party,
        respondent=answer.respondent,
        on_behalf_of=list(answer.on_behalf_of),
        text=answer.text,
        sha256=answer.answer_sha256,
        has_remarks=not answer.has_no_remarks,
        reported_by=answer.reported_by,
        is_late=came_late,
        entry=entry.seq,
        recorded_at=matter.at,
    )


def _replace_earlier(matter: Matter, inquiry: Inquiry) -> None:
    """Take the tasks about the addressee's earlier answers off the desk: the newest one counts."""
    if not matter.request.party:
        return
    mine = select(DeskTask).where(
        DeskTask.cycle_id == inquiry.cycle_id,
        DeskTask.inquiry == inquiry.slug,
        DeskTask.party == matter.request.party,
        col(DeskTask.kind).in_([TaskKind.HEARING_ANSWER, TaskKind.LATE_HEARING_ANSWER]),
        col(DeskTask.done_at).is_(None),
    )
    for task in matter.session.exec(mine):
        finish(matter, task)


def _remark(matter: Matter, answer: HearingAnswer, judged: RemarkPayload) -> Remark:
    known = matter.session.get(Remark, judged.remark) if judged.remark else None
    if judged.remark and (known is None or known.answer_id != answer.id):
        raise Refused("Bemærkningen hører ikke til dette høringssvar.")
    assert answer.id is not None
    remark = known or Remark(
        answer_id=answer.id,
        cycle_id=answer.cycle_id,
        text=judged.text,
        verdict=judged.verdict,
        request_id=matter.number,
        recorded_at=matter.at,
    )
    remark.paragraph, remark.text = judged.paragraph, judged.text
    remark.verdict, remark.reason = judged.verdict, judged.reason
    remark.request_id, remark.recorded_at = matter.number, matter.at
    return remark


def _name(matter: Matter, answer: HearingAnswer) -> str:
    party = matter.session.get(InquiryParty, (answer.cycle_id, answer.slug, answer.party))
    return party.name if party else answer.respondent
