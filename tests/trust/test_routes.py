from tests.api.access import MAY
from tests.trust.routes import routes_asserted


def test_the_access_of_every_route_is_asserted() -> None:
    figure = routes_asserted()
    assert figure.is_met, figure
    assert figure.measured.startswith(f"{len(MAY)} af {len(MAY)} ")
    assert len(MAY) >= 160
