from __future__ import annotations

import base64
import hashlib
import hmac
import time
import unittest
from typing import Dict, Sequence

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from causeway import WebhookVerificationError, verify_webhook

BODY = b'{"type":"deal.approved","timestamp":"2026-01-01T00:00:00Z","data":{"n":1}}'
PRIVATE = Ed25519PrivateKey.generate()
RAW = PRIVATE.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
WHPK = "whpk_" + base64.b64encode(RAW).decode()
WHSEC = "whsec_" + base64.b64encode(b"k" * 32).decode()


def v1(signed: bytes, key: bytes = b"k" * 32) -> str:
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def v1a(signed: bytes) -> str:
    return "v1a," + base64.b64encode(PRIVATE.sign(signed)).decode()


def headers(sign: object = v1, at: float = 0, others: Sequence[str] = ()) -> Dict[str, str]:
    timestamp = str(int(time.time() + at))
    signed = f"evt_1.{timestamp}.".encode() + BODY
    return {"Webhook-Id": "evt_1", "webhook-timestamp": timestamp, "WEBHOOK-SIGNATURE": " ".join([*others, sign(signed)])}  # type: ignore[operator]


class Webhooks(unittest.TestCase):
    def test_both_schemes_are_verified_and_read(self) -> None:
        for sign, secret in ((v1, WHSEC), (v1a, WHPK)):
            event = verify_webhook(BODY, headers(sign), secret)
            self.assertEqual((event["id"], event["type"], event["data"]), ("evt_1", "deal.approved", {"n": 1}))

    def test_any_signature_of_a_rotation_and_any_secret_will_do(self) -> None:
        other = "whsec_" + base64.b64encode(b"o" * 32).decode()
        self.assertEqual(verify_webhook(BODY, headers(others=["v1,AAAA", "v1a,AAAA"]), [other, WHSEC])["id"], "evt_1")

    def test_forged_and_old_ones_are_refused(self) -> None:
        for sign, secret in ((v1, WHSEC), (v1a, WHPK)):
            for body, head in ((BODY + b" ", headers(sign)), (BODY, headers(sign, at=-302)), (BODY, headers(sign, at=302))):
                with self.assertRaises(WebhookVerificationError):
                    verify_webhook(body, head, secret)
        for sign, secret in ((v1, WHPK), (v1a, WHSEC)):
            with self.assertRaises(WebhookVerificationError):
                verify_webhook(BODY, headers(sign), secret)
        for name, value in (("webhook-timestamp", "¹"), ("webhook-timestamp", "soon"), ("WEBHOOK-SIGNATURE", ""), ("WEBHOOK-SIGNATURE", "v1a,ü v1")):
            with self.assertRaises(WebhookVerificationError):
                verify_webhook(BODY, {**headers(), name: value}, [WHSEC, WHPK])
        with self.assertRaisesRegex(WebhookVerificationError, "webhook-id"):
            verify_webhook(BODY, {}, WHSEC)

    def test_what_is_no_secret_is_refused_with_the_reason(self) -> None:
        for secret in ("whsec_", "whsec_!", "whpk_", "whpk_AAAA", "whsk_AAAA", "AAAA", ""):
            with self.assertRaisesRegex(WebhookVerificationError, "The secret"):
                verify_webhook(BODY, headers(), secret)
