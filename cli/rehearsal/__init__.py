"""Rehearsals: a cycle's four years in some seconds, with the workflows that will run, and nothing sent."""
