"""R11: whatever is sent to the JSON API or typed into a form, no answer is an accident.

What is sent is made up: by schemathesis from the API's own description, by hypothesis for the forms. Half of what
the API is sent concerns an agreement that is there.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from models.access.staff import Role
from models.store.database import Database
from tests.api.office import ANSWER, CYCLE, Office
from tests.forms.gallery_forms import Found, Hand
from tests.pages.serving import seeded_template
from tests.trust.figures import Figure

Operation = schemathesis.APIOperation[Any, Any, Any, Any]
Case = schemathesis.Case[Any]
CHECKS: Final = [status_code_conformance, content_type_conformance, response_schema_conformance]
KNOWN: Final = {"cycle_id": CYCLE, "number": 1}
OF_A_COUNCIL: Final[dict[str, Any]] = {
    "party": "825",
    "round": 1,
    "decision": 1,
    "task": 1,
    "counts": True,
    "reason": "x",
}
MODES: Final = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
REFUSED: Final = 400
FEW: Final = 20
"""Up to so many examples the same ones are made each time."""
LONGEST_QUERY: Final = 60_000
"""Characters; a web server refuses an address of more than 65,536 without asking us."""
ODD: Final = ("", "0", "-1", "9" * 30, "1e9", "NaN", "9999-12-31", "0000-00-00", "31.2.2026", "\x00", "æ" * 9000)
WILD: Final = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="\x00\x01\t\r\n\x7f\x85\u2028\u202e\ufeff0123456789-./:,;<>\"'&{}", max_size=40),
    st.sampled_from(ODD),
)


@dataclass
class Seen:
    """What came of all that was sent."""

    sent: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    operations: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    undescribed: list[str] = field(default_factory=list)


def schema_errors(examples: int, *, url: str = "") -> Figure:
    """Send so many made-up requests to each operation and each form, and count the answers that are accidents.

    `url` is that of a migrated and seeded database for the API, such as PostgreSQL; an SQLite file where left out.
    """
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder:
        _ask_the_api(seen, examples, url or f"sqlite:///{seeded_template(Path(folder))}")
        _fill_in_forms(seen, examples, Path(folder))
    return Figure(
        "R11",
        "serverfejl ved vildt input (schemathesis på /openapi.json, og alle formularer)",
        "0",
        f"{len(seen.errors)} serverfejl og {len(seen.undescribed)} svar, der ikke er som beskrevet, i "
        f"{seen.sent} henvendelser til {len(seen.operations)} kald og {len(seen.forms)} formularer "
        f"({sum(number for status, number in seen.answers.items() if status < REFUSED)} modtaget)"
        + "".join(f"\n  {each}" for each in sorted({*seen.errors, *seen.undescribed})),
        is_met=bool(seen.operations and seen.forms) and not seen.errors and not seen.undescribed,
    )


def _ask_the_api(seen: Seen, examples: int, url: str) -> None:
    with closing(Database(url)) as database:
        office = Office(database)
        office.open_round()
        office.client().post(f"/b/{office.token()}", data=ANSWER | {"outcome": "rejected"})
        office.record_all()
        schema = schemathesis.openapi.from_asgi("/openapi.json", office.app)
        bearers = {role: office.bearer(role) for role in Role}
        for described in schema.get_all_operations():
            assert isinstance(described, Ok), described
            operation = described.ok()
            seen.operations.add(operation.label)
            for role, bearer in bearers.items():
                is_refused = role is Role.COORDINATOR and operation.method.upper() != "GET"
                _wild_calls(seen, operation, bearer, 1 if is_refused else examples)


def _wild_calls(seen: Seen, operation: Operation, bearer: dict[str, str], examples: int) -> None:
    made_up = st.one_of([operation.as_strategy(generation_mode=mode) for mode in MODES])

    @_settings(examples)
    @given(case=made_up, is_grounded=st.booleans())
    def call(case: Case, *, is_grounded: bool) -> None:
        if is_grounded:
            _ground(case)
        seen.sent += 1
        answer = case.call(headers=bearer)
        seen.answers[answer.status_code] += 1
        if answer.status_code >= 500:
            seen.errors.append(f"{operation.label}: {answer.status_code}")
            return
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failures:
            seen.undescribed += [
                f"{operation.label}: {answer.status_code}: {failure.title}" for failure in failures.exceptions
            ]

    call()


def _ground(case: Case) -> None:
    """Let a case be about the agreement that is there."""
    case.path_parameters = {name: KNOWN.get(name, value) for name, value in (case.path_parameters or {}).items()}
    if isinstance(case.body, dict):
        case.body |= {name: value for name, value in OF_A_COUNCIL.items() if name in case.body}


def _fill_in_forms(seen: Seen, examples: int, folder: Path) -> None:
    with _hand(folder / "forms") as hand:
        for found in hand.find_all():
            seen.forms.add(found.name)
            _wild_forms(seen, hand, found, examples)


@contextmanager
def _hand(folder: Path) -> Iterator[Hand]:
    folder.mkdir()
    with closing(Hand(folder)) as hand:
        yield hand


def _wild_forms(seen: Seen, hand: Hand, found: Found, examples: int) -> None:
    kept = found.form.values()
    names = sorted(kept.keys() | set(found.form.asked))

    @_settings(examples)
    @given(typed=st.dictionaries(st.sampled_from(names), st.lists(WILD, max_size=3)) if names else st.just({}))
    def send(typed: dict[str, list[str]]) -> None:
        # without the session's own word nothing else would be read
        sent = kept | typed | ({"csrf": kept["csrf"]} if "csrf" in kept else {})
        assume(found.form.method != "get" or len(urlencode(sent, doseq=True)) <= LONGEST_QUERY)
        seen.sent += 1
        answer = hand.send(found, found.form, sent)
        seen.answers[answer.status_code] += 1
        hand.put_back(found)
        if answer.status_code >= 500:
            seen.errors.append(f"{found.name}: {answer.status_code} for {sorted(typed)}")

    send()


def _settings(examples: int) -> settings:
    return settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=examples <= FEW,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
