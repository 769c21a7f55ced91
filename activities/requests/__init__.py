"""What comes of each sort of request: granted or refused, and written down in one transaction.

A handler stands in the file of its family and names the request that it `handles`; `handle` finds it.
"""

from activities.handling.dispatch import handle, refuse

__all__ = ["handle", "refuse"]
