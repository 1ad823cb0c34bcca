// Package causeway is a client of the Causeway API, and verifies its webhooks.
//
//	client, err := causeway.New("https://causeway.example.com", causeway.WithKey("ck_live_…"))
//	deal, err := client.Deals.Get(ctx, "deal_…", nil)
//	for delivery, err := range client.Deliveries.List(ctx, &causeway.ListDeliveriesParams{Limit: 100}) { … }
//
// Every operation of the API is a method of its resource. A refusal is an [*Error]: branch on its Code. Fields and values that a
// newer server adds do not break reading.
package causeway

// Version is the version of this package.
const Version = "0.1.0"
