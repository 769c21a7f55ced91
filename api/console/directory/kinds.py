"""The kinds of agreements: each in plain words, and its definition to change or to make another of."""

from dataclasses import replace
from typing import Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.authentication import Deps, ReaderDep, SignedIn, WriterDep
from api.console.directory.kind_words import words_of
from api.console.frame import console_page
from api.dependencies import Dependencies
from api.forms.posted import FormDep, text_of
from models.kinds import BadKind, UnknownKind, edit_kind, kind_by_code, kind_lines, toml_of
from models.kinds.editing import NEW
from request_types.faults import Fault
from workflows.rules.kinds import AgreementKind

router = APIRouter(prefix="/katalog/arter")
FIELD: Final = "toml"


@router.get("")
def kinds(who: ReaderDep, deps: Deps) -> Response:
    """List the kinds."""
    with deps.database.read() as session:
        lines = kind_lines(session)
    return console_page("kinds.html", who, lines=lines)


@router.get("/{code}")
def kind(*, code: str, who: ReaderDep, deps: Deps, som: str = "", gjort: str = "") -> Response:
    """Show a kind; a new one begins as a copy of `som`. `gjort` tells that it was just stored."""
    if code == NEW:
        copied = _kind(deps, som) if som else None
        return _new(who, toml_of(replace(copied, code="", title="")) if copied else "")
    try:
        found = _kind(deps, code)
    except BadKind as error:
        return _page(code, who, deps, "", faults=(_fault(error),))
    return _page(code, who, deps, toml_of(found), kind=found, is_stored=bool(gjort))


@router.post("/{code}")
def change(code: str, who: WriterDep, form: FormDep, deps: Deps) -> Response:
    """Store what was typed: in place of the kind, or as a new one."""
    text = text_of(form, FIELD)
    before = _usable(deps, code) if code != NEW else None
    try:
        stored = edit_kind(deps.database, text, code=code)
    except BadKind as error:
        if code == NEW:
            return _new(who, text, faults=(_fault(error),))
        return _page(code, who, deps, text, kind=before, faults=(_fault(error),))
    return RedirectResponse(f"/katalog/arter/{stored.code}?gjort=ja", 303)


def _kind(deps: Dependencies, code: str) -> AgreementKind:
    with deps.database.read() as session:
        try:
            return kind_by_code(session, code)
        except UnknownKind:
            raise HTTPException(404) from None


def _usable(deps: Dependencies, code: str) -> AgreementKind | None:
    try:
        return _kind(deps, code)
    except BadKind:
        return None


def _fault(error: BadKind) -> Fault:
    return Fault(FIELD, f"Intet er ændret: {error}.")


def _new(who: SignedIn, text: str, *, faults: tuple[Fault, ...] = ()) -> Response:
    status = 422 if faults else 200
    return console_page("new_kind.html", who, status=status, values={FIELD: text}, faults=faults)


def _page(
    code: str,
    who: SignedIn,
    deps: Dependencies,
    text: str,
    *,
    kind: AgreementKind | None = None,
    faults: tuple[Fault, ...] = (),
    is_stored: bool = False,
) -> Response:
    return console_page(
        "kind.html",
        who,
        status=422 if faults else 200,
        code=code,
        title=kind.title if kind else code,
        words=words_of(kind, today=deps.today) if kind else (),
        values={FIELD: text},
        faults=faults,
        is_stored=is_stored,
    )
