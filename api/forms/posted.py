"""What a browser posts: the form, its text fields, and what makes it one."""

import secrets
from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData

MOST_FILES: Final = 10
MOST_FIELDS: Final = 1000


async def form_of(request: Request) -> AsyncIterator[FormData]:
    """Give the posted form; its files are closed afterwards."""
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
        yield form


FormDep = Annotated[FormData, Depends(form_of)]


def text_of(form: FormData, name: str) -> str:
    """Return a text field of a form, empty where there is none; without NUL, which PostgreSQL does not take."""
    value = form.get(name, "")
    return value.replace("\x00", "") if isinstance(value, str) else ""


def fresh_nonce() -> str:
    """Return what makes one form one: posted twice, it counts once."""
    return secrets.token_urlsafe(16)
