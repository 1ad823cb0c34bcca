"""Verifies what arrives at an endpoint (https://www.standardwebhooks.com)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import time
from typing import Any, Callable, Dict, Mapping, Sequence, TypedDict, Union, cast

# How far the sender's clock may be from ours, as the convention has it.
TOLERANCE_S = 300
# A header with more signatures than a rotation has is no signature of ours.
_MOST_SIGNATURES = 10


class WebhookEvent(TypedDict):
    """A webhook that was verified."""

    id: str
    """The ``webhook-id``: the same on every attempt. Remember it to do things once."""
    type: str
    timestamp: str
    """When the event occurred."""
    data: Dict[str, Any]


class WebhookVerificationError(Exception):
    """It is not from Causeway, or too old to be believed. Answer 400, and do nothing else."""


def verify_webhook(
    body: bytes, headers: Mapping[str, str], secrets: Union[str, Sequence[str]], tolerance_s: int = TOLERANCE_S
) -> WebhookEvent:
    """Checks and reads a webhook. ``body`` must be the raw bytes; ``secrets`` are the endpoint's ``whsec_…`` (v1) or ``whpk_…`` (v1a,
    which needs the package cryptography), several while a rotation lasts. Raises ``WebhookVerificationError``."""
    lower = {name.lower(): value for name, value in headers.items()}
    try:
        id_, timestamp, listed = (lower[f"webhook-{name}"] for name in ("id", "timestamp", "signature"))
    except KeyError as missing:
        raise WebhookVerificationError(f"The header {missing} is missing") from None
    if not re.fullmatch("[0-9]{1,12}", timestamp) or abs(time.time() - int(timestamp)) > tolerance_s:
        raise WebhookVerificationError(f"webhook-timestamp is more than {tolerance_s} s away from now")
    signed = f"{id_}.{timestamp}.".encode() + body
    signatures = listed.split(" ", _MOST_SIGNATURES)[:_MOST_SIGNATURES]
    for matches in [_read_secret(secret) for secret in ([secrets] if isinstance(secrets, str) else secrets)]:
        if any(matches(signature, signed) for signature in signatures):
            return _read_event(id_, body)
    raise WebhookVerificationError("No signature matches: is it the secret of this endpoint, and the raw body?")


Matches = Callable[[str, bytes], bool]


def _read_secret(secret: str) -> Matches:
    """The texts leave the secret out: they go to logs."""
    kind, _, encoded = secret.partition("_")
    if kind not in ("whsec", "whpk"):
        raise WebhookVerificationError("The secret does not begin with whsec_, or whpk_ for v1a: was it set?")
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    # Anybody could sign with a key of nothing.
    if not key:
        raise WebhookVerificationError(f"The secret is not base64 behind {kind}_: was it copied as a whole?")
    return _by_hmac(key) if kind == "whsec" else _by_ed25519(key)


def _by_hmac(key: bytes) -> Matches:
    def matches(signature: str, signed: bytes) -> bool:
        expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
        return hmac.compare_digest(expected, signature.encode())

    return matches


def _by_ed25519(key: bytes) -> Matches:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise ImportError("v1a needs the package cryptography: pip install 'causeway-sdk[crypto]'") from None
    try:
        public = Ed25519PublicKey.from_public_bytes(key)
    except ValueError:
        raise WebhookVerificationError("The secret is no Ed25519 key behind whpk_: was it copied as a whole?") from None

    def matches(signature: str, signed: bytes) -> bool:
        scheme, _, encoded = signature.partition(",")
        if scheme != "v1a":
            return False
        try:
            public.verify(base64.b64decode(encoded, validate=True), signed)
        except (InvalidSignature, binascii.Error, ValueError):
            return False
        return True

    return matches


def _read_event(id_: str, body: bytes) -> WebhookEvent:
    try:
        event = json.loads(body)
    except ValueError:
        event = None
    if not isinstance(event, dict):
        raise WebhookVerificationError("The body is no JSON object, though its signature matches")
    return cast(WebhookEvent, {**event, "id": id_})
