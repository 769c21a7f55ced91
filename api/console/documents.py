"""Documents of a cycle: publishing versions, and reading versions and minutes."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Path
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from api.background import tell_of_request
from api.console.cycles import page_of
from api.console.frame import console_page
from api.files import download
from api.forms import document_of, is_checked, status_of, typed
from api.parts import Parts
from api.wiring import FormIn, PartsIn, ReaderIn, SignedIn, WriterIn
from models.documents import ENDINGS, read_document
from models.faults import BadInput, Fault
from models.versions import VersionFacts, add_version, read_new_version

router = APIRouter(prefix="/forloeb/{cycle_id}")
NO_FILE = Fault("file", "Vælg den fil, der skal sendes ud.")


@router.post("/versioner")
def publish(*, cycle_id: str, who: WriterIn, form: FormIn, parts: PartsIn, tasks: BackgroundTasks) -> Response:
    """Publish a version of the text."""
    try:
        version = version_of(form, cycle_id, who, parts)
    except BadInput as error:
        values = typed(form, ("label", "reason")) | {"editorial": "ja" if is_checked(form, "editorial") else ""}
        return console_page(
            "version.html", who, status=status_of(error), cycle_id=cycle_id, values=values, faults=error.faults
        )
    tell_of_request(parts, tasks, version.receipt.number)
    return RedirectResponse(f"/forloeb/{cycle_id}/henvendelser/{version.receipt.number}", 303)


@router.get("/versioner/{number}")
def version(cycle_id: str, number: Annotated[int, Path(ge=1, lt=2**31)], _: ReaderIn, parts: PartsIn) -> Response:
    """Give a version's document."""
    page = page_of(parts, cycle_id)
    for each in page.versions:
        if each.number == number:
            return _download(parts, each.sha256, each.filename)
    raise HTTPException(404)


@router.get("/bilag/{digest}")
def minutes(cycle_id: str, digest: str, _: ReaderIn, parts: PartsIn) -> Response:
    """Give the minutes that a decision of this cycle came with."""
    if digest not in {decision.minutes_sha256 for decision in page_of(parts, cycle_id).decisions}:
        raise HTTPException(404)
    return _download(parts, digest, "")


def version_of(form: FormData, cycle_id: str, who: SignedIn, parts: Parts) -> VersionFacts:
    """Publish the version that a form tells of.

    Raises:
        BadInput: with every fault.
    """
    said = typed(form, ("label", "reason"))
    new = read_new_version({**said, "editorial": is_checked(form, "editorial")})
    document = document_of(form, "file")
    if document is None:
        raise BadInput(NO_FILE)
    return add_version(parts.database, cycle_id, new, document, made_by=who.made_by, at=parts.clock())


def _download(parts: Parts, digest: str, filename: str) -> Response:
    with parts.database.read() as session:
        stored = read_document(session, digest)
    if stored is None:
        raise HTTPException(404)
    return download(stored, filename or f"referat{ENDINGS[stored.media_type]}")
