"""Client of the Causeway API and verification of its webhooks.

``Causeway`` and ``AsyncCauseway`` have a resource for each part of the API, with a method for each operation. The types of what is
sent and received are in ``causeway.models``.
"""

from . import models
from ._call import Answer
from ._pages import AsyncPages, Page, Pages
from ._version import __version__
from .client import AsyncCauseway, Causeway
from .errors import CausewayConnectionError, CausewayError, NotModified
from .retry_after import read_retry_after
from .webhook import WebhookEvent, WebhookVerificationError, verify_webhook

__all__ = [
    "Answer",
    "AsyncCauseway",
    "AsyncPages",
    "Causeway",
    "CausewayConnectionError",
    "CausewayError",
    "NotModified",
    "Page",
    "Pages",
    "WebhookEvent",
    "WebhookVerificationError",
    "__version__",
    "models",
    "read_retry_after",
    "verify_webhook",
]
