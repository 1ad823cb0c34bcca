"""Publishes an event, pages through deliveries of two statuses, and submits a deal: generated models over Python's own HTTP client."""

import json
import os
import urllib.parse
import urllib.request

import causeway


def call(key: str, method: str, path: str, body=None, query=()) -> bytes:
    url = f"{os.environ['CAUSEWAY_URL']}/api/v1{path}?{urllib.parse.urlencode(query)}"
    data = None if body is None else body.model_dump_json(exclude_none=True).encode()
    headers = {"authorization": f"Bearer {os.environ[key]}", "content-type": "application/json"}
    if data is None:
        del headers["content-type"]
    with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method)) as response:
        return response.read()


event = causeway.PublishEvent(type="client.checked", data={"n": 2}, partner_ids=[os.environ["CAUSEWAY_PARTNER_ID"]])
accepted = causeway.AcceptedEvent.model_validate_json(call("CAUSEWAY_PLATFORM_KEY", "POST", "/events", event))

deliveries, pages = 0, 0
query = [("status", causeway.DeliveryStatus("held").value), ("status", causeway.DeliveryStatus("pending").value), ("limit", 2)]
following = []
while True:
    page = causeway.DeliveryList.model_validate_json(call("CAUSEWAY_PARTNER_KEY", "GET", "/deliveries", query=query + following))
    pages, deliveries = pages + 1, deliveries + len(page.data)
    if not page.has_more:
        break
    following = [("cursor", page.next_cursor)]

deal = causeway.Deal.model_validate_json(
    call(
        "CAUSEWAY_PARTNER_KEY",
        "POST",
        "/deals",
        causeway.CreateDeal(
            customer=causeway.DealCustomerInput(
                company_name="Datamodel Code Generator GmbH", website="https://www.datamodel-code-generator.example"
            ),
            title="Data platform",
            expected_value=causeway.MoneyInput(amount="48000.00", currency="EUR"),
            close_date="2099-03-31",
            type=causeway.DealType("new_business"),
        ),
    )
)
submitted = causeway.Deal.model_validate_json(call("CAUSEWAY_PARTNER_KEY", "POST", f"/deals/{deal.id}/submit"))

print(json.dumps({"event": accepted.id, "deliveries": deliveries, "pages": pages, "deal": submitted.review_status.value}))
