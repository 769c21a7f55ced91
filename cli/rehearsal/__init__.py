"""Rehearsals: a cycle's four years in some seconds, with the workflows that will run, and nothing sent."""

from cli.rehearsal.play import Play, Rehearsal, rehearse

__all__ = ["Play", "Rehearsal", "rehearse"]
