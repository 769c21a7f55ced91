"""Every form of every page, with what people type: nothing is lost, nothing is run, nothing is changed."""

from collections import Counter
from collections.abc import Iterator

import pytest
from httpx import Response

from tests.forms.fitting import Sent, files_of, fitting
from tests.forms.gallery_forms import Found, Hand
from tests.forms.judging import MARKUP, as_stored, faults_in, kept_in, stored_texts
from tests.forms.seen import forms_on

LONG = "æ" * 100_000
TELLS_NOTHING = "sign-in"  # nor whether an address is known
# who alone may write keeps that; a new kind is a copy until somebody gives it a code of its own
REFUSED_AS_IT_STANDS = ("/katalog/medarbejdere/", "/katalog/arter/ny")
ODD = {
    "markup": MARKUP,
    "Danish": "æøå ÆØÅ é",
    "emoji": "👩‍👩‍👧‍👦 🎉",
    "right to left": "שלום مرحبا \u202eabc",
}
AT_ONCE = " ".join(ODD.values())


@pytest.fixture(scope="module")
def hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    """A hand that fills in forms."""
    hand = Hand(tmp_path_factory.mktemp("forms"))
    yield hand
    hand.close()


@pytest.fixture(scope="module")
def forms(hand: Hand) -> list[Found]:
    """Every form of the gallery."""
    return hand.find_all()


def typed_somewhere(forms: list[Found]) -> frozenset[str]:
    """Return the names of all fields that are typed into on some page; others carry them unseen."""
    return frozenset(name for each in forms for name in each.form.typed)


def test_there_are_forms_to_fill_in(forms: list[Found]) -> None:
    assert len(forms) >= 60
    assert sum(len(each.form.typed) for each in forms) >= 130


def test_an_untroubled_form_is_taken(hand: Hand, forms: list[Found]) -> None:
    refused: list[tuple[str, int]] = []
    for each in forms:
        answer = hand.send(each, each.form, fitting(each.form), files_of(each.form))
        hand.put_back(each)
        if answer.status_code not in {200, 303} and not each.form.action.startswith(REFUSED_AS_IT_STANDS):
            refused.append((each.name, answer.status_code))
    assert not refused, refused


def test_a_missing_field_is_no_accident(hand: Hand, forms: list[Found]) -> None:
    troubles = []
    for each in forms:
        for name in each.form.values().keys() | set(each.form.asked):
            sent = {key: said for key, said in fitting(each.form).items() if key != name}
            answer = hand.send(each, each.form, sent, files_of(each.form))
            hand.put_back(each)
            trouble = _trouble(answer, sent, "") if name in each.form.asked else ""
            if answer.status_code >= 500:
                trouble = str(answer.status_code)
            if trouble:
                troubles.append((each.name, name, trouble))
    assert not troubles, "\n".join(map(str, troubles))


def test_what_is_too_long_is_named_and_kept(hand: Hand, forms: list[Found]) -> None:
    troubles = []
    for each in forms:
        for name in each.form.typed:
            long = LONG if each.form.method == "post" else LONG[:5000]
            sent = fitting(each.form) | {name: [long]}
            answer = hand.send(each, each.form, sent, files_of(each.form))
            hand.put_back(each)
            trouble = _trouble(answer, sent, name)
            if answer.status_code in {200, 303} and each.entry.name != TELLS_NOTHING:
                trouble = f"taken: {answer.status_code}"
            if trouble:
                troubles.append((each.name, name, trouble[:300]))
    assert not troubles, "\n".join(map(str, troubles))


def test_odd_text_is_stored_as_it_was_or_kept_on_the_page(hand: Hand, forms: list[Found]) -> None:
    troubles, answers = [], Counter[int]()
    everywhere = typed_somewhere(forms)
    for each in forms:
        for name in [*each.form.typed, *_carried(each, everywhere)]:
            for typed in (AT_ONCE, *ODD.values()):
                status, trouble = _odd(hand, each, name, typed)
                if (typed, status) == (AT_ONCE, 422):  # each by itself tells why, or is taken
                    continue
                answers[status] += 1
                if trouble:
                    troubles.append((each.name, name, typed, trouble[:300]))
                if typed == AT_ONCE:
                    break
    assert not troubles, "\n".join(map(str, troubles))
    assert min(answers[200], answers[303], answers[422]) >= 25, answers


def _odd(hand: Hand, found: Found, name: str, typed: str) -> tuple[int, str]:
    """Type something odd into a field, and return how the form was answered and what was wrong with that."""
    sent = fitting(found.form) | {name: [typed]}
    answer = hand.send(found, found.form, sent, files_of(found.form))
    trouble = _trouble(answer, sent, name) or _dropped(answer, name, typed)
    if answer.status_code == 303:
        trouble = _untrue(hand, found, answer, typed)
    hand.put_back(found)
    return answer.status_code, trouble


def _carried(found: Found, everywhere: frozenset[str]) -> list[str]:
    """Return the texts that a form carries from another page; a day is carried as it was read, too."""
    unseen = found.form.values().keys() & everywhere - set(found.form.typed)
    return sorted(name for name in unseen if "_date" not in name)


def _trouble(answer: Response, sent: Sent, name: str) -> str:
    if answer.status_code >= 500 or MARKUP in answer.text:
        return f"{answer.status_code}"
    if answer.status_code < 400:
        return ""
    if answer.status_code != 422:
        return f"{answer.status_code}"
    try:
        kept_in(answer, sent)
        faults = faults_in(answer)
    except AssertionError as error:
        return str(error)
    base = name.removesuffix("-day").removesuffix("-month").removesuffix("-year")
    return "" if faults and (not base or base in faults) else f"no fault at {base}: {faults}"


def _dropped(answer: Response, name: str, typed: str) -> str:
    """Say whether the next step does not carry what was typed."""
    carried = [form.values()[name] for form in forms_on(answer.text) if name in form.values()]
    return "" if answer.status_code != 200 or not carried or [typed] in carried else f"carried as {carried}"


def _untrue(hand: Hand, found: Found, answer: Response, typed: str) -> str:
    office = hand.place(found).office
    if as_stored(typed) not in stored_texts(office.database):
        return "not stored as typed"
    office.record_all()
    client = hand.client(found)
    for path in (answer.headers["location"], f"/forloeb/{office.cycle}", "/"):
        page = client.get(path)
        if page.status_code >= 500 or MARKUP in page.text:
            return f"shown badly on {path}: {page.status_code}"
    return ""
