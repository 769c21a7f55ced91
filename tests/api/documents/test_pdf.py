"""Documents as PDF/A: what somebody typed stands in them as typed, and they say themselves what they are."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from api.documents.pdf import (
    _SHOWN,
    _UNASSIGNED,
    Bullets,
    Document,
    Facts,
    Heading,
    Notice,
    Quote,
    Table,
    Text,
    shown,
    typeset,
)

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MARKUP = (
    "#let x = 1 *fed* _skrå_ $x^2$ [a] \\ @ref <l> // c /* d */ `e` = h ~ --- \"f\" 'g' #pagebreak() {{ i }} <b>"
)


def document(*words: str) -> Document:
    blocks: list[Any] = [Heading("Rådene"), Heading("Læsø", 2), *map(Text, words)]
    return Document("Beslutninger", "Nordjylland", "Aftalehjulet", "Fod", AT, blocks)


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(content).pages)


def test_markup_comes_out_as_it_was_typed() -> None:
    everywhere = (
        Notice(MARKUP),
        Facts([("Nøgle", MARKUP), (MARKUP, "værdi")]),
        Quote(MARKUP, MARKUP),
        Bullets([MARKUP]),
        Table(["A", MARKUP], [["1", MARKUP]], [1, 3]),
        Text(MARKUP),
        Heading(MARKUP),
    )
    made = typeset(Document(MARKUP, MARKUP, MARKUP, MARKUP, AT, everywhere))
    found = "".join(text_of(made).split())
    assert found.count("".join(MARKUP.split())) == 13
    assert read(made).metadata["/Title"] == MARKUP  # type: ignore[index]  # it has one


def test_a_document_can_be_made_at_any_moment() -> None:
    at = datetime(2026, 3, 2, 9, 0, 59, 999_999, tzinfo=UTC)
    made = typeset(Document("Beslutninger", "Nordjylland", "Aftalehjulet", "Fod", at, [Heading("Rådene")]))
    assert "20260302" in str(read(made).metadata)


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("Godkendt 🙂 中", "Godkendt [U+1F642] [U+4E2D]"),
        ("mærkelig\u202e vej", "mærkelig[U+202E] vej"),
        ("nul\u0000 og klokke\u0007", "nul[U+0000] og klokke[U+0007]"),
        ("halv \ud800", "halv [U+D800]"),
        ("a\u0485", "a[U+0485]"),  # each has its font, and no font has both
        ("æøå ÆØÅ é ß – “citat” € ½ ≤ →", "æøå ÆØÅ é ß – “citat” € ½ ≤ →"),
    ],
)
def test_what_no_font_has_stands_as_its_number(typed: str, stands: str) -> None:
    assert stands in text_of(typeset(document(typed)))


def test_hebrew_and_arabic_keep_their_letters() -> None:
    found = text_of(typeset(document("שלום", "مرحبا")))
    assert set("שלום") <= set(found)
    assert "U+0" not in found


def test_the_fonts_have_every_sign_that_is_counted_on() -> None:
    signs = [chr(point) for each in _SHOWN for point in each if point not in _UNASSIGNED]
    assert len(signs) > 2000
    rows = ["".join(signs[at : at + 60]) for at in range(0, len(signs), 60)]
    assert shown("".join(signs)) == "".join(signs)
    assert "[U+" not in text_of(typeset(document(*rows)))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
@example("a\u0485")
@example("x" * 500)
def test_no_text_keeps_a_document_from_being_made(typed: str) -> None:
    assert typeset(document(typed)).startswith(b"%PDF-1.7")


def test_a_document_says_that_it_is_pdf_a_for_everybody() -> None:
    reader = read(typeset(document("Godkendt 🙂.")))
    said = reader.xmp_metadata
    assert said is not None
    told = said.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert said.dc_title == {"x-default": "Beslutninger"}
    assert said.dc_creator == ["Aftalehjulet"]
    assert said.xmp_create_date == AT.replace(tzinfo=None)
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "da-DK"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # a PDF's own true
    assert "/StructTreeRoot" in root
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"


def test_all_fonts_lie_in_the_document_itself() -> None:
    pages: Any = read(typeset(document("Godkendt مرحبا"))).pages
    fonts = [font for page in pages for font in page["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]
    assert len(descriptors) > 1
    assert [each for each in descriptors if not {"/FontFile2", "/FontFile3"} & each.keys()] == []


def test_pages_are_numbered_and_named_in_the_outline() -> None:
    reader = read(typeset(document(*["Linje"] * 120)))
    assert len(reader.pages) > 1
    for number, page in enumerate(reader.pages, 1):
        assert f"Side {number} af {len(reader.pages)}" in page.extract_text()
    first: Any = reader.outline[0]
    assert first["/Title"] == "Rådene"


def test_an_address_is_a_link() -> None:
    made = typeset(Document("T", "", "A", "F", AT, [Facts([("Referat", "https://a.example/b")])]))
    page: Any = read(made).pages[0]
    (link,) = [note.get_object() for note in page["/Annots"]]
    assert link["/A"]["/URI"] == "https://a.example/b"


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "file:///etc/passwd", "se https://a.example"])
def test_nothing_but_an_address_of_the_web_is_a_link(typed: str) -> None:
    made = typeset(Document("T", "", "A", "F", AT, [Facts([("Referat", typed)])]))
    assert "/Annots" not in read(made).pages[0]
    assert typed in text_of(made)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert typeset(document("Godkendt 🙂")) == typeset(document("Godkendt 🙂"))
