"""Fills in the forms of a page as a reader would, whatever fields and steps they have."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from fastapi.testclient import TestClient

MOST_STEPS = 12
DATE = re.compile(r"\d{4}-\d\d-\d\d")
Values = dict[str, Any]


@dataclass
class Form:
    """A form as it stands on the page: where it goes, and what its first button would send."""

    action: str
    method: str
    sent: Values = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)

    def filled(self, values: Values) -> Values:
        """Return what it sends when those of the values that it has fields for are typed in."""
        return self.sent | {name: value for name, value in in_parts(values).items() if name in self.names}

    def emptied(self, values: Values) -> Values:
        """Return what it sends when nothing but the values is typed in."""
        return {name: value if name in self.hidden else "" for name, value in self.sent.items()} | in_parts(values)


def in_parts(values: Values) -> Values:
    """Return the values, and every date also as day, month and year, which some forms ask for one by one."""
    parts: Values = {}
    for name, value in values.items():
        if DATE.fullmatch(str(value)):
            parts |= zip((f"{name}-year", f"{name}-month", f"{name}-day"), value.split("-"), strict=True)
    return values | parts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = self._area = ""
        self._is_in_form = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_in_form = True
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif self._is_in_form and tag in {"input", "select", "textarea", "option", "button"}:
            getattr(self, f"_read_{tag}")(given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_in_form = False
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].sent[self._area] += data.removeprefix("\n")

    def _read_input(self, given: dict[str, str]) -> None:
        form, name = self.forms[-1], given.get("name", "")
        form.names.add(name)
        if given.get("type") == "hidden":
            form.hidden.add(name)
        is_set = given.get("type") not in {"radio", "checkbox", "file"} or "checked" in given
        if is_set and name:
            form.sent.setdefault(name, []).append(given.get("value", ""))

    def _read_textarea(self, given: dict[str, str]) -> None:
        self._area = given.get("name", "")
        self.forms[-1].names.add(self._area)
        self.forms[-1].sent[self._area] = ""

    def _read_select(self, given: dict[str, str]) -> None:
        self._select = given["name"]
        self.forms[-1].names.add(self._select)

    def _read_option(self, given: dict[str, str]) -> None:
        if "selected" in given or self._select not in self.forms[-1].sent:
            self.forms[-1].sent[self._select] = given.get("value", "")

    def _read_button(self, given: dict[str, str]) -> None:
        form, name = self.forms[-1], given.get("name", "")
        if name and not form.hidden & {name} and "formaction" not in given:
            form.hidden.add(name)
            form.sent[name] = given.get("value", "")


def form_for(page: str, values: Values, *, home: str) -> Form:
    """Return the form that has most fields for the values, of those that are posted to `home` or below it."""
    reader = _Reader()
    reader.feed(page)
    ours = [form for form in reader.forms if form.method == "post" and form.action.startswith(home)]
    assert ours, f"no form on {home}"
    return max(ours, key=lambda form: len(form.names & in_parts(values).keys()))


def home_of(path: str) -> str:
    """Return the address of the link that a page is behind: "/b/token" of "/b/token/beslutning"."""
    return "/".join(path.partition("?")[0].split("/")[:3])


def send(client: TestClient, start: str, values: Values) -> str:
    """Fill in the forms behind a link from `start`, step by step, and return the address of the receipt."""
    answer = client.get(start)
    for _ in range(MOST_STEPS):
        form = form_for(answer.text, values, home=home_of(start))
        answer = client.post(form.action, data=form.filled(values))
        if answer.status_code == 303:
            return str(answer.headers["location"])
        assert answer.status_code == 200, answer.text
    raise AssertionError(f"{start} gave no receipt")
