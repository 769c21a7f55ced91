"""The start of a cycle in six steps; all that was said goes along in the form, the server keeps only documents."""

from api.console.start.endpoints import router

__all__ = ["router"]
