"""What every letter has: it is short and plain, and says who writes, until when, and where to answer."""

import re
from datetime import timedelta

import pytest

from tests.activities.conftest import PostOffice
from tests.activities.reading import (
    NAMES_NO_DEADLINE,
    NO_LOGIN,
    TO_BODIES,
    TO_STAFF,
    K,
    html,
    link_of,
    lix,
    plain,
    sent,
    words_of,
)
from workflows.rules.letters import LetterKind

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("kind", LetterKind)
async def test_a_letter_is_short_and_plain(office: PostOffice, kind: LetterKind) -> None:
    text = plain(await sent(office, kind))
    assert 10 < len(words_of(text)) <= 120
    assert lix(text) <= 40


@ON_SQLITE
@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind is not K.SIGN_IN])
async def test_a_letter_names_officer_phone_website_and_agreement(office: PostOffice, kind: LetterKind) -> None:
    mail = await sent(office, kind)
    for body in (plain(mail), html(mail)):
        assert "Anne Eksempel" in body
        assert "00 00 00 03" in body
        assert "https://sundhedsaftalen.example" in body
        assert "Sundhedsaftalen 2028-2031" in body or kind in {K.ESCALATION, K.CLARIFICATION}
        assert "Tænkt eksempel" not in body
    assert mail["Reply-To"] == "ssu@rn.example"


@ON_SQLITE
@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind not in NAMES_NO_DEADLINE])
async def test_a_letter_names_the_deadline_and_says_when_it_has_passed(
    office: PostOffice, kind: LetterKind
) -> None:
    if kind in {K.OVERDUE, K.OVERDUE_TO_STAFF}:
        office.now += timedelta(days=70)
    before = await sent(office, kind)
    for body in (plain(before), html(before)):
        assert "15. december 2027" in body
    if office.now.year == 2028:
        assert "Fristen var 15. december 2027" in plain(before)


@ON_SQLITE
@pytest.mark.parametrize(
    "kind", [kind for kind in LetterKind if kind not in TO_STAFF | TO_BODIES | {K.SIGN_IN, K.WEEKLY}]
)
async def test_a_council_gets_its_link_and_needs_no_login(office: PostOffice, kind: LetterKind) -> None:
    mail = await sent(office, kind)
    for body in (plain(mail), html(mail)):
        assert link_of(kind) in body
        assert NO_LOGIN in body


@ON_SQLITE
@pytest.mark.parametrize("kind", [*sorted(TO_STAFF | TO_BODIES), K.SIGN_IN])
async def test_nobody_else_gets_a_councils_link(office: PostOffice, kind: LetterKind) -> None:
    mail = await sent(office, LetterKind(kind))
    for body in (plain(mail), html(mail)):
        assert not re.search(r"aftaler\.example/[bhko]/", body)
        assert NO_LOGIN not in body


@ON_SQLITE
@pytest.mark.parametrize("kind", LetterKind)
async def test_html_and_text_say_the_same(office: PostOffice, kind: LetterKind) -> None:
    mail = await sent(office, kind)
    markup = re.sub(r"<head>.*?</head>", "", html(mail), flags=re.DOTALL)
    said = words_of(re.sub(r"<[^>]+>", " ", markup).replace("&#39;", "'"))
    assert said == words_of(plain(mail))
    assert "<img" not in html(mail)
