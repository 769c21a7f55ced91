"""The links of inquiries: a hearing's answer, the contact round, a body's status. No account, no training."""

from fastapi import APIRouter

from api.inquiries import contacts, hearing, receipts, status

router = APIRouter(include_in_schema=False)
for _part in (hearing, contacts, status, receipts):
    router.include_router(_part.router)

__all__ = ["router"]
