"""Fills the directory from the data files; what the office changed is never overwritten."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Final

from sqlmodel import select

from models.store.collation import danish_sort_key
from models.store.database import Database
from models.tables import Body, BodyKind, Membership

DATA: Final = files("models") / "data"
MUNICIPAL_REFORM: Final = date(2007, 1, 1)
CLUSTERS_BEGAN: Final = date(2022, 7, 1)
Row = dict[str, str]


def seed_directory(database: Database) -> None:
    """Insert the bodies and memberships of the data files that the directory lacks, in one transaction."""
    with database.write_in_turn() as session:
        known = set(session.exec(select(Body.code)))
        session.add_all(body for body in _bodies() if body.code not in known)
        session.flush()
        joined = set(session.exec(select(Membership.body_code, Membership.member_code)))
        session.add_all(each for each in _memberships() if (each.body_code, each.member_code) not in joined)


def rows(name: str) -> list[Row]:
    """Return the rows of a data file as dictionaries by column."""
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _bodies() -> Iterator[Body]:
    region_of = {}
    for row in rows("regions.csv"):
        region_of[row["code"]] = row["code"]
        yield _body(row, BodyKind.REGION, row["code"], MUNICIPAL_REFORM)
    for row in rows("municipalities.csv"):
        region_of[row["code"]] = row["region_code"]
        yield _body(row, BodyKind.MUNICIPALITY, row["region_code"], MUNICIPAL_REFORM)
    for row in rows("councils.csv"):
        yield _body(row, BodyKind.MUNICIPAL_COUNCIL, region_of[row["authority_code"]], MUNICIPAL_REFORM)
    for row in rows("regional_councils.csv"):
        yield _body(row, BodyKind.REGIONAL_COUNCIL, row["authority_code"], MUNICIPAL_REFORM)
    for row in rows("clusters.csv"):
        yield _body(row, BodyKind.CLUSTER, row["region_code"], CLUSTERS_BEGAN)
    for row in rows("bodies.csv"):
        yield _body(row, BodyKind(row["kind"]), row["region_code"], date.fromisoformat(row["valid_from"]))


def _body(row: Row, kind: BodyKind, region_code: str, valid_from: date) -> Body:
    return Body(
        code=row["code"],
        kind=kind,
        name=row["name"],
        short_name=row["short_name"],
        sort_key=danish_sort_key(row["short_name"]),
        region_code=region_code,
        is_sure=_says_yes(row["sure"]),
        source=row["source"],
        valid_from=valid_from,
    )


def _memberships() -> Iterator[Membership]:
    for row in rows("councils.csv") + rows("regional_councils.csv"):
        yield _membership(row["authority_code"], row["code"], MUNICIPAL_REFORM, row)
    for row in rows("memberships.csv"):
        yield _membership(row["cluster_code"], row["municipality_code"], CLUSTERS_BEGAN, row)
    for row in rows("bodies.csv"):
        if row["belongs_to"]:
            yield _membership(row["belongs_to"], row["code"], date.fromisoformat(row["valid_from"]), row)


def _membership(body_code: str, member_code: str, valid_from: date, row: Row) -> Membership:
    return Membership(
        body_code=body_code,
        member_code=member_code,
        valid_from=valid_from,
        is_primary=_says_yes(row.get("primary", "yes")),
        is_sure=_says_yes(row["sure"]) if "cluster_code" in row else True,
        source=row["source"] if "cluster_code" in row else "",
    )


def _says_yes(text: str) -> bool:
    return text == "yes"
