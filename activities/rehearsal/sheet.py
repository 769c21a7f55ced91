"""A sheet of paper for imagined documents: the smallest PDF (ISO 32000-1) that a reader opens."""

from typing import Final

_BEFORE: Final = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 4 0 R >> >> >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
)


def sheet_of(text: str) -> bytes:
    """Return a page of A4 on which `text` stands; signs that no Danish text has become question marks."""
    line = text.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        line = line.replace(sign, b"\\" + sign)
    writing = b"BT /F1 18 Tf 72 760 Td (%b) Tj ET" % line
    return _file((*_BEFORE, b"<< /Length %d >>\nstream\n%b\nendstream" % (len(writing), writing)))


def _file(objects: tuple[bytes, ...]) -> bytes:
    content, places = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, each in enumerate(objects, start=1):
        places += b"%010d 00000 n \n" % len(content)
        content += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return b"%bxref\n0 %d\n%b%b" % (content, size, places, trailer)
