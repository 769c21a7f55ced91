"""The agreement's documents on their way through the steps: kept by their SHA-256, which is carried along."""

from starlette.datastructures import FormData

from api.console.start.form import PLACES, kept_places
from api.dependencies import Dependencies
from api.forms.values import document_of, is_checked
from models.agreements.documents import NewDocument, is_stored, keep, kept
from request_types.faults import BadInput, Fault

GONE = "Filen er ikke hos os længere. Vælg den igen."


def keep_files(form: FormData, values: dict[str, str], deps: Dependencies) -> BadInput | None:
    """Keep the files that came along and name them in `values`; return what is wrong with the others.

    A document that the reader ticked off is no longer named.
    """
    errors: list[BadInput] = []
    for place in PLACES:
        if is_checked(form, f"{place}_removed"):
            values |= {f"{place}_sha256": "", f"{place}_name": ""}
        try:
            document = document_of(form, place)
        except BadInput as error:
            errors.append(error)
            continue
        if document is not None:
            keep(deps.database, (document,), at=deps.clock())
            values |= {f"{place}_sha256": document.sha256, f"{place}_name": document.filename}
    return _together(errors)


def faults_of_files(values: dict[str, str], titles: tuple[str, ...], deps: Dependencies) -> tuple[Fault, ...]:
    """Return what is wrong with the documents: all parts of the text come along, or none; `titles` name them."""
    kept = kept_places(values)
    if not kept:
        return ()
    wanted = range(max(1, len(titles)))
    missing = (Fault(PLACES[place], _missing(titles, place)) for place in wanted if place not in kept)
    surplus = (Fault(PLACES[place], "Aftalen har ikke så mange dele.") for place in kept if place not in wanted)
    with deps.database.read() as session:
        gone = tuple(
            Fault(PLACES[place], GONE)
            for place in kept
            if not is_stored(session, values[f"{PLACES[place]}_sha256"])
        )
    return (*missing, *surplus, *gone)


def documents_of(values: dict[str, str], deps: Dependencies) -> tuple[NewDocument, ...]:
    """Return the documents that were kept, in the order of the agreement's parts."""
    with deps.database.read() as session:
        places = (PLACES[number] for number in kept_places(values))
        found = [kept(session, values[f"{place}_sha256"], values[f"{place}_name"]) for place in places]
    return tuple(document for document in found if document is not None)


def _together(errors: list[BadInput]) -> BadInput | None:
    if len(errors) <= 1:
        return errors[0] if errors else None
    return type(errors[0])(*(fault for error in errors for fault in error.faults))


def _missing(titles: tuple[str, ...], place: int) -> str:
    return f"Vælg filen med {titles[place]}." if titles else "Vælg også filen før denne."
