import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.access.links import ForgedLink, LinkClaim, LinkSigner

SIGNER = LinkSigner(["en ny nøgle"])
numbers = st.integers(min_value=1, max_value=10**12)


@given(numbers, numbers)
def test_a_token_says_what_was_signed_and_fits_an_address(invitation: int, generation: int) -> None:
    token = SIGNER.token(invitation, generation)
    assert SIGNER.read(token) == LinkClaim(invitation, generation)
    assert re.fullmatch(r"[A-Za-z0-9_.-]+", token)
    assert SIGNER.token(invitation, generation) == token


@given(st.text(max_size=200))
def test_no_text_is_a_token_by_chance(text: str) -> None:
    with pytest.raises(ForgedLink):
        SIGNER.read(text)


def test_a_changed_token_is_forged() -> None:
    token, other = SIGNER.token(7, 1), SIGNER.token(8, 1)
    with pytest.raises(ForgedLink):
        SIGNER.read(other.split(".")[0] + "." + token.split(".")[1])


def test_a_link_outlives_a_change_of_keys_until_its_key_is_dropped() -> None:
    old = LinkSigner(["gammel nøgle"])
    rotated = LinkSigner(["ny nøgle", "gammel nøgle"])
    assert rotated.read(old.token(7, 2)) == LinkClaim(7, 2)
    assert rotated.token(7, 2) == LinkSigner(["ny nøgle"]).token(7, 2)
    with pytest.raises(ForgedLink):
        LinkSigner(["ny nøgle"]).read(old.token(7, 2))


@pytest.mark.parametrize("keys", [[], [""], ["god", ""]])
def test_a_signer_needs_keys(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="key"):
        LinkSigner(keys)
