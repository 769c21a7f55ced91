"""A council's own case, ready to be copied: what it is about, and what the council is asked to decide."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from api.wording.reports import OUTCOMES
from models.queries.links.clerk import ClerkPage
from models.queries.links.council_side import CouncilSide
from request_types.payload import plain_text
from workflows.rules.calendar.danish import amid, danish_date, danish_weekday_date, listed
from workflows.rules.council.outcomes import Outcome

EXPLAINED: Final = (
    Outcome.APPROVED,
    Outcome.APPROVED_WITH_REMARKS,
    Outcome.APPROVED_CONDITIONALLY,
    Outcome.REJECTED,
    Outcome.POSTPONED,
    Outcome.NOTED,
)
DRAFT: Final = "Udkast fra sekretariatet. Teksten er jeres: ret den, som I plejer."


@dataclass(frozen=True, slots=True)
class CaseKit:
    """A case as plain Danish text: its heading, its paragraphs, what the answers mean, and what is proposed."""

    heading: str
    presentation: tuple[str, ...]
    meanings: tuple[str, ...]
    proposal: tuple[str, ...]

    @property
    def presentation_text(self) -> str:
        """The presentation as one text to copy."""
        return "\n\n".join((*self.presentation, "\n".join(f"- {line}" for line in self.meanings)))

    @property
    def proposal_text(self) -> str:
        """The proposal as one text to copy."""
        return "\n".join(self.proposal)


def case_kit(case: ClerkPage, side: CouncilSide) -> CaseKit:
    """Return the case of one council, filled in."""
    return CaseKit(
        heading=f"{case.title}: beslutning om aftalen",
        presentation=(
            _question(case, side),
            _basis(side),
            _one_text(case),
            f"Svarfrist: {danish_weekday_date(case.deadline)}. {_contact(case)}",
            "Det betyder rådets mulige svar for aftalen:",
        ),
        meanings=tuple(f"{OUTCOMES[each][0]}: {OUTCOMES[each][1]}" for each in EXPLAINED),
        proposal=(
            f"Det indstilles, at {side.council_amid}",
            f"1. godkender {case.title}, version {case.version} ({case.version_label}), og",
            f"2. meddeler beslutningen til {amid(_asker(case))} senest {danish_date(case.deadline)}.",
        ),
    )


def case_document(case: ClerkPage, side: CouncilSide) -> bytes:
    """Return the case of one council as a .docx file."""
    from docx import Document  # noqa: PLC0415  # read with the first document: no page needs it

    kit = case_kit(case, side)
    document = Document()
    document.add_heading(plain_text(kit.heading), level=0)
    document.add_paragraph(plain_text(f"{case.authority}. {DRAFT}"))
    document.add_heading("Sagsfremstilling", level=1)
    for text in kit.presentation:
        document.add_paragraph(plain_text(text))
    for text in kit.meanings:
        document.add_paragraph(plain_text(text), style="List Bullet")
    document.add_heading("Indstilling", level=1)
    for text in kit.proposal:
        document.add_paragraph(plain_text(text))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _question(case: ClerkPage, side: CouncilSide) -> str:
    text = f"{case.title}, version {case.version} ({case.version_label})"
    return (
        f"{_asker(case)} beder {side.council_amid} om at tage stilling til {text}. "
        f"Teksten er udarbejdet af {case.drafted_by} og vedlagt som bilag: {_texts(case)}."
    )


def _basis(side: CouncilSide) -> str:
    note = f" Sekretariatet oplyser: {side.legal_note.rstrip('.')}." if side.legal_note else ""
    period = f"fra {danish_date(side.period_start)} til {danish_date(side.period_end)}"
    return f"Aftalen gælder {period}. Retsgrundlag: {side.legal_basis}.{note}"


def _one_text(case: ClerkPage) -> str:
    return (
        "Den samme tekst forelægges for alle parter. Et råd kan derfor sige ja eller nej til teksten, men ikke "
        f"ændre den alene. Bemærkninger sendes videre til {case.drafted_by}."
    )


def _asker(case: ClerkPage) -> str:
    return case.secretariat.body_name if case.secretariat else "Sekretariatet"


def _texts(case: ClerkPage) -> str:
    return listed(
        [f"{each.title or 'Aftalen'} ({each.filename}, SHA-256 {each.sha256})" for each in case.documents]
    )


def _contact(case: ClerkPage) -> str:
    office = case.secretariat
    if office is None:
        return ""
    phone = f", tlf. {office.phone}" if office.phone else ""
    return f"Spørgsmål besvares af {office.name or office.body_name}{phone}, {office.mailbox}."
