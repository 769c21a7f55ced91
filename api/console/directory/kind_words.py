"""An agreement kind in plain Danish words."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from workflows.rules.authority import AuthorityRole
from workflows.rules.calendar.danish import MONTHS, danish_date, listed
from workflows.rules.calendar.working_days import QuietPeriod
from workflows.rules.council.quorum import Quorum
from workflows.rules.kinds import AgreementKind, Milestone, Stage

Lines = tuple[str, ...]
_ROLES: Final = {AuthorityRole.APPROVES: "godkender", AuthorityRole.ADVISES: "rådgiver om"}


def words_of(kind: AgreementKind, *, today: date) -> tuple[tuple[str, Lines], ...]:
    """Return what there is to know of a kind: headings, each with its sentences. `today` is a local date."""
    told = (
        ("Retsgrundlag", (_basis(kind, today),)),
        ("Faser", (f"{' → '.join(kind.phases)}.",)),
        ("Hvem der udarbejder", (f"{kind.drafted_by} udarbejder og vedtager teksten.", *_parts(kind))),
        ("Milepæle", tuple(_milestone(each) for each in kind.milestones)),
        ("Høring", tuple(_hearing(kind))),
        ("Hvem der godkender", tuple(_stages(kind))),
        ("Myndighed", tuple(_authority(kind))),
        ("Opfølgning", tuple(_follow_up(kind))),
        ("Påmindelser", tuple(_reminders(kind))),
        ("Stille perioder", tuple(_quiet(kind))),
    )
    return tuple((heading, lines) for heading, lines in told if lines)


def _basis(kind: AgreementKind, today: date) -> str:
    basis = kind.legal_basis.rstrip(".")
    if kind.legal_until is None:
        return f"{basis}. Der er ingen kendt slutdato."
    ends = "ophørte" if kind.legal_until < today else "ophører"
    return f"{basis}. Grundlaget {ends} {danish_date(kind.legal_until)}."


def _parts(kind: AgreementKind) -> Iterator[str]:
    if kind.parts:
        yield f"Aftalen har {len(kind.parts)} dele, der godkendes samlet: {listed(kind.parts)}."
    yield f"Den gælder som regel i {_of(kind.term_years, 'år', 'år')}."


def _milestone(each: Milestone) -> str:
    when = (
        f"senest {_day(each.fixed_on)} før perioden"
        if each.fixed_on
        else f"{_of(each.months_before or 0, 'måned', 'måneder')} før perioden"
    )
    return f"{each.title}: {when}."


def _hearing(kind: AgreementKind) -> Iterator[str]:
    if kind.hearing:
        who = listed([each.danish for each in kind.hearing.parties])
        yield f"Der høres i {_days(kind.hearing.days)}: {who}."


def _stages(kind: AgreementKind) -> Iterator[str]:
    asked = (
        ("Der spørges",) if len(kind.stages) == 1 else ("Først spørges", *["Derefter spørges"] * len(kind.stages))
    )
    yield from (f"{words} {_stage(stage)}" for words, stage in zip(asked, kind.stages, strict=False))
    if kind.approval_deadline_on:
        yield f"Alle skal have godkendt senest {_day(kind.approval_deadline_on)} året før perioden."
    terms = kind.contact_round
    within = _days(terms.answer_days)
    yield f"Kontakterne bekræftes {_days(terms.days_before)} før vedtagelsen; der er {within} til det."


def _stage(stage: Stage) -> str:
    enough = "alle skal godkende" if stage.quorum is Quorum.ALL else "én godkendelse er nok"
    return f"{stage.parties.danish}; {enough}, og der er som regel {_days(stage.days)} til det."


def _authority(kind: AgreementKind) -> Iterator[str]:
    if terms := kind.authority:
        yield f"{terms.name} {_ROLES[terms.role]} aftalen og har {_days(terms.answer_days)} til at svare."
        yield f"Modtagelsen skal være bekræftet inden {_days(terms.acknowledge_days)}."


def _follow_up(kind: AgreementKind) -> Iterator[str]:
    terms = kind.follow_up
    every = "hver måned" if terms.status_every_months == 1 else f"hver {terms.status_every_months}. måned"
    yield f"De ansvarlige for indsatser spørges {every} og har {_days(terms.answer_days)} til at svare."
    for number, whom in ((terms.committee_every, kind.drafted_by), (terms.councils_every, "rådene")):
        if number:
            yield f"{'Hver' if number == 1 else f'Hver {number}.'} status sendes samlet til {whom}."
    if terms.has_midway:
        yield "Der evalueres også midtvejs."
    ahead = _of(terms.successor_months, "måned", "måneder")
    yield f"Sekretariatet mindes om den næste aftale {ahead} før slutningen."


def _reminders(kind: AgreementKind) -> Iterator[str]:
    terms = kind.reminders
    yield f"Et råd mindes om sagen {_of(terms.agenda_working_days, 'hverdag', 'hverdage')} før sit møde."
    asked = _of(terms.asked_working_days, "hverdag", "hverdage")
    yield f"Der spørges {asked} efter mødet, og igen hver {terms.repeat_days}. dag."
    yield f"Efter fristen sendes højst {terms.overdue_letters} rykkere; derefter får sekretariatet besked."


def _quiet(kind: AgreementKind) -> Iterator[str]:
    if kind.is_always_open:
        yield "Ingen: alle dage og timer tæller. Det er kun til prøver."
        return
    yield from (_period(each) for each in kind.quiet)
    free = "På søndage" if kind.saturday_counts else "I weekender"
    yield f"{free} og på helligdage mindes ingen."


def _period(each: QuietPeriod) -> str:
    years = " i år med valg til rådene" if each.only_election_years else ""
    return f"Ingen mindes fra {_day(each.first)} til {_day(each.last)}{years}."


def _day(anchor: tuple[int, int]) -> str:
    month, day = anchor
    return f"{day}. {MONTHS[month - 1]}"


def _days(number: int) -> str:
    return _of(number, "dag", "dage")


def _of(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
