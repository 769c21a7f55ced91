"""R10: who may use each route is written down, and true."""

import shutil
import tempfile
from pathlib import Path

from models.store.database import Database
from tests.api.access import MAY, Face, seen, walk
from tests.api.office import Office
from tests.pages.serving import seeded_template
from tests.trust.figures import Figure


def routes_asserted() -> Figure:
    """Ask for every route and method of the app as everybody, and count those that the table tells of rightly."""
    with tempfile.TemporaryDirectory() as folder:
        template = seeded_template(Path(folder))
        path = Path(folder) / "routes.db"
        shutil.copyfile(template, path)
        office = Office(Database(f"sqlite:///{path}"))
        office.open_round()
        wanted = seen(office)
        wrong = {(each.method, each.path) for each in walk(office) if not each.is_as_said}
        office.database.close()
    right = [each for each in wanted if each in MAY and each not in wrong]
    return Figure(
        "R10",
        "adresser, hvis adgang er afprøvet",
        "alle",
        f"{len(right)} af {len(wanted)} adresser og metoder, som {len(Face)} slags læsere",
        is_met=bool(wanted) and len(right) == len(wanted) and set(MAY) == set(wanted),
    )
