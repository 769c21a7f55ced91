"""The production set-up: what docker-compose.yml says fits the settings, the commands and the image."""

import re
import tomllib
from datetime import timedelta

from typer.main import get_group

from cli.commands import app_for
from cli.embedded.supervisor import SECONDS_TO_END
from cli.settings import Settings
from cli.worker import GRACE
from cli.working import PATIENCE
from tests.project.composing import ROOT, environment, offered, ours, services, variables, waits_for
from workflows.temporal.namespace import RETENTION

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
PREFIX = "AFTALEHJULET_"
FIELDS = {PREFIX + name.upper() for name in Settings.model_fields}
ONLY_ON_ONE_MACHINE = {
    PREFIX + name for name in ("DATA_DIR", "WEB_PORT", "TEMPORAL_PORT", "TEMPORAL_UI_PORT", "MAILBOX_PORT")
}
SECRETS = {
    "POSTGRES_PASSWORD",
    "DATABASE_PASSWORD",
    "TEMPORAL_DATABASE_PASSWORD",
    "AFTALEHJULET_LINK_KEYS",
    "AFTALEHJULET_SMTP_PASSWORD",
}


def test_what_compose_sets_are_settings() -> None:
    told = {name for service in services().values() for name in environment(service) if name.startswith(PREFIX)}
    assert len(told) > 5
    assert told <= FIELDS
    assert {name for name in offered() if name.startswith(PREFIX)} <= FIELDS


def test_each_of_our_services_is_told_every_setting_of_production() -> None:
    for service in ours().values():
        told = {name for name in environment(service) if name.startswith(PREFIX)}
        assert told == FIELDS - ONLY_ON_ONE_MACHINE
        assert {"TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE"} <= environment(service).keys()


def test_every_variable_is_offered_and_every_offered_one_is_read() -> None:
    assert variables().keys() == offered().keys()
    assert set(offered().values()) == {""}


def test_a_missing_secret_stops_the_start() -> None:
    needed = (SECRETS - {"AFTALEHJULET_SMTP_PASSWORD"}) | {"AFTALEHJULET_PUBLIC_URL", "AFTALEHJULET_SENDER"}
    assert {name for name, kinds in variables().items() if kinds == {"?"}} == needed
    assert {name for name, kinds in variables().items() if "bare" in kinds} == set()


def test_no_secret_is_written_down() -> None:
    secret = re.compile("PASSWORD|PWD|KEYS|SECRET|TOKEN")
    told = [
        (name, value)
        for service in services().values()
        for name, value in environment(service).items()
        if secret.search(name)
    ]
    assert len(told) > 5
    assert [name for name, value in told if not value.startswith("${")] == []


def test_every_image_is_pinned_to_a_version() -> None:
    images = {str(service.image) for service in services().values()}
    assert len(images) >= 6
    assert [image for image in images if not re.search(r":v?\d+\.\d+(\.\d+)?(-[a-z]+)?$", image)] == []
    assert [image for image in images if "auto-setup" in image] == []
    assert f"aftalehjulet:{PROJECT['version']}" in images


def test_ports_are_published_on_this_machine_only() -> None:
    published = {name: [str(port) for port in service.ports or ()] for name, service in services().items()}
    assert {name for name, ports in published.items() if ports} == {"web", "temporal-ui", "mailpit"}
    assert [port for ports in published.values() for port in ports if not port.startswith("127.0.0.1:")] == []


def test_what_others_wait_for_can_be_waited_for() -> None:
    known = services()
    waited = [(name, until) for service in known.values() for name, until in waits_for(service).items()]
    assert len(waited) >= 6
    for name, until in waited:
        if until == "service_healthy":
            assert known[name].healthcheck
        else:
            assert until == "service_completed_successfully"
            assert known[name].restart == "on-failure"


def test_the_web_does_not_wait_for_temporal() -> None:
    assert waits_for(services()["web"]) == {"migrate": "service_completed_successfully"}


def test_the_temporal_ui_only_shows() -> None:
    assert environment(services()["temporal-ui"])["TEMPORAL_DISABLE_WRITE_ACTIONS"] == "true"


def test_two_workers_run() -> None:
    deploy = services()["worker"].deploy
    assert deploy
    assert deploy.replicas == 2


def test_a_worker_is_given_the_time_that_its_end_may_take() -> None:
    needed = GRACE + PATIENCE
    given = str(services()["worker"].stop_grace_period).removesuffix("s")
    assert timedelta(seconds=int(given)) > needed
    assert timedelta(seconds=SECONDS_TO_END) > needed


def test_our_services_run_commands_that_exist() -> None:
    commands = [service.command for service in ours().values()]
    assert len(commands) == 3
    known = get_group(app_for()).commands
    assert [command for command in commands if not isinstance(command, list) or command[0] not in known] == []


def test_the_server_its_schema_and_its_namespace_are_of_one_version() -> None:
    versions = [
        str(service.image).rpartition(":")[2]
        for service in services().values()
        if re.match("temporalio/(server|admin-tools):", str(service.image))
    ]
    assert len(versions) == 3
    assert len(set(versions)) == 1


def test_the_namespace_remembers_as_long_as_the_worker_asks_for() -> None:
    told = re.search(r"--retention (\d+)d", (ROOT / "deploy/temporal/namespace.sh").read_text())
    assert told
    assert timedelta(days=int(told[1])) == RETENTION
