"""The API's description tells what comes out: each answer has its schema, and an example that was answered."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import schemathesis
from httpx import Response

from api.v1.described import EXAMPLES
from models.store.database import Database
from tests.api.examples import answers, shortened
from tests.api.office import SQLITE_ONLY, Office
from tests.trust.schema import CHECKS

pytestmark = SQLITE_ONLY
GOOD = ("200", "201", "202")
SHOWN: dict[str, Any] = json.loads(EXAMPLES.read_text(encoding="utf-8"))


def described(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Return each call with the name of the schema of each good answer in JSON, empty where there is none."""
    for path, methods in document["paths"].items():
        for method, call in methods.items():
            for status in call["responses"].keys() & set(GOOD):
                content = call["responses"][status]["content"]
                if "application/json" in content:
                    schema = content["application/json"]["schema"]
                    yield f"{method} {path} {status}", schema.get("$ref", "").rpartition("/")[2]


def test_each_good_answer_has_a_schema_and_each_schema_an_example(office: Office) -> None:
    document = office.app.openapi()
    named = dict(described(document))
    assert len(named) > len(SHOWN)
    assert set(named.values()) == SHOWN.keys()
    for name in named.values():
        schema = document["components"]["schemas"][name]
        assert schema["required"] == list(schema["properties"])
        assert schema["examples"] == [SHOWN[name]]


def test_the_examples_are_what_is_answered_and_as_it_is_described(
    office: Office, sqlite_template: Path, tmp_path: Path
) -> None:
    copy = shutil.copyfile(sqlite_template, tmp_path / "old.db")
    with closing(Database(f"sqlite:///{copy}")) as old:
        asked = answers(old, office.database)
    assert {name: shortened(answer.json()) for name, answer in asked.items()} == {
        name: example for name, example in SHOWN.items() if name != "Rehearsal"
    }
    schema = schemathesis.openapi.from_asgi("/openapi.json", office.app)
    for answer in asked.values():
        operation = schema[template_of(answer, schema)][answer.request.method]
        operation.Case().validate_response(answer, checks=CHECKS)


def template_of(answer: Response, paths: Any) -> str:
    """Return the described path that was asked."""
    asked = answer.request.url.path
    (template,) = (path for path in paths if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), asked))
    return str(template)
