"""Reads a page's HTML as it was sent, before a browser has mended it."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from api.authentication import COOKIE
from tests.pages.filling import Values
from tests.pages.gallery import Entry
from tests.pages.serving import Places

FIELDS: Final = {"input", "select", "textarea", "progress"}
SILENT: Final = {"hidden", "submit", "button", "image"}


@dataclass
class Reading(HTMLParser):
    """What stands on a page: its tags, ids, labels, fields, and what is forbidden among its attributes."""

    tags: Counter[str] = field(default_factory=Counter)
    ids: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    pointers: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    language: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.ids += [given["id"]] if "id" in given else []
        self.language = self.language or given.get("lang", "")
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        if tag == "label":
            self.labels.append(given.get("for", ""))
        if tag in FIELDS and given.get("type") not in SILENT:
            self.fields.append(given.get("id", ""))
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            self.pointers += given.get(name, "").split()
        if given.get("href", "").startswith("#"):
            self.pointers.append(given["href"][1:])

    def handle_data(self, data: str) -> None:
        if self.tags["title"] and not self.tags["body"] and self.get_starttag_text() == "<title>":
            self.title += data.strip()


def read(html: str) -> Reading:
    """Return what stands on a page."""
    reading = Reading()
    reading.feed(html)
    return reading


def fetch(served: Places, entry: Entry) -> tuple[int, str]:
    """Return the status and the HTML of a page, as a program without a browser gets it."""
    place = served.place(entry.scene)
    way = entry.way(place.office)
    client, csrf = place.office.client(), Values()
    if entry.role is not None:
        client.cookies.set(COOKIE, place.cookie(entry.role))
        csrf = {"csrf": place.csrf(entry.role)}
    if way.form is None:
        answer = client.get(way.path)
    else:
        answer = client.post(way.path, data=csrf | way.form, files=way.files)
    return answer.status_code, answer.text
