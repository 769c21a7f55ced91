"""Documents of a cycle: publishing versions, and reading versions and minutes."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Path
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from api.authentication import Deps, ReaderDep, SignedIn, WriterDep
from api.background import tell_of_request
from api.console.cycle.cycles import page_of
from api.console.frame import LETTERS, console_page, letters_page
from api.dependencies import Dependencies
from api.downloads import download, download_part
from api.forms.posted import FormDep, text_of
from api.forms.uploads import carried_files, documents_of
from api.forms.values import is_checked, status_of, text_fields
from models.agreements.documents import ENDINGS, NewDocument, keep, read_document
from models.agreements.versions import NewVersion, VersionFacts, add_version, part_titles, read_new_version
from models.queries.documents.texts import PartLine
from request_types.faults import BadInput, Fault

router = APIRouter(prefix="/forloeb/{cycle_id}")
Number = Annotated[int, Path(ge=1, lt=2**31)]
NO_FILE = Fault("file", "Vælg den fil, der skal sendes ud.")


@router.post("/versioner")
def publish(*, cycle_id: str, who: WriterDep, form: FormDep, deps: Deps, tasks: BackgroundTasks) -> Response:
    """Publish a version of the text."""
    try:
        if text_of(form, "show") == LETTERS:
            return _show_letters(form, cycle_id, who=who, deps=deps)
        version = version_of(form, cycle_id, who, deps)
    except BadInput as error:
        values = text_fields(form, ("label", "reason")) | {
            "editorial": "ja" if is_checked(form, "editorial") else ""
        }
        return console_page(
            "version.html",
            who,
            status=status_of(error),
            cycle_id=cycle_id,
            values=values,
            faults=error.faults,
            titles=_titles(deps, cycle_id),
        )
    tell_of_request(deps, tasks, version.receipt.number)
    return RedirectResponse(f"/forloeb/{cycle_id}/henvendelser/{version.receipt.number}", 303)


@router.get("/versioner/{number}")
def version(cycle_id: str, number: Number, _: ReaderDep, deps: Deps) -> Response:
    """Give a version's document."""
    return download_part(deps, _documents(deps, cycle_id, number), 0)


@router.get("/versioner/{number}/{position}")
def version_part(cycle_id: str, number: Number, position: Number, _: ReaderDep, deps: Deps) -> Response:
    """Give a version's document for a further part of the agreement."""
    return download_part(deps, _documents(deps, cycle_id, number), position)


@router.get("/bilag/{digest}")
def minutes(cycle_id: str, digest: str, _: ReaderDep, deps: Deps) -> Response:
    """Give a document that came with a request of this cycle: minutes, a hearing answer, a letter, a report."""
    if digest not in page_of(deps, cycle_id).documents:
        raise HTTPException(404)
    with deps.database.read() as session:
        stored = read_document(session, digest)
    if stored is None:
        raise HTTPException(404)
    return download(stored, f"bilag-{digest[:8]}{ENDINGS[stored.media_type]}")


def version_of(form: FormData, cycle_id: str, who: SignedIn, deps: Dependencies) -> VersionFacts:
    """Publish the version that a form tells of.

    Raises:
        BadInput: with every fault.
    """
    new, (first, *further) = _said(form, deps)
    return add_version(
        deps.database, cycle_id, new, first, parts=tuple(further), made_by=who.made_by, at=deps.clock()
    )


def _said(form: FormData, deps: Dependencies) -> tuple[NewVersion, tuple[NewDocument, ...]]:
    new = read_new_version({**text_fields(form, ("label", "reason")), "editorial": is_checked(form, "editorial")})
    documents = documents_of(form, deps)
    if not documents:
        raise BadInput(NO_FILE)
    return new, documents


def _show_letters(form: FormData, cycle_id: str, *, who: SignedIn, deps: Dependencies) -> Response:
    new, documents = _said(form, deps)
    previewed = deps.previewer.preview_version(cycle_id, new, documents, made_by=who.made_by)
    keep(deps.database, documents, at=deps.clock())
    carried = text_fields(form, ("label", "reason", "editorial")) | carried_files(documents)
    at, button = f"/forloeb/{cycle_id}/versioner", "Læg versionen op"
    return letters_page(who, previewed, carried, at=at, button=button, now=deps.clock())


def _documents(deps: Dependencies, cycle_id: str, number: int) -> tuple[PartLine, ...]:
    versions = page_of(deps, cycle_id).versions
    return next((each.documents for each in versions if each.number == number), ())


def _titles(deps: Dependencies, cycle_id: str) -> tuple[str, ...]:
    with deps.database.read() as session:
        return part_titles(session, cycle_id)
