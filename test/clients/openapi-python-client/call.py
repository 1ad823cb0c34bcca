"""Publishes an event, pages through deliveries of two statuses, and submits a deal."""

import datetime
import json
import os

from causeway import AuthenticatedClient
from causeway.api.deals import create_deal, submit_deal
from causeway.api.deliveries import list_deliveries
from causeway.api.events import publish_event
from causeway.models import CreateDeal, DealCustomerInput, DealType, DeliveryStatus, MoneyInput, PublishEvent, PublishEventData
from causeway.types import UNSET

url = os.environ["CAUSEWAY_URL"]
platform = AuthenticatedClient(base_url=url, token=os.environ["CAUSEWAY_PLATFORM_KEY"], raise_on_unexpected_status=True)
partner = AuthenticatedClient(base_url=url, token=os.environ["CAUSEWAY_PARTNER_KEY"], raise_on_unexpected_status=True)

event = PublishEvent(type_="client.checked", data=PublishEventData.from_dict({"n": 2}), partner_ids=[os.environ["CAUSEWAY_PARTNER_ID"]])
accepted = publish_event.sync(client=platform, body=event)

deliveries, pages, cursor = 0, 0, UNSET
statuses = [DeliveryStatus("held"), DeliveryStatus("pending")]
while True:
    page = list_deliveries.sync(client=partner, status=statuses, limit=2, cursor=cursor)
    pages, deliveries = pages + 1, deliveries + len(page.data)
    if not page.has_more:
        break
    cursor = page.next_cursor

deal = create_deal.sync(
    client=partner,
    body=CreateDeal(
        customer=DealCustomerInput(company_name="OpenAPI Python Client GmbH", website="https://www.openapi-python-client.example"),
        title="Data platform",
        expected_value=MoneyInput(amount="48000.00", currency="EUR"),
        close_date=datetime.date(2099, 3, 31),
        type_=DealType("new_business"),
    ),
)
submitted = submit_deal.sync(deal.id, client=partner)

print(json.dumps({"event": accepted.id, "deliveries": deliveries, "pages": pages, "deal": str(submitted.review_status)}))
