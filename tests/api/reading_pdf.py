"""Reads a PDF as a reader's program does."""

from io import BytesIO

from pypdf import PdfReader


def pdf(content: bytes) -> PdfReader:
    """Return the document, which must be without faults."""
    return PdfReader(BytesIO(content), strict=True)


def text_of(content: bytes) -> str:
    """Return its text, page after page, each run of spaces as one."""
    return " ".join(" ".join(page.extract_text() for page in pdf(content).pages).split())
