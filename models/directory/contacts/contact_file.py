"""Reads a file of contacts and names every fault in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from models.directory.facts import RowProblem
from models.store.csv_text import UNREADABLE, Line, csv_lines
from request_types.payload import is_mailbox

COLUMNS: Final = ("code", "name", "mailbox", "main_mailbox", "second_mailbox", "phone", "website")
_MAILBOXES: Final = ("mailbox", "main_mailbox", "second_mailbox")
_LONGEST: Final = {"name": 200, "phone": 40, "website": 300} | dict.fromkeys(_MAILBOXES, 254)


@dataclass(frozen=True, slots=True)
class ContactFile:
    """What a file says: by body code the columns of each contact, and all that is wrong with it."""

    contacts: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)


def read_contact_file(text: str, bodies: Mapping[str, str]) -> ContactFile:
    """Return what a CSV text says (`;` or `,` between the columns, a byte order mark is ignored).

    `bodies` maps each code that may stand in the file to the code of the body that the contact is for.
    """
    found = ContactFile()
    read = csv_lines(text)
    lines = read.lines
    if read.unreadable is not None:
        found.problems.append(RowProblem(read.unreadable, "", UNREADABLE))
    if not lines:
        found.problems.append(RowProblem(0, "", "Filen er tom."))
        return found
    header = [name.strip().lower() for name in lines[0][1]]
    found.problems.extend(_header_problems(header, lines[0][0]))
    if not found.problems:
        _read_rows(lines[1:], header, bodies, found)
    return found


def _header_problems(header: list[str], line: int) -> Iterator[RowProblem]:
    for name in COLUMNS:
        if name not in header:
            yield RowProblem(line, name, "Kolonnen mangler.")
    for place, name in enumerate(header):
        if name not in COLUMNS:
            yield RowProblem(line, name, "Kolonnen er ukendt.")
        elif name in header[:place]:
            yield RowProblem(line, name, "Kolonnen står der to gange.")


def _read_rows(lines: list[Line], header: list[str], bodies: Mapping[str, str], found: ContactFile) -> None:
    if not lines:
        found.problems.append(RowProblem(0, "", "Filen har ingen kontakter."))
    first_lines: dict[str, int] = {}
    for line, values in lines:
        if len(values) != len(header):
            reason = f"Linjen har {len(values)} felter, men skal have {len(header)}."
            found.problems.append(RowProblem(line, "", reason))
            continue
        row = {name: value.strip() for name, value in zip(header, values, strict=True)}
        body_code = bodies.get(row["code"], "")
        found.problems.extend(_code_problems(row["code"], body_code, line, first_lines))
        found.problems.extend(RowProblem(line, name, reason) for name, reason in field_problems(row))
        found.contacts[body_code] = {name: row[name] for name in COLUMNS if name != "code"}


def _code_problems(code: str, body_code: str, line: int, first_lines: dict[str, int]) -> Iterator[RowProblem]:
    if not code:
        yield RowProblem(line, "code", "Koden mangler.")
    elif not body_code:
        yield RowProblem(line, "code", f"Koden »{code}« er ukendt.")
    elif body_code in first_lines:
        yield RowProblem(line, "code", f"Koden »{code}« står også på linje {first_lines[body_code]}.")
    else:
        first_lines[body_code] = line


def field_problems(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one contact, by its columns but `code`: the column, and why in Danish."""
    if not row["mailbox"]:
        yield "mailbox", "Postkassen mangler."
    for name, longest in _LONGEST.items():
        if len(row[name]) > longest:
            yield name, f"Teksten er for lang: {len(row[name])} tegn, højst {longest}."
        elif not row[name].isprintable():
            yield name, "Teksten har linjeskift eller andre tegn, der ikke kan vises."
        elif name in _MAILBOXES and row[name] and not is_mailbox(row[name]):
            yield name, f"»{row[name]}« er ikke en gyldig mailadresse."
