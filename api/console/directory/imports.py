"""Files of contacts and of meetings, taken into the directory: all of a file, or nothing and every bad row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.datastructures import FormData, UploadFile

from api.authentication import Deps, ReaderDep, SignedIn, WriterDep
from api.console.frame import console_page
from api.forms.posted import FormDep
from models.directory import ImportReport, RowProblem, import_contacts
from models.meetings import MeetingReport, import_meetings
from models.store.csv_text import NOT_UTF8
from request_types.faults import Fault

MISSING: Final = "Vælg en fil."
router = APIRouter(prefix="/katalog")


@dataclass(frozen=True, slots=True)
class Import:
    """A file that the office brings: what it holds, its columns and a row of it."""

    path: str
    title: str
    lead: str
    columns: str
    example: str


CONTACTS: Final = Import(
    "kontakter",
    "Læg kontakter ind",
    "Postkasserne, som råd og andre organer nås på. En kontakt, der findes, bliver erstattet.",
    "code;name;mailbox;main_mailbox;second_mailbox;phone;website",
    "825;;byraadssekretariat@laesoe.example;kommune@laesoe.example;;;",
)
MEETINGS: Final = Import(
    "moeder",
    "Læg møder ind",
    "Rådenes og udvalgenes møder. Et møde, der findes, bliver stående.",
    "kommune;niveau;dato;dagsorden_lukker",
    "Læsø;råd;20.09.2027;14.09.2027",
)


@router.get("/kontakter")
def contacts(who: ReaderDep) -> Response:
    """Ask for a file of contacts."""
    return console_page("import.html", who, file=CONTACTS, problems=(), faults=(), told="")


@router.get("/moeder")
def meetings(who: ReaderDep) -> Response:
    """Ask for a file of meetings."""
    return console_page("import.html", who, file=MEETINGS, problems=(), faults=(), told="")


@router.post("/kontakter")
def take_contacts(who: WriterDep, form: FormDep, deps: Deps) -> Response:
    """Import a file of contacts."""
    return _take(CONTACTS, who, form, lambda text: import_contacts(deps.database, text))


@router.post("/moeder")
def take_meetings(who: WriterDep, form: FormDep, deps: Deps) -> Response:
    """Import a file of meetings."""
    return _take(MEETINGS, who, form, lambda text: import_meetings(deps.database, text, today=deps.today))


def _take(
    file: Import, who: SignedIn, form: FormData, take: Callable[[str], ImportReport | MeetingReport]
) -> Response:
    upload = form.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        fault = Fault("file", MISSING)
        return console_page("import.html", who, status=422, file=file, problems=(), faults=(fault,), told="")
    problems, told = _taken(upload.file.read(), take)
    status = 422 if problems else 200
    return console_page("import.html", who, status=status, file=file, problems=problems, faults=(), told=told)


def _taken(
    content: bytes, take: Callable[[str], ImportReport | MeetingReport]
) -> tuple[tuple[RowProblem, ...], str]:
    try:
        report = take(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return (RowProblem(0, "", NOT_UTF8),), ""
    return report.problems, "" if report.problems else report.sentence
