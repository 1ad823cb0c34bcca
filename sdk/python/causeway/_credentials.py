"""Who calls: an API key, or an OAuth client with a secret or a private key."""

from __future__ import annotations

import base64
import json
import re
import time
import uuid
from typing import Any, Dict, Optional, Protocol, Union
from urllib.parse import quote

# Within the five minutes that the server accepts at the least.
_ASSERTION_LASTS_S = 240
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Proof(Protocol):
    """Adds to a form or to headers what shows who the OAuth client is; anew for each request."""

    def prove(self, form: Dict[str, str], headers: Dict[str, str]) -> None: ...


def check_key(key: str) -> str:
    """The text leaves the key out: it goes to logs."""
    if not re.fullmatch("[!-~]+", key):
        raise ValueError("key is empty or holds a space or line break, which no key does: was it read with its line's end?")
    return key


class SecretProof:
    """``client_secret_basic`` or ``client_secret_post``."""

    def __init__(self, client_id: str, client_secret: str, *, is_basic: bool) -> None:
        self._id, self._secret, self._is_basic = client_id, client_secret, is_basic

    def prove(self, form: Dict[str, str], headers: Dict[str, str]) -> None:
        if not self._is_basic:
            form.update(client_id=self._id, client_secret=self._secret)
            return
        # RFC 6749 section 2.3.1: both are form-encoded before they are joined.
        pair = f"{quote(self._id, safe='')}:{quote(self._secret, safe='')}"
        headers["authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"


class AssertionProof:
    """``private_key_jwt`` (RFC 7523): RSA, EC P-256 or Ed25519, as PEM."""

    def __init__(self, client_id: str, private_key: Union[str, bytes], key_id: Optional[str], audience: str) -> None:
        self._id, self._key_id, self._audience = client_id, key_id, audience
        self._key = _load(private_key)
        self._algorithm = _algorithm_of(self._key)

    def prove(self, form: Dict[str, str], headers: Dict[str, str]) -> None:
        form.update(client_id=self._id, client_assertion_type=_ASSERTION_TYPE, client_assertion=self._assertion())

    def _assertion(self) -> str:
        head = {"alg": self._algorithm, "typ": "JWT", **({"kid": self._key_id} if self._key_id else {})}
        now = int(time.time())
        claims = {"iss": self._id, "sub": self._id, "aud": self._audience, "iat": now, "exp": now + _ASSERTION_LASTS_S, "jti": str(uuid.uuid4())}
        signed = f"{_part(head)}.{_part(claims)}"
        return f"{signed}.{_encode(_sign(self._key, signed.encode()))}"


def _load(private_key: Union[str, bytes]) -> Any:
    try:
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError:
        raise ImportError("private_key needs the package cryptography: pip install 'causeway-sdk[crypto]'") from None
    try:
        return load_pem_private_key(private_key.encode() if isinstance(private_key, str) else private_key, None)
    except (TypeError, ValueError):
        # Its own text could show the key.
        raise ValueError("private_key is no PEM of an unencrypted private key: does it begin with -----BEGIN PRIVATE KEY-----?") from None


def _algorithm_of(key: Any) -> str:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if isinstance(key, rsa.RSAPrivateKey):
        return "RS256"
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "EdDSA"
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return "ES256"
    raise ValueError("private_key is neither RSA nor EC on the curve P-256 nor Ed25519")


def _sign(key: Any, signed: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(signed)
    if isinstance(key, ec.EllipticCurvePrivateKey):
        r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return bytes(key.sign(signed, padding.PKCS1v15(), hashes.SHA256()))


def _part(value: Dict[str, Any]) -> str:
    return _encode(json.dumps(value).encode())


def _encode(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
