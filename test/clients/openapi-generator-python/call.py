"""Publishes an event, pages through deliveries of two statuses, and submits a deal."""

import datetime
import json
import os

import causeway

url = os.environ["CAUSEWAY_URL"]
platform = causeway.ApiClient(causeway.Configuration(host=url, access_token=os.environ["CAUSEWAY_PLATFORM_KEY"]))
partner = causeway.ApiClient(causeway.Configuration(host=url, access_token=os.environ["CAUSEWAY_PARTNER_KEY"]))

event = causeway.PublishEvent(type="client.checked", data={"n": 2}, partner_ids=[os.environ["CAUSEWAY_PARTNER_ID"]])
accepted = causeway.EventsApi(platform).publish_event(event)

deliveries, pages, cursor = 0, 0, None
statuses = [causeway.DeliveryStatus("held"), causeway.DeliveryStatus("pending")]
while True:
    page = causeway.DeliveriesApi(partner).list_deliveries(status=statuses, limit=2, cursor=cursor)
    pages, deliveries = pages + 1, deliveries + len(page.data)
    if not page.has_more:
        break
    cursor = page.next_cursor

deals = causeway.DealsApi(partner)
deal = deals.create_deal(
    causeway.CreateDeal(
        customer=causeway.DealCustomerInput(
            company_name="OpenAPI Generator Python GmbH", website="https://www.openapi-generator-python.example"
        ),
        title="Data platform",
        expected_value=causeway.MoneyInput(amount="48000.00", currency="EUR"),
        close_date=datetime.date(2099, 3, 31),
        type=causeway.DealType("new_business"),
    )
)
submitted = deals.submit_deal(deal.id)

print(json.dumps({"event": accepted.id, "deliveries": deliveries, "pages": pages, "deal": submitted.review_status.value}))
