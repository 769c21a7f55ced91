"""A council's link: the clerk reads the case, reports, and gets a receipt. No account, no training."""

from api.clerk.endpoints import router

__all__ = ["router"]
