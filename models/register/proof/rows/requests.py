"""Requests that were recorded: each has the entry that its result names, and says what the entry says."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from sqlmodel import Session, select

from models.register.proof.entries import Entry, Telling
from models.register.proof.payloads import REPEATED, Repeated, Typed
from models.tables import Decision, Request, RequestResult
from request_types import request_type
from workflows.rules.requests import RequestKind

_NOTHING: Final = Repeated()
_LINK: Final = "link:"


def faults_in_requests(session: Session, telling: Telling) -> Iterator[str]:
    """Give each request whose result or typed fields are not what its entry says, as Danish sentences."""
    told = {each.request: each for each in telling.entries if each.request}
    results = {row.request_id: row for row in session.exec(select(RequestResult))}
    requests = {row.id: row for row in session.exec(select(Request))}
    entry_of = {number: entry for number, entry in session.exec(select(Decision.id, Decision.entry)) if number}
    for number, entry in told.items():
        if not _is_result(results.get(number), entry):
            yield f"Post {entry.seq}: det er ændret, hvad der blev af henvendelse nr. {number}."
        request = requests.get(number)
        if request is None:
            yield f"Post {entry.seq}: henvendelse nr. {number} mangler."
            continue
        for fault in _faults(request, entry, telling, entry_of):
            yield f"Post {entry.seq}: henvendelse nr. {number} siger noget andet end posten (»{fault}«)."
    for number, result in results.items():
        if (result.entry is not None or result.is_recorded) and number not in told:
            yield f"Der er ingen post om henvendelse nr. {number}, skønt den siges at være registreret."


def _is_result(result: RequestResult | None, told: Entry) -> bool:
    if result is None:
        return False
    says = (result.is_recorded, result.entry, result.reason, result.decided_at)
    return says == (True, told.seq, "", told.at)


def _faults(request: Request, told: Entry, telling: Telling, entry_of: Mapping[int, int]) -> Iterator[str]:
    """Give the columns and typed fields that say something else."""
    yield from _faults_in_columns(request, told)
    repeated = REPEATED.get(told.kind, _NOTHING)
    try:
        typed = _filled(request)
        yield from _faults_in_facts(typed, repeated, told)
        yield from _faults_in_texts(typed, repeated, told, telling)
        if repeated.names_a_decision and entry_of.get(typed["decision"]) != told.facts.get("decision"):
            yield "decision"
    except (TypeError, KeyError, AttributeError):
        yield "payload"  # nobody could have typed that


def _faults_in_facts(typed: Typed, repeated: Repeated, told: Entry) -> Iterator[str]:
    for name, fact in repeated.facts.items():
        if fact in told.facts and typed[name] != told.facts[fact]:
            yield name
    for name, fact in repeated.if_typed.items():
        if typed[name] not in {None, told.facts.get(fact)}:
            yield name
    for fact, made in repeated.made.items():
        if fact in told.facts and made(typed) != told.facts[fact]:
            yield fact


def _faults_in_texts(typed: Typed, repeated: Repeated, told: Entry, telling: Telling) -> Iterator[str]:
    texts = {name: typed[name] for name in repeated.texts} | dict(repeated.spread(typed))
    for name, text in texts.items():
        if not isinstance(text, str) or not telling.agrees(told, name, text):
            yield name
    yield from told.digests.keys() - texts.keys() if repeated.texts else ()


def _faults_in_columns(request: Request, told: Entry) -> Iterator[str]:
    expected = {
        "kind": told.kind,
        "cycle_id": told.cycle_id,
        "party": told.facts.get("party"),
        "inquiry": told.word("inquiry"),
    }
    yield from (name for name, value in expected.items() if getattr(request, name) != value)
    round_ = told.facts.get("round", request.round)
    if request.round and request_type(request.kind).is_of_a_council and request.round != round_:
        yield "round"
    if told.facts.get("on_behalf", request.made_by) == request.made_by.startswith(_LINK):
        yield "made_by"


def _filled(request: Request) -> Typed:
    """Return what was typed, and what a field says that nothing was typed into."""
    return {**_unsaid(request.kind), **request.payload}


@cache
def _unsaid(kind: RequestKind) -> Typed:
    fields = request_type(kind).payload.model_fields
    return {name: each.default for name, each in fields.items() if not each.is_required()}
