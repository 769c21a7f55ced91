"""The cluster that a coordinator looks after: chosen once, shown from then on and told of on Mondays."""

from datetime import date

from sqlmodel import Session

from models.directory.parties import cluster_slug
from models.queries.start.choices import clusters_of_cycle
from models.store.database import Database
from models.tables import Body, Cycle, Staff


def choose_cluster(database: Database, staff: int, *, cycle_id: str, slug: str, today: date) -> None:
    """Remember the cluster with this name ("nord") in a cycle's region; one that is not there means all."""
    with database.write() as session:
        known = {cluster_slug(each): each.code for each in clusters_of_cycle(session, cycle_id, today=today)}
        session.get_one(Staff, staff).cluster = known.get(slug, "")


def own_cluster(session: Session, code: str, *, cycle_id: str) -> str:
    """Return how a cycle's parties name the cluster with this code; empty where the cycle is another region's."""
    cluster, cycle = session.get(Body, code) if code else None, session.get(Cycle, cycle_id)
    is_its_own = cluster is not None and cycle is not None and cluster.region_code == cycle.region_code
    return cluster_slug(cluster) if cluster and is_its_own else ""
