from hypothesis import given
from hypothesis import strategies as st

from models.store.collation import danish_sort_key, last_sort_key

ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
words = st.text(st.sampled_from(ALPHABET), max_size=40).filter(lambda word: "aa" not in word)


def in_danish_order(*names: str) -> list[str]:
    return sorted(names, key=danish_sort_key)


def test_aa_is_aa_with_a_ring_and_comes_last() -> None:
    names = ["Aarhus", "Ærø", "Zealand", "Aalborg", "Ølstykke", "Assens", "Aabenraa", "Ålsgårde"]
    expected = ["Assens", "Zealand", "Ærø", "Ølstykke", "Aabenraa", "Aalborg", "Ålsgårde", "Aarhus"]
    assert in_danish_order(*names) == expected


def test_accents_capitals_and_marks_do_not_count() -> None:
    assert danish_sort_key("Allé") == danish_sort_key("ALLE")
    assert danish_sort_key("Høje-Taastrup") == danish_sort_key("høje  tåstrup")
    assert danish_sort_key("a\u030a") == danish_sort_key("å")


def test_a_short_name_comes_before_a_longer_one_that_begins_with_it() -> None:
    assert in_danish_order("Nordfyns", "Nord Fyn", "Nord") == ["Nord", "Nord Fyn", "Nordfyns"]


def test_a_last_key_comes_after_every_name() -> None:
    assert last_sort_key("Regionsrådet") > danish_sort_key("Åååå")


@given(words, words)
def test_keys_order_as_the_alphabet_does(one: str, other: str) -> None:
    def places(word: str) -> list[int]:
        return [ALPHABET.index(letter) for letter in word]

    assert (danish_sort_key(one) < danish_sort_key(other)) == (places(one) < places(other))


@given(st.text())
def test_any_text_has_a_key_of_digits_that_fits_its_column(text: str) -> None:
    key = danish_sort_key(text)
    assert len(key) <= 200
    assert set(key) <= set("0123456789")
    assert len(key) % 2 == 0
