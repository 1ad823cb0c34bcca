"""Verifies what arrives at an endpoint (https://www.standardwebhooks.com)."""

import base64
import binascii
import hashlib
import hmac
import json
import re
import time
from typing import Any, Dict, Mapping, Sequence, Union

# How far the sender's clock may be from ours, as the convention has it.
TOLERANCE_S = 300


class WebhookVerificationError(Exception):
    """It is not from Causeway, or too old to be believed. Answer 400, and do nothing else."""


def verify_webhook(
    body: bytes, headers: Mapping[str, str], secrets: Union[str, Sequence[str]], tolerance_s: int = TOLERANCE_S
) -> Dict[str, Any]:
    """Checks and reads a webhook. ``body`` must be the raw bytes; ``secrets`` are the endpoint's ``whsec_…`` (``v1`` only)."""
    lower = {name.lower(): value for name, value in headers.items()}
    try:
        id_, timestamp, signatures = (lower[f"webhook-{name}"] for name in ("id", "timestamp", "signature"))
    except KeyError as missing:
        raise WebhookVerificationError(f"The header {missing} is missing") from None
    if not re.fullmatch("[0-9]{1,12}", timestamp) or abs(time.time() - int(timestamp)) > tolerance_s:
        raise WebhookVerificationError(f"webhook-timestamp is more than {tolerance_s} s away from now")
    signed = f"{id_}.{timestamp}.".encode() + body
    for secret in [secrets] if isinstance(secrets, str) else secrets:
        expected = b"v1," + base64.b64encode(hmac.new(_key_of(secret), signed, hashlib.sha256).digest())
        # A rotation signs with both secrets; compare each in constant time.
        if any(hmac.compare_digest(expected, listed.encode()) for listed in signatures.split(" ")):
            return {"id": id_, **json.loads(body)}
    raise WebhookVerificationError("No signature matches: is it the secret of this endpoint, and the raw body?")


def _key_of(secret: str) -> bytes:
    """The texts leave the secret out: they go to logs."""
    if not secret.startswith("whsec_"):
        raise WebhookVerificationError("The secret does not begin with whsec_: only the signing scheme v1 is verified here, not v1a")
    try:
        key = base64.b64decode(secret[len("whsec_") :], validate=True)
    except (binascii.Error, ValueError):
        key = b""
    # Anybody could sign with a key of nothing.
    if not key:
        raise WebhookVerificationError("The secret is not base64 behind whsec_: was it copied as a whole?")
    return key
