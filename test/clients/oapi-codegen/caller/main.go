// Publishes an event, pages through deliveries of two statuses, and submits a deal.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	causeway "example.com/causeway"
	"github.com/oapi-codegen/runtime/types"
)

func main() {
	ctx := context.Background()
	platform := clientWith(os.Getenv("CAUSEWAY_PLATFORM_KEY"))
	partner := clientWith(os.Getenv("CAUSEWAY_PARTNER_KEY"))

	accepted, err := platform.PublishEventWithResponse(ctx, nil, causeway.PublishEvent{
		Type:       "client.checked",
		Data:       map[string]interface{}{"n": 2},
		PartnerIds: &[]string{os.Getenv("CAUSEWAY_PARTNER_ID")},
	})
	check(err)
	if accepted.JSON202 == nil {
		panic(string(accepted.Body))
	}

	deliveries, pages := 0, 0
	limit := int32(2)
	params := causeway.ListDeliveriesParams{
		Limit:  &limit,
		Status: &[]causeway.DeliveryStatus{causeway.DeliveryStatusHeld, causeway.DeliveryStatusPending},
	}
	for {
		page, err := partner.ListDeliveriesWithResponse(ctx, &params)
		check(err)
		if page.JSON200 == nil {
			panic(string(page.Body))
		}
		pages, deliveries = pages+1, deliveries+len(page.JSON200.Data)
		if !page.JSON200.HasMore {
			break
		}
		params.Cursor = page.JSON200.NextCursor
	}

	website, title, kind := "https://www.oapi-codegen.example", "Data platform", causeway.DealTypeNewBusiness
	deal, err := partner.CreateDealWithResponse(ctx, nil, causeway.CreateDeal{
		Customer:      causeway.DealCustomerInput{CompanyName: "Oapi Codegen GmbH", Website: &website},
		Title:         &title,
		ExpectedValue: &causeway.MoneyInput{Amount: "48000.00", Currency: "EUR"},
		CloseDate:     &types.Date{Time: time.Date(2099, 3, 31, 0, 0, 0, 0, time.UTC)},
		Type:          &kind,
	})
	check(err)
	if deal.JSON201 == nil {
		panic(string(deal.Body))
	}
	submitted, err := partner.SubmitDealWithResponse(ctx, deal.JSON201.Id, nil)
	check(err)
	if submitted.JSON200 == nil {
		panic(string(submitted.Body))
	}

	result, err := json.Marshal(map[string]any{
		"event": accepted.JSON202.Id, "deliveries": deliveries, "pages": pages, "deal": submitted.JSON200.ReviewStatus,
	})
	check(err)
	fmt.Println(string(result))
}

func clientWith(key string) *causeway.ClientWithResponses {
	client, err := causeway.NewClientWithResponses(os.Getenv("CAUSEWAY_URL"), causeway.WithRequestEditorFn(
		func(_ context.Context, request *http.Request) error {
			request.Header.Set("Authorization", "Bearer "+key)
			return nil
		}))
	check(err)
	return client
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
