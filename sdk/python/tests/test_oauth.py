from __future__ import annotations

import base64
import json
import threading
import unittest
from typing import Any, Dict, List
from urllib.parse import parse_qs

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from causeway import Causeway, CausewayError

from .both import KINDS, call, no_waiting
from .hostile import Asked, Hostile, Reply, reply

SECRET = {"client_id": "id", "client_secret": "s%e c/r:t"}


def decode(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


class Tokens:
    """An API whose tokens are numbered. ``refused``: the tokens that it refuses, with a code."""

    def __init__(self, refused: Dict[str, str]) -> None:
        self.refused, self.issued = refused, 0
        self.seen: List[str] = []

    def __call__(self, _: int, asked: Asked) -> Reply:
        if asked.path == "/oauth/token":
            self.issued += 1
            self.seen.append("token")
            return reply({"access_token": f"t{self.issued}", "token_type": "Bearer", "expires_in": 300})
        token = asked.headers["authorization"].replace("Bearer ", "")
        self.seen.append(token)
        code = self.refused.get(token) or self.refused.get("*")
        return reply({"code": code}, 401) if code else reply({"id": "deal_1"})


class Oauth(unittest.TestCase):
    def test_a_secret_is_sent_in_the_header_or_in_the_form(self) -> None:
        for kind in KINDS:
            with self.subTest(kind), Hostile(Tokens({})) as server:
                call(kind, server.url, "deals.get", "deal_1", client=SECRET)
                pair = base64.b64decode(server.asked[0].headers["authorization"].removeprefix("Basic ")).decode()
                self.assertEqual(pair, "id:s%25e%20c%2Fr%3At")
                call(kind, server.url, "deals.get", "deal_1", client={**SECRET, "client_auth": "client_secret_post"})
                form = parse_qs(server.asked[2].body)
                self.assertEqual(form, {"grant_type": ["client_credentials"], "client_id": ["id"], "client_secret": ["s%e c/r:t"]})
                self.assertNotIn("authorization", server.asked[2].headers)

    def test_an_assertion_is_signed_anew_for_each_request(self) -> None:
        keys: List[Any] = [rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1()), ed25519.Ed25519PrivateKey.generate()]
        for key, algorithm in zip(keys, ("RS256", "ES256", "EdDSA")):
            pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            with self.subTest(algorithm), Hostile(lambda n, asked: Reply(drop=True) if n == 1 else Tokens({})(n, asked)) as server, no_waiting():
                call("sync", server.url, "deals.get", "deal_1", client={"client_id": "id", "private_key": pem, "key_id": "k1"})
                forms = [parse_qs(asked.body) for asked in server.asked[:2]]
                head, claims, signature = (decode(part) for part in forms[1]["client_assertion"][0].split("."))
                self.assertEqual(json.loads(head), {"alg": algorithm, "typ": "JWT", "kid": "k1"})
                read = json.loads(claims)
                self.assertEqual((read["iss"], read["sub"], read["aud"]), ("id", "id", f"{server.url}/oauth/token"))
                self.assertEqual(read["exp"] - read["iat"], 240)
                self.assertNotEqual(json.loads(decode(forms[0]["client_assertion"][0].split(".")[1]))["jti"], read["jti"])
                signed = forms[1]["client_assertion"][0].rpartition(".")[0].encode()
                self.verify(key.public_key(), signature, signed)

    def verify(self, key: Any, signature: bytes, signed: bytes) -> None:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
            key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
        else:
            key.verify(signature, signed)

    def test_a_token_that_is_refused_is_replaced_once_and_the_request_sent_once_more(self) -> None:
        for kind in KINDS:
            for code in ("invalid_token", "expired_token", "revoked_token"):
                tokens = Tokens({"t1": code})
                with self.subTest(kind, code=code), Hostile(tokens) as server:
                    call(kind, server.url, "endpoints.create", {"url": "https://you.example.com"}, client=SECRET)
                    self.assertEqual(tokens.seen, ["token", "t1", "token", "t2"])
                    self.assertEqual(server.asked[1].headers["idempotency-key"], server.asked[3].headers["idempotency-key"])
            for code, seen in (("revoked_token", ["token", "t1", "token", "t2"]), ("token_not_bound_to_caller", ["token", "t1"])):
                tokens = Tokens({"*": code})
                with self.subTest(kind, code=code), Hostile(tokens) as server, self.assertRaises(CausewayError) as raised:
                    call(kind, server.url, "deals.get", "deal_1", client=SECRET)
                self.assertEqual((raised.exception.code, tokens.seen), (code, seen))

    def test_threads_share_one_token(self) -> None:
        tokens = Tokens({"t1": "revoked_token"})
        with Hostile(tokens) as server, Causeway(server.url, client_id="id", client_secret="s") as causeway:
            threads = [threading.Thread(target=causeway.deals.get, args=("deal_1",)) for _ in range(6)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(tokens.issued, 2)

    def test_what_comes_in_place_of_a_token_is_an_error(self) -> None:
        answers = [(reply({}, 307, location="http://127.0.0.1:1/"), 307), (Reply(body="<html>", kind="text/html"), 200), (reply([]), 200)]
        for kind in KINDS:
            for answer, status in answers:
                with self.subTest(kind, status=status), Hostile(lambda *_: answer) as server, self.assertRaises(CausewayError) as raised:
                    call(kind, server.url, "deals.get", "deal_1", client=SECRET)
                self.assertEqual((raised.exception.status, raised.exception.code), (status, "unexpected_answer"))
                self.assertEqual({asked.path for asked in server.asked}, {"/oauth/token"})

    def test_a_refused_client_is_told_why(self) -> None:
        refused = reply({"error": "invalid_client", "error_description": "The secret is wrong"}, 401)
        with Hostile(lambda *_: refused) as server, self.assertRaises(CausewayError) as raised:
            call("sync", server.url, "deals.get", "deal_1", client=SECRET)
        self.assertEqual((raised.exception.code, str(raised.exception)), ("invalid_client", "The secret is wrong"))

    def test_credentials_that_are_none_are_refused_without_being_shown(self) -> None:
        for given in ({}, {"client_id": "id"}, {"client_id": "id", "client_secret": "secret", "private_key": "secret"}):
            with self.assertRaises(ValueError) as raised:
                Causeway("https://causeway.example.com", **given)  # type: ignore[arg-type]
            self.assertNotIn("'secret'", str(raised.exception))
        with self.assertRaisesRegex(ValueError, "no PEM") as bad:
            Causeway("https://causeway.example.com", client_id="id", private_key="topsecret")
        self.assertNotIn("topsecret", str(bad.exception))
