"""Client of the Causeway API and verification of its webhooks."""

from typing import Any, Callable, Dict, Iterator

from .operations import Operations
from .transport import CausewayError, FieldError
from .webhook import WebhookVerificationError, verify_webhook

__all__ = ["Causeway", "CausewayError", "FieldError", "WebhookVerificationError", "list_all", "verify_webhook"]


class Causeway(Operations):
    """``Causeway("https://causeway.example.com", key="ck_live_…").list_deliveries(status=["held"])``"""


def list_all(operation: Callable[..., Any], **filters: Any) -> Iterator[Dict[str, Any]]:
    """Every member of a list, over all its pages: ``list_all(client.list_deliveries, status=["held"])``."""
    cursor = None
    while True:
        page = operation(**filters, cursor=cursor)
        yield from page["data"]
        cursor = page["next_cursor"] if page["has_more"] else None
        if cursor is None:
            return
