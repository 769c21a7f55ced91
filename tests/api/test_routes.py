"""Every route and method of the app, and who may do what: the table stands in access.py."""

from tests.api.access import MAY, Face, client_of, path_of, seen, walk
from tests.api.office import SQLITE_ONLY, Office, contents


@SQLITE_ONLY
def test_every_route_is_known_with_who_may_use_it(office: Office) -> None:
    found = seen(office)
    assert len(found) == 166
    assert set(found) == set(MAY)


@SQLITE_ONLY
def test_only_those_who_may_get_through(round_: Office) -> None:
    walked = 0
    for asked in walk(round_):
        walked += 1
        assert asked.is_as_said, asked
    assert walked == 166 * len(Face)


def test_no_get_writes(round_: Office) -> None:
    clients = {face: client_of(round_, face) for face in Face}
    before = contents(round_.database)
    walked = 0
    for method, path in seen(round_):
        if method == "GET":
            for face, client in clients.items():
                client.get(path_of(path, round_, face))
                walked += 1
    assert walked == 70 * len(Face)
    assert contents(round_.database) == before
