"""Inquiries, initiatives, the authority and hearings in JSON."""

from api.v1.dates import iso
from models.queries.follow_up import AuthorityLine, EvaluationLine, InitiativeLine
from models.queries.hearing import AnswerLine, HearingReport
from models.queries.inquiries import InquiryLine
from workflows.rules.remarks import RemarkVerdict

Json = dict[str, object]


def inquiry(line: InquiryLine) -> Json:
    """Return an inquiry with those whom it asks."""
    return {
        "slug": line.slug,
        "kind": line.kind.value,
        "version": line.version,
        "opened_on": iso(line.opened_on),
        "deadline": iso(line.deadline),
        "closed_at": iso(line.closed_at),
        "addressees": [
            {"code": each.code, "name": each.name, "answered_at": iso(each.answered_at)}
            for each in line.addressees
        ],
    }


def initiative(line: InitiativeLine) -> Json:
    """Return an initiative with its newest status and what was told before."""
    return {
        "number": line.number,
        "title": line.title,
        "owner": line.owner_code,
        "owner_name": line.owner,
        "paragraph": line.paragraph,
        "goal": line.goal,
        "source": line.source.value,
        "progress": line.progress.value,
        "note": line.note,
        "milestones": [{"title": each.title, "due_on": iso(each.due_on)} for each in line.milestones],
        "reports": [
            {
                "inquiry": each.slug,
                "progress": each.progress.value,
                "note": each.note,
                "recorded_at": iso(each.recorded_at),
            }
            for each in line.reports
        ],
    }


def step(line: AuthorityLine) -> Json:
    """Return a step of the correspondence with the authority."""
    return {
        "step": line.step.value,
        "happened_on": iso(line.happened_on),
        "text": line.text,
        "sha256": line.sha256,
        "recorded_at": iso(line.recorded_at),
    }


def evaluation(line: EvaluationLine) -> Json:
    """Return an evaluation."""
    return {"kind": line.kind.value, "made_on": iso(line.made_on), "text": line.text, "sha256": line.sha256}


def report(found: HearingReport) -> Json:
    """Return the report of a cycle's hearings."""
    return {
        "id": found.line.id,
        "hearings": [inquiry(each) for each in found.hearings],
        "asked": found.asked,
        "answered": len(found.answers),
        "late": found.late,
        "without_remarks": found.without_remarks,
        "silent": list(found.silent),
        "verdicts": {verdict.value: found.count(verdict) for verdict in RemarkVerdict},
        "answers": [answer(each) for each in found.answers],
    }


def answer(line: AnswerLine) -> Json:
    """Return a hearing answer with its remarks."""
    return {
        "id": line.id,
        "inquiry": line.slug,
        "party": line.party or None,
        "name": line.who,
        "also_for": list(line.also_for),
        "text": line.text,
        "sha256": line.sha256,
        "has_remarks": line.has_remarks,
        "is_late": line.is_late,
        "recorded_at": iso(line.recorded_at),
        "remarks": [
            {
                "id": each.id,
                "paragraph": each.paragraph,
                "text": each.text,
                "verdict": each.verdict.value,
                "reason": each.reason,
            }
            for each in line.remarks
        ],
    }
