// Publishes an event, pages through deliveries of two statuses, and submits a deal.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"example.com/client/causeway"
	"github.com/go-faster/jx"
)

func main() {
	ctx := context.Background()
	platform := clientWith(os.Getenv("CAUSEWAY_PLATFORM_KEY"))
	partner := clientWith(os.Getenv("CAUSEWAY_PARTNER_KEY"))

	published, err := platform.PublishEvent(ctx, &causeway.PublishEvent{
		Type:       "client.checked",
		Data:       causeway.PublishEventData{"n": jx.Raw("2")},
		PartnerIds: []string{os.Getenv("CAUSEWAY_PARTNER_ID")},
	}, causeway.PublishEventParams{})
	check(err)
	accepted := published.(*causeway.AcceptedEventHeaders).Response

	deliveries, pages := 0, 0
	params := causeway.ListDeliveriesParams{
		Limit:  causeway.NewOptInt32(2),
		Status: []causeway.DeliveryStatus{causeway.DeliveryStatusHeld, causeway.DeliveryStatusPending},
	}
	for {
		listed, err := partner.ListDeliveries(ctx, params)
		check(err)
		page := listed.(*causeway.DeliveryListHeaders).Response
		pages, deliveries = pages+1, deliveries+len(page.Data)
		if !page.HasMore {
			break
		}
		params.Cursor = causeway.NewOptString(page.NextCursor.Value)
	}

	created, err := partner.CreateDeal(ctx, &causeway.CreateDeal{
		Customer: causeway.DealCustomerInput{
			CompanyName: "Ogen GmbH",
			Website:     causeway.NewOptString("https://www.ogen.example"),
		},
		Title:         causeway.NewOptString("Data platform"),
		ExpectedValue: causeway.NewOptMoneyInput(causeway.MoneyInput{Amount: "48000.00", Currency: "EUR"}),
		CloseDate:     causeway.NewOptDate(time.Date(2099, 3, 31, 0, 0, 0, 0, time.UTC)),
		Type:          causeway.NewOptDealType(causeway.DealTypeNewBusiness),
	}, causeway.CreateDealParams{})
	check(err)
	deal := created.(*causeway.DealHeaders).Response
	answered, err := partner.SubmitDeal(ctx, causeway.SubmitDealParams{ID: deal.ID})
	check(err)
	submitted := answered.(*causeway.ApproveDealOKHeaders).Response

	result, err := json.Marshal(map[string]any{
		"event": accepted.ID, "deliveries": deliveries, "pages": pages, "deal": submitted.ReviewStatus,
	})
	check(err)
	fmt.Println(string(result))
}

type security struct{ key string }

func (s security) BearerAuth(context.Context, causeway.OperationName) (causeway.BearerAuth, error) {
	return causeway.BearerAuth{Token: s.key}, nil
}

func (security) ClientSecret(context.Context, causeway.OperationName) (causeway.ClientSecret, error) {
	return causeway.ClientSecret{}, nil
}

func (security) VendorSignature(context.Context, causeway.OperationName) (causeway.VendorSignature, error) {
	return causeway.VendorSignature{}, nil
}

func clientWith(key string) *causeway.Client {
	client, err := causeway.NewClient(os.Getenv("CAUSEWAY_URL"), security{key})
	check(err)
	return client
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
