// Publishes an event, pages through deliveries of two statuses, and submits a deal.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	causeway "github.com/example/causeway"
)

func main() {
	configuration := causeway.NewConfiguration()
	configuration.Servers = causeway.ServerConfigurations{{URL: os.Getenv("CAUSEWAY_URL")}}
	client := causeway.NewAPIClient(configuration)
	platform := context.WithValue(context.Background(), causeway.ContextAccessToken, os.Getenv("CAUSEWAY_PLATFORM_KEY"))
	partner := context.WithValue(context.Background(), causeway.ContextAccessToken, os.Getenv("CAUSEWAY_PARTNER_KEY"))

	event := causeway.NewPublishEvent("client.checked", map[string]interface{}{"n": 2})
	event.SetPartnerIds([]string{os.Getenv("CAUSEWAY_PARTNER_ID")})
	accepted, _, err := client.EventsAPI.PublishEvent(platform).PublishEvent(*event).Execute()
	check(err)

	deliveries, pages := 0, 0
	statuses := []causeway.DeliveryStatus{causeway.DeliveryStatusHeld, causeway.DeliveryStatusPending}
	request := client.DeliveriesAPI.ListDeliveries(partner).Limit(2).Status(statuses)
	for {
		page, _, err := request.Execute()
		check(err)
		pages, deliveries = pages+1, deliveries+len(page.Data)
		if !page.HasMore {
			break
		}
		request = request.Cursor(page.GetNextCursor())
	}

	deal := causeway.NewCreateDeal(*causeway.NewDealCustomerInput("OpenAPI Generator Go GmbH"))
	deal.Customer.SetWebsite("https://www.openapi-generator-go.example")
	deal.SetTitle("Data platform")
	deal.SetExpectedValue(*causeway.NewMoneyInput("48000.00", "EUR"))
	deal.SetCloseDate("2099-03-31")
	deal.SetType(causeway.DealTypeNewBusiness)
	created, _, err := client.DealsAPI.CreateDeal(partner).CreateDeal(*deal).Execute()
	check(err)
	submitted, _, err := client.DealsAPI.SubmitDeal(partner, created.Id).Execute()
	check(err)

	result, err := json.Marshal(map[string]any{
		"event": accepted.Id, "deliveries": deliveries, "pages": pages, "deal": submitted.ReviewStatus,
	})
	check(err)
	fmt.Println(string(result))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
