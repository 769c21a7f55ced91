"""The steps of a round: whose turn it is, by when, and how they are asked."""

from datetime import datetime

from sqlmodel import Session

from workflows.contracts.rounds import OpenedRound, StageRef


def open_stage(session: Session, ref: StageRef, *, at: datetime) -> OpenedRound:
    """Ask the parties of a round's next step; a step that is open already is returned as it is."""
    raise NotImplementedError
