"""One row of a file of meetings: what it says, dates as offices write them, and what is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.meetings.councils import Councils
from request_types.dates import CHECK_THE_YEAR, FARTHEST
from workflows.rules.council.meetings import MeetingLevel

_DANISH: Final = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
TOWN: Final = "kommune"
CODE: Final = "kode"
LEVEL: Final = "niveau"
DAY: Final = "dato"
AGENDA: Final = "dagsorden_lukker"
BODY_COLUMNS: Final = (TOWN, CODE)
COLUMNS: Final = (LEVEL, DAY)
LEVELS: Final = (
    {each.danish: each for each in MeetingLevel}
    | {each.danish_in_a_region: each for each in MeetingLevel}
    | {each.value: each for each in MeetingLevel}
    | dict.fromkeys(("byråd", "kommunalbestyrelse", "borgerrepræsentation"), MeetingLevel.COUNCIL)
    | {"øu": MeetingLevel.FINANCE_COMMITTEE, "udvalg": MeetingLevel.COMMITTEE}
)
"""What may stand in the column of levels, in small letters."""
_NO_DATE: Final = "er ikke en dato; skriv for eksempel 15-09-2027."


class NoDate(ValueError):
    """The text is no date."""


def read_date(text: str) -> date:
    """Return the date that a text means: "15-09-2027", "15.9.2027", "15/9/2027" or "2027-09-15".

    Raises:
        NoDate: it means none.
    """
    danish, iso = _DANISH.fullmatch(text), _ISO.fullmatch(text)
    parts = iso.groups() if iso else reversed(danish.groups()) if danish else ()
    try:
        return date(*(int(part) for part in parts))
    except (TypeError, ValueError):
        raise NoDate(text) from None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A row's texts by column, and the councils that it may name.

    Where the row has no faults, its properties tell the meeting.
    """

    texts: Mapping[str, str]
    councils: Councils
    today: date

    @property
    def body_code(self) -> str:
        """The own code of the council that sits on the day of the meeting."""
        (named,) = self._codes()
        code = self.councils.sitting(named, self.held_on)
        assert code is not None
        return code

    @property
    def level(self) -> MeetingLevel:
        """Who meets."""
        return LEVELS[self._text(LEVEL).lower()]

    @property
    def held_on(self) -> date:
        """The local date of the meeting."""
        return read_date(self._text(DAY))

    @property
    def agenda_closes_on(self) -> date | None:
        """The last local date on which a case is taken in, None where the row does not say."""
        return read_date(self._text(AGENDA)) if self._text(AGENDA) else None

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield all that is wrong: the column, and why in Danish."""
        yield from self._faults_of_body()
        if not self._text(LEVEL):
            yield LEVEL, "Niveauet mangler; skriv fagudvalg, økonomiudvalg eller råd."
        elif self._text(LEVEL).lower() not in LEVELS:
            yield LEVEL, f"Niveauet »{self._text(LEVEL)}« er ukendt; skriv fagudvalg, økonomiudvalg eller råd."
        faulty = {column for column, _ in self._faults_of_dates()}
        yield from self._faults_of_dates()
        if not faulty and self.agenda_closes_on and self.agenda_closes_on > self.held_on:
            yield AGENDA, "Dagsordenen lukker efter mødet."
        if DAY not in faulty:
            yield from self._faults_of_ended()

    def _faults_of_body(self) -> Iterator[tuple[str, str]]:
        named = [(column, self._text(column)) for column in BODY_COLUMNS if self._text(column)]
        if not named:
            yield next(each for each in BODY_COLUMNS if each in self.texts), "Skriv kommunen eller dens kode."
        unknown = [(column, text) for column, text in named if text.lower() not in self.councils.codes]
        for column, text in unknown:
            yield column, f"»{text}« er hverken en kommune, en region eller et råd i kataloget."
        if not unknown and len(self._codes()) > 1:
            yield CODE, "Kommune og kode passer ikke sammen."

    def _faults_of_ended(self) -> Iterator[tuple[str, str]]:
        for column in BODY_COLUMNS:
            text = self._text(column)
            code = self.councils.codes.get(text.lower())
            if code and self.councils.sitting(code, self.held_on) is None:
                heir = self.councils.heir_of(code)
                yield column, f"»{text}« findes ikke den dag" + (f"; mødet hører til {heir}." if heir else ".")

    def _faults_of_dates(self) -> Iterator[tuple[str, str]]:
        if not self._text(DAY):
            yield DAY, "Datoen mangler."
        for column in (DAY, AGENDA):
            text = self._text(column)
            try:
                is_far = bool(text) and abs(read_date(text) - self.today) > FARTHEST
            except NoDate:
                yield column, f"»{text}« {_NO_DATE}"
            else:
                if is_far:
                    yield column, f"Datoen ligger mere end ti år fra i dag. {CHECK_THE_YEAR}"

    def _codes(self) -> set[str]:
        texts = (self._text(column).lower() for column in BODY_COLUMNS)
        return {self.councils.codes[text] for text in texts if text in self.councils.codes}

    def _text(self, column: str) -> str:
        return self.texts.get(column, "")
