from __future__ import annotations

import threading
import unittest
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Callable, List

from causeway import Causeway, CausewayConnectionError, CausewayError, NotModified, read_retry_after

from .both import KINDS, call, no_waiting
from .hostile import Asked, Hostile, Reply, reply

KEY = {"key": "ck_live_secret"}
DEAL = {"id": "deal_1", "title": "A", "new_field": 1, "review_status": "a_newer_state"}


class Calls(unittest.TestCase):
    def each(self, script: Callable[[int, Asked], Reply], check: Callable[[str, Hostile, List[float]], None]) -> None:
        for kind in KINDS:
            with self.subTest(kind), Hostile(script) as server, no_waiting() as waits:
                check(kind, server, waits)

    def refusal(self, kind: str, server: Hostile, operation: str, *args: Any, **kwargs: Any) -> CausewayError:
        with self.assertRaises(CausewayError) as raised:
            call(kind, server.url, operation, *args, client=KEY, **kwargs)
        return raised.exception

    def test_what_a_newer_server_adds_breaks_nothing(self) -> None:
        self.each(lambda *_: reply(DEAL), lambda kind, server, _: self.assertEqual(call(kind, server.url, "deals.get", "deal_1", client=KEY), DEAL))

    def test_a_request_says_who_asks_and_with_what(self) -> None:
        def check(kind: str, server: Hostile, _: List[float]) -> None:
            call(kind, server.url, "endpoints.create", {"url": "https://you.example.com"}, client=KEY)
            head = server.asked[0].headers
            self.assertEqual(head["authorization"], "Bearer ck_live_secret")
            self.assertRegex(head["user-agent"], r"^causeway-python/\d+\.\d+\.\d+ python/3\.")
            self.assertRegex(head["idempotency-key"], "^[0-9a-f-]{36}$")
            self.assertEqual(server.asked[0].body, '{"url":"https://you.example.com"}')

        self.each(lambda *_: reply({}, 201), check)

    def test_the_address_of_the_installation_and_that_of_its_api_are_the_same(self) -> None:
        def check(kind: str, server: Hostile, _: List[float]) -> None:
            for path in ("", "/", "/api/v1", "/api/v1/"):
                call(kind, server.url + path, "deals.get", "deal_1", client=KEY)
            self.assertEqual({asked.path for asked in server.asked}, {"/api/v1/deals/deal_1"})

        self.each(lambda *_: reply(DEAL), check)

    def test_no_redirect_is_followed(self) -> None:
        for status in (301, 302, 303, 307, 308):
            with Hostile(lambda *_: reply({})) as other:

                def check(kind: str, server: Hostile, _: List[float]) -> None:
                    refusal = self.refusal(kind, server, "endpoints.create", {"url": "https://you.example.com"})
                    self.assertEqual((refusal.status, refusal.code), (status, "unexpected_answer"))
                    self.assertEqual(len(server.asked), 1)

                self.each(lambda *_: reply({}, status, location=f"{other.url}/api/v1/endpoints"), check)
                self.assertEqual(other.asked, [])

    def test_a_page_in_place_of_an_answer_is_an_error_and_asked_for_once(self) -> None:
        pages = [
            Reply(body="<html>login</html>", kind="text/html"),
            Reply(body="<html>login</html>", kind="application/json; charset=utf-8"),
            Reply(body='{"id":'),
            Reply(body=""),
            Reply(body="OK", kind=None),
        ]
        for page in pages:

            def check(kind: str, server: Hostile, _: List[float]) -> None:
                refusal = self.refusal(kind, server, "deals.get", "deal_1")
                self.assertEqual((refusal.status, refusal.code, len(server.asked)), (200, "unexpected_answer", 1))

            self.each(lambda *_: page, check)

    def test_a_page_in_place_of_nothing_is_an_error_too(self) -> None:
        def check(kind: str, server: Hostile, _: List[float]) -> None:
            self.assertEqual(self.refusal(kind, server, "endpoints.delete", "ep_1").code, "unexpected_answer")

        self.each(lambda *_: Reply(body="<html>", kind="text/html"), check)

    def test_broken_connections_and_half_answers_are_sent_again_with_the_same_key(self) -> None:
        def script(number: int, _: Asked) -> Reply:
            return [Reply(drop=True), Reply(body='{"id":"ep_1"}', cut=5), reply({"id": "ep_1"}, 201)][number - 1]

        def check(kind: str, server: Hostile, waits: List[float]) -> None:
            made = call(kind, server.url, "endpoints.create", {"url": "https://you.example.com"}, client=KEY)
            self.assertEqual(made, {"id": "ep_1"})
            self.assertEqual(len({asked.headers["idempotency-key"] for asked in server.asked}), 1)
            self.assertTrue(0.4 < waits[0] < 0.6 < waits[1] < 1.2, waits)

        self.each(script, check)

    def test_an_answer_that_never_comes_ends_in_a_connection_error(self) -> None:
        def check(kind: str, server: Hostile, waits: List[float]) -> None:
            with self.assertRaises(CausewayConnectionError) as raised:
                call(kind, server.url, "deals.get", "deal_1", client={**KEY, "max_retries": 2})
            self.assertEqual((raised.exception.status, len(server.asked), len(waits)), (0, 3, 2))

        self.each(lambda *_: Reply(drop=True), check)

    def test_a_patch_that_got_lost_is_not_sent_again(self) -> None:
        for answer in (Reply(drop=True), reply({}, 500), reply({}, 408)):

            def check(kind: str, server: Hostile, _: List[float]) -> None:
                self.refusal(kind, server, "endpoints.update", "ep_1", {"description": "a"})
                self.assertEqual(len(server.asked), 1)

            self.each(lambda *_: answer, check)

    def test_what_is_refused_for_now_is_sent_again_with_the_same_key(self) -> None:
        for status, code in ((408, "request_timeout"), (409, "idempotency_in_progress"), (429, "rate_limited"), (500, "internal"), (502, ""), (504, "")):

            def check(kind: str, server: Hostile, _: List[float]) -> None:
                call(kind, server.url, "endpoints.create", {"url": "https://you.example.com"}, client=KEY)
                self.assertEqual(len({asked.headers["idempotency-key"] for asked in server.asked}), 1)
                self.assertEqual(len(server.asked), 2)

            self.each(lambda number, _: reply({"code": code}, status) if number == 1 else reply({}, 201), check)

    def test_what_is_refused_for_good_is_asked_once(self) -> None:
        for status, code in ((400, "invalid_request"), (409, "idempotency_answer_lost"), (409, "conflict"), (412, "version_conflict"), (422, "x")):

            def check(kind: str, server: Hostile, _: List[float]) -> None:
                refusal = self.refusal(kind, server, "endpoints.create", {"url": "x"})
                self.assertEqual((refusal.status, refusal.code, len(server.asked)), (status, code, 1))

            self.each(lambda *_: reply({"code": code}, status), check)

    def test_retry_after_is_waited_for_if_it_says_when_and_not_too_long(self) -> None:
        soon = (datetime.now(timezone.utc) + timedelta(seconds=30)).strftime("%a, %d %b %Y %H:%M:%S GMT")
        for header, low, high in (("2", 2, 2), ("1.5", 0.4, 0.6), ("soon", 0.4, 0.6), ("-1", 0.4, 0.6), ("0", 0.4, 0.6), (soon, 5, 31)):

            def check(kind: str, server: Hostile, waits: List[float]) -> None:
                call(kind, server.url, "deals.get", "deal_1", client=KEY)
                self.assertEqual(len(waits), 1)
                self.assertTrue(low <= waits[0] <= high, (header, waits))

            self.each(lambda number, _: reply({}, 429, retry_after=header) if number == 1 else reply(DEAL), check)

    def test_a_wait_that_is_too_long_is_raised(self) -> None:
        for header in ("99999", "9" * 400):

            def check(kind: str, server: Hostile, waits: List[float]) -> None:
                refusal = self.refusal(kind, server, "deals.get", "deal_1")
                self.assertEqual((refusal.status, len(server.asked), waits), (503, 1, []))
                self.assertGreater(refusal.retry_after_s or 0, 60)

            self.each(lambda *_: reply({}, 503, retry_after=header), check)

    def test_a_refusal_has_its_faults_whatever_a_proxy_makes_of_it(self) -> None:
        problem = {"code": "invalid_request", "detail": "The request has 1 error", "request_id": "r1", "errors": [{"pointer": "/url"}, "x"]}

        def check(kind: str, server: Hostile, _: List[float]) -> None:
            refusal = self.refusal(kind, server, "deals.get", "deal_1")
            self.assertEqual((str(refusal), refusal.request_id, refusal.errors), ("The request has 1 error", "r1", [{"pointer": "/url"}]))

        self.each(lambda *_: Reply(400, reply(problem).body, kind="application/problem+json"), check)
        for body in ("<html>", "[]", '{"code":{},"errors":7}', ""):
            self.each(lambda *_: Reply(403, body), lambda kind, server, _: self.assertEqual(self.refusal(kind, server, "deals.get", "d").code, "unknown"))

    def test_a_list_is_read_over_all_its_pages(self) -> None:
        def script(number: int, asked: Asked) -> Reply:
            more = number < 3
            return reply({"data": [{"id": f"dlv_{number}"}], "has_more": more, "next_cursor": f"c{number}" if more else None})

        def check(kind: str, server: Hostile, _: List[float]) -> None:
            found = call(kind, server.url, "deliveries.list", status=["held", "retrying"], limit=1, client=KEY)
            self.assertEqual([one["id"] for one in found], ["dlv_1", "dlv_2", "dlv_3"])
            filters = "limit=1&status=held&status=retrying"
            self.assertEqual(server.asked[0].path, f"/api/v1/deliveries?{filters}")
            self.assertIn("cursor=c1", server.asked[1].path)

        self.each(script, check)

    def test_a_list_that_leads_in_a_circle_or_has_no_members_is_an_error(self) -> None:
        for body in ({"data": [{}], "has_more": True, "next_cursor": "c"}, {}, []):
            self.each(
                lambda *_: reply(body),
                lambda kind, server, _: self.assertEqual(self.refusal(kind, server, "deliveries.list").code, "unexpected_answer"),
            )

    def test_moments_days_booleans_and_amounts_have_their_form(self) -> None:
        moment = datetime(2026, 3, 1, 10, 30, tzinfo=timezone(timedelta(hours=2)))

        def check(kind: str, server: Hostile, _: List[float]) -> None:
            call(kind, server.url, "deal_imports.create", [{"external_id": "1", "close_date": date(2026, 3, 1)}], submit=True, client=KEY)
            self.assertIn("submit=true", server.asked[0].path)
            self.assertEqual(server.asked[0].body, '[{"external_id":"1","close_date":"2026-03-01"}]')
            call(kind, server.url, "events.publish", {"type": "a", "data": {"n": Decimal("1.10")}, "occurred_at": moment}, client=KEY)
            self.assertEqual(server.asked[1].body, '{"type":"a","data":{"n":"1.10"},"occurred_at":"2026-03-01T08:30:00Z"}')
            call(kind, server.url, "deliveries.list", created_after=moment, client=KEY)
            self.assertIn("created_after=2026-03-01T08%3A30%3A00Z", server.asked[2].path)

        self.each(lambda *_: reply({"data": [], "has_more": False, "next_cursor": None}), check)

    def test_a_moment_without_a_time_zone_is_refused(self) -> None:
        naive = datetime(2026, 3, 1)

        def check(kind: str, server: Hostile, _: List[float]) -> None:
            with self.assertRaisesRegex(ValueError, "created_after .* time zone"):
                call(kind, server.url, "deliveries.list", created_after=naive, client=KEY)
            with self.assertRaisesRegex(ValueError, "time zone"):
                call(kind, server.url, "events.publish", {"type": "a", "data": {}, "occurred_at": naive}, client=KEY)
            self.assertEqual(server.asked, [])

        self.each(lambda *_: reply(), check)

    def test_csv_and_ndjson_are_sent_as_they_are(self) -> None:
        def check(kind: str, server: Hostile, _: List[float]) -> None:
            call(kind, server.url, "deal_imports.create", "external_id\n1\n", content_type="text/csv", client=KEY)
            call(kind, server.url, "deal_imports.create", [{"a": 1}, {"a": 2}], content_type="application/x-ndjson", client=KEY)
            sent = [(asked.headers["content-type"], asked.body) for asked in server.asked]
            self.assertEqual(sent, [("text/csv", "external_id\n1\n"), ("application/x-ndjson", '{"a":1}\n{"a":2}\n')])

        self.each(lambda *_: reply({}, 202), check)

    def test_exports_are_text_and_files_are_bytes(self) -> None:
        def check(kind: str, server: Hostile, _: List[float]) -> None:
            self.assertEqual(call(kind, server.url, "deals.export", client=KEY), "id,titel\r\n1,Käse\r\n")
            self.assertEqual(call(kind, server.url, "attribution.get_partner_roi_file", "ptn_1", format="csv", client=KEY)[:3], b"id,")
            self.assertIn("format=csv", server.asked[1].path)

        self.each(lambda *_: Reply(body="id,titel\r\n1,Käse\r\n", kind="text/csv; charset=utf-8"), check)

    def test_an_answer_can_be_had_with_its_etag(self) -> None:
        def check(kind: str, server: Hostile, _: List[float]) -> None:
            answer = call(kind, server.url, "deals.get", "deal_1", client=KEY, answer=True)
            self.assertEqual((answer.data, answer.status, answer.etag, answer.request_id), (DEAL, 200, '"3"', "r1"))

        self.each(lambda *_: reply(DEAL, etag='"3"', request_id="r1"), check)

    def test_what_is_unchanged_is_told_apart(self) -> None:
        def check(kind: str, server: Hostile, _: List[float]) -> None:
            with self.assertRaises(NotModified):
                call(kind, server.url, "deal_schema.get", if_none_match='"a"', client=KEY)
            self.assertEqual(server.asked[0].headers["if-none-match"], '"a"')

        self.each(lambda *_: Reply(304, "", kind=None), check)

    def test_a_path_parameter_is_one_segment(self) -> None:
        def check(kind: str, server: Hostile, _: List[float]) -> None:
            call(kind, server.url, "deals.get", "a/b?c#ü", client=KEY)
            self.assertEqual(server.asked[0].path, "/api/v1/deals/a%2Fb%3Fc%23%C3%BC")
            for nothing in ("", ".", ".."):
                with self.assertRaisesRegex(ValueError, "path parameter id"):
                    call(kind, server.url, "deals.get", nothing, client=KEY)

        self.each(lambda *_: reply(DEAL), check)

    def test_connections_are_reused_and_threads_can_share_a_client(self) -> None:
        with Hostile(lambda *_: reply(DEAL)) as server, Causeway(server.url, **KEY) as causeway:  # type: ignore[arg-type]
            for _ in range(5):
                causeway.deals.get("deal_1")
            self.assertEqual(server.connections, 1)
            threads = [threading.Thread(target=causeway.deals.get, args=("deal_1",)) for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(len(server.asked), 13)

    def test_secrets_are_in_no_message(self) -> None:
        for key in ("ck_live_secret\n", "ck live_secret", ""):
            with self.assertRaises(ValueError) as raised:
                Causeway("https://causeway.example.com", key=key)
            self.assertNotIn("secret", str(raised.exception))
        for address in ("causeway.example.com", "https://me:secret@causeway.example.com", "ftp://x", "https://"):
            with self.assertRaises(ValueError) as raised:
                Causeway(address, key="ck")
            self.assertNotIn("secret", str(raised.exception))

    def test_retry_after_has_two_forms(self) -> None:
        now = datetime(1994, 11, 6, 8, 49, 0, tzinfo=timezone.utc).timestamp()
        dates = ("Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994")
        self.assertEqual([read_retry_after(one, now) for one in (*dates, " 120 ")], [37, 37, 37, 120])
        others = (None, "", "0", "1.5", "-1", "+1", "0x10", "1e3", "1, 2", "soon", "²", "1994-11-06T08:50:00Z", "Sun, 06 Nov 1994 08:48:37 GMT")
        self.assertEqual({read_retry_after(one, now) for one in others}, {None})
