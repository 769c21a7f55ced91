"""Documents, judged by their content."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from sqlmodel import func, select

from models.agreements.documents import (
    DOCX,
    LARGEST,
    ODT,
    PDF,
    BadDocument,
    DocumentTooLarge,
    inspect,
    read_document,
    store,
)
from models.store.database import Database
from models.tables import Document

PDF_BYTES = b"%PDF-1.7\nhello"


def packed(entries: dict[str, str]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


GOOD = {
    "pdf": (PDF_BYTES, PDF),
    "pdf after other bytes": (b"\xef\xbb\xbf" + PDF_BYTES, PDF),
    "word": (packed({"[Content_Types].xml": "", "word/document.xml": ""}), DOCX),
    "opendocument": (packed({"mimetype": ODT, "content.xml": ""}), ODT),
}
BAD = {
    "nothing": b"",
    "a program": b"MZ\x90",
    "a web page": b"<html>%PD</html>",
    "a spreadsheet": packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
    "another opendocument": packed({"mimetype": ODT.replace("text", "spreadsheet")}),
    "a plain zip": packed({"a.txt": "x"}),
    "a zip cut short": packed({"word/document.xml": "x" * 99})[:60],
    "a document with macros": packed(
        {"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": ""}
    ),
}


@pytest.mark.parametrize(("content", "media_type"), GOOD.values(), ids=GOOD.keys())
def test_the_content_tells_what_a_file_is(content: bytes, media_type: str) -> None:
    assert inspect(content, "referat.exe").media_type == media_type


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_anything_else_is_refused_whatever_it_is_called(content: bytes) -> None:
    with pytest.raises(BadDocument):
        inspect(content, "referat.pdf")


def test_a_file_may_fill_twenty_megabytes_and_no_more() -> None:
    full = PDF_BYTES.ljust(LARGEST, b"0")
    assert inspect(full, "a.pdf").media_type == PDF
    with pytest.raises(DocumentTooLarge, match="20 MB"):
        inspect(full + b"0", "a.pdf")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Referat den 3. maj.PDF", "Referat den 3. maj.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\mine\æøå.pdf", "æøå.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("", "dokument.pdf"),
        ("x" * 500, "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(given: str, kept: str) -> None:
    assert inspect(PDF_BYTES, given).filename == kept


def test_the_same_bytes_are_kept_once(database: Database) -> None:
    document = inspect(PDF_BYTES, "a.pdf")
    for _ in range(2):
        with database.write() as session:
            store(session, document, at=datetime(2027, 11, 1, tzinfo=UTC))
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(Document)).one() == 1
        stored = read_document(session, document.sha256)
        assert stored is not None
        assert stored.content == PDF_BYTES
        assert read_document(session, "0" * 64) is None
