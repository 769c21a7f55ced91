"""The forms of a page as they stand there: every field with its sort, its value and what may be chosen in it."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Final

UNTYPED: Final = frozenset({"hidden", "file", "radio", "checkbox", "select", "button"})
_OWN: Final = re.compile(r"(?<=/[bhok]/)[^/?]+|(?<=/log-ind/)[^/?]+|(?<=/forloeb/)[\w-]*-\d{4}")


@dataclass(frozen=True)
class Control:
    """A field, or a button with a name.

    `options` are the values that may be chosen; `is_set` tells whether a box or circle is ticked, and of which
    button it is that leads on.
    """

    name: str
    sort: str
    value: str = ""
    options: tuple[str, ...] = ()
    is_set: bool = False
    id: str = ""


@dataclass(frozen=True)
class SeenForm:
    """A form: where it goes, how, and its fields in the order of the page."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    @property
    def typed(self) -> tuple[str, ...]:
        """The names of the fields that somebody types into, each once."""
        return tuple(dict.fromkeys(each.name for each in self.controls if each.sort not in UNTYPED))

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of all fields that a reader sees, each once."""
        hidden = {"hidden", "button"}
        return tuple(dict.fromkeys(each.name for each in self.controls if each.sort not in hidden))

    @property
    def kind(self) -> tuple[str, str, frozenset[str]]:
        """What makes two forms one and the same: where they go, and what they ask."""
        return self.method, _OWN.sub("…", self.action), frozenset(self.asked)

    def values(self) -> dict[str, list[str]]:
        """Return what the form sends as it stands, by the button that leads on."""
        sent: dict[str, list[str]] = {}
        for each in self.controls:
            if each.sort not in {"radio", "checkbox", "file", "button"} or each.is_set:
                sent.setdefault(each.name, []).append(each.value)
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[SeenForm] = []
        self._is_inside = False
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(SeenForm(given.get("action", ""), given.get("method", "get")))
        self._is_inside = self._is_inside or tag == "form"
        read = getattr(self, f"_read_{tag}", None)
        if self._is_inside and read is not None:
            read(given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            last = self._controls[-1]
            self._controls[-1] = replace(last, value=(last.value + data).removeprefix("\n"))

    @property
    def _controls(self) -> list[Control]:
        return self.forms[-1].controls

    def _read_input(self, given: dict[str, str]) -> None:
        sort = given.get("type", "text")
        self._add(given, sort, given.get("value", ""), is_set="checked" in given)

    def _read_textarea(self, given: dict[str, str]) -> None:
        self._area = given.get("name", "")
        self._add(given, "area", "")

    def _read_select(self, given: dict[str, str]) -> None:
        self._add(given, "select", "")

    def _read_option(self, given: dict[str, str]) -> None:
        last, value = self._controls[-1], given.get("value", "")
        is_chosen = "selected" in given or not last.options
        self._controls[-1] = replace(
            last, options=(*last.options, value), value=value if is_chosen else last.value
        )

    def _read_button(self, given: dict[str, str]) -> None:
        if given.get("name") and "formaction" not in given:
            is_first = not any(each.sort == "button" and each.is_set for each in self._controls)
            leads_on = is_first and "button-primary" in given.get("class", "")
            self._add(given, "button", given.get("value", ""), is_set=leads_on)

    def _add(self, given: dict[str, str], sort: str, value: str, *, is_set: bool = False) -> None:
        if given.get("name"):
            self._controls.append(Control(given["name"], sort, value, is_set=is_set, id=given.get("id", "")))


def forms_on(html: str) -> list[SeenForm]:
    """Return the forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms
