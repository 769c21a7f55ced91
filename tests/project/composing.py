"""docker-compose.yml as its parser reads it, and what Docker would make of its variables."""

import re
from pathlib import Path

from compose_spec import PyCompose
from compose_spec.models import ComposeSpecification, Service, ServiceDependsOn

ROOT = Path(__file__).parents[2]
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<kind>[?-])(?P<rest>[^}]*))?\}")


def compose() -> ComposeSpecification:
    """Return docker-compose.yml."""
    return PyCompose.from_yaml((ROOT / "docker-compose.yml").read_text()).to_spec()


def services() -> dict[str, Service]:
    """Return the services by name."""
    found = compose().services
    assert found
    assert len(found) >= 9
    return {str(name): service for name, service in found.items()}


def environment(service: Service) -> dict[str, str]:
    """Return what a service is told, as written."""
    told: dict[str, object] = service.model_dump()["environment"] or {}
    return {str(name): str(value) for name, value in told.items()}


def waits_for(service: Service) -> dict[str, str]:
    """Return which services a service waits for, and until when."""
    waited = service.depends_on or {}
    assert isinstance(waited, dict)
    return {str(name): depends.condition.value for name, depends in waited.items() if is_condition(depends)}


def is_condition(depends: object) -> bool:
    """Tell whether a dependency says until when."""
    return isinstance(depends, ServiceDependsOn)


def ours() -> dict[str, Service]:
    """Return the services that run our own image."""
    found = {
        name: service for name, service in services().items() if str(service.image).startswith("aftalehjulet:")
    }
    assert len(found) >= 3
    return found


def offered() -> dict[str, str]:
    """Return the variables of .env.example with their values."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    pairs = [line.split("=", 1) for line in lines if line and not line.startswith("#")]
    assert len(pairs) > 5
    return {name: value for name, value in pairs}  # noqa: C416  # two-part lists, said as pairs


def variables() -> dict[str, set[str]]:
    """Return the variables that docker-compose.yml reads, and how: `?` required, `-` with a default, else bare."""
    found: dict[str, set[str]] = {}
    for match in VARIABLE.finditer((ROOT / "docker-compose.yml").read_text()):
        found.setdefault(match["name"], set()).add(match["kind"] or "bare")
    assert len(found) > 5
    return found


def filled(text: str, values: dict[str, str]) -> str:
    """Return a value as Docker would hand it over; a variable without a value gets its default."""
    return VARIABLE.sub(lambda match: values.get(match["name"]) or match["rest"] or "", text)
