// Code generated with npm run sdk (oapi-codegen). DO NOT EDIT.
package causeway

import (
	"time"
)

// AcceptedEvent defines model for AcceptedEvent.
type AcceptedEvent struct {
	CreatedAt time.Time `json:"created_at"`

	// Deliveries Number of endpoints that the event is delivered to
	Deliveries int64 `json:"deliveries"`

	// ExternalId The publisher’s own id
	ExternalId *string `json:"external_id"`

	// Id Also the `webhook-id` of every delivery of the event
	Id          string    `json:"id"`
	OccurredAt  time.Time `json:"occurred_at"`
	OrderingKey *string   `json:"ordering_key"`

	// PartnerIds Null if the event was published to every subscribed partner
	PartnerIds []string `json:"partner_ids"`

	// Type Words separated by dots, from general to specific
	Type string `json:"type"`
}

// Account defines model for Account.
type Account struct {
	Address *struct {
		City       string `json:"city"`
		Country    string `json:"country"`
		PostalCode string `json:"postal_code"`
		Street     string `json:"street"`
	} `json:"address"`
	CreatedAt    time.Time `json:"created_at"`
	Duns         *string   `json:"duns"`
	EmailDomains []string  `json:"email_domains"`
	ExternalId   *string   `json:"external_id"`
	Id           string    `json:"id"`
	Name         string    `json:"name"`
	UpdatedAt    time.Time `json:"updated_at"`
	Websites     []string  `json:"websites"`
}

// AccountBatch defines model for AccountBatch.
type AccountBatch struct {
	Accounts []NewAccount `json:"accounts"`
}

// AccountBatchResult defines model for AccountBatchResult.
type AccountBatchResult struct {
	Created int64 `json:"created"`
	Failed  int64 `json:"failed"`

	// Results One result per row, in the order of the request
	Results []struct {
		// Errors Validation errors. A row with errors is not written
		Errors []FieldError `json:"errors"`

		// ExternalId Null if the row has no readable `external_id`
		ExternalId *string `json:"external_id"`

		// Id ID of the account. Null if the row failed
		Id     *string `json:"id"`
		Status string  `json:"status"`

		// Warnings Values of the row that were ignored
		Warnings []FieldError `json:"warnings"`
	} `json:"results"`
	Unchanged int64 `json:"unchanged"`
	Updated   int64 `json:"updated"`
}

// AccountList defines model for AccountList.
type AccountList struct {
	Data    []Account `json:"data"`
	HasMore bool      `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ApiKey defines model for ApiKey.
type ApiKey struct {
	CreatedAt time.Time  `json:"created_at"`
	CreatedBy string     `json:"created_by"`
	ExpiresAt *time.Time `json:"expires_at"`
	Id        string     `json:"id"`

	// LastUsedAt Time of the last request with this key, to the minute
	LastUsedAt *time.Time `json:"last_used_at"`
	Name       string     `json:"name"`

	// PartnerId Owner of the key. Null for platform keys
	PartnerId *string `json:"partner_id"`

	// Prefix First characters of the key, to identify it
	Prefix string `json:"prefix"`

	// ReplacedBy ID of the key that replaced this one in a rotation
	ReplacedBy *string    `json:"replaced_by"`
	RevokedAt  *time.Time `json:"revoked_at"`
	Scopes     []string   `json:"scopes"`
	Status     string     `json:"status"`
}

// ApiKeyList defines model for ApiKeyList.
type ApiKeyList struct {
	Data    []ApiKey `json:"data"`
	HasMore bool     `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ApproveDealRequest defines model for ApproveDealRequest.
type ApproveDealRequest struct {
	// Comment Visible only to the company
	Comment *string `json:"comment,omitempty"`

	// Override Approve despite a conflict. Then `comment` is required
	Override *bool `json:"override,omitempty"`
}

// AskForActionRequest defines model for AskForActionRequest.
type AskForActionRequest struct {
	// Comment What the partner needs to do
	Comment string   `json:"comment"`
	Fields  []string `json:"fields"`
}

// Attempt defines model for Attempt.
type Attempt struct {
	// Actor Who asked for it; null if nobody did
	Actor *struct {
		// Id ID of the credential. Null for partners if it is not one of their own
		Id *string `json:"id"`

		// Kind `system`: through Temporal
		Kind string `json:"kind"`
	} `json:"actor"`

	// ErrorClass Null if the attempt succeeded
	ErrorClass    *string    `json:"error_class"`
	ErrorDetail   *string    `json:"error_detail"`
	LatencyMs     int64      `json:"latency_ms"`
	NextAttemptAt *time.Time `json:"next_attempt_at"`

	// NextBecause Reason for the time of the next attempt, or for having none
	NextBecause     *string   `json:"next_because"`
	Number          int64     `json:"number"`
	ResponseSnippet *string   `json:"response_snippet"`
	StartedAt       time.Time `json:"started_at"`

	// StatusCode Null if there was no response
	StatusCode *int64 `json:"status_code"`

	// Trigger Why it was made. schedule: after the acceptance, or by the retry policy. manual: somebody asked for it; it does not count towards the retry budget. replay: a replay. drain: the end of a hold. probe: a trial while the circuit breaker is open
	Trigger string `json:"trigger"`
}

// AttributionAccuracy defines model for AttributionAccuracy.
type AttributionAccuracy struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf      time.Time `json:"as_of"`
	ByPartner []struct {
		// Conversions That one of its touches preceded
		Conversions int64  `json:"conversions"`
		Explained   int64  `json:"explained"`
		PartnerId   string `json:"partner_id"`

		// Share Explained / conversions; null if there are none
		Share *float64 `json:"share"`
	} `json:"by_partner"`
	BySource []struct {
		// Conversions That one of its touches preceded
		Conversions int64 `json:"conversions"`
		Explained   int64 `json:"explained"`

		// Share Explained / conversions; null if there are none
		Share  *float64 `json:"share"`
		Source string   `json:"source"`
	} `json:"by_source"`
	Conversions int64 `json:"conversions"`
	Explained   int64 `json:"explained"`

	// Lost Why the others have no path: nobody is known (`no_subject`), no touch, only touches that are too old or too late (`outside_window`), of a source that is switched off (`blocked_source`), or of crawlers (`bot`)
	Lost []struct {
		Conversions int64  `json:"conversions"`
		Kind        string `json:"kind"`
		Reason      string `json:"reason"`
	} `json:"lost"`

	// Share Explained / conversions; null if there are none
	Share *float64 `json:"share"`

	// Versions Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
	Versions struct {
		Attribution int64  `json:"attribution"`
		FxImport    *int64 `json:"fx_import"`
		Rules       *int64 `json:"rules"`
	} `json:"versions"`
	Window struct {
		From     time.Time `json:"from"`
		TimeZone string    `json:"time_zone"`
		To       time.Time `json:"to"`
	} `json:"window"`
}

// AttributionComparison defines model for AttributionComparison.
type AttributionComparison struct {
	After    int64  `json:"after"`
	Before   int64  `json:"before"`
	From     string `json:"from"`
	Measure  string `json:"measure"`
	Model    string `json:"model"`
	Partners []struct {
		// After Money, or a count with up to six decimals
		After any `json:"after"`

		// Before Money, or a count with up to six decimals
		Before any `json:"before"`

		// Change A signed decimal number: `after` less `before`
		Change string `json:"change"`
		Facts  []struct {
			// After Money, or a count with up to six decimals
			After any `json:"after"`

			// Before Money, or a count with up to six decimals
			Before any `json:"before"`

			// Change A signed decimal number: `after` less `before`
			Change string `json:"change"`
			Id     string `json:"id"`
		} `json:"facts"`

		// PartnerId Null: the company itself
		PartnerId *string `json:"partner_id"`
	} `json:"partners"`

	// Rules In what the versions differ. Empty: they compute alike
	Rules []struct {
		After any `json:"after"`

		// Before Of learnt coefficients: when the version was made
		Before any `json:"before"`

		// Rule A setting; or what Markov and Shapley have learnt, which follows from the facts that there were
		Rule string `json:"rule"`
	} `json:"rules"`
	Until string `json:"until"`
}

// AttributionSources defines model for AttributionSources.
type AttributionSources struct {
	// ReferrerHosts Hosts of referrers, such as blog.acme.example. A leading `www.` does not matter
	ReferrerHosts []string `json:"referrer_hosts"`

	// UtmSources Values of `utm_source`. Case does not matter
	UtmSources []string `json:"utm_sources"`
}

// AttributionSourcesInput defines model for AttributionSourcesInput.
type AttributionSourcesInput struct {
	// ReferrerHosts Hosts of referrers, such as blog.acme.example. A leading `www.` does not matter
	ReferrerHosts []string `json:"referrer_hosts,omitempty"`

	// UtmSources Values of `utm_source`. Case does not matter
	UtmSources []string `json:"utm_sources,omitempty"`
}

// AttributionVersion defines model for AttributionVersion.
type AttributionVersion struct {
	ActivatedAt *time.Time `json:"activated_at"`

	// CompleteTo The newest report that can be made from it
	CompleteTo *time.Time `json:"complete_to"`
	CreatedAt  time.Time  `json:"created_at"`
	CreatedBy  string     `json:"created_by"`
	EndedAt    *time.Time `json:"ended_at"`
	Number     int64      `json:"number"`

	// Reason Why it failed or was given up
	Reason   *string                    `json:"reason"`
	Settings AttributionVersionSettings `json:"settings"`

	// State `building`: being computed. `ready`: can be compared and activated. `active`: reports use it. `retired`: readable, as of its end
	State string `json:"state"`
}

// AttributionVersionList defines model for AttributionVersionList.
type AttributionVersionList struct {
	Data    []AttributionVersion `json:"data"`
	HasMore bool                 `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// AttributionVersionSettings defines model for AttributionVersionSettings.
type AttributionVersionSettings struct {
	FirstShare   float64  `json:"first_share"`
	HalfLifeDays int32    `json:"half_life_days"`
	LastShare    float64  `json:"last_share"`
	TimeZone     string   `json:"time_zone"`
	TouchSources []string `json:"touch_sources"`
	WindowDays   int32    `json:"window_days"`
}

// AttributionVersionSettingsInput defines model for AttributionVersionSettingsInput.
type AttributionVersionSettingsInput struct {
	FirstShare   *float64 `json:"first_share,omitempty"`
	HalfLifeDays *int32   `json:"half_life_days,omitempty"`
	LastShare    *float64 `json:"last_share,omitempty"`
	TimeZone     *string  `json:"time_zone,omitempty"`
	TouchSources []string `json:"touch_sources,omitempty"`
	WindowDays   *int32   `json:"window_days,omitempty"`
}

// AuditEntry defines model for AuditEntry.
type AuditEntry struct {
	Action string `json:"action"`
	Actor  struct {
		Id string `json:"id"`

		// Kind `database`: a user who changed the database directly
		Kind string `json:"kind"`
	} `json:"actor"`
	At time.Time `json:"at"`

	// Detail For a change: {before, after, changed}, with secrets masked. For an API call: {method, path, status}. Null after a person’s data was erased
	Detail interface{} `json:"detail"`

	// DetailHash SHA-256 of the detail as stored. The export contains exactly these bytes
	DetailHash string `json:"detail_hash"`

	// Hash SHA-256 over this entry and prev_hash
	Hash   string `json:"hash"`
	Object struct {
		Id   string `json:"id"`
		Kind string `json:"kind"`
	} `json:"object"`
	PartnerId *string `json:"partner_id"`

	// PrevHash `hash` of the previous entry; empty in the first
	PrevHash  string  `json:"prev_hash"`
	RequestId *string `json:"request_id"`

	// Seq Sequence number from 1, without gaps
	Seq int64 `json:"seq"`
}

// AuditEntryList defines model for AuditEntryList.
type AuditEntryList struct {
	Data    []AuditEntry `json:"data"`
	HasMore bool         `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// AuthorizationServerMetadata RFC 8414
type AuthorizationServerMetadata struct {
	GrantTypesSupported                                []string `json:"grant_types_supported"`
	IntrospectionEndpoint                              string   `json:"introspection_endpoint"`
	IntrospectionEndpointAuthMethodsSupported          []string `json:"introspection_endpoint_auth_methods_supported"`
	IntrospectionEndpointAuthSigningAlgValuesSupported []string `json:"introspection_endpoint_auth_signing_alg_values_supported"`
	Issuer                                             string   `json:"issuer"`
	JwksUri                                            string   `json:"jwks_uri"`

	// ResponseTypesSupported Empty, because users do not sign in
	ResponseTypesSupported                          []string `json:"response_types_supported"`
	RevocationEndpoint                              string   `json:"revocation_endpoint"`
	RevocationEndpointAuthMethodsSupported          []string `json:"revocation_endpoint_auth_methods_supported"`
	RevocationEndpointAuthSigningAlgValuesSupported []string `json:"revocation_endpoint_auth_signing_alg_values_supported"`
	ScopesSupported                                 []string `json:"scopes_supported"`
	ServiceDocumentation                            string   `json:"service_documentation"`
	TlsClientCertificateBoundAccessTokens           bool     `json:"tls_client_certificate_bound_access_tokens"`
	TokenEndpoint                                   string   `json:"token_endpoint"`
	TokenEndpointAuthMethodsSupported               []string `json:"token_endpoint_auth_methods_supported"`
	TokenEndpointAuthSigningAlgValuesSupported      []string `json:"token_endpoint_auth_signing_alg_values_supported"`
}

// BatchResult defines model for BatchResult.
type BatchResult struct {
	// Results One result per event, in order. It has `event` if its status is 202, otherwise `problem`
	Results []struct {
		Event *AcceptedEvent `json:"event,omitempty"`

		// Problem Problem details (RFC 9457). `errors` lists all validation errors
		Problem *Problem `json:"problem,omitempty"`
		Status  int64    `json:"status"`
	} `json:"results"`
}

// BegunBookRun defines model for BegunBookRun.
type BegunBookRun struct {
	Book  string `json:"book"`
	Night string `json:"night"`
	RunId string `json:"run_id"`
}

// BookList defines model for BookList.
type BookList struct {
	Data []BookListItem `json:"data"`
}

// BookListItem defines model for BookListItem.
type BookListItem struct {
	Book      string `json:"book"`
	LatestRun *struct {
		EndedAt *time.Time `json:"ended_at"`

		// Night By the calendar of `reconciliation.books.time_zone`
		Night        string `json:"night"`
		OpenFindings int64  `json:"open_findings"`

		// Reason Why it is incomplete, failed or was cancelled
		Reason    *string   `json:"reason"`
		RunId     string    `json:"run_id"`
		StartedAt time.Time `json:"started_at"`
		State     string    `json:"state"`
	} `json:"latest_run"`
}

// ChangeDealStageRequest defines model for ChangeDealStageRequest.
type ChangeDealStageRequest struct {
	// Reason Required for `lost`
	Reason *string `json:"reason,omitempty"`
	Stage  string  `json:"stage"`
}

// CommissionBalance defines model for CommissionBalance.
type CommissionBalance struct {
	Accrued  SignedMoney `json:"accrued"`
	Currency string      `json:"currency"`
	Held     SignedMoney `json:"held"`
	Owed     SignedMoney `json:"owed"`
	Paid     SignedMoney `json:"paid"`
	Payable  SignedMoney `json:"payable"`
}

// CommissionBalances defines model for CommissionBalances.
type CommissionBalances struct {
	// Balances One for each currency
	Balances  []CommissionBalance `json:"balances"`
	PartnerId string              `json:"partner_id"`
}

// CommissionCorrection defines model for CommissionCorrection.
type CommissionCorrection struct {
	Amount MoneyInput `json:"amount"`
	Effect string     `json:"effect"`
}

// CommissionExplanation defines model for CommissionExplanation.
type CommissionExplanation struct {
	AboutIt []CommissionLine `json:"about_it"`
	Line    CommissionLine   `json:"line"`

	// Reason Of a correction: what its person wrote
	Reason *string `json:"reason"`

	// Terms What it is computed with, as it was on the day. Refunds compute with the same
	Terms *struct {
		AttributionVersion *int64 `json:"attribution_version"`
		FxImport           *int64 `json:"fx_import"`

		// Model By which the attribution shares
		Model       *string `json:"model"`
		PlanId      string  `json:"plan_id"`
		PlanVersion int64   `json:"plan_version"`

		// Rule The name of the rule that took the sale
		Rule *string `json:"rule"`
		Sale struct {
			// CustomerPlan The customer's plan of the product
			CustomerPlan *string     `json:"customer_plan"`
			Day          string      `json:"day"`
			Net          SignedMoney `json:"net"`
			Product      *string     `json:"product"`

			// Rate With which it was converted, and its day
			Rate *string `json:"rate"`

			// SubscriptionMonth 0 for the first payment
			SubscriptionMonth *int64 `json:"subscription_month"`
		} `json:"sale"`

		// Split Null for partners, who see their own part in the line's explanation
		Split *CommissionSplit `json:"split"`

		// SplitRevision Of the deal; null if the attribution shares
		SplitRevision *int64 `json:"split_revision"`
	} `json:"terms"`
}

// CommissionGoal defines model for CommissionGoal.
type CommissionGoal struct {
	// Id The conversion, or the revenue that belongs to none
	Id string `json:"id"`

	// Reason Why it is not settled, or why it brings nobody anything
	Reason *string `json:"reason"`

	// State pending: being computed, or waiting for an exchange rate. waiting: a refund without its sale. failed: a person has to act
	State     string    `json:"state"`
	UpdatedAt time.Time `json:"updated_at"`
}

// CommissionGoalList defines model for CommissionGoalList.
type CommissionGoalList struct {
	Data    []CommissionGoal `json:"data"`
	HasMore bool             `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// CommissionHold defines model for CommissionHold.
type CommissionHold struct {
	// Reason For the audit log
	Reason string `json:"reason"`
}

// CommissionInvoice defines model for CommissionInvoice.
type CommissionInvoice struct {
	Amount   SignedMoney `json:"amount"`
	EndedAt  *time.Time  `json:"ended_at"`
	Id       string      `json:"id"`
	IssuedAt time.Time   `json:"issued_at"`

	// Month Of the statement that it goes with. null: a person issued it
	Month     *string     `json:"month"`
	Open      SignedMoney `json:"open"`
	PartnerId string      `json:"partner_id"`

	// Reason Why it was cancelled
	Reason *string `json:"reason"`
	State  string  `json:"state"`
}

// CommissionInvoiceCancellation defines model for CommissionInvoiceCancellation.
type CommissionInvoiceCancellation struct {
	Reason string `json:"reason"`
}

// CommissionInvoiceList defines model for CommissionInvoiceList.
type CommissionInvoiceList struct {
	Data    []CommissionInvoice `json:"data"`
	HasMore bool                `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// CommissionInvoiceWithLines defines model for CommissionInvoiceWithLines.
type CommissionInvoiceWithLines struct {
	Amount   SignedMoney `json:"amount"`
	EndedAt  *time.Time  `json:"ended_at"`
	Id       string      `json:"id"`
	IssuedAt time.Time   `json:"issued_at"`
	Lines    []struct {
		Amount      SignedMoney `json:"amount"`
		Day         string      `json:"day"`
		Explanation string      `json:"explanation"`
		Kind        string      `json:"kind"`
		LineId      string      `json:"line_id"`
	} `json:"lines"`

	// Month Of the statement that it goes with. null: a person issued it
	Month     *string     `json:"month"`
	Open      SignedMoney `json:"open"`
	PartnerId string      `json:"partner_id"`

	// Reason Why it was cancelled
	Reason *string `json:"reason"`
	State  string  `json:"state"`
}

// CommissionLine defines model for CommissionLine.
type CommissionLine struct {
	// About The line whose commission it moves or takes back
	About       *string     `json:"about"`
	Amount      SignedMoney `json:"amount"`
	Day         string      `json:"day"`
	DealId      *string     `json:"deal_id"`
	Explanation string      `json:"explanation"`

	// FactId The sale
	FactId     *string   `json:"fact_id"`
	Id         string    `json:"id"`
	Kind       string    `json:"kind"`
	RecordedAt time.Time `json:"recorded_at"`

	// ReleaseDay When its hold period ends
	ReleaseDay *string `json:"release_day"`

	// Reverses The line that it undoes
	Reverses *string `json:"reverses"`
}

// CommissionLineList defines model for CommissionLineList.
type CommissionLineList struct {
	Data    []CommissionLine `json:"data"`
	HasMore bool             `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// CommissionPlan defines model for CommissionPlan.
type CommissionPlan struct {
	Bonuses []any `json:"bonuses"`
	Caps    struct {
		// PerCustomer Of a customer's commissions before they are split
		PerCustomer *string `json:"per_customer"`

		// PerDeal Of a deal's commission before it is split
		PerDeal *string `json:"per_deal"`

		// PerPeriod Of what one partner gets in a period
		PerPeriod *string `json:"per_period"`
	} `json:"caps"`

	// ChurnDays A customer that leaves within these days takes the whole commission back
	ChurnDays int32  `json:"churn_days"`
	Currency  string `json:"currency"`

	// CurrencyRule same: sales in other currencies get nothing. convert: they are converted at the rate of their day. sale: commissions are in the currency of the sale, and the plan names no amounts
	CurrencyRule string `json:"currency_rule"`

	// EffectiveFrom Sales from this day on, by the calendar of the time zone, until that of the next version
	EffectiveFrom string `json:"effective_from"`

	// HoldDays The hold period: days after the sale before its commission becomes payable
	HoldDays int32 `json:"hold_days"`
	Minimum  struct {
		// Commission Smaller commissions are raised to it, but never above the sale
		Commission *string `json:"commission"`

		// Sale Smaller sales get nothing
		Sale *string `json:"sale"`
	} `json:"minimum"`
	Name string `json:"name"`

	// Period Of tiers over the revenue of a period, and of the cap of a period
	Period string `json:"period"`

	// Recurring For how long the payments of a subscription count. null: only the first one
	Recurring *struct {
		MaxMonths int32 `json:"max_months"`
	} `json:"recurring"`
	Rules []struct {
		// CustomerPlans Only sales under these plans of the product, by the `customer_plan` of the revenue. Empty: all
		CustomerPlans []string `json:"customer_plans"`
		Name          string   `json:"name"`

		// Products Only sales of these products. Empty: all
		Products []string `json:"products"`
		Reward   any      `json:"reward"`

		// When JSONata over `deal`, `customer`, `product` and `partner`: only sales for which it is true
		When *string `json:"when"`
	} `json:"rules"`
	TimeZone string `json:"time_zone"`
}

// CommissionPlanCheck defines model for CommissionPlanCheck.
type CommissionPlanCheck struct {
	Errors []FieldError `json:"errors,omitempty"`
	Valid  bool         `json:"valid"`
}

// CommissionPlanInput defines model for CommissionPlanInput.
type CommissionPlanInput struct {
	Bonuses []any `json:"bonuses,omitempty"`
	Caps    *struct {
		// PerCustomer Of a customer's commissions before they are split
		PerCustomer *string `json:"per_customer,omitempty"`

		// PerDeal Of a deal's commission before it is split
		PerDeal *string `json:"per_deal,omitempty"`

		// PerPeriod Of what one partner gets in a period
		PerPeriod *string `json:"per_period,omitempty"`
	} `json:"caps,omitempty"`

	// ChurnDays A customer that leaves within these days takes the whole commission back
	ChurnDays *int32 `json:"churn_days,omitempty"`
	Currency  string `json:"currency"`

	// CurrencyRule same: sales in other currencies get nothing. convert: they are converted at the rate of their day. sale: commissions are in the currency of the sale, and the plan names no amounts
	CurrencyRule *string `json:"currency_rule,omitempty"`

	// EffectiveFrom Sales from this day on, by the calendar of the time zone, until that of the next version
	EffectiveFrom string `json:"effective_from"`

	// HoldDays The hold period: days after the sale before its commission becomes payable
	HoldDays *int32 `json:"hold_days,omitempty"`
	Minimum  *struct {
		// Commission Smaller commissions are raised to it, but never above the sale
		Commission *string `json:"commission,omitempty"`

		// Sale Smaller sales get nothing
		Sale *string `json:"sale,omitempty"`
	} `json:"minimum,omitempty"`
	Name string `json:"name"`

	// Period Of tiers over the revenue of a period, and of the cap of a period
	Period *string `json:"period,omitempty"`

	// Recurring For how long the payments of a subscription count. null: only the first one
	Recurring *struct {
		MaxMonths int32 `json:"max_months"`
	} `json:"recurring,omitempty"`
	Rules []struct {
		// CustomerPlans Only sales under these plans of the product, by the `customer_plan` of the revenue. Empty: all
		CustomerPlans []string `json:"customer_plans,omitempty"`
		Name          string   `json:"name"`

		// Products Only sales of these products. Empty: all
		Products []string `json:"products,omitempty"`
		Reward   any      `json:"reward"`

		// When JSONata over `deal`, `customer`, `product` and `partner`: only sales for which it is true
		When *string `json:"when,omitempty"`
	} `json:"rules"`
	TimeZone *string `json:"time_zone,omitempty"`
}

// CommissionPlanList defines model for CommissionPlanList.
type CommissionPlanList struct {
	Data    []CommissionPlanVersion `json:"data"`
	HasMore bool                    `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// CommissionPlanVersion defines model for CommissionPlanVersion.
type CommissionPlanVersion struct {
	CreatedAt time.Time      `json:"created_at"`
	CreatedBy string         `json:"created_by"`
	Id        string         `json:"id"`
	Plan      CommissionPlan `json:"plan"`
	Version   int64          `json:"version"`
}

// CommissionPlanVersions defines model for CommissionPlanVersions.
type CommissionPlanVersions struct {
	Versions []CommissionPlanVersion `json:"versions"`
}

// CommissionRoleShares defines model for CommissionRoleShares.
type CommissionRoleShares struct {
	Implement string `json:"implement"`
	Influence string `json:"influence"`

	// Month The first month in which they apply
	Month  string `json:"month"`
	Source string `json:"source"`
}

// CommissionRoleSharesInput defines model for CommissionRoleSharesInput.
type CommissionRoleSharesInput struct {
	Implement string `json:"implement"`
	Influence string `json:"influence"`

	// Month The first month in which they apply
	Month  string `json:"month"`
	Source string `json:"source"`
}

// CommissionRoleSharesRevision defines model for CommissionRoleSharesRevision.
type CommissionRoleSharesRevision struct {
	CreatedAt   time.Time            `json:"created_at"`
	CreatedBy   string               `json:"created_by"`
	ProgrammeId string               `json:"programme_id"`
	Revision    int64                `json:"revision"`
	Shares      CommissionRoleShares `json:"shares"`
}

// CommissionRoleSharesRevisions defines model for CommissionRoleSharesRevisions.
type CommissionRoleSharesRevisions struct {
	Data []CommissionRoleSharesRevision `json:"data"`
}

// CommissionRoleSplit defines model for CommissionRoleSplit.
type CommissionRoleSplit struct {
	// Month The first month in which the split applies, and whose shares of the programme it takes
	Month    string `json:"month"`
	Partners []struct {
		PartnerId string `json:"partner_id"`
		Role      string `json:"role"`
	} `json:"partners"`
}

// CommissionSimulation defines model for CommissionSimulation.
type CommissionSimulation struct {
	// From The day of the first sale
	From string              `json:"from"`
	Plan CommissionPlanInput `json:"plan"`

	// Until The day after that of the last sale
	Until string `json:"until"`
}

// CommissionSimulationResult defines model for CommissionSimulationResult.
type CommissionSimulationResult struct {
	// IsComplete false: there were more sales than are simulated at once. Choose a shorter time
	IsComplete bool `json:"is_complete"`
	Partners   []struct {
		Difference SignedMoney `json:"difference"`
		Is         SignedMoney `json:"is"`
		PartnerId  string      `json:"partner_id"`
		Sales      int64       `json:"sales"`
		WouldBe    SignedMoney `json:"would_be"`
	} `json:"partners"`
	Sales int64 `json:"sales"`
}

// CommissionSplit defines model for CommissionSplit.
type CommissionSplit struct {
	Allocations []struct {
		// PartnerId null: the company keeps this part
		PartnerId *string `json:"partner_id"`
		Percent   string  `json:"percent"`

		// Role What the partner did for the sale. Explanations say it
		Role *string `json:"role"`
	} `json:"allocations"`

	// Month The first month in which it applies
	Month string `json:"month"`
}

// CommissionSplitInput defines model for CommissionSplitInput.
type CommissionSplitInput struct {
	Allocations []struct {
		// PartnerId null: the company keeps this part
		PartnerId *string `json:"partner_id"`
		Percent   string  `json:"percent"`

		// Role What the partner did for the sale. Explanations say it
		Role *string `json:"role,omitempty"`
	} `json:"allocations"`

	// Month The first month in which it applies
	Month string `json:"month"`
}

// CommissionSplitRevision defines model for CommissionSplitRevision.
type CommissionSplitRevision struct {
	CreatedAt time.Time `json:"created_at"`
	CreatedBy string    `json:"created_by"`
	DealId    string    `json:"deal_id"`
	Revision  int64     `json:"revision"`

	// RoleShares Which revision of the programme's shares of roles made it. null: it was written part by part
	RoleShares *int64          `json:"role_shares"`
	Split      CommissionSplit `json:"split"`
}

// CommissionSplitRevisions defines model for CommissionSplitRevisions.
type CommissionSplitRevisions struct {
	Data []CommissionSplitRevision `json:"data"`
}

// CommissionStatement defines model for CommissionStatement.
type CommissionStatement struct {
	Closing  SignedMoney `json:"closing"`
	Currency string      `json:"currency"`
	Id       string      `json:"id"`
	IssuedAt time.Time   `json:"issued_at"`
	Lines    []struct {
		// About The line whose commission it moves or takes back
		About       *string     `json:"about"`
		Amount      SignedMoney `json:"amount"`
		Change      SignedMoney `json:"change"`
		Day         string      `json:"day"`
		DealId      *string     `json:"deal_id"`
		Explanation string      `json:"explanation"`

		// FactId The sale
		FactId     *string   `json:"fact_id"`
		Id         string    `json:"id"`
		Kind       string    `json:"kind"`
		RecordedAt time.Time `json:"recorded_at"`

		// ReleaseDay When its hold period ends
		ReleaseDay *string `json:"release_day"`

		// Reverses The line that it undoes
		Reverses *string `json:"reverses"`
	} `json:"lines"`
	Month   string      `json:"month"`
	Opening SignedMoney `json:"opening"`
}

// CommissionStatements defines model for CommissionStatements.
type CommissionStatements struct {
	Data []struct {
		Closing  SignedMoney `json:"closing"`
		Currency string      `json:"currency"`
		Id       string      `json:"id"`
		IssuedAt time.Time   `json:"issued_at"`
		Month    string      `json:"month"`
		Opening  SignedMoney `json:"opening"`
	} `json:"data"`
}

// Connection defines model for Connection.
type Connection struct {
	// Account The vendor's account, once it is known
	Account *struct {
		Id   string `json:"id"`
		Name string `json:"name"`
	} `json:"account"`
	AuthMethod string `json:"auth_method"`

	// BudgetPercent The part that Causeway may use, in percent, of the limits of the vendor that other applications share: of daily quotas, calls a second, and calls at once
	BudgetPercent int32     `json:"budget_percent"`
	CreatedAt     time.Time `json:"created_at"`

	// DisconnectReport After the disconnection: what was erased, and what the vendor still holds
	DisconnectReport *struct {
		Erased  []string `json:"erased"`
		Remains []string `json:"remains"`
	} `json:"disconnect_report"`
	Id            string `json:"id"`
	MissingScopes []struct {
		Name string `json:"name"`

		// Setting Where an administrator grants it
		Setting string `json:"setting"`
	} `json:"missing_scopes"`
	Name string `json:"name"`

	// ProcessError Why its workflow gave up, so that tokens are not renewed. Any change of it starts it again
	ProcessError *string `json:"process_error"`

	// PullChanges Read the vendor's own log of changes every minute, for an installation that its webhooks cannot reach. Only vendors that keep one, with `oauth`
	PullChanges bool `json:"pull_changes"`

	// Scopes Null if the vendor does not tell
	Scopes []string `json:"scopes"`
	Status string   `json:"status"`

	// StatusReason Why, and what to do. Null while everything is well
	StatusReason *string `json:"status_reason"`

	// TokensExpireAt Causeway renews tokens before they expire
	TokensExpireAt *time.Time `json:"tokens_expire_at"`

	// Unavailable Since when the vendor does not answer, or only with faults of its own; null while it works. What waits is tried again by itself
	Unavailable *struct {
		Reason string    `json:"reason"`
		Since  time.Time `json:"since"`
	} `json:"unavailable"`
	UpdatedAt time.Time `json:"updated_at"`
	Vendor    string    `json:"vendor"`
	Version   int64     `json:"version"`

	// WritesPaused True while scopes are missing. Reading continues
	WritesPaused bool `json:"writes_paused"`
}

// ConnectionCredentials defines model for ConnectionCredentials.
type ConnectionCredentials = any

// ConnectionLimits defines model for ConnectionLimits.
type ConnectionLimits struct {
	BudgetPercent int64 `json:"budget_percent"`
	Data          []struct {
		Id string `json:"id"`

		// InUse Slots or calls that processes hold now
		InUse int64 `json:"in_use"`

		// Key Empty, or what the limit counts separately, such as an endpoint of the vendor
		Key string `json:"key"`

		// Max The vendor's number, as its headers or its documentation say
		Max int64 `json:"max"`

		// OwnMax What of it Causeway may use: `budget_percent` of a limit that other applications share, all of another
		OwnMax int64  `json:"own_max"`
		State  string `json:"state"`
		Text   string `json:"text"`

		// UsedToday Our own calls of this day, or of the last 24 hours. Null for limits that are not daily
		UsedToday *int64 `json:"used_today"`

		// UsedTodayByAll The calls of all applications, as the vendor's headers say
		UsedTodayByAll *int64     `json:"used_today_by_all"`
		WaitingUntil   *time.Time `json:"waiting_until"`
	} `json:"data"`
}

// ConnectionList defines model for ConnectionList.
type ConnectionList struct {
	Data    []Connection `json:"data"`
	HasMore bool         `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ConnectionWithLink defines model for ConnectionWithLink.
type ConnectionWithLink struct {
	// Account The vendor's account, once it is known
	Account *struct {
		Id   string `json:"id"`
		Name string `json:"name"`
	} `json:"account"`
	AuthMethod string `json:"auth_method"`

	// BudgetPercent The part that Causeway may use, in percent, of the limits of the vendor that other applications share: of daily quotas, calls a second, and calls at once
	BudgetPercent int32 `json:"budget_percent"`

	// ConnectUrl Open it in the browser of an administrator of the account, within a day. It works once. Null if no person has to consent
	ConnectUrl *string   `json:"connect_url"`
	CreatedAt  time.Time `json:"created_at"`

	// DisconnectReport After the disconnection: what was erased, and what the vendor still holds
	DisconnectReport *struct {
		Erased  []string `json:"erased"`
		Remains []string `json:"remains"`
	} `json:"disconnect_report"`
	Id            string `json:"id"`
	MissingScopes []struct {
		Name string `json:"name"`

		// Setting Where an administrator grants it
		Setting string `json:"setting"`
	} `json:"missing_scopes"`
	Name string `json:"name"`

	// ProcessError Why its workflow gave up, so that tokens are not renewed. Any change of it starts it again
	ProcessError *string `json:"process_error"`

	// PullChanges Read the vendor's own log of changes every minute, for an installation that its webhooks cannot reach. Only vendors that keep one, with `oauth`
	PullChanges bool `json:"pull_changes"`

	// Scopes Null if the vendor does not tell
	Scopes []string `json:"scopes"`
	Status string   `json:"status"`

	// StatusReason Why, and what to do. Null while everything is well
	StatusReason *string `json:"status_reason"`

	// TokensExpireAt Causeway renews tokens before they expire
	TokensExpireAt *time.Time `json:"tokens_expire_at"`

	// Unavailable Since when the vendor does not answer, or only with faults of its own; null while it works. What waits is tried again by itself
	Unavailable *struct {
		Reason string    `json:"reason"`
		Since  time.Time `json:"since"`
	} `json:"unavailable"`
	UpdatedAt time.Time `json:"updated_at"`
	Vendor    string    `json:"vendor"`
	Version   int64     `json:"version"`

	// WritesPaused True while scopes are missing. Reading continues
	WritesPaused bool `json:"writes_paused"`
}

// Connector defines model for Connector.
type Connector struct {
	Api struct {
		EndsOn  *string `json:"ends_on"`
		Version string  `json:"version"`
	} `json:"api"`
	Auth  []string `json:"auth"`
	Batch struct {
		Read  int32 `json:"read"`
		Write int32 `json:"write"`
	} `json:"batch"`
	Label  string `json:"label"`
	Limits []struct {
		Counts string `json:"counts"`
		Id     string `json:"id"`
		Max    int32  `json:"max"`
		Shared bool   `json:"shared"`
		Text   string `json:"text"`
		Window any    `json:"window"`
	} `json:"limits"`
	Objects []struct {
		BlindSpots        []string `json:"blind_spots"`
		Deletes           string   `json:"deletes"`
		Label             string   `json:"label"`
		Merges            string   `json:"merges"`
		ModifiedField     *string  `json:"modified_field"`
		Name              string   `json:"name"`
		RepeatableCreates bool     `json:"repeatable_creates"`
		Writable          bool     `json:"writable"`
	} `json:"objects"`
	Scopes []struct {
		Name      string `json:"name"`
		NeededFor string `json:"needed_for"`
		Reason    string `json:"reason"`
		Setting   string `json:"setting"`
		Text      string `json:"text"`
	} `json:"scopes"`
	Vendor string `json:"vendor"`
}

// ConnectorList defines model for ConnectorList.
type ConnectorList struct {
	Data []Connector `json:"data"`
}

// Conversion defines model for Conversion.
type Conversion struct {
	DealId     *string                `json:"deal_id"`
	ExternalId *string                `json:"external_id"`
	Id         string                 `json:"id"`
	Kind       string                 `json:"kind"`
	Metadata   map[string]interface{} `json:"metadata"`
	OccurredAt time.Time              `json:"occurred_at"`

	// Origin Who recorded it: a partner’s id, `platform`, or the part of Causeway that noticed it
	Origin       string     `json:"origin"`
	RecordedAt   time.Time  `json:"recorded_at"`
	RegisteredAt *time.Time `json:"registered_at"`
	RegisteredBy *string    `json:"registered_by"`

	// SandboxId The sandbox in which it was recorded; null outside of sandboxes
	SandboxId *string `json:"sandbox_id"`

	// Subject Pseudonym of the subject. The same subject has the same pseudonym
	Subject *string `json:"subject"`
	Value   *Money  `json:"value"`
}

// ConversionList defines model for ConversionList.
type ConversionList struct {
	Data    []Conversion `json:"data"`
	HasMore bool         `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ConversionsBatch defines model for ConversionsBatch.
type ConversionsBatch struct {
	Conversions []NewConversion `json:"conversions"`
}

// Cost defines model for Cost.
type Cost struct {
	Amount     Money                  `json:"amount"`
	ExternalId *string                `json:"external_id"`
	Id         string                 `json:"id"`
	Kind       string                 `json:"kind"`
	Metadata   map[string]interface{} `json:"metadata"`
	OccurredAt time.Time              `json:"occurred_at"`

	// Origin Who recorded it: a partner’s id, `platform`, or the part of Causeway that noticed it
	Origin     string    `json:"origin"`
	PartnerId  *string   `json:"partner_id"`
	RecordedAt time.Time `json:"recorded_at"`

	// SandboxId The sandbox in which it was recorded; null outside of sandboxes
	SandboxId *string `json:"sandbox_id"`
	TakenBack bool    `json:"taken_back"`
}

// CostList defines model for CostList.
type CostList struct {
	Data    []Cost `json:"data"`
	HasMore bool   `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// CostsBatch defines model for CostsBatch.
type CostsBatch struct {
	Costs []NewCost `json:"costs"`
}

// CreateApiKey defines model for CreateApiKey.
type CreateApiKey struct {
	// ExpiresAt When the key expires. Default: never
	ExpiresAt *time.Time `json:"expires_at,omitempty"`

	// Name A name that tells people what the key is for
	Name string `json:"name"`

	// PartnerId Owner of the new key. With a platform key: the partner, or omitted for a new platform key. With a partner key: always your own partner
	PartnerId *string `json:"partner_id,omitempty"`

	// Scopes Scopes of the new key. You can grant only scopes that your own credential has. Default: all of those that the new key can have
	Scopes []string `json:"scopes,omitempty"`
}

// CreateConnection defines model for CreateConnection.
type CreateConnection struct {
	// BudgetPercent The part that Causeway may use, in percent, of the limits of the vendor that other applications share: of daily quotas, calls a second, and calls at once
	BudgetPercent *int32                `json:"budget_percent,omitempty"`
	Credentials   ConnectionCredentials `json:"credentials"`
	Name          string                `json:"name"`

	// PullChanges Read the vendor's own log of changes every minute, for an installation that its webhooks cannot reach. Only vendors that keep one, with `oauth`
	PullChanges *bool `json:"pull_changes,omitempty"`

	// Vendor As `GET /connectors` lists it
	Vendor string `json:"vendor"`
}

// CreateDeal defines model for CreateDeal.
type CreateDeal struct {
	// CloseDate When the sale is expected to close
	CloseDate  *string `json:"close_date,omitempty"`
	Competitor *string `json:"competitor,omitempty"`

	// Custom Fields of the programme, by its schema
	Custom   map[string]any `json:"custom,omitempty"`
	Customer struct {
		Address *struct {
			City       string `json:"city"`
			Country    string `json:"country"`
			PostalCode string `json:"postal_code"`
			Street     string `json:"street"`
		} `json:"address,omitempty"`
		CompanyName string `json:"company_name"`
		Contacts    []struct {
			Email string  `json:"email"`
			Name  string  `json:"name"`
			Phone *string `json:"phone,omitempty"`
			Role  *string `json:"role,omitempty"`
		} `json:"contacts,omitempty"`
		Duns          *string  `json:"duns,omitempty"`
		OtherWebsites []string `json:"other_websites,omitempty"`

		// Website The main website, as a URL or a bare host name
		Website *string `json:"website,omitempty"`
	} `json:"customer"`
	ExpectedValue *MoneyInput `json:"expected_value,omitempty"`

	// ExternalId The partner's own id of the deal, unique among the partner's deals. Repeated imports find the deal by it
	ExternalId *string `json:"external_id,omitempty"`

	// Frequency How often the expected value is paid
	Frequency *string `json:"frequency,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`
	Origin   *string         `json:"origin,omitempty"`

	// PartnerId Partner that registers the deal. Required with a platform key; with a partner key always your own partner
	PartnerId *string `json:"partner_id,omitempty"`

	// Problem The business problem that the customer wants solved
	Problem         *string  `json:"problem,omitempty"`
	SalesActivities []string `json:"sales_activities,omitempty"`

	// Team The partner's people
	Team []struct {
		Email string  `json:"email"`
		Name  string  `json:"name"`
		Phone *string `json:"phone,omitempty"`
		Role  *string `json:"role,omitempty"`
	} `json:"team,omitempty"`
	Title *string `json:"title,omitempty"`
	Type  *string `json:"type,omitempty"`
}

// CreateDealNote defines model for CreateDealNote.
type CreateDealNote struct {
	// Internal Makes the note visible only to the company. Platform keys only
	Internal *bool  `json:"internal,omitempty"`
	Text     string `json:"text"`
}

// CreateEndpoint defines model for CreateEndpoint.
type CreateEndpoint struct {
	Description *string `json:"description,omitempty"`

	// EventTypes Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types
	EventTypes []string `json:"event_types,omitempty"`

	// Headers Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again
	Headers map[string]string `json:"headers,omitempty"`

	// MaxConcurrency Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
	MaxConcurrency *int32 `json:"max_concurrency,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`

	// Ordering Deliver events with the same ordering key in order, one at a time
	Ordering *bool `json:"ordering,omitempty"`

	// OrderingOnDeadLetter Whether a dead letter blocks its ordering key until it is replayed or purged
	OrderingOnDeadLetter *string `json:"ordering_on_dead_letter,omitempty"`

	// PartnerId Partner that owns the endpoint. Required with a platform key; with a partner key always your own partner
	PartnerId *string `json:"partner_id,omitempty"`

	// RateLimitPerS Maximum attempts per second; null means no limit
	RateLimitPerS *int32 `json:"rate_limit_per_s,omitempty"`

	// RetryPolicy Null uses the policy of the partner's tier, as configured at the time of each attempt
	RetryPolicy *any `json:"retry_policy,omitempty"`

	// SchemaVersions Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version
	SchemaVersions map[string]int64 `json:"schema_versions,omitempty"`

	// Signing v1: HMAC-SHA256 with a shared secret. v1a: Ed25519, verified with public_key
	Signing *string `json:"signing,omitempty"`

	// TimeoutMs Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms
	TimeoutMs *int32 `json:"timeout_ms,omitempty"`

	// Transformation JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged
	Transformation *string `json:"transformation,omitempty"`

	// Url URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). It is stored as it is called. Values in its query are stored encrypted and returned as ********. Send that value to keep the stored one
	Url string `json:"url"`
}

// CreateErasure defines model for CreateErasure.
type CreateErasure struct {
	// Email E-mail address of the person. It is stored encrypted while the erasure runs, then deleted
	Email string `json:"email"`
}

// CreateOauthClient defines model for CreateOauthClient.
type CreateOauthClient struct {
	AuthMethod *string `json:"auth_method,omitempty"`

	// CertificateSubject For tls_client_auth: the certificate's subject (RFC 4514)
	CertificateSubject *string `json:"certificate_subject,omitempty"`

	// CertificateThumbprint For self_signed_tls_client_auth: SHA-256 of the certificate (DER), base64url
	CertificateThumbprint *string `json:"certificate_thumbprint,omitempty"`

	// Jwks For private_key_jwt: public keys (EC P-256, RSA from 2048 bits, Ed25519). Other keys of a set are ignored, and listed in the response
	Jwks *struct {
		Keys []struct {
			Kid *string `json:"kid,omitempty"`
			Kty string  `json:"kty"`
		} `json:"keys"`
	} `json:"jwks,omitempty"`

	// JwksUri For private_key_jwt, instead of jwks: URL where the client publishes its keys
	JwksUri *string `json:"jwks_uri,omitempty"`

	// Name A name that tells people what the client is
	Name string `json:"name"`

	// PartnerId Owner of the client. Required with a platform key; with a partner's credential always your own partner
	PartnerId *string `json:"partner_id,omitempty"`

	// Scopes Scopes of the client. You can grant only scopes that your own credential has. Default: all of those that the client can have
	Scopes []string `json:"scopes,omitempty"`
}

// CreatePartner defines model for CreatePartner.
type CreatePartner struct {
	Contacts []struct {
		Email string  `json:"email"`
		Name  string  `json:"name"`
		Role  *string `json:"role,omitempty"`
	} `json:"contacts,omitempty"`

	// CredentialPolicy `any`, or the only method by which this partner may obtain access tokens. API keys and other methods are then rejected
	CredentialPolicy *string `json:"credential_policy,omitempty"`

	// Fields What you note about it, such as the number or the list of its `certifications`. The rules of levels can ask for them
	Fields map[string]any `json:"fields,omitempty"`
	Name   string         `json:"name"`

	// ProgrammeId The programme under which its new deals are registered
	ProgrammeId *string `json:"programme_id,omitempty"`

	// RateLimit Limit of requests to this API; null uses the limit of the tier in the settings
	RateLimit *struct {
		Burst     int32 `json:"burst"`
		PerMinute int32 `json:"per_minute"`
	} `json:"rate_limit,omitempty"`

	// Status A pending partner cannot use the API until it is activated
	Status *string `json:"status,omitempty"`

	// Tier Determines the default rate limit and retry policy
	Tier *string `json:"tier,omitempty"`

	// TimeZone IANA time zone, for business days and nightly runs
	TimeZone        *string `json:"time_zone,omitempty"`
	WebhookSettings *struct {
		// MaxEndpoints Replaces webhooks.delivery.max_endpoints_per_partner
		MaxEndpoints *int32 `json:"max_endpoints,omitempty"`

		// RetryPolicy Replaces the tier's retry policy
		RetryPolicy *any `json:"retry_policy,omitempty"`
	} `json:"webhook_settings,omitempty"`
}

// CreatePlatformEndpoint defines model for CreatePlatformEndpoint.
type CreatePlatformEndpoint struct {
	Description *string `json:"description,omitempty"`

	// EventTypes Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types
	EventTypes []string `json:"event_types,omitempty"`

	// Headers Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again
	Headers map[string]string `json:"headers,omitempty"`

	// MaxConcurrency Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
	MaxConcurrency *int32 `json:"max_concurrency,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`

	// Ordering Deliver events with the same ordering key in order, one at a time
	Ordering *bool `json:"ordering,omitempty"`

	// OrderingOnDeadLetter Whether a dead letter blocks its ordering key until it is replayed or purged
	OrderingOnDeadLetter *string `json:"ordering_on_dead_letter,omitempty"`

	// RateLimitPerS Maximum attempts per second; null means no limit
	RateLimitPerS *int32 `json:"rate_limit_per_s,omitempty"`

	// RetryPolicy Null uses the policy of the partner's tier, as configured at the time of each attempt
	RetryPolicy *any `json:"retry_policy,omitempty"`

	// Signing v1: HMAC-SHA256 with a shared secret. v1a: Ed25519, verified with public_key
	Signing *string `json:"signing,omitempty"`

	// TimeoutMs Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms
	TimeoutMs *int32 `json:"timeout_ms,omitempty"`

	// Transformation JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged
	Transformation *string `json:"transformation,omitempty"`

	// Url URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). It is stored as it is called. Values in its query are stored encrypted and returned as ********. Send that value to keep the stored one
	Url string `json:"url"`
}

// CreateProgramme defines model for CreateProgramme.
type CreateProgramme struct {
	Name string `json:"name"`

	// Settings Omitted settings have their defaults
	Settings *struct {
		// AutoApprove Deals without any match are approved immediately, up to this value. null sends every deal to a reviewer
		AutoApprove *struct {
			MaxValue *MoneyInput `json:"max_value,omitempty"`
		} `json:"auto_approve,omitempty"`

		// Conditional Fields that a submission must also have if another field has a given value
		Conditional []struct {
			Require []string `json:"require"`
			When    struct {
				Equals any    `json:"equals"`
				Field  string `json:"field"`
			} `json:"when"`
		} `json:"conditional,omitempty"`

		// Currency The only accepted currency. null accepts all
		Currency *string `json:"currency,omitempty"`

		// CustomSchema JSON Schema 2020-12 of `custom`, at most 64 KiB, without references to other schemas. {} accepts anything
		CustomSchema map[string]interface{} `json:"custom_schema,omitempty"`
		Duplicates   *struct {
			Conflict   *float64 `json:"conflict,omitempty"`
			OnConflict *string  `json:"on_conflict,omitempty"`

			// Possible Matches with at least this score are reviewed by a person
			Possible *float64 `json:"possible,omitempty"`
		} `json:"duplicates,omitempty"`

		// Exclusivity customer: one open deal per customer, the first one. none: any number of open deals
		Exclusivity *string `json:"exclusivity,omitempty"`
		Protection  *struct {
			Days *int32 `json:"days,omitempty"`

			// ExtensionDays Days that one extension adds to the protection. 0 allows no extensions
			ExtensionDays *int32  `json:"extension_days,omitempty"`
			MaxExtensions *int32  `json:"max_extensions,omitempty"`
			ReminderDays  *int32  `json:"reminder_days,omitempty"`
			Starts        *string `json:"starts,omitempty"`
		} `json:"protection,omitempty"`

		// Required Paths of the fields that a submission must have, such as customer.website or custom.region
		Required []string `json:"required,omitempty"`
		Review   *struct {
			// ActionDays Days that a partner has to make the requested changes before the deal expires
			ActionDays *int32   `json:"action_days,omitempty"`
			Holidays   []string `json:"holidays,omitempty"`

			// ReminderAt Share of the review time after which the reviewers are reminded
			ReminderAt      *float64 `json:"reminder_at,omitempty"`
			SlaBusinessDays *int32   `json:"sla_business_days,omitempty"`
			TimeZone        *string  `json:"time_zone,omitempty"`
		} `json:"review,omitempty"`
	} `json:"settings,omitempty"`
}

// CreatePromotion defines model for CreatePromotion.
type CreatePromotion struct {
	Tier string `json:"tier"`
}

// CreateSandbox defines model for CreateSandbox.
type CreateSandbox struct {
	// EndpointUrl URL of an endpoint that receives the synthetic events and all later ones. It must meet the rules of any endpoint URL
	EndpointUrl *string `json:"endpoint_url,omitempty"`
	Name        *string `json:"name,omitempty"`

	// Seed The same seed produces the same data. Default: random
	Seed *int32 `json:"seed,omitempty"`
}

// CreatedApiKey defines model for CreatedApiKey.
type CreatedApiKey struct {
	CreatedAt time.Time  `json:"created_at"`
	CreatedBy string     `json:"created_by"`
	ExpiresAt *time.Time `json:"expires_at"`
	Id        string     `json:"id"`

	// Key The API key. It is returned only once
	Key string `json:"key"`

	// LastUsedAt Time of the last request with this key, to the minute
	LastUsedAt *time.Time `json:"last_used_at"`
	Name       string     `json:"name"`

	// PartnerId Owner of the key. Null for platform keys
	PartnerId *string `json:"partner_id"`

	// Prefix First characters of the key, to identify it
	Prefix string `json:"prefix"`

	// ReplacedBy ID of the key that replaced this one in a rotation
	ReplacedBy *string    `json:"replaced_by"`
	RevokedAt  *time.Time `json:"revoked_at"`
	Scopes     []string   `json:"scopes"`
	Status     string     `json:"status"`
}

// CreatedEndpoint defines model for CreatedEndpoint.
type CreatedEndpoint struct {
	Breaker struct {
		// Reason Error of the attempt that opened it
		Reason *string `json:"reason"`

		// State `half_open`: the pause is over, and one delivery probes the endpoint
		State string     `json:"state"`
		Until *time.Time `json:"until"`
	} `json:"breaker"`
	CreatedAt   time.Time `json:"created_at"`
	Description string    `json:"description"`

	// EventTypes Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types
	EventTypes []string `json:"event_types"`

	// FailingSince Time since which no attempt has succeeded
	FailingSince *time.Time `json:"failing_since"`

	// Headers Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again
	Headers map[string]string `json:"headers"`
	Id      string            `json:"id"`

	// MaxConcurrency Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
	MaxConcurrency int32 `json:"max_concurrency"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata"`

	// Ordering Deliver events with the same ordering key in order, one at a time
	Ordering bool `json:"ordering"`

	// OrderingOnDeadLetter Whether a dead letter blocks its ordering key until it is replayed or purged
	OrderingOnDeadLetter string `json:"ordering_on_dead_letter"`
	PartnerId            string `json:"partner_id"`

	// PublicKey Public key that the receiver verifies signatures with (`whpk_…`). Only for v1a
	PublicKey *string `json:"public_key"`

	// RateLimitPerS Maximum attempts per second; null means no limit
	RateLimitPerS *int32 `json:"rate_limit_per_s"`

	// RetryPolicy Null uses the policy of the partner's tier, as configured at the time of each attempt
	RetryPolicy *any `json:"retry_policy"`

	// SchemaVersions Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version
	SchemaVersions map[string]int64 `json:"schema_versions"`

	// Secret Secret that the receiver verifies signatures with (`whsec_…`). Null for v1a, whose private key is never returned
	Secret *string `json:"secret"`

	// Signing v1: HMAC-SHA256 with a shared secret. v1a: Ed25519, verified with public_key
	Signing     string  `json:"signing"`
	State       string  `json:"state"`
	StateReason *string `json:"state_reason"`

	// TimeoutMs Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms
	TimeoutMs int32 `json:"timeout_ms"`

	// Transformation JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged
	Transformation *string   `json:"transformation"`
	UpdatedAt      time.Time `json:"updated_at"`

	// Url URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). It is stored as it is called. Values in its query are stored encrypted and returned as ********. Send that value to keep the stored one
	Url string `json:"url"`

	// Version Increases with each change; also the ETag
	Version int64 `json:"version"`
}

// CreatedOauthClient defines model for CreatedOauthClient.
type CreatedOauthClient struct {
	AuthMethod            string  `json:"auth_method"`
	CertificateSubject    *string `json:"certificate_subject"`
	CertificateThumbprint *string `json:"certificate_thumbprint"`

	// ClientSecret It is returned only once. Null if the authentication method needs no secret
	ClientSecret *string   `json:"client_secret"`
	CreatedAt    time.Time `json:"created_at"`
	CreatedBy    string    `json:"created_by"`

	// Id The client_id
	Id   string `json:"id"`
	Jwks *struct {
		// Ignored What else was in the set, and why it is not used
		Ignored []struct {
			Kid    *string `json:"kid"`
			Kty    *string `json:"kty"`
			Reason string  `json:"reason"`
		} `json:"ignored,omitempty"`
		Keys []map[string]interface{} `json:"keys"`
	} `json:"jwks"`
	JwksUri *string `json:"jwks_uri"`

	// LastUsedAt When the client last obtained a token, to the minute
	LastUsedAt *time.Time `json:"last_used_at"`
	Name       string     `json:"name"`
	PartnerId  string     `json:"partner_id"`
	RevokedAt  *time.Time `json:"revoked_at"`
	Scopes     []string   `json:"scopes"`
	Status     string     `json:"status"`
	UpdatedAt  time.Time  `json:"updated_at"`

	// Version Increases with each change; also the ETag
	Version int64 `json:"version"`
}

// CreatedSandbox defines model for CreatedSandbox.
type CreatedSandbox struct {
	ApiKey struct {
		Id string `json:"id"`

		// Key The partner's API key. It is returned only once
		Key string `json:"key"`
	} `json:"api_key"`

	// Counts Number of synthetic events by type, once the sandbox is ready
	Counts map[string]int64 `json:"counts"`

	// Endpoint Null if no endpoint_url was sent
	Endpoint  *CreatedEndpoint `json:"endpoint"`
	Partner   Partner          `json:"partner"`
	PartnerId string           `json:"partner_id"`
	ReadyAt   *time.Time       `json:"ready_at"`

	// Reason Why the sandbox is not filled; null otherwise. A reset tries again
	Reason *string `json:"reason"`

	// Run Increases with each reset
	Run    int64  `json:"run"`
	Seed   int64  `json:"seed"`
	Status string `json:"status"`
}

// DeadLetter defines model for DeadLetter.
type DeadLetter struct {
	AttemptCount   int64     `json:"attempt_count"`
	CreatedAt      time.Time `json:"created_at"`
	DeadLetteredAt time.Time `json:"dead_lettered_at"`
	EndpointId     string    `json:"endpoint_id"`

	// ErrorClass Kind of error of the last attempt
	ErrorClass *string `json:"error_class"`
	EventId    string  `json:"event_id"`
	EventType  string  `json:"event_type"`

	// Id ID of the delivery
	Id string `json:"id"`

	// LastError Error of the last attempt
	LastError *string `json:"last_error"`
	PartnerId string  `json:"partner_id"`

	// PurgeAt When the dead letter is deleted, unless it is replayed before
	PurgeAt time.Time `json:"purge_at"`
	Reason  *string   `json:"reason"`
}

// DeadLetterGroup defines model for DeadLetterGroup.
type DeadLetterGroup struct {
	// Count Number of dead letters
	Count int64 `json:"count"`

	// Endpoints Number of endpoints that they were sent to
	Endpoints           int64     `json:"endpoints"`
	ErrorClass          *string   `json:"error_class"`
	FirstDeadLetteredAt time.Time `json:"first_dead_lettered_at"`
	LastDeadLetteredAt  time.Time `json:"last_dead_lettered_at"`

	// LastError Error of the last attempt
	LastError *string `json:"last_error"`

	// LatestId ID of the newest dead letter, as an example
	LatestId string `json:"latest_id"`

	// Partners Number of partners that they belong to
	Partners int64 `json:"partners"`
}

// DeadLetterGroups defines model for DeadLetterGroups.
type DeadLetterGroups struct {
	Data []DeadLetterGroup `json:"data"`

	// HasMore Whether there are more groups. Raise `limit`, or use more filters
	HasMore bool `json:"has_more"`

	// Total Number of dead letters in all groups, including those beyond `limit`
	Total int64 `json:"total"`
}

// DeadLetterList defines model for DeadLetterList.
type DeadLetterList struct {
	Data    []DeadLetter `json:"data"`
	HasMore bool         `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// DeadLetterSelection defines model for DeadLetterSelection.
type DeadLetterSelection struct {
	// All Select all dead letters. Required if there is no filter
	All *bool `json:"all,omitempty"`

	// CreatedAfter Exclusive
	CreatedAfter *time.Time `json:"created_after,omitempty"`

	// CreatedBefore Exclusive
	CreatedBefore *time.Time `json:"created_before,omitempty"`

	// DeadLetteredAfter Exclusive
	DeadLetteredAfter *time.Time `json:"dead_lettered_after,omitempty"`

	// DeadLetteredBefore Exclusive
	DeadLetteredBefore *time.Time `json:"dead_lettered_before,omitempty"`

	// DryRun Only count the dead letters
	DryRun     *bool   `json:"dry_run,omitempty"`
	EndpointId *string `json:"endpoint_id,omitempty"`

	// ErrorClass Kind of error of the last attempt
	ErrorClass *string `json:"error_class,omitempty"`
	EventId    *string `json:"event_id,omitempty"`
	EventType  *string `json:"event_type,omitempty"`

	// LastError Exact value of `last_error`
	LastError *string `json:"last_error,omitempty"`

	// PartnerId Return only those of this partner. A partner key always sees only its own
	PartnerId *string `json:"partner_id,omitempty"`

	// Reason Exact value of dead_letter_reason
	Reason *string `json:"reason,omitempty"`
}

// DeadLetterWithTimeline defines model for DeadLetterWithTimeline.
type DeadLetterWithTimeline struct {
	AttemptCount int64 `json:"attempt_count"`

	// Attempts Oldest first. The numbering continues across replays
	Attempts       []Attempt `json:"attempts"`
	CreatedAt      time.Time `json:"created_at"`
	DeadLetteredAt time.Time `json:"dead_lettered_at"`
	Endpoint       struct {
		Description string  `json:"description"`
		Id          string  `json:"id"`
		State       string  `json:"state"`
		StateReason *string `json:"state_reason"`
		Url         string  `json:"url"`
	} `json:"endpoint"`
	EndpointId string `json:"endpoint_id"`

	// ErrorClass Kind of error of the last attempt
	ErrorClass *string `json:"error_class"`
	Event      struct {
		CreatedAt time.Time `json:"created_at"`

		// ExternalId The publisher’s own id
		ExternalId *string   `json:"external_id"`
		Id         string    `json:"id"`
		OccurredAt time.Time `json:"occurred_at"`
		Type       string    `json:"type"`
	} `json:"event"`
	EventId   string `json:"event_id"`
	EventType string `json:"event_type"`

	// Id ID of the delivery
	Id string `json:"id"`

	// LastError Error of the last attempt
	LastError *string `json:"last_error"`
	PartnerId string  `json:"partner_id"`

	// PurgeAt When the dead letter is deleted, unless it is replayed before
	PurgeAt time.Time `json:"purge_at"`
	Reason  *string   `json:"reason"`

	// WorkflowId The workflow that handles the delivery now, or handled it last: its own, a round, or the drain of its endpoint. Platform keys only
	WorkflowId *string `json:"workflow_id,omitempty"`

	// WorkflowUrl The same workflow in Temporal UI. Platform keys only
	WorkflowUrl *string `json:"workflow_url,omitempty"`
}

// Deal defines model for Deal.
type Deal struct {
	// Assignee Person at the company who is responsible for the deal. Platform keys only
	Assignee *string `json:"assignee,omitempty"`

	// CloseDate When the sale is expected to close
	CloseDate  *string    `json:"close_date,omitempty"`
	ClosedAt   *time.Time `json:"closed_at"`
	Competitor *string    `json:"competitor,omitempty"`

	// Conflict Result of the check for other registrations of the customer at submission: none, possibly the same customer, or an earlier deal with the same customer
	Conflict  *string   `json:"conflict"`
	CreatedAt time.Time `json:"created_at"`

	// Crm State of the deal in the CRM of the company. Platform keys only
	Crm *struct {
		// Error Why the last attempt failed, or what the deal waits for
		Error *string `json:"error"`

		// Next When the next attempt is due
		Next *time.Time `json:"next"`

		// State none: never approved; pending: to be written, which a deal of a sandbox never is; retrying: the last attempt failed, and another follows; waiting: it is written as soon as the CRM has the record that `error` names, such as its account; rejected: the CRM rejected the deal; written: the CRM has the current version
		State string `json:"state"`

		// Version Version of the deal that was last written to the CRM; null if none, or if that is unknown
		Version *int64 `json:"version"`
	} `json:"crm,omitempty"`

	// Custom Fields of the programme, by its schema
	Custom   map[string]any `json:"custom,omitempty"`
	Customer struct {
		Address *struct {
			City       string `json:"city"`
			Country    string `json:"country"`
			PostalCode string `json:"postal_code"`
			Street     string `json:"street"`
		} `json:"address,omitempty"`
		CompanyName string `json:"company_name"`
		Contacts    []struct {
			Email string  `json:"email"`
			Name  string  `json:"name"`
			Phone *string `json:"phone,omitempty"`
			Role  *string `json:"role,omitempty"`
		} `json:"contacts,omitempty"`
		Duns          *string  `json:"duns,omitempty"`
		OtherWebsites []string `json:"other_websites,omitempty"`

		// Website The main website, as a URL or a bare host name
		Website *string `json:"website,omitempty"`
	} `json:"customer"`
	DecidedAt *time.Time `json:"decided_at"`

	// EditableFields Fields that may be changed now; null means all
	EditableFields []string `json:"editable_fields"`
	ExpectedValue  *Money   `json:"expected_value,omitempty"`
	Extensions     int64    `json:"extensions"`
	ExternalId     *string  `json:"external_id"`

	// Frequency How often the expected value is paid
	Frequency *string `json:"frequency,omitempty"`
	Id        string  `json:"id"`

	// Metadata What the partner notes beside it
	Metadata map[string]interface{} `json:"metadata"`
	Origin   *string                `json:"origin,omitempty"`

	// Partner Only with `expand=partner`
	Partner *struct {
		Id     string `json:"id"`
		Name   string `json:"name"`
		Status string `json:"status"`
		Tier   string `json:"tier"`
	} `json:"partner,omitempty"`
	PartnerId string `json:"partner_id"`

	// Problem The business problem that the customer wants solved
	Problem *string `json:"problem,omitempty"`

	// ProcessError Why nothing happens automatically with the deal any more; null otherwise. Its next change tries again. Platform keys only
	ProcessError *string `json:"process_error,omitempty"`
	ProgrammeId  string  `json:"programme_id"`

	// ProtectedUntil No other partner can register this customer until then
	ProtectedUntil *time.Time `json:"protected_until"`

	// Reason Why the deal was rejected, withdrawn or lost, or which changes are requested
	Reason          *string    `json:"reason"`
	ReviewDueAt     *time.Time `json:"review_due_at"`
	ReviewStatus    string     `json:"review_status"`
	SalesActivities []string   `json:"sales_activities,omitempty"`
	Stage           string     `json:"stage"`
	SubmittedAt     *time.Time `json:"submitted_at"`

	// Team The partner's people
	Team []struct {
		Email string  `json:"email"`
		Name  string  `json:"name"`
		Phone *string `json:"phone,omitempty"`
		Role  *string `json:"role,omitempty"`
	} `json:"team,omitempty"`
	Title     *string   `json:"title,omitempty"`
	Type      *string   `json:"type,omitempty"`
	UpdatedAt time.Time `json:"updated_at"`

	// Version Increases with each change; also the ETag
	Version int64 `json:"version"`
}

// DealChange defines model for DealChange.
type DealChange struct {
	Action string    `json:"action"`
	At     time.Time `json:"at"`
	By     struct {
		// Id Null for partners if the change was not made with one of their own credentials
		Id   *string `json:"id"`
		Kind string  `json:"kind"`
	} `json:"by"`

	// Changes Maps each changed field to its values before and after
	Changes map[string][]interface{} `json:"changes"`
	Comment *string                  `json:"comment"`

	// RequestId ID of the request that made the change, as in the log and the audit log. Null for a workflow or an import. Platform keys only
	RequestId *string `json:"request_id,omitempty"`
	Version   int64   `json:"version"`
}

// DealHistory defines model for DealHistory.
type DealHistory struct {
	Data    []DealChange `json:"data"`
	HasMore bool         `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// DealImport defines model for DealImport.
type DealImport struct {
	Created   int64     `json:"created"`
	CreatedAt time.Time `json:"created_at"`

	// Done Number of processed rows: the sum of the following counts
	Done       int64      `json:"done"`
	Failed     int64      `json:"failed"`
	FinishedAt *time.Time `json:"finished_at"`
	Id         string     `json:"id"`
	PartnerId  string     `json:"partner_id"`

	// Reason Why the import failed
	Reason *string `json:"reason"`

	// Status `running`: rows are being imported, or wait because the partner is suspended. `stopped`: the partner was deleted during the import. `failed`: see `reason`; the rows that were left have failed
	Status string `json:"status"`

	// Submit Whether the drafts are also submitted
	Submit bool `json:"submit"`

	// Total Number of rows
	Total     int64 `json:"total"`
	Unchanged int64 `json:"unchanged"`
	Updated   int64 `json:"updated"`
}

// DealImportList defines model for DealImportList.
type DealImportList struct {
	Data    []DealImport `json:"data"`
	HasMore bool         `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// DealImportRow defines model for DealImportRow.
type DealImportRow struct {
	DealId *string `json:"deal_id"`

	// Errors Errors of a failed row. The pointers are relative to the row
	Errors     []FieldError `json:"errors"`
	ExternalId *string      `json:"external_id"`

	// Row Line in the file, or position in the list, from 1
	Row int64 `json:"row"`

	// Status `failed`: nothing was changed. With submit, a draft may have been created that could not be submitted
	Status string `json:"status"`
}

// DealImportRowList defines model for DealImportRowList.
type DealImportRowList struct {
	Data    []DealImportRow `json:"data"`
	HasMore bool            `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// DealList defines model for DealList.
type DealList struct {
	Data    []Deal `json:"data"`
	HasMore bool   `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// DealMatches defines model for DealMatches.
type DealMatches struct {
	Data []struct {
		Evidence []struct {
			Explanation string  `json:"explanation"`
			Signal      string  `json:"signal"`
			Weight      float64 `json:"weight"`
		} `json:"evidence"`
		Id    string  `json:"id"`
		Kind  string  `json:"kind"`
		Score float64 `json:"score"`
	} `json:"data"`
}

// DealNote defines model for DealNote.
type DealNote struct {
	By struct {
		// Id Null for partners if the author was not one of their own credentials
		Id   *string `json:"id"`
		Kind string  `json:"kind"`
	} `json:"by"`
	CreatedAt time.Time `json:"created_at"`
	DealId    string    `json:"deal_id"`
	Id        string    `json:"id"`

	// Internal Whether the note is visible only to the company
	Internal bool   `json:"internal"`
	Text     string `json:"text"`
}

// DealNoteList defines model for DealNoteList.
type DealNoteList struct {
	Data    []DealNote `json:"data"`
	HasMore bool       `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// DealSchema JSON Schema 2020-12
type DealSchema map[string]interface{}

// DealStatusRule defines model for DealStatusRule.
type DealStatusRule struct {
	// AmountPath Leads to the amount, in the currency of the deal
	AmountPath *string `json:"amount_path"`

	// CloseDatePath Leads to the date on which the sale closes: ISO 8601
	CloseDatePath *string `json:"close_date_path"`

	// DealPath Leads to our id of the deal (`deal_…`)
	DealPath *string `json:"deal_path"`

	// ExternalIdPath Leads to the partner's own id of the deal, if there is no id at `deal_path`
	ExternalIdPath *string `json:"external_id_path"`

	// PartnerId Only this partner's deals: for a system that is the partner's
	PartnerId *string `json:"partner_id"`

	// ReasonPath Leads to the reason if the deal is lost
	ReasonPath *string `json:"reason_path"`

	// StatusPath Leads to the status
	StatusPath string `json:"status_path"`

	// Statuses What each status means. Several may mean one stage
	Statuses []struct {
		Stage  string `json:"stage"`
		Status string `json:"status"`
	} `json:"statuses"`

	// Types Only events of these types. Empty: all
	Types []string `json:"types"`
}

// DealStatusRuleInput defines model for DealStatusRuleInput.
type DealStatusRuleInput struct {
	// AmountPath Leads to the amount, in the currency of the deal
	AmountPath *string `json:"amount_path,omitempty"`

	// CloseDatePath Leads to the date on which the sale closes: ISO 8601
	CloseDatePath *string `json:"close_date_path,omitempty"`

	// DealPath Leads to our id of the deal (`deal_…`)
	DealPath *string `json:"deal_path,omitempty"`

	// ExternalIdPath Leads to the partner's own id of the deal, if there is no id at `deal_path`
	ExternalIdPath *string `json:"external_id_path,omitempty"`

	// PartnerId Only this partner's deals: for a system that is the partner's
	PartnerId *string `json:"partner_id,omitempty"`

	// ReasonPath Leads to the reason if the deal is lost
	ReasonPath *string `json:"reason_path,omitempty"`

	// StatusPath Leads to the status
	StatusPath string `json:"status_path"`

	// Statuses What each status means. Several may mean one stage
	Statuses []struct {
		Stage  string `json:"stage"`
		Status string `json:"status"`
	} `json:"statuses"`

	// Types Only events of these types. Empty: all
	Types []string `json:"types,omitempty"`
}

// DealSubmission The requirements of a submission under a programme with default settings, with an example of a conditional rule (problem is required for an expansion). GET /deal-schema returns the rules that apply to you
type DealSubmission struct {
	// CloseDate When the sale is expected to close
	CloseDate  string  `json:"close_date"`
	Competitor *string `json:"competitor,omitempty"`

	// Custom Fields of the programme, by its schema
	Custom   map[string]any `json:"custom,omitempty"`
	Customer struct {
		Address *struct {
			City       string `json:"city"`
			Country    string `json:"country"`
			PostalCode string `json:"postal_code"`
			Street     string `json:"street"`
		} `json:"address,omitempty"`
		CompanyName string `json:"company_name"`
		Contacts    []struct {
			Email string  `json:"email"`
			Name  string  `json:"name"`
			Phone *string `json:"phone,omitempty"`
			Role  *string `json:"role,omitempty"`
		} `json:"contacts,omitempty"`
		Duns          *string  `json:"duns,omitempty"`
		OtherWebsites []string `json:"other_websites,omitempty"`

		// Website The main website, as a URL or a bare host name
		Website *string `json:"website,omitempty"`
	} `json:"customer"`
	ExpectedValue MoneyInput `json:"expected_value"`

	// ExternalId The partner's own id of the deal, unique among the partner's deals. Repeated imports find the deal by it
	ExternalId *string `json:"external_id,omitempty"`

	// Frequency How often the expected value is paid
	Frequency *string `json:"frequency,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`
	Origin   *string         `json:"origin,omitempty"`

	// PartnerId Partner that registers the deal. Required with a platform key; with a partner key always your own partner
	PartnerId *string `json:"partner_id,omitempty"`

	// Problem The business problem that the customer wants solved
	Problem         *string  `json:"problem,omitempty"`
	SalesActivities []string `json:"sales_activities,omitempty"`

	// Team The partner's people
	Team []struct {
		Email string  `json:"email"`
		Name  string  `json:"name"`
		Phone *string `json:"phone,omitempty"`
		Role  *string `json:"role,omitempty"`
	} `json:"team,omitempty"`
	Title string `json:"title"`
	Type  string `json:"type"`
}

// DealValidation defines model for DealValidation.
type DealValidation struct {
	// Errors All errors that prevent the deal from being submitted
	Errors []FieldError `json:"errors"`
	Valid  bool         `json:"valid"`
}

// Delivery defines model for Delivery.
type Delivery struct {
	AttemptCount int64 `json:"attempt_count"`

	// Attempts Only with `expand=attempts`: the newest 10, oldest first
	Attempts         []Attempt `json:"attempts,omitempty"`
	CreatedAt        time.Time `json:"created_at"`
	DeadLetterReason *string   `json:"dead_letter_reason"`

	// EndedAt When it was delivered, dead-lettered or cancelled
	EndedAt    *time.Time `json:"ended_at"`
	EndpointId string     `json:"endpoint_id"`

	// ErrorClass Kind of error of the last attempt; null if it succeeded
	ErrorClass *string `json:"error_class"`

	// Event Only with `expand=event`
	Event *struct {
		CreatedAt time.Time `json:"created_at"`

		// ExternalId The publisher’s own id
		ExternalId *string   `json:"external_id"`
		Id         string    `json:"id"`
		OccurredAt time.Time `json:"occurred_at"`
		Type       string    `json:"type"`
	} `json:"event,omitempty"`

	// EventId ID of the event. It is also the webhook-id header of every attempt
	EventId   string `json:"event_id"`
	EventType string `json:"event_type"`

	// HoldDetail Details of the hold, such as the error of a transformation
	HoldDetail *string `json:"hold_detail"`
	HoldReason *string `json:"hold_reason"`
	Id         string  `json:"id"`

	// LastError Error of the last attempt; null if it succeeded
	LastError     *string    `json:"last_error"`
	NextAttemptAt *time.Time `json:"next_attempt_at"`
	OrderingKey   *string    `json:"ordering_key"`
	PartnerId     string     `json:"partner_id"`
	Status        string     `json:"status"`

	// UpdatedAt When anything of this last changed
	UpdatedAt time.Time `json:"updated_at"`
}

// DeliveryList defines model for DeliveryList.
type DeliveryList struct {
	Data    []Delivery `json:"data"`
	HasMore bool       `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// DeliveryWithTimeline defines model for DeliveryWithTimeline.
type DeliveryWithTimeline struct {
	AttemptCount int64 `json:"attempt_count"`

	// Attempts Oldest first. The numbering continues across replays
	Attempts         []Attempt `json:"attempts"`
	CreatedAt        time.Time `json:"created_at"`
	DeadLetterReason *string   `json:"dead_letter_reason"`

	// EndedAt When it was delivered, dead-lettered or cancelled
	EndedAt  *time.Time `json:"ended_at"`
	Endpoint struct {
		Description string  `json:"description"`
		Id          string  `json:"id"`
		State       string  `json:"state"`
		StateReason *string `json:"state_reason"`
		Url         string  `json:"url"`
	} `json:"endpoint"`
	EndpointId string `json:"endpoint_id"`

	// ErrorClass Kind of error of the last attempt; null if it succeeded
	ErrorClass *string `json:"error_class"`
	Event      struct {
		CreatedAt time.Time `json:"created_at"`

		// ExternalId The publisher’s own id
		ExternalId *string   `json:"external_id"`
		Id         string    `json:"id"`
		OccurredAt time.Time `json:"occurred_at"`
		Type       string    `json:"type"`
	} `json:"event"`

	// EventId ID of the event. It is also the webhook-id header of every attempt
	EventId   string `json:"event_id"`
	EventType string `json:"event_type"`

	// Hold Why the delivery is held and what releases it. Null unless its status is `held`
	Hold *struct {
		Explanation string `json:"explanation"`
		Reason      string `json:"reason"`
		ReleasedBy  string `json:"released_by"`
	} `json:"hold"`

	// HoldDetail Details of the hold, such as the error of a transformation
	HoldDetail *string `json:"hold_detail"`
	HoldReason *string `json:"hold_reason"`
	Id         string  `json:"id"`

	// LastError Error of the last attempt; null if it succeeded
	LastError     *string    `json:"last_error"`
	NextAttemptAt *time.Time `json:"next_attempt_at"`
	OrderingKey   *string    `json:"ordering_key"`
	PartnerId     string     `json:"partner_id"`
	Status        string     `json:"status"`

	// UpdatedAt When anything of this last changed
	UpdatedAt time.Time `json:"updated_at"`

	// WorkflowId The workflow that handles the delivery now, or handled it last: its own, a round, or the drain of its endpoint. Platform keys only
	WorkflowId *string `json:"workflow_id,omitempty"`

	// WorkflowUrl The same workflow in Temporal UI. Platform keys only
	WorkflowUrl *string `json:"workflow_url,omitempty"`
}

// DisableEndpointRequest defines model for DisableEndpointRequest.
type DisableEndpointRequest struct {
	// Reason Shown as state_reason
	Reason *string `json:"reason,omitempty"`
}

// DisablePlatformEndpointRequest defines model for DisablePlatformEndpointRequest.
type DisablePlatformEndpointRequest struct {
	// Reason Shown as state_reason
	Reason *string `json:"reason,omitempty"`
}

// DisconnectConnection defines model for DisconnectConnection.
type DisconnectConnection struct {
	Reason *string `json:"reason,omitempty"`
}

// Dispute defines model for Dispute.
type Dispute struct {
	// AdjustmentId The line of the correction
	AdjustmentId *string    `json:"adjustment_id"`
	Answer       *string    `json:"answer"`
	DealId       *string    `json:"deal_id"`
	DecidedAt    *time.Time `json:"decided_at"`
	DueAt        time.Time  `json:"due_at"`

	// Evidence What the books say. null until it is gathered
	Evidence  []string  `json:"evidence"`
	Id        string    `json:"id"`
	InvoiceId *string   `json:"invoice_id"`
	LineId    *string   `json:"line_id"`
	OpenedAt  time.Time `json:"opened_at"`
	PartnerId string    `json:"partner_id"`
	Question  string    `json:"question"`

	// State closed: decided, and everybody was told
	State string `json:"state"`
}

// DisputeDecision defines model for DisputeDecision.
type DisputeDecision struct {
	// Adjustment Posted with the decision. null: nothing is corrected, and the answer says why
	Adjustment *CommissionCorrection `json:"adjustment,omitempty"`
	Answer     string                `json:"answer"`
}

// DisputeList defines model for DisputeList.
type DisputeList struct {
	Data    []Dispute `json:"data"`
	HasMore bool      `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// EnableEndpointRequest defines model for EnableEndpointRequest.
type EnableEndpointRequest struct {
	// Reason Shown as state_reason
	Reason *string `json:"reason,omitempty"`
}

// EnablePlatformEndpointRequest defines model for EnablePlatformEndpointRequest.
type EnablePlatformEndpointRequest struct {
	// Reason Shown as state_reason
	Reason *string `json:"reason,omitempty"`
}

// Endpoint defines model for Endpoint.
type Endpoint struct {
	Breaker struct {
		// Reason Error of the attempt that opened it
		Reason *string `json:"reason"`

		// State `half_open`: the pause is over, and one delivery probes the endpoint
		State string     `json:"state"`
		Until *time.Time `json:"until"`
	} `json:"breaker"`
	CreatedAt   time.Time `json:"created_at"`
	Description string    `json:"description"`

	// EventTypes Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types
	EventTypes []string `json:"event_types"`

	// FailingSince Time since which no attempt has succeeded
	FailingSince *time.Time `json:"failing_since"`

	// Headers Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again
	Headers map[string]string `json:"headers"`
	Id      string            `json:"id"`

	// MaxConcurrency Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
	MaxConcurrency int32 `json:"max_concurrency"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata"`

	// Ordering Deliver events with the same ordering key in order, one at a time
	Ordering bool `json:"ordering"`

	// OrderingOnDeadLetter Whether a dead letter blocks its ordering key until it is replayed or purged
	OrderingOnDeadLetter string `json:"ordering_on_dead_letter"`
	PartnerId            string `json:"partner_id"`

	// RateLimitPerS Maximum attempts per second; null means no limit
	RateLimitPerS *int32 `json:"rate_limit_per_s"`

	// RetryPolicy Null uses the policy of the partner's tier, as configured at the time of each attempt
	RetryPolicy *any `json:"retry_policy"`

	// SchemaVersions Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version
	SchemaVersions map[string]int64 `json:"schema_versions"`

	// Signing v1: HMAC-SHA256 with a shared secret. v1a: Ed25519, verified with public_key
	Signing     string  `json:"signing"`
	State       string  `json:"state"`
	StateReason *string `json:"state_reason"`

	// TimeoutMs Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms
	TimeoutMs int32 `json:"timeout_ms"`

	// Transformation JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged
	Transformation *string   `json:"transformation"`
	UpdatedAt      time.Time `json:"updated_at"`

	// Url URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). It is stored as it is called. Values in its query are stored encrypted and returned as ********. Send that value to keep the stored one
	Url string `json:"url"`

	// Version Increases with each change; also the ETag
	Version int64 `json:"version"`
}

// EndpointList defines model for EndpointList.
type EndpointList struct {
	Data    []Endpoint `json:"data"`
	HasMore bool       `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// EndpointSecret defines model for EndpointSecret.
type EndpointSecret struct {
	CreatedAt time.Time `json:"created_at"`

	// Previous Rotated secrets that continue to sign, alongside the current one, until they expire
	Previous []struct {
		ExpiresAt time.Time `json:"expires_at"`

		// PublicKey Public key that the receiver verifies signatures with (`whpk_…`). Only for v1a
		PublicKey *string `json:"public_key"`

		// Secret Secret that the receiver verifies signatures with (`whsec_…`). Null for v1a, whose private key is never returned
		Secret *string `json:"secret"`
	} `json:"previous"`

	// PublicKey Public key that the receiver verifies signatures with (`whpk_…`). Only for v1a
	PublicKey *string `json:"public_key"`

	// Secret Secret that the receiver verifies signatures with (`whsec_…`). Null for v1a, whose private key is never returned
	Secret *string `json:"secret"`

	// Signing v1: HMAC-SHA256 with a shared secret. v1a: Ed25519, verified with public_key
	Signing string `json:"signing"`
}

// EndpointStats defines model for EndpointStats.
type EndpointStats struct {
	// CountedFrom Set if there were too many deliveries to count. Then the figures only include deliveries since this time
	CountedFrom *time.Time `json:"counted_from"`
	EndpointId  string     `json:"endpoint_id"`

	// Held Deliveries that are held now, of any age
	Held struct {
		Count    int64      `json:"count"`
		OldestAt *time.Time `json:"oldest_at"`
	} `json:"held"`
	Last24h struct {
		// Attempts Attempts made in this window
		Attempts struct {
			ByErrorClass map[string]int64 `json:"by_error_class"`
			LatencyMs    struct {
				P50 *int64 `json:"p50"`
				P95 *int64 `json:"p95"`
			} `json:"latency_ms"`
			Succeeded   int64    `json:"succeeded"`
			SuccessRate *float64 `json:"success_rate"`
			Total       int64    `json:"total"`
		} `json:"attempts"`

		// Deliveries Deliveries created in this window
		Deliveries struct {
			ByStatus struct {
				Cancelled    int64 `json:"cancelled"`
				DeadLettered int64 `json:"dead_lettered"`
				Delivered    int64 `json:"delivered"`
				Held         int64 `json:"held"`
				Pending      int64 `json:"pending"`
				Retrying     int64 `json:"retrying"`
			} `json:"by_status"`

			// SuccessRate Share of delivered among delivered and dead-lettered ones; null if there are none
			SuccessRate *float64 `json:"success_rate"`
			Total       int64    `json:"total"`
		} `json:"deliveries"`
	} `json:"last_24h"`
	Last7d struct {
		// Attempts Attempts made in this window
		Attempts struct {
			ByErrorClass map[string]int64 `json:"by_error_class"`
			LatencyMs    struct {
				P50 *int64 `json:"p50"`
				P95 *int64 `json:"p95"`
			} `json:"latency_ms"`
			Succeeded   int64    `json:"succeeded"`
			SuccessRate *float64 `json:"success_rate"`
			Total       int64    `json:"total"`
		} `json:"attempts"`

		// Deliveries Deliveries created in this window
		Deliveries struct {
			ByStatus struct {
				Cancelled    int64 `json:"cancelled"`
				DeadLettered int64 `json:"dead_lettered"`
				Delivered    int64 `json:"delivered"`
				Held         int64 `json:"held"`
				Pending      int64 `json:"pending"`
				Retrying     int64 `json:"retrying"`
			} `json:"by_status"`

			// SuccessRate Share of delivered among delivered and dead-lettered ones; null if there are none
			SuccessRate *float64 `json:"success_rate"`
			Total       int64    `json:"total"`
		} `json:"deliveries"`
	} `json:"last_7d"`
}

// Erasure defines model for Erasure.
type Erasure struct {
	// Counts Number of rows erased so far, by kind
	Counts     map[string]int64 `json:"counts"`
	CreatedAt  time.Time        `json:"created_at"`
	FinishedAt *time.Time       `json:"finished_at"`
	Id         string           `json:"id"`
	Kind       string           `json:"kind"`

	// PartnerId Null for the erasure of a person, which covers all partners
	PartnerId *string `json:"partner_id"`

	// Reason Why nothing happens any more, although it is not finished; null otherwise
	Reason *string `json:"reason"`

	// RequestedBy The key or OAuth client that requested the erasure
	RequestedBy string `json:"requested_by"`
	Status      string `json:"status"`
}

// ErasureList defines model for ErasureList.
type ErasureList struct {
	Data    []Erasure `json:"data"`
	HasMore bool      `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// EventDetail defines model for EventDetail.
type EventDetail struct {
	CreatedAt time.Time `json:"created_at"`

	// Data The payload: a JSON object that matches the type’s schema, at most 256 KiB
	Data       map[string]interface{} `json:"data"`
	Deliveries int64                  `json:"deliveries"`

	// DeliveryList The first 100. GET /deliveries?event_id=… lists all
	DeliveryList []struct {
		Attempts      int64      `json:"attempts"`
		EndedAt       *time.Time `json:"ended_at"`
		EndpointId    string     `json:"endpoint_id"`
		Id            string     `json:"id"`
		NextAttemptAt *time.Time `json:"next_attempt_at"`
		PartnerId     string     `json:"partner_id"`
		Status        string     `json:"status"`
	} `json:"delivery_list"`

	// ExternalId The publisher’s own id
	ExternalId *string `json:"external_id"`

	// Id Also the `webhook-id` of every delivery of the event
	Id          string    `json:"id"`
	OccurredAt  time.Time `json:"occurred_at"`
	OrderingKey *string   `json:"ordering_key"`

	// PartnerIds Null if the event was published to every subscribed partner
	PartnerIds    []string `json:"partner_ids"`
	SchemaVersion int64    `json:"schema_version"`

	// Type Words separated by dots, from general to specific
	Type string `json:"type"`

	// UpdatedAt When the event was published, or one of its deliveries last changed
	UpdatedAt time.Time `json:"updated_at"`
}

// EventList defines model for EventList.
type EventList struct {
	Data    []EventListItem `json:"data"`
	HasMore bool            `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// EventListItem defines model for EventListItem.
type EventListItem struct {
	CreatedAt time.Time `json:"created_at"`

	// ExternalId The publisher’s own id
	ExternalId *string `json:"external_id"`

	// Id Also the `webhook-id` of every delivery of the event
	Id          string    `json:"id"`
	OccurredAt  time.Time `json:"occurred_at"`
	OrderingKey *string   `json:"ordering_key"`

	// PartnerIds Null if the event was published to every subscribed partner
	PartnerIds    []string `json:"partner_ids"`
	SchemaVersion int64    `json:"schema_version"`

	// Type Words separated by dots, from general to specific
	Type string `json:"type"`

	// UpdatedAt When the event was published, or one of its deliveries last changed
	UpdatedAt time.Time `json:"updated_at"`
}

// EventType defines model for EventType.
type EventType struct {
	CreatedAt time.Time `json:"created_at"`

	// Deprecated Events of a deprecated type are still delivered. Responses to publishers contain a Deprecation header
	Deprecated  bool   `json:"deprecated"`
	Description string `json:"description"`

	// Name Words separated by dots, from general to specific
	Name      string    `json:"name"`
	UpdatedAt time.Time `json:"updated_at"`

	// Version Counts from 1. New events are validated against the newest version
	Version int64 `json:"version"`
}

// EventTypeChange defines model for EventTypeChange.
type EventTypeChange struct {
	// Deprecated Events of a deprecated type are still delivered. Responses to publishers contain a Deprecation header
	Deprecated *bool `json:"deprecated,omitempty"`

	// Description What happened when this event is sent
	Description *string `json:"description,omitempty"`
}

// EventTypeDetail defines model for EventTypeDetail.
type EventTypeDetail struct {
	CreatedAt time.Time `json:"created_at"`

	// Deprecated Events of a deprecated type are still delivered. Responses to publishers contain a Deprecation header
	Deprecated  bool   `json:"deprecated"`
	Description string `json:"description"`

	// Name Words separated by dots, from general to specific
	Name string `json:"name"`

	// Schema JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it does not name stay in the payload. Keep patterns simple, because they run on every event of the type.
	Schema    map[string]interface{} `json:"schema"`
	UpdatedAt time.Time              `json:"updated_at"`

	// Version Counts from 1. New events are validated against the newest version
	Version int64 `json:"version"`

	// Versions Newest first
	Versions []struct {
		CreatedAt time.Time `json:"created_at"`

		// DownConversion JSONata that converts a payload of this version into one of the previous version, for endpoints that pin an older version. It must work with each of the examples, and at least one example is required
		DownConversion *string `json:"down_conversion"`

		// Examples Payloads that match the schema. When an endpoint is saved, its transformation is tested with them
		Examples []interface{} `json:"examples"`

		// Schema JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it does not name stay in the payload. Keep patterns simple, because they run on every event of the type.
		Schema map[string]interface{} `json:"schema"`

		// Version Counts from 1. New events are validated against the newest version
		Version int64 `json:"version"`
	} `json:"versions"`
}

// EventTypeList defines model for EventTypeList.
type EventTypeList struct {
	Data    []EventType `json:"data"`
	HasMore bool        `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ExtendProtection defines model for ExtendProtection.
type ExtendProtection struct {
	Reason string `json:"reason"`
}

// FactBatchResult defines model for FactBatchResult.
type FactBatchResult struct {
	Created  int64 `json:"created"`
	Failed   int64 `json:"failed"`
	Repeated int64 `json:"repeated"`

	// Results One result per item, in the order of the request
	Results []struct {
		// Errors Why it was not recorded
		Errors []FieldError `json:"errors"`

		// ExternalId Null if the item has none that is readable
		ExternalId *string `json:"external_id"`

		// Id ID of the fact. Null if it was not recorded; in a conflict, the ID of what is stored
		Id *string `json:"id"`

		// Status `repeated`: the same was recorded before. `failed`: nothing was recorded; see `errors`
		Status string `json:"status"`
	} `json:"results"`
}

// FactExplanation defines model for FactExplanation.
type FactExplanation struct {
	// Chain Facts that are credited together: a sale and its refunds, or the changes of a subscription
	Chain   []string `json:"chain"`
	Credits []struct {
		Amounts *struct {
			FirstTouch    SignedMoney `json:"first_touch"`
			FullPath      SignedMoney `json:"full_path"`
			LastNonDirect SignedMoney `json:"last_non_direct"`
			LastTouch     SignedMoney `json:"last_touch"`
			Linear        SignedMoney `json:"linear"`
			Markov        SignedMoney `json:"markov"`
			PositionBased SignedMoney `json:"position_based"`
			Shapley       SignedMoney `json:"shapley"`
			TimeDecay     SignedMoney `json:"time_decay"`
			WShaped       SignedMoney `json:"w_shaped"`
		} `json:"amounts"`
		Counts *struct {
			FirstTouch    float64 `json:"first_touch"`
			FullPath      float64 `json:"full_path"`
			LastNonDirect float64 `json:"last_non_direct"`
			LastTouch     float64 `json:"last_touch"`
			Linear        float64 `json:"linear"`
			Markov        float64 `json:"markov"`
			PositionBased float64 `json:"position_based"`
			Shapley       float64 `json:"shapley"`
			TimeDecay     float64 `json:"time_decay"`
			WShaped       float64 `json:"w_shaped"`
		} `json:"counts"`
		Measure string `json:"measure"`

		// PartnerId Null: the company itself
		PartnerId *string `json:"partner_id"`
	} `json:"credits"`
	FactId string `json:"fact_id"`

	// Goal What the touches led to. Null of a cost
	Goal *struct {
		At            time.Time  `json:"at"`
		LeadAt        *time.Time `json:"lead_at"`
		OpportunityAt *time.Time `json:"opportunity_at"`
		RegisteredBy  *string    `json:"registered_by"`
	} `json:"goal"`
	InfluencedBy []string `json:"influenced_by"`

	// IsWaiting A refund whose sale has not arrived brings nothing until then
	IsWaiting bool `json:"is_waiting"`

	// Lost Why no touch explains it, so that the company itself has the credit
	Lost *string `json:"lost"`

	// Rates With which its day is converted into the currency of reports
	Rates []struct {
		Currency string `json:"currency"`

		// Day Of the rate: the day of the fact, or up to seven days before
		Day      string `json:"day"`
		ImportId *int64 `json:"import_id"`

		// PerEuro Units for one euro, as the source wrote it
		PerEuro string `json:"per_euro"`
	} `json:"rates"`
	SourcedBy *string `json:"sourced_by"`
	Touches   []struct {
		Id         string    `json:"id"`
		OccurredAt time.Time `json:"occurred_at"`
		PartnerId  *string   `json:"partner_id"`

		// Refused Why it does not count; null if it does
		Refused *string `json:"refused"`
		Source  string  `json:"source"`

		// Weights Its part of the path, from 0 to 1
		Weights *struct {
			FirstTouch    float64 `json:"first_touch"`
			FullPath      float64 `json:"full_path"`
			LastNonDirect float64 `json:"last_non_direct"`
			LastTouch     float64 `json:"last_touch"`
			Linear        float64 `json:"linear"`
			Markov        float64 `json:"markov"`
			PositionBased float64 `json:"position_based"`
			Shapley       float64 `json:"shapley"`
			TimeDecay     float64 `json:"time_decay"`
			WShaped       float64 `json:"w_shaped"`
		} `json:"weights"`
	} `json:"touches"`
	Type    string `json:"type"`
	Version int64  `json:"version"`
}

// FeatureFlag defines model for FeatureFlag.
type FeatureFlag struct {
	CreatedAt   time.Time `json:"created_at"`
	Description string    `json:"description"`

	// Enabled False disables the flag for every partner without an override
	Enabled bool   `json:"enabled"`
	Name    string `json:"name"`

	// RolloutPercent Percentage of partners that have the flag when it is enabled. A stable hash selects them, so a partner keeps the flag as the percentage grows. Null means all
	RolloutPercent *float64  `json:"rollout_percent"`
	UpdatedAt      time.Time `json:"updated_at"`
	Version        int64     `json:"version"`
}

// FeatureFlagList defines model for FeatureFlagList.
type FeatureFlagList struct {
	Data []FeatureFlag `json:"data"`
}

// FeatureFlagOverride defines model for FeatureFlagOverride.
type FeatureFlagOverride struct {
	Enabled bool `json:"enabled"`
}

// FieldError One validation error
type FieldError struct {
	// Code Stable error code for programs. docs/errors.md lists all codes
	Code string `json:"code"`

	// Field Dotted path, or the pointer inside a payload or a schema. Use `pointer` instead
	// Deprecated: this property has been marked as deprecated upstream, but no `x-deprecated-reason` was set
	Field string `json:"field"`

	// In Part of the request that `pointer` refers to. Absent in results of rows, where `pointer` refers to the row
	In *string `json:"in,omitempty"`

	// LegacyCode Former value of `code`, if it was different
	// Deprecated: this property has been marked as deprecated upstream, but no `x-deprecated-reason` was set
	LegacyCode *string `json:"legacy_code,omitempty"`

	// Message Explanation for people. It continues the name of the field, such as "is required"
	Message string `json:"message"`

	// Pointer JSON Pointer (RFC 6901) to the value; "" refers to the whole
	Pointer string `json:"pointer"`
}

// GetLivenessResponse defines model for GetLivenessResponse.
type GetLivenessResponse struct {
	Status string `json:"status"`
}

// Identity defines model for Identity.
type Identity struct {
	// Root Pseudonym of the subject that stands for all that are the same: the account, else the user
	Root   string `json:"root"`
	Status string `json:"status"`
}

// IdentityBatch defines model for IdentityBatch.
type IdentityBatch struct {
	Identities []NewIdentity `json:"identities"`
}

// IdentityBatchResult defines model for IdentityBatchResult.
type IdentityBatchResult struct {
	// Results One result per item, in the order of the request
	Results []struct {
		Errors []FieldError `json:"errors"`
		Root   *string      `json:"root"`
		Status string       `json:"status"`
	} `json:"results"`
}

// IdentityEnd defines model for IdentityEnd.
type IdentityEnd struct {
	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`

	// Subject Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id
	Subject string `json:"subject"`
}

// ImportedDeal defines model for ImportedDeal.
type ImportedDeal struct {
	// CloseDate When the sale is expected to close
	CloseDate  *string `json:"close_date,omitempty"`
	Competitor *string `json:"competitor,omitempty"`

	// Custom Fields of the programme, by its schema
	Custom   map[string]any `json:"custom,omitempty"`
	Customer struct {
		Address *struct {
			City       string `json:"city"`
			Country    string `json:"country"`
			PostalCode string `json:"postal_code"`
			Street     string `json:"street"`
		} `json:"address,omitempty"`
		CompanyName string `json:"company_name"`
		Contacts    []struct {
			Email string  `json:"email"`
			Name  string  `json:"name"`
			Phone *string `json:"phone,omitempty"`
			Role  *string `json:"role,omitempty"`
		} `json:"contacts,omitempty"`
		Duns          *string  `json:"duns,omitempty"`
		OtherWebsites []string `json:"other_websites,omitempty"`

		// Website The main website, as a URL or a bare host name
		Website *string `json:"website,omitempty"`
	} `json:"customer"`
	ExpectedValue *MoneyInput `json:"expected_value,omitempty"`

	// ExternalId The partner's own id of the deal, unique among the partner's deals. Repeated imports find the deal by it
	ExternalId string `json:"external_id"`

	// Frequency How often the expected value is paid
	Frequency *string `json:"frequency,omitempty"`
	Origin    *string `json:"origin,omitempty"`

	// PartnerId If set, must be the partner of the import
	PartnerId *string `json:"partner_id,omitempty"`

	// Problem The business problem that the customer wants solved
	Problem         *string  `json:"problem,omitempty"`
	SalesActivities []string `json:"sales_activities,omitempty"`

	// Team The partner's people
	Team []struct {
		Email string  `json:"email"`
		Name  string  `json:"name"`
		Phone *string `json:"phone,omitempty"`
		Role  *string `json:"role,omitempty"`
	} `json:"team,omitempty"`
	Title *string `json:"title,omitempty"`
	Type  *string `json:"type,omitempty"`
}

// InboundEvent defines model for InboundEvent.
type InboundEvent struct {
	// AccountId The vendor's account that it is about
	AccountId *string `json:"account_id"`

	// Effect `changed` and `gone`: the record is read again. `uninstalled`: our application was removed at the vendor
	Effect string `json:"effect"`

	// ExternalId The vendor's own id of the event, or the hash of the webhook. An event with a known id has no effect
	ExternalId string `json:"external_id"`
	Id         string `json:"id"`

	// Object What kind of record it is about
	Object     *string    `json:"object"`
	OccurredAt *time.Time `json:"occurred_at"`

	// ProcessError Why its workflow gave up. A replay tries again
	ProcessError *string    `json:"process_error"`
	ProcessedAt  *time.Time `json:"processed_at"`

	// Reason Why it has failed or was superseded, and what to do
	Reason     *string   `json:"reason"`
	ReceivedAt time.Time `json:"received_at"`
	RecordId   *string   `json:"record_id"`
	Replays    int64     `json:"replays"`
	SourceId   string    `json:"source_id"`

	// Status `superseded`: the source had told something later before
	Status string `json:"status"`

	// Type As the vendor calls it
	Type   string `json:"type"`
	Vendor string `json:"vendor"`

	// WorkflowId The workflow that processed it last
	WorkflowId *string `json:"workflow_id"`
}

// InboundEventDetail defines model for InboundEventDetail.
type InboundEventDetail struct {
	// AccountId The vendor's account that it is about
	AccountId *string `json:"account_id"`

	// Effect `changed` and `gone`: the record is read again. `uninstalled`: our application was removed at the vendor
	Effect string `json:"effect"`

	// ExternalId The vendor's own id of the event, or the hash of the webhook. An event with a known id has no effect
	ExternalId string `json:"external_id"`
	Id         string `json:"id"`

	// Object What kind of record it is about
	Object     *string    `json:"object"`
	OccurredAt *time.Time `json:"occurred_at"`
	Payload    struct {
		// Body The webhook as it arrived. Null without the scope connections:payloads
		Body        *string `json:"body"`
		Bytes       int64   `json:"bytes"`
		ContentType *string `json:"content_type"`
	} `json:"payload"`

	// ProcessError Why its workflow gave up. A replay tries again
	ProcessError *string    `json:"process_error"`
	ProcessedAt  *time.Time `json:"processed_at"`

	// Reason Why it has failed or was superseded, and what to do
	Reason     *string   `json:"reason"`
	ReceivedAt time.Time `json:"received_at"`
	RecordId   *string   `json:"record_id"`
	Replays    int64     `json:"replays"`
	SourceId   string    `json:"source_id"`

	// Status `superseded`: the source had told something later before
	Status string `json:"status"`

	// Type As the vendor calls it
	Type   string `json:"type"`
	Vendor string `json:"vendor"`

	// WorkflowId The workflow that processed it last
	WorkflowId *string `json:"workflow_id"`
}

// InboundEventList defines model for InboundEventList.
type InboundEventList struct {
	Data    []InboundEvent `json:"data"`
	HasMore bool           `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// InboundEventSelection defines model for InboundEventSelection.
type InboundEventSelection struct {
	// All Select all events. Required if there is no filter
	All *bool `json:"all,omitempty"`

	// Cursor `next_cursor` of the previous call, with the same filter
	Cursor *string `json:"cursor,omitempty"`

	// DryRun Only count the events
	DryRun *bool `json:"dry_run,omitempty"`

	// ExternalId The vendor's own id of the event
	ExternalId *string `json:"external_id,omitempty"`
	Object     *string `json:"object,omitempty"`

	// ReceivedAfter Exclusive
	ReceivedAfter *time.Time `json:"received_after,omitempty"`

	// ReceivedBefore Exclusive
	ReceivedBefore *time.Time `json:"received_before,omitempty"`
	RecordId       *string    `json:"record_id,omitempty"`

	// SourceId Return only events of this source or connection
	SourceId *string `json:"source_id,omitempty"`
	Status   *string `json:"status,omitempty"`
	Type     *string `json:"type,omitempty"`
}

// InboundReceipt defines model for InboundReceipt.
type InboundReceipt struct {
	// Accepted Number of events that were new. Repeats are recognised and have no effect
	Accepted *int64 `json:"accepted,omitempty"`

	// Challenge Repeats what the vendor sent to verify the URL
	Challenge *string `json:"challenge,omitempty"`
}

// InboundSecretRotation defines model for InboundSecretRotation.
type InboundSecretRotation struct {
	// OverlapH Hours for which the older secrets stay valid. 0 ends them immediately. Default: webhooks.secret_overlap_h
	OverlapH *float64 `json:"overlap_h,omitempty"`

	// Secret What the webhooks are signed with: the signing secret or client secret that the vendor shows; for SendGrid its public key
	Secret string `json:"secret"`
}

// InboundSource defines model for InboundSource.
type InboundSource struct {
	CreatedAt time.Time `json:"created_at"`

	// Enabled A disabled source answers 404 to its vendor
	Enabled bool    `json:"enabled"`
	Id      string  `json:"id"`
	Name    string  `json:"name"`
	Refusal *string `json:"refusal"`

	// RefusedAt When a webhook was refused last, to within ten seconds
	RefusedAt *time.Time             `json:"refused_at"`
	Scheme    map[string]interface{} `json:"scheme"`

	// Secrets The valid secrets, oldest first. The secrets themselves are never shown
	Secrets []struct {
		CreatedAt time.Time  `json:"created_at"`
		ExpiresAt *time.Time `json:"expires_at"`
	} `json:"secrets"`
	UpdatedAt time.Time `json:"updated_at"`

	// Url The URL to enter in the vendor's settings
	Url    string `json:"url"`
	Vendor string `json:"vendor"`
}

// InboundSourceChange defines model for InboundSourceChange.
type InboundSourceChange struct {
	Enabled *bool         `json:"enabled,omitempty"`
	Name    *string       `json:"name,omitempty"`
	Scheme  *SignedSource `json:"scheme,omitempty"`
}

// InboundSourceList defines model for InboundSourceList.
type InboundSourceList struct {
	Data    []InboundSource `json:"data"`
	HasMore bool            `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// IntrospectTokenRequest defines model for IntrospectTokenRequest.
type IntrospectTokenRequest struct {
	// ClientAssertion private_key_jwt: a JWT with iss = sub = client_id, aud = the issuer or this URL, exp, and a jti that is used only once
	ClientAssertion *string `json:"client_assertion,omitempty"`

	// ClientAssertionType private_key_jwt: urn:ietf:params:oauth:client-assertion-type:jwt-bearer
	ClientAssertionType *string `json:"client_assertion_type,omitempty"`
	ClientId            *string `json:"client_id,omitempty"`

	// ClientSecret client_secret_post
	ClientSecret *string `json:"client_secret,omitempty"`
	Token        string  `json:"token"`

	// TokenTypeHint Ignored: there are only access tokens
	TokenTypeHint *string `json:"token_type_hint,omitempty"`
}

// Introspection RFC 7662. If the token is not valid, or the caller may not see it, the response contains only `active: false`
type Introspection struct {
	Active   bool    `json:"active"`
	Aud      *string `json:"aud,omitempty"`
	ClientId *string `json:"client_id,omitempty"`
	Cnf      *struct {
		X5tS256 string `json:"x5t#S256"`
	} `json:"cnf,omitempty"`
	Exp       *int64  `json:"exp,omitempty"`
	Iat       *int64  `json:"iat,omitempty"`
	Iss       *string `json:"iss,omitempty"`
	Jti       *string `json:"jti,omitempty"`
	PartnerId *string `json:"partner_id,omitempty"`
	Scope     *string `json:"scope,omitempty"`
	Sub       *string `json:"sub,omitempty"`
	TokenType *string `json:"token_type,omitempty"`
}

// Jwks RFC 7517. Contains the keys that sign now, those that will sign next, and those whose tokens have not expired
type Jwks struct {
	Keys []struct {
		Kid string `json:"kid"`
		Kty string `json:"kty"`
	} `json:"keys"`
}

// Link defines model for Link.
type Link struct {
	Campaign  *string   `json:"campaign"`
	Code      string    `json:"code"`
	CreatedAt time.Time `json:"created_at"`

	// DisabledAt Since then it leads nowhere
	DisabledAt *time.Time `json:"disabled_at"`
	PartnerId  string     `json:"partner_id"`
	Target     string     `json:"target"`

	// Url What the partner publishes
	Url string `json:"url"`
}

// LinkList defines model for LinkList.
type LinkList struct {
	Data    []Link `json:"data"`
	HasMore bool   `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// MergeDealRequest defines model for MergeDealRequest.
type MergeDealRequest struct {
	// Comment Visible only to the company
	Comment *string `json:"comment,omitempty"`

	// Into ID of the deal that stays open
	Into string `json:"into"`
}

// Money defines model for Money.
type Money struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

// MoneyInput defines model for MoneyInput.
type MoneyInput struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

// NewAccount defines model for NewAccount.
type NewAccount struct {
	Address *struct {
		City       string `json:"city"`
		Country    string `json:"country"`
		PostalCode string `json:"postal_code"`
		Street     string `json:"street"`
	} `json:"address,omitempty"`
	Duns *string `json:"duns,omitempty"`

	// EmailDomains Domains of its people's e-mail addresses. Domains of free-mail providers are ignored
	EmailDomains []string `json:"email_domains"`

	// ExternalId The account's id in your own system. Repeated calls with the same id update the account
	ExternalId string `json:"external_id"`
	Name       string `json:"name"`

	// Websites URLs or bare host names
	Websites []string `json:"websites"`
}

// NewAttributionVersion defines model for NewAttributionVersion.
type NewAttributionVersion struct {
	Settings *AttributionVersionSettingsInput `json:"settings,omitempty"`
}

// NewCommissionAdjustment defines model for NewCommissionAdjustment.
type NewCommissionAdjustment struct {
	// About The line that is corrected
	About  *string    `json:"about,omitempty"`
	Amount MoneyInput `json:"amount"`
	Effect string     `json:"effect"`

	// Reason Kept beside the ledger, and erased with the partner
	Reason string `json:"reason"`
}

// NewCommissionInvoice defines model for NewCommissionInvoice.
type NewCommissionInvoice struct {
	Currency string `json:"currency"`
}

// NewCommissionRepayment defines model for NewCommissionRepayment.
type NewCommissionRepayment struct {
	Amount MoneyInput `json:"amount"`

	// Day When it arrived
	Day string `json:"day"`

	// ExternalId Of the transfer, at your bank. The same one is recorded once
	ExternalId string `json:"external_id"`
}

// NewConversion defines model for NewConversion.
type NewConversion struct {
	DealId *string `json:"deal_id,omitempty"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string `json:"external_id,omitempty"`
	Kind       string  `json:"kind"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// RegisteredAt When that partner registered it
	RegisteredAt *time.Time `json:"registered_at,omitempty"`

	// RegisteredBy Of an opportunity: the partner whose registration was approved before
	RegisteredBy *string `json:"registered_by,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`

	// Subject Without a subject it has no touches, so that it is nobody’s. It still counts
	Subject *string `json:"subject,omitempty"`

	// Value What it may be worth. Reports of money use revenue instead
	Value *Money `json:"value,omitempty"`
}

// NewConversionInput defines model for NewConversionInput.
type NewConversionInput struct {
	DealId *string `json:"deal_id,omitempty"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string `json:"external_id,omitempty"`
	Kind       string  `json:"kind"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// RegisteredAt When that partner registered it
	RegisteredAt *time.Time `json:"registered_at,omitempty"`

	// RegisteredBy Of an opportunity: the partner whose registration was approved before
	RegisteredBy *string `json:"registered_by,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`

	// Subject Without a subject it has no touches, so that it is nobody’s. It still counts
	Subject *string `json:"subject,omitempty"`

	// Value What it may be worth. Reports of money use revenue instead
	Value *MoneyInput `json:"value,omitempty"`
}

// NewCost defines model for NewCost.
type NewCost struct {
	Amount Money `json:"amount"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string `json:"external_id,omitempty"`
	Kind       string  `json:"kind"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// PartnerId Null: of the programme as a whole
	PartnerId *string `json:"partner_id,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`
	TakenBack bool    `json:"taken_back"`
}

// NewCostInput defines model for NewCostInput.
type NewCostInput struct {
	Amount MoneyInput `json:"amount"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string `json:"external_id,omitempty"`
	Kind       string  `json:"kind"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// PartnerId Null: of the programme as a whole
	PartnerId *string `json:"partner_id,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`
	TakenBack *bool   `json:"taken_back,omitempty"`
}

// NewDispute defines model for NewDispute.
type NewDispute struct {
	DealId    *string `json:"deal_id,omitempty"`
	InvoiceId *string `json:"invoice_id,omitempty"`
	LineId    *string `json:"line_id,omitempty"`
	Question  string  `json:"question"`
}

// NewEventType defines model for NewEventType.
type NewEventType struct {
	// Description What happened when this event is sent
	Description *string `json:"description,omitempty"`

	// Examples Payloads that match the schema. When an endpoint is saved, its transformation is tested with them
	Examples []interface{} `json:"examples,omitempty"`

	// Name Words separated by dots, from general to specific
	Name string `json:"name"`

	// Schema JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it does not name stay in the payload. Keep patterns simple, because they run on every event of the type.
	Schema map[string]interface{} `json:"schema"`
}

// NewEventTypeVersion defines model for NewEventTypeVersion.
type NewEventTypeVersion struct {
	// DownConversion JSONata that converts a payload of this version into one of the previous version, for endpoints that pin an older version. It must work with each of the examples, and at least one example is required
	DownConversion *string `json:"down_conversion,omitempty"`

	// Examples Payloads that match the schema. When an endpoint is saved, its transformation is tested with them
	Examples []interface{} `json:"examples,omitempty"`

	// Schema JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it does not name stay in the payload. Keep patterns simple, because they run on every event of the type.
	Schema map[string]interface{} `json:"schema"`
}

// NewIdentity defines model for NewIdentity.
type NewIdentity struct {
	// Is Whom it is the same as: the user, or the account
	Is string `json:"is"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`

	// Subject Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id
	Subject string `json:"subject"`
}

// NewIdentityInput defines model for NewIdentityInput.
type NewIdentityInput struct {
	// Is Whom it is the same as: the user, or the account
	Is string `json:"is"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`

	// Subject Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id
	Subject string `json:"subject"`
}

// NewInboundSource defines model for NewInboundSource.
type NewInboundSource struct {
	// ConnectionId The connection that these webhooks are about, which must be to the same vendor. The source has its id
	ConnectionId *string       `json:"connection_id,omitempty"`
	Name         string        `json:"name"`
	Scheme       *SignedSource `json:"scheme,omitempty"`

	// Secret Required, unless the vendor signs with the client secret that the connection has, as HubSpot does
	Secret *string `json:"secret,omitempty"`

	// Vendor Such as `slack`, `standard_webhooks`, or `signed` for a system that signs as `scheme` says
	Vendor string `json:"vendor"`
}

// NewLink defines model for NewLink.
type NewLink struct {
	Campaign *string `json:"campaign,omitempty"`

	// Code The end of its address, `/r/<code>`. If omitted, one is made
	Code *string `json:"code,omitempty"`

	// PartnerId Required with a platform key. A partner key creates links of its own
	PartnerId *string `json:"partner_id,omitempty"`

	// Target Where it leads. Its host must be one of `attribution.link_hosts` of the configuration
	Target string `json:"target"`
}

// NewPayoutBatch defines model for NewPayoutBatch.
type NewPayoutBatch struct {
	Currency string `json:"currency"`

	// Least Partners with less are paid by a later batch
	Least *string `json:"least,omitempty"`

	// Provider file: you export it, and report the results. sandbox: nothing is paid
	Provider *string `json:"provider,omitempty"`
}

// NewPlanAssignment defines model for NewPlanAssignment.
type NewPlanAssignment struct {
	// From Sales from this day on
	From string `json:"from"`

	// PlanId null: no plan from that day on
	PlanId *string `json:"plan_id"`

	// Target What is assigned to a partner itself wins over its level, and that over its programme. A level is named by `target_id`
	Target   string `json:"target"`
	TargetId string `json:"target_id"`
}

// NewRevenue defines model for NewRevenue.
type NewRevenue struct {
	Amount Money `json:"amount"`

	// ConversionId The conversion whose touches share it. If omitted: that of the subject
	ConversionId *string `json:"conversion_id,omitempty"`

	// CustomerPlan The customer's plan of the product, such as pro. Rules of commissions can ask for it
	CustomerPlan *string `json:"customer_plan,omitempty"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string `json:"external_id,omitempty"`
	Kind       string  `json:"kind"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`
	Product    *string    `json:"product,omitempty"`

	// RefundOf Of a refund: the `external_id` of the sale. The refund may arrive before the sale
	RefundOf *string `json:"refund_of,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`

	// Subject Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id
	Subject *string `json:"subject,omitempty"`

	// Subscription Your own id of the subscription
	Subscription *string `json:"subscription,omitempty"`

	// Tax The tax that is included in `amount`, in the same currency
	Tax *Money `json:"tax,omitempty"`
}

// NewRevenueInput defines model for NewRevenueInput.
type NewRevenueInput struct {
	Amount MoneyInput `json:"amount"`

	// ConversionId The conversion whose touches share it. If omitted: that of the subject
	ConversionId *string `json:"conversion_id,omitempty"`

	// CustomerPlan The customer's plan of the product, such as pro. Rules of commissions can ask for it
	CustomerPlan *string `json:"customer_plan,omitempty"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string `json:"external_id,omitempty"`
	Kind       string  `json:"kind"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`
	Product    *string    `json:"product,omitempty"`

	// RefundOf Of a refund: the `external_id` of the sale. The refund may arrive before the sale
	RefundOf *string `json:"refund_of,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`

	// Subject Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id
	Subject *string `json:"subject,omitempty"`

	// Subscription Your own id of the subscription
	Subscription *string `json:"subscription,omitempty"`

	// Tax The tax that is included in `amount`, in the same currency
	Tax *MoneyInput `json:"tax,omitempty"`
}

// NewSync defines model for NewSync.
type NewSync struct {
	// AConnectionId Connection to system A: by convention the CRM
	AConnectionId string `json:"a_connection_id"`

	// BConnectionId Connection to system B: by convention billing. `deals` stands for Causeway's own deals, if A is a CRM
	BConnectionId string `json:"b_connection_id"`

	// IntervalSeconds How often changes are polled
	IntervalSeconds *int32           `json:"interval_seconds,omitempty"`
	Mapping         SyncMappingInput `json:"mapping"`

	// MaxChangePercent A run that would change more of the linked records waits for a yes
	MaxChangePercent *int32 `json:"max_change_percent,omitempty"`

	// MaxDeletePercent A run that would delete more of the linked records waits for a yes
	MaxDeletePercent *int32 `json:"max_delete_percent,omitempty"`
	Name             string `json:"name"`
}

// NewSyncLink defines model for NewSyncLink.
type NewSyncLink struct {
	AId    string `json:"a_id"`
	BId    string `json:"b_id"`
	Object string `json:"object"`
}

// NewTouch defines model for NewTouch.
type NewTouch struct {
	// Campaign If omitted: the `utm_campaign` of `url`
	Campaign *string `json:"campaign,omitempty"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string `json:"external_id,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// PartnerId The partner that made the touch. A partner key records its own touches only. Null: the company itself
	PartnerId *string `json:"partner_id,omitempty"`

	// Referrer The `Referer` of that request. Its host is read; the rest is not stored
	Referrer *string `json:"referrer,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`

	// Source If omitted: `utm` if `url` has a `utm_source`, `referral_header` if there is a `referrer`, else `manual`, or `direct`
	Source *string `json:"source,omitempty"`

	// Subject Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id
	Subject string `json:"subject"`

	// Url The page that was opened. Its UTM parameters are read; the rest is not stored
	Url *string `json:"url,omitempty"`

	// UserAgent The `User-Agent` of that request, to tell crawlers. It is not stored
	UserAgent *string `json:"user_agent,omitempty"`
}

// NewTouchInput defines model for NewTouchInput.
type NewTouchInput struct {
	// Campaign If omitted: the `utm_campaign` of `url`
	Campaign *string `json:"campaign,omitempty"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string `json:"external_id,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// PartnerId The partner that made the touch. A partner key records its own touches only. Null: the company itself
	PartnerId *string `json:"partner_id,omitempty"`

	// Referrer The `Referer` of that request. Its host is read; the rest is not stored
	Referrer *string `json:"referrer,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`

	// Source If omitted: `utm` if `url` has a `utm_source`, `referral_header` if there is a `referrer`, else `manual`, or `direct`
	Source *string `json:"source,omitempty"`

	// Subject Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id
	Subject string `json:"subject"`

	// Url The page that was opened. Its UTM parameters are read; the rest is not stored
	Url *string `json:"url,omitempty"`

	// UserAgent The `User-Agent` of that request, to tell crawlers. It is not stored
	UserAgent *string `json:"user_agent,omitempty"`
}

// OauthClient defines model for OauthClient.
type OauthClient struct {
	AuthMethod            string    `json:"auth_method"`
	CertificateSubject    *string   `json:"certificate_subject"`
	CertificateThumbprint *string   `json:"certificate_thumbprint"`
	CreatedAt             time.Time `json:"created_at"`
	CreatedBy             string    `json:"created_by"`

	// Id The client_id
	Id   string `json:"id"`
	Jwks *struct {
		// Ignored What else was in the set, and why it is not used
		Ignored []struct {
			Kid    *string `json:"kid"`
			Kty    *string `json:"kty"`
			Reason string  `json:"reason"`
		} `json:"ignored,omitempty"`
		Keys []map[string]interface{} `json:"keys"`
	} `json:"jwks"`
	JwksUri *string `json:"jwks_uri"`

	// LastUsedAt When the client last obtained a token, to the minute
	LastUsedAt *time.Time `json:"last_used_at"`
	Name       string     `json:"name"`
	PartnerId  string     `json:"partner_id"`
	RevokedAt  *time.Time `json:"revoked_at"`
	Scopes     []string   `json:"scopes"`
	Status     string     `json:"status"`
	UpdatedAt  time.Time  `json:"updated_at"`

	// Version Increases with each change; also the ETag
	Version int64 `json:"version"`
}

// OauthClientList defines model for OauthClientList.
type OauthClientList struct {
	Data    []OauthClient `json:"data"`
	HasMore bool          `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// OauthError Error response in the format of RFC 6749
type OauthError struct {
	// Error Stable error code for programs
	Error            string `json:"error"`
	ErrorDescription string `json:"error_description"`
}

// OverrideDeal defines model for OverrideDeal.
type OverrideDeal struct {
	// Conflict Ignore the conflict, so that the deal can be approved
	Conflict *string `json:"conflict,omitempty"`

	// ProtectedUntil New end of the protection. Only for an approved deal
	ProtectedUntil *time.Time `json:"protected_until,omitempty"`

	// Reason Visible only to the company
	Reason string `json:"reason"`

	// ReviewDueAt New due date of the review. Only for a deal that waits for a decision or for the partner
	ReviewDueAt *time.Time `json:"review_due_at,omitempty"`

	// Stage The new stage, whatever the current stage is
	Stage *string `json:"stage,omitempty"`
}

// Partner defines model for Partner.
type Partner struct {
	Contacts []struct {
		Email string `json:"email"`
		Name  string `json:"name"`
		Role  string `json:"role"`
	} `json:"contacts"`
	CreatedAt time.Time `json:"created_at"`

	// CredentialPolicy `any`, or the only method by which this partner may obtain access tokens. API keys and other methods are then rejected
	CredentialPolicy string `json:"credential_policy"`

	// EffectiveRateLimit The limit that applies: the partner’s own or that of its tier
	EffectiveRateLimit struct {
		Burst     int64 `json:"burst"`
		PerMinute int64 `json:"per_minute"`
	} `json:"effective_rate_limit"`

	// Fields What you note about it, such as the number or the list of its `certifications`. The rules of levels can ask for them
	Fields map[string]any `json:"fields"`
	Id     string         `json:"id"`
	Name   string         `json:"name"`

	// ProgrammeId The programme under which its new deals are registered
	ProgrammeId string `json:"programme_id"`

	// RateLimit Limit of requests to this API; null uses the limit of the tier in the settings
	RateLimit *struct {
		Burst     int32 `json:"burst"`
		PerMinute int32 `json:"per_minute"`
	} `json:"rate_limit"`
	Status       string  `json:"status"`
	StatusReason *string `json:"status_reason"`

	// Tier Determines the default rate limit and retry policy
	Tier string `json:"tier"`

	// TimeZone IANA time zone, for business days and nightly runs
	TimeZone  string    `json:"time_zone"`
	UpdatedAt time.Time `json:"updated_at"`

	// Version Increases with each change; also the ETag
	Version         int64 `json:"version"`
	WebhookSettings struct {
		// MaxEndpoints Replaces webhooks.delivery.max_endpoints_per_partner
		MaxEndpoints *int32 `json:"max_endpoints,omitempty"`

		// RetryPolicy Replaces the tier's retry policy
		RetryPolicy *any `json:"retry_policy,omitempty"`
	} `json:"webhook_settings"`
}

// PartnerCohorts defines model for PartnerCohorts.
type PartnerCohorts struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf     time.Time `json:"as_of"`
	Currency string    `json:"currency"`
	Data     []struct {
		// Cohort First day of the month in which they became customers
		Cohort    string  `json:"cohort"`
		Customers float64 `json:"customers"`
		Months    []struct {
			Cumulative SignedMoney `json:"cumulative"`

			// Month 0 is the month in which they became customers
			Month      int64       `json:"month"`
			RevenueNet SignedMoney `json:"revenue_net"`
		} `json:"months"`
		RevenueNet SignedMoney `json:"revenue_net"`

		// Value Net revenue of one customer
		Value *SignedMoney `json:"value"`
	} `json:"data"`
	Model     string `json:"model"`
	PartnerId string `json:"partner_id"`

	// Versions Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
	Versions struct {
		Attribution int64  `json:"attribution"`
		FxImport    *int64 `json:"fx_import"`
		Rules       *int64 `json:"rules"`
	} `json:"versions"`
	Window struct {
		From     time.Time `json:"from"`
		TimeZone string    `json:"time_zone"`
		To       time.Time `json:"to"`
	} `json:"window"`
}

// PartnerFeatureFlags defines model for PartnerFeatureFlags.
type PartnerFeatureFlags struct {
	Data []struct {
		// Because What determined the value
		Because string `json:"because"`
		Enabled bool   `json:"enabled"`
		Name    string `json:"name"`
	} `json:"data"`
}

// PartnerFunnel defines model for PartnerFunnel.
type PartnerFunnel struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf      time.Time `json:"as_of"`
	Currency  string    `json:"currency"`
	Customers float64   `json:"customers"`

	// LeadRate Leads / subjects
	LeadRate      *float64 `json:"lead_rate"`
	Leads         float64  `json:"leads"`
	Model         string   `json:"model"`
	Opportunities float64  `json:"opportunities"`

	// OpportunityRate Opportunities / leads
	OpportunityRate *float64 `json:"opportunity_rate"`
	PartnerId       string   `json:"partner_id"`

	// Subjects Whom the touches reached
	Subjects int64 `json:"subjects"`

	// Touches Of people: crawlers are not in it
	Touches int64 `json:"touches"`

	// Versions Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
	Versions struct {
		Attribution int64  `json:"attribution"`
		FxImport    *int64 `json:"fx_import"`
		Rules       *int64 `json:"rules"`
	} `json:"versions"`

	// WinRate Customers / opportunities
	WinRate *float64 `json:"win_rate"`
	Window  struct {
		From     time.Time `json:"from"`
		TimeZone string    `json:"time_zone"`
		To       time.Time `json:"to"`
	} `json:"window"`
}

// PartnerLeague defines model for PartnerLeague.
type PartnerLeague struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf     time.Time     `json:"as_of"`
	Company  ReturnFigures `json:"company"`
	Currency string        `json:"currency"`
	Data     []struct {
		// Cac Cost per new customer
		Cac  *SignedMoney `json:"cac"`
		Cost SignedMoney  `json:"cost"`

		// Cpl Cost per lead
		Cpl *SignedMoney `json:"cpl"`

		// Customers Shared like revenue, so it can have a fraction
		Customers float64 `json:"customers"`

		// Leads Shared like revenue, so it can have a fraction
		Leads float64 `json:"leads"`

		// Opportunities Shared like revenue, so it can have a fraction
		Opportunities float64 `json:"opportunities"`
		PartnerId     string  `json:"partner_id"`
		Rank          int64   `json:"rank"`
		Revenue       struct {
			Gross      SignedMoney `json:"gross"`
			Influenced SignedMoney `json:"influenced"`
			Net        SignedMoney `json:"net"`
			Refunds    SignedMoney `json:"refunds"`
			Sourced    SignedMoney `json:"sourced"`
			Tax        SignedMoney `json:"tax"`
		} `json:"revenue"`

		// Roas Net revenue / cost
		Roas *float64 `json:"roas"`

		// Roi (net revenue × margin − cost) / cost
		Roi *float64 `json:"roi"`
	} `json:"data"`
	HasMore bool    `json:"has_more"`
	Margin  float64 `json:"margin"`
	Model   string  `json:"model"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string       `json:"next_cursor"`
	Sort       string        `json:"sort"`
	Total      ReturnFigures `json:"total"`

	// Versions Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
	Versions struct {
		Attribution int64  `json:"attribution"`
		FxImport    *int64 `json:"fx_import"`
		Rules       *int64 `json:"rules"`
	} `json:"versions"`
	Window struct {
		From     time.Time `json:"from"`
		TimeZone string    `json:"time_zone"`
		To       time.Time `json:"to"`
	} `json:"window"`
}

// PartnerLevel defines model for PartnerLevel.
type PartnerLevel struct {
	// BelowSince Since when the partner does not reach it. Null if it does
	BelowSince *string `json:"below_since"`

	// DemotedOn The day on which that demotes it, if it stays so
	DemotedOn *string `json:"demoted_on"`

	// Level Null while there are no levels
	Level *string `json:"level"`

	// Next A change that is decided, and has not begun
	Next      *PartnerLevelChange `json:"next"`
	PartnerId string              `json:"partner_id"`

	// Since Null if it never changed
	Since *string `json:"since"`
}

// PartnerLevelChange defines model for PartnerLevelChange.
type PartnerLevelChange struct {
	// Change set: by a person. replaced: the rules no longer have its level
	Change    string    `json:"change"`
	CreatedAt time.Time `json:"created_at"`

	// CreatedBy Null for partners
	CreatedBy *string `json:"created_by"`

	// EffectiveFrom The first day on which it has this level, by the calendar of the levels
	EffectiveFrom string `json:"effective_from"`
	Id            int64  `json:"id"`

	// KeepUntil Of a level that a person set: the day from which on the rules decide again. null: never
	KeepUntil     *string `json:"keep_until"`
	Level         string  `json:"level"`
	PreviousLevel string  `json:"previous_level"`

	// Reason In the person's words. Null for partners
	Reason *string `json:"reason"`

	// Reasons What the level requires, and what there was. Of a demotion: what the former level requires
	Reasons []string `json:"reasons"`
}

// PartnerLevelChangeList defines model for PartnerLevelChangeList.
type PartnerLevelChangeList struct {
	Data    []PartnerLevelChange `json:"data"`
	HasMore bool                 `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// PartnerLevelPreview defines model for PartnerLevelPreview.
type PartnerLevelPreview struct {
	// Day The figures are those of the days before it
	Day string `json:"day"`

	// EffectiveFrom When what is decided on this day takes effect
	EffectiveFrom string `json:"effective_from"`

	// Partners Those whose level would change, and those whose days of grace would run
	Partners []struct {
		// BelowSince Its days of grace would run since then
		BelowSince *string `json:"below_since"`

		// Change set: by a person. replaced: the rules no longer have its level
		Change    *string     `json:"change"`
		Deals     int64       `json:"deals"`
		DemotedOn *string     `json:"demoted_on"`
		Level     string      `json:"level"`
		PartnerId string      `json:"partner_id"`
		Reasons   []string    `json:"reasons"`
		Revenue   SignedMoney `json:"revenue"`
		WouldBe   string      `json:"would_be"`
	} `json:"partners"`
}

// PartnerLevels defines model for PartnerLevels.
type PartnerLevels struct {
	// Currency Of revenue. Revenue in other currencies is converted at the rates of its days
	Currency string `json:"currency"`

	// EffectiveFrom These rules decide from this day on, by the calendar of the time zone, until that of the next version
	EffectiveFrom string `json:"effective_from"`

	// GraceDays A partner keeps a level that it no longer reaches for this many days
	GraceDays int32 `json:"grace_days"`
	Levels    []struct {
		Name string `json:"name"`

		// Requires All of them, and those of the levels below
		Requires []any `json:"requires"`
	} `json:"levels"`
	TimeZone string `json:"time_zone"`

	// WindowDays Revenue and deals of this many days count
	WindowDays int32 `json:"window_days"`
}

// PartnerLevelsInput defines model for PartnerLevelsInput.
type PartnerLevelsInput struct {
	// Currency Of revenue. Revenue in other currencies is converted at the rates of its days
	Currency string `json:"currency"`

	// EffectiveFrom These rules decide from this day on, by the calendar of the time zone, until that of the next version
	EffectiveFrom string `json:"effective_from"`

	// GraceDays A partner keeps a level that it no longer reaches for this many days
	GraceDays *int32 `json:"grace_days,omitempty"`
	Levels    []struct {
		Name string `json:"name"`

		// Requires All of them, and those of the levels below
		Requires []any `json:"requires,omitempty"`
	} `json:"levels"`
	TimeZone *string `json:"time_zone,omitempty"`

	// WindowDays Revenue and deals of this many days count
	WindowDays *int32 `json:"window_days,omitempty"`
}

// PartnerLevelsVersion defines model for PartnerLevelsVersion.
type PartnerLevelsVersion struct {
	CreatedAt time.Time     `json:"created_at"`
	CreatedBy string        `json:"created_by"`
	Levels    PartnerLevels `json:"levels"`
	Version   int64         `json:"version"`
}

// PartnerLevelsVersions defines model for PartnerLevelsVersions.
type PartnerLevelsVersions struct {
	Versions []PartnerLevelsVersion `json:"versions"`
}

// PartnerList defines model for PartnerList.
type PartnerList struct {
	Data    []Partner `json:"data"`
	HasMore bool      `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// PauseConnection defines model for PauseConnection.
type PauseConnection struct {
	Reason *string `json:"reason,omitempty"`
}

// PauseEndpointRequest defines model for PauseEndpointRequest.
type PauseEndpointRequest struct {
	// Reason Shown as state_reason
	Reason *string `json:"reason,omitempty"`
}

// PausePlatformEndpointRequest defines model for PausePlatformEndpointRequest.
type PausePlatformEndpointRequest struct {
	// Reason Shown as state_reason
	Reason *string `json:"reason,omitempty"`
}

// Payee defines model for Payee.
type Payee struct {
	Bic  *string `json:"bic"`
	Iban string  `json:"iban"`

	// Name Of the account, at most 70 characters, as in payment files
	Name string `json:"name"`
	Tax  struct {
		Country         *string `json:"country"`
		VatId           *string `json:"vat_id"`
		VatRate         *string `json:"vat_rate"`
		WithholdingRate *string `json:"withholding_rate"`
	} `json:"tax"`
}

// PayeeInput defines model for PayeeInput.
type PayeeInput struct {
	Bic  *string `json:"bic,omitempty"`
	Iban string  `json:"iban"`

	// Name Of the account, at most 70 characters, as in payment files
	Name string `json:"name"`
	Tax  *struct {
		Country         *string `json:"country,omitempty"`
		VatId           *string `json:"vat_id,omitempty"`
		VatRate         *string `json:"vat_rate,omitempty"`
		WithholdingRate *string `json:"withholding_rate,omitempty"`
	} `json:"tax,omitempty"`
}

// Payout defines model for Payout.
type Payout struct {
	Amount SignedMoney `json:"amount"`

	// Id The end-to-end id of the transfer
	Id        string `json:"id"`
	PartnerId string `json:"partner_id"`

	// Reason Why it failed
	Reason *string `json:"reason"`
	State  string  `json:"state"`
	Tax    struct {
		Country         *string `json:"country"`
		VatId           *string `json:"vat_id"`
		VatRate         *string `json:"vat_rate"`
		WithholdingRate *string `json:"withholding_rate"`
	} `json:"tax"`
}

// PayoutBatch defines model for PayoutBatch.
type PayoutBatch struct {
	ApprovalsNeeded int64 `json:"approvals_needed"`

	// ApprovedBy The credentials of those who approved it
	ApprovedBy []string   `json:"approved_by"`
	CreatedAt  time.Time  `json:"created_at"`
	CreatedBy  string     `json:"created_by"`
	Currency   string     `json:"currency"`
	FinishedAt *time.Time `json:"finished_at"`
	Id         string     `json:"id"`

	// Payouts How many are in each state
	Payouts struct {
		Collected int64 `json:"collected"`
		Confirmed int64 `json:"confirmed"`
		Failed    int64 `json:"failed"`
		Sent      int64 `json:"sent"`
	} `json:"payouts"`
	Provider  string      `json:"provider"`
	Reason    *string     `json:"reason"`
	State     string      `json:"state"`
	Threshold SignedMoney `json:"threshold"`
}

// PayoutBatchList defines model for PayoutBatchList.
type PayoutBatchList struct {
	Data    []PayoutBatchListItem `json:"data"`
	HasMore bool                  `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// PayoutBatchListItem defines model for PayoutBatchListItem.
type PayoutBatchListItem struct {
	ApprovalsNeeded int64 `json:"approvals_needed"`

	// ApprovedBy The credentials of those who approved it
	ApprovedBy []string    `json:"approved_by"`
	CreatedAt  time.Time   `json:"created_at"`
	CreatedBy  string      `json:"created_by"`
	Currency   string      `json:"currency"`
	FinishedAt *time.Time  `json:"finished_at"`
	Id         string      `json:"id"`
	Provider   string      `json:"provider"`
	Reason     *string     `json:"reason"`
	State      string      `json:"state"`
	Threshold  SignedMoney `json:"threshold"`
}

// PayoutExport defines model for PayoutExport.
type PayoutExport struct {
	Data []Payout `json:"data"`
}

// PayoutList defines model for PayoutList.
type PayoutList struct {
	Data    []Payout `json:"data"`
	HasMore bool     `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// PayoutOutcomes defines model for PayoutOutcomes.
type PayoutOutcomes struct {
	Outcomes []struct {
		Id string `json:"id"`

		// Outcome unchanged: it was known. refused: it had failed, or is not sent. unknown: not in this batch
		Outcome string `json:"outcome"`
	} `json:"outcomes"`
}

// PayoutResults defines model for PayoutResults.
type PayoutResults struct {
	Results []struct {
		Id     string  `json:"id"`
		Reason *string `json:"reason,omitempty"`
		Result string  `json:"result"`
	} `json:"results"`
}

// PlanAssignment defines model for PlanAssignment.
type PlanAssignment struct {
	CreatedAt time.Time `json:"created_at"`
	CreatedBy string    `json:"created_by"`

	// From Sales from this day on
	From string `json:"from"`
	Id   int64  `json:"id"`

	// PlanId null: no plan from that day on
	PlanId *string `json:"plan_id"`

	// Target What is assigned to a partner itself wins over its level, and that over its programme. A level is named by `target_id`
	Target   string `json:"target"`
	TargetId string `json:"target_id"`
}

// PlanAssignmentList defines model for PlanAssignmentList.
type PlanAssignmentList struct {
	Data    []PlanAssignment `json:"data"`
	HasMore bool             `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// PlatformEventType defines model for PlatformEventType.
type PlatformEventType struct {
	// Example An example of `data`
	Example map[string]interface{} `json:"example"`

	// Message What happened. Each event contains it
	Message string `json:"message"`
	Name    string `json:"name"`

	// Remedy What the operator can do. Each event contains it
	Remedy string `json:"remedy"`

	// Runbook Section of the runbook. Each event contains it
	Runbook *string `json:"runbook"`

	// Schema JSON Schema of `data`
	Schema map[string]interface{} `json:"schema"`

	// Severity Also the level of its line in the log
	Severity string `json:"severity"`
}

// PlatformEventTypeList defines model for PlatformEventTypeList.
type PlatformEventTypeList struct {
	Data []PlatformEventType `json:"data"`
}

// Problem Problem details (RFC 9457). `errors` lists all validation errors
type Problem struct {
	// Code Stable error code for programs
	Code      string       `json:"code"`
	Detail    string       `json:"detail"`
	Errors    []FieldError `json:"errors,omitempty"`
	Instance  *string      `json:"instance,omitempty"`
	RequestId string       `json:"request_id"`
	Status    int64        `json:"status"`
	Title     string       `json:"title"`
	Type      string       `json:"type"`
}

// Programme defines model for Programme.
type Programme struct {
	CreatedAt time.Time `json:"created_at"`
	Id        string    `json:"id"`
	Name      string    `json:"name"`
	Settings  struct {
		// AutoApprove Deals without any match are approved immediately, up to this value. null sends every deal to a reviewer
		AutoApprove *struct {
			MaxValue *Money `json:"max_value,omitempty"`
		} `json:"auto_approve"`

		// Conditional Fields that a submission must also have if another field has a given value
		Conditional []struct {
			Require []string `json:"require"`
			When    struct {
				Equals any    `json:"equals"`
				Field  string `json:"field"`
			} `json:"when"`
		} `json:"conditional"`

		// Currency The only accepted currency. null accepts all
		Currency *string `json:"currency"`

		// CustomSchema JSON Schema 2020-12 of `custom`, at most 64 KiB, without references to other schemas. {} accepts anything
		CustomSchema map[string]interface{} `json:"custom_schema"`
		Duplicates   struct {
			Conflict   float64 `json:"conflict"`
			OnConflict string  `json:"on_conflict"`

			// Possible Matches with at least this score are reviewed by a person
			Possible float64 `json:"possible"`
		} `json:"duplicates"`

		// Exclusivity customer: one open deal per customer, the first one. none: any number of open deals
		Exclusivity string `json:"exclusivity"`
		Protection  struct {
			Days int32 `json:"days"`

			// ExtensionDays Days that one extension adds to the protection. 0 allows no extensions
			ExtensionDays int32  `json:"extension_days"`
			MaxExtensions int32  `json:"max_extensions"`
			ReminderDays  int32  `json:"reminder_days"`
			Starts        string `json:"starts"`
		} `json:"protection"`

		// Required Paths of the fields that a submission must have, such as customer.website or custom.region
		Required []string `json:"required"`
		Review   struct {
			// ActionDays Days that a partner has to make the requested changes before the deal expires
			ActionDays int32    `json:"action_days"`
			Holidays   []string `json:"holidays"`

			// ReminderAt Share of the review time after which the reviewers are reminded
			ReminderAt      float64 `json:"reminder_at"`
			SlaBusinessDays int32   `json:"sla_business_days"`
			TimeZone        string  `json:"time_zone"`
		} `json:"review"`
	} `json:"settings"`
	UpdatedAt time.Time `json:"updated_at"`

	// Version Increases with each change; also the ETag
	Version int64 `json:"version"`
}

// ProgrammeList defines model for ProgrammeList.
type ProgrammeList struct {
	Data    []Programme `json:"data"`
	HasMore bool        `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// Promotion defines model for Promotion.
type Promotion struct {
	Checks     []PromotionCheck `json:"checks"`
	CreatedAt  time.Time        `json:"created_at"`
	FinishedAt *time.Time       `json:"finished_at"`
	Id         string           `json:"id"`
	PartnerId  string           `json:"partner_id"`

	// Reason Why nothing happens any more, although it is not finished; null otherwise
	Reason      *string `json:"reason"`
	RequestedBy string  `json:"requested_by"`

	// Status `blocked` is final. Request another promotion when the checks pass
	Status string `json:"status"`

	// Tier Tier that the partner is promoted to
	Tier string `json:"tier"`
}

// PromotionCheck defines model for PromotionCheck.
type PromotionCheck struct {
	Check string `json:"check"`

	// Detail Result of the check, and what to do if it failed
	Detail string `json:"detail"`
	Passed bool   `json:"passed"`
}

// PromotionChecks defines model for PromotionChecks.
type PromotionChecks struct {
	Checks []PromotionCheck `json:"checks"`
	Ready  bool             `json:"ready"`
}

// PublishBatch defines model for PublishBatch.
type PublishBatch struct {
	Events []PublishEvent `json:"events"`
}

// PublishEvent defines model for PublishEvent.
type PublishEvent struct {
	// Data The payload: a JSON object that matches the type’s schema, at most 256 KiB
	Data map[string]interface{} `json:"data"`

	// Id Your own unique id of the event. Publishing it again returns the first event
	Id *string `json:"id,omitempty"`

	// OccurredAt When the event happened. The default is now
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// OrderingKey Endpoints with ordering enabled receive the events of one key in order, one at a time
	OrderingKey *string `json:"ordering_key,omitempty"`

	// PartnerIds Deliver only to those of these partners that subscribe to the type. The default is every subscribed partner
	PartnerIds []string `json:"partner_ids,omitempty"`

	// Type Words separated by dots, from general to specific
	Type string `json:"type"`
}

// PurgeDeadLettersResponse defines model for PurgeDeadLettersResponse.
type PurgeDeadLettersResponse struct {
	Count  int64 `json:"count"`
	DryRun bool  `json:"dry_run"`

	// HasMore One call processes at most 50000 dead letters. Repeat it until this is false
	HasMore bool `json:"has_more"`
}

// PutFeatureFlag defines model for PutFeatureFlag.
type PutFeatureFlag struct {
	Description *string `json:"description,omitempty"`

	// Enabled False disables the flag for every partner without an override
	Enabled bool `json:"enabled"`

	// RolloutPercent Percentage of partners that have the flag when it is enabled. A stable hash selects them, so a partner keeps the flag as the percentage grows. Null means all
	RolloutPercent *float64 `json:"rollout_percent,omitempty"`
}

// Readiness defines model for Readiness.
type Readiness struct {
	Checks []struct {
		Detail string `json:"detail"`
		Name   string `json:"name"`
		Ok     bool   `json:"ok"`

		// Required Whether the API cannot work without this dependency
		Required bool `json:"required"`
	} `json:"checks"`
	Status string `json:"status"`
}

// ReassignDeal defines model for ReassignDeal.
type ReassignDeal struct {
	// Assignee The person at the company who is responsible for the deal from now on; null for nobody
	Assignee *string `json:"assignee,omitempty"`

	// PartnerId The new partner of the deal. It must be active, and in production or a sandbox like the current partner
	PartnerId *string `json:"partner_id,omitempty"`

	// Reason Visible only to the company
	Reason string `json:"reason"`
}

// ReceiveWebhookRequest As the vendor sends it
type ReceiveWebhookRequest = interface{}

// ReconcileRequest defines model for ReconcileRequest.
type ReconcileRequest struct {
	// DryRun What is found is only reported; by default as the sync's plan says
	DryRun *bool `json:"dry_run,omitempty"`

	// Nights By which dates the runs are filed, one after the other; by default today. Each compares what both sides have when it runs
	Nights []string `json:"nights,omitempty"`
}

// Reconciliation defines model for Reconciliation.
type Reconciliation struct {
	ApprovedAt *time.Time `json:"approved_at"`
	ApprovedBy *string    `json:"approved_by"`
	Book       *string    `json:"book"`

	// DryRun What is found is only reported
	DryRun  bool       `json:"dry_run"`
	EndedAt *time.Time `json:"ended_at"`

	// Headline The first line of the report. Null until there is one
	Headline *string `json:"headline"`
	Id       string  `json:"id"`

	// Night By the calendar of the pair's time zone
	Night string `json:"night"`

	// Question What a person must agree to: POST /reconciliations/{id}/approve
	Question *string `json:"question"`

	// Reason Why it is incomplete, failed or was skipped
	Reason    *string   `json:"reason"`
	StartedAt time.Time `json:"started_at"`

	// State `waiting`: for a yes. `incomplete`: a side could not be read to its end, so nothing of it is called missing
	State string `json:"state"`

	// SyncId The pair of systems. Null for one of the books of Causeway itself
	SyncId  *string `json:"sync_id"`
	Trigger string  `json:"trigger"`
}

// ReconciliationFinding defines model for ReconciliationFinding.
type ReconciliationFinding struct {
	AId    *string `json:"a_id"`
	AValue *string `json:"a_value"`

	// AgreedValue What both sides had when they were last the same
	AgreedValue *string `json:"agreed_value"`
	BId         *string `json:"b_id"`
	BValue      *string `json:"b_value"`

	// Cause What let it happen: a write of the sync, a change that was never read, somebody else
	Cause *struct {
		Id      *string `json:"id"`
		Kind    string  `json:"kind"`
		Message string  `json:"message"`
	} `json:"cause"`

	// ChangedAt When the side that is right changed, if it tells
	ChangedAt *time.Time `json:"changed_at"`
	Class     string     `json:"class"`

	// ConflictId The conflict of the sync that is the same question
	ConflictId *string    `json:"conflict_id"`
	CreatedAt  time.Time  `json:"created_at"`
	EndedAt    *time.Time `json:"ended_at"`

	// Field The names of the field in A and B. Null if the whole record is meant
	Field *string `json:"field"`
	Id    string  `json:"id"`

	// Ignored Said to be right as it is, until the values change or the time has passed
	Ignored *struct {
		By     string     `json:"by"`
		Reason string     `json:"reason"`
		Until  *time.Time `json:"until"`
	} `json:"ignored"`

	// MergedInto The record that survived a merge
	MergedInto *string `json:"merged_into"`
	Message    string  `json:"message"`
	Object     string  `json:"object"`

	// Reason Why it is not repaired
	Reason           *string `json:"reason"`
	ReconciliationId string  `json:"reconciliation_id"`
	Remedy           string  `json:"remedy"`

	// Repairable The owner rules say what to write. Otherwise a person decides
	Repairable bool `json:"repairable"`

	// State `settled`: it was gone by itself
	State string `json:"state"`

	// ToSide The side that the owner rules would write
	ToSide  *string `json:"to_side"`
	ToValue *string `json:"to_value"`

	// WriteId The write of the sync that repairs it, or that failed for this record
	WriteId *string `json:"write_id"`
}

// ReconciliationFindingList defines model for ReconciliationFindingList.
type ReconciliationFindingList struct {
	Data    []ReconciliationFinding `json:"data"`
	HasMore bool                    `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ReconciliationIgnore defines model for ReconciliationIgnore.
type ReconciliationIgnore struct {
	Reason string `json:"reason"`

	// Until By default until the values change
	Until *time.Time `json:"until,omitempty"`
}

// ReconciliationList defines model for ReconciliationList.
type ReconciliationList struct {
	Data    []Reconciliation `json:"data"`
	HasMore bool             `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ReconciliationPlan defines model for ReconciliationPlan.
type ReconciliationPlan struct {
	// DryRun What is found is only reported
	DryRun bool `json:"dry_run"`

	// MaxDeletePercent The same for deletions among the repairs
	MaxDeletePercent int32 `json:"max_delete_percent"`

	// MaxRepairPercent A night that would repair more of the linked records waits for a yes
	MaxRepairPercent int32 `json:"max_repair_percent"`

	// NextNightAt When the next night is due; it begins within ten minutes. Null while paused
	NextNightAt *time.Time `json:"next_night_at"`

	// Paused No night begins by itself
	Paused bool   `json:"paused"`
	SyncId string `json:"sync_id"`

	// TimeOfDay When each night begins, in the time zone. If a clock change skips the time, the night begins at the change
	TimeOfDay string `json:"time_of_day"`

	// TimeZone Null: that of the sync's mapping
	TimeZone *string `json:"time_zone"`
}

// ReconciliationPlanSettings defines model for ReconciliationPlanSettings.
type ReconciliationPlanSettings struct {
	// DryRun What is found is only reported
	DryRun *bool `json:"dry_run,omitempty"`

	// MaxDeletePercent The same for deletions among the repairs
	MaxDeletePercent *int32 `json:"max_delete_percent,omitempty"`

	// MaxRepairPercent A night that would repair more of the linked records waits for a yes
	MaxRepairPercent *int32 `json:"max_repair_percent,omitempty"`

	// Paused No night begins by itself
	Paused *bool `json:"paused,omitempty"`

	// TimeOfDay When each night begins, in the time zone. If a clock change skips the time, the night begins at the change
	TimeOfDay *string `json:"time_of_day,omitempty"`

	// TimeZone Null: that of the sync's mapping
	TimeZone *string `json:"time_zone,omitempty"`
}

// ReconciliationRepairs defines model for ReconciliationRepairs.
type ReconciliationRepairs struct {
	Class *string `json:"class,omitempty"`

	// DryRun Only counts; nothing is written
	DryRun *bool   `json:"dry_run,omitempty"`
	Field  *string `json:"field,omitempty"`

	// Ids Only these findings
	Ids    []string `json:"ids,omitempty"`
	Object *string  `json:"object,omitempty"`
}

// ReconciliationRepairsResult defines model for ReconciliationRepairsResult.
type ReconciliationRepairsResult struct {
	// Deletions Records among them that are deleted
	Deletions int64 `json:"deletions"`

	// Findings Findings that the owner rules can repair
	Findings int64 `json:"findings"`

	// Records Records that are written
	Records int64 `json:"records"`

	// Repairing Findings that are being repaired now: at most 10,000 of one request
	Repairing int64 `json:"repairing"`
}

// ReconciliationReport defines model for ReconciliationReport.
type ReconciliationReport struct {
	// Agreed Records without a difference. Ignored ones count as agreed
	Agreed int64 `json:"agreed"`

	// Causes What let differences happen
	Causes []struct {
		ExampleId *string `json:"example_id"`
		Findings  int64   `json:"findings"`
		Kind      string  `json:"kind"`
		Message   string  `json:"message"`
	} `json:"causes"`
	Checks []struct {
		// ARecords Records that were read of A
		ARecords *int64 `json:"a_records"`
		BRecords *int64 `json:"b_records"`

		// Check The object of the mapping; for a book, what was checked
		Check    string `json:"check"`
		Compared int64  `json:"compared"`

		// Problem Why it could not be compared to its end
		Problem *string `json:"problem"`
		Title   string  `json:"title"`
	} `json:"checks"`

	// Compared Records that were compared
	Compared int64 `json:"compared"`

	// Counts Findings by class and field, and what became of them until now
	Counts []struct {
		Class     string  `json:"class"`
		Failed    int64   `json:"failed"`
		Field     *string `json:"field"`
		Found     int64   `json:"found"`
		Ignored   int64   `json:"ignored"`
		Object    string  `json:"object"`
		Open      int64   `json:"open"`
		Repaired  int64   `json:"repaired"`
		Repairing int64   `json:"repairing"`
		Settled   int64   `json:"settled"`
	} `json:"counts"`
	Drift struct {
		Findings int64 `json:"findings"`

		// NeedsPerson Differences that no rule decides, or whose repair failed
		NeedsPerson int64 `json:"needs_person"`

		// Records Records with a difference
		Records   int64 `json:"records"`
		Repaired  int64 `json:"repaired"`
		Repairing int64 `json:"repairing"`
	} `json:"drift"`
	Headline string `json:"headline"`

	// NotDetectable What a comparison cannot see
	NotDetectable []string `json:"not_detectable"`

	// Samples A few findings of each class and field
	Samples []ReconciliationFinding `json:"samples"`

	// Since Compared with the night before. Null if there is none
	Since *struct {
		// Gone Null if this night is incomplete: then nobody knows
		Gone             *int64 `json:"gone"`
		New              int64  `json:"new"`
		Night            string `json:"night"`
		ReconciliationId string `json:"reconciliation_id"`
		Still            int64  `json:"still"`
	} `json:"since"`

	// TimeToSync Of the writes of the day before: from the change at its source until the other side had it
	TimeToSync *struct {
		MaxMs  float64 `json:"max_ms"`
		P50Ms  float64 `json:"p50_ms"`
		P95Ms  float64 `json:"p95_ms"`
		P99Ms  float64 `json:"p99_ms"`
		Writes int64   `json:"writes"`
	} `json:"time_to_sync"`
}

// Reconciling defines model for Reconciling.
type Reconciling struct {
	Runs []struct {
		Id    string `json:"id"`
		Night string `json:"night"`
	} `json:"runs"`
}

// RejectDealRequest defines model for RejectDealRequest.
type RejectDealRequest struct {
	// Reason Visible to the partner
	Reason string `json:"reason"`
}

// ReplayDeadLettersResponse defines model for ReplayDeadLettersResponse.
type ReplayDeadLettersResponse struct {
	// Count Number of dead letters that are replayed or purged. With dry_run: total number that match
	Count  int64 `json:"count"`
	DryRun bool  `json:"dry_run"`

	// Endpoints Endpoints that the dead letters are sent to; empty with dry_run
	Endpoints []string `json:"endpoints"`

	// HasMore One call processes at most 50000 dead letters. Repeat it until this is false
	HasMore bool `json:"has_more"`
}

// ReplayInboundEventsResponse defines model for ReplayInboundEventsResponse.
type ReplayInboundEventsResponse struct {
	// Count Number of events that are replayed. With dry_run: total number that match
	Count  int64 `json:"count"`
	DryRun bool  `json:"dry_run"`

	// HasMore One call processes at most 50000 events, the oldest first. Repeat it with next_cursor until this is false
	HasMore    bool    `json:"has_more"`
	NextCursor *string `json:"next_cursor"`
}

// ReplayMissingRequest defines model for ReplayMissingRequest.
type ReplayMissingRequest struct {
	// DryRun Only count the missing deliveries
	DryRun *bool `json:"dry_run,omitempty"`

	// EventTypes Only these of the event types that the endpoint subscribes to; empty means all of them
	EventTypes []string `json:"event_types,omitempty"`

	// From Inclusive start of the time range in which the events were accepted
	From time.Time `json:"from"`

	// To Exclusive end of the time range
	To time.Time `json:"to"`
}

// ReplayMissingResponse defines model for ReplayMissingResponse.
type ReplayMissingResponse struct {
	// Count Number of deliveries that were created, or would be created with dry_run
	Count  int64 `json:"count"`
	DryRun bool  `json:"dry_run"`
}

// ReportedReconciliation defines model for ReportedReconciliation.
type ReportedReconciliation struct {
	ApprovedAt *time.Time `json:"approved_at"`
	ApprovedBy *string    `json:"approved_by"`
	Book       *string    `json:"book"`

	// DryRun What is found is only reported
	DryRun  bool       `json:"dry_run"`
	EndedAt *time.Time `json:"ended_at"`

	// Headline The first line of the report. Null until there is one
	Headline *string `json:"headline"`
	Id       string  `json:"id"`

	// Night By the calendar of the pair's time zone
	Night string `json:"night"`

	// Question What a person must agree to: POST /reconciliations/{id}/approve
	Question *string `json:"question"`

	// Reason Why it is incomplete, failed or was skipped
	Reason *string `json:"reason"`

	// Report Null until the night has been compared
	Report *struct {
		// Agreed Records without a difference. Ignored ones count as agreed
		Agreed int64 `json:"agreed"`

		// Causes What let differences happen
		Causes []struct {
			ExampleId *string `json:"example_id"`
			Findings  int64   `json:"findings"`
			Kind      string  `json:"kind"`
			Message   string  `json:"message"`
		} `json:"causes"`
		Checks []struct {
			// ARecords Records that were read of A
			ARecords *int64 `json:"a_records"`
			BRecords *int64 `json:"b_records"`

			// Check The object of the mapping; for a book, what was checked
			Check    string `json:"check"`
			Compared int64  `json:"compared"`

			// Problem Why it could not be compared to its end
			Problem *string `json:"problem"`
			Title   string  `json:"title"`
		} `json:"checks"`

		// Compared Records that were compared
		Compared int64 `json:"compared"`

		// Counts Findings by class and field, and what became of them until now
		Counts []struct {
			Class     string  `json:"class"`
			Failed    int64   `json:"failed"`
			Field     *string `json:"field"`
			Found     int64   `json:"found"`
			Ignored   int64   `json:"ignored"`
			Object    string  `json:"object"`
			Open      int64   `json:"open"`
			Repaired  int64   `json:"repaired"`
			Repairing int64   `json:"repairing"`
			Settled   int64   `json:"settled"`
		} `json:"counts"`
		Drift struct {
			Findings int64 `json:"findings"`

			// NeedsPerson Differences that no rule decides, or whose repair failed
			NeedsPerson int64 `json:"needs_person"`

			// Records Records with a difference
			Records   int64 `json:"records"`
			Repaired  int64 `json:"repaired"`
			Repairing int64 `json:"repairing"`
		} `json:"drift"`
		Headline string `json:"headline"`

		// NotDetectable What a comparison cannot see
		NotDetectable []string `json:"not_detectable"`

		// Samples A few findings of each class and field
		Samples []ReconciliationFinding `json:"samples"`

		// Since Compared with the night before. Null if there is none
		Since *struct {
			// Gone Null if this night is incomplete: then nobody knows
			Gone             *int64 `json:"gone"`
			New              int64  `json:"new"`
			Night            string `json:"night"`
			ReconciliationId string `json:"reconciliation_id"`
			Still            int64  `json:"still"`
		} `json:"since"`

		// TimeToSync Of the writes of the day before: from the change at its source until the other side had it
		TimeToSync *struct {
			MaxMs  float64 `json:"max_ms"`
			P50Ms  float64 `json:"p50_ms"`
			P95Ms  float64 `json:"p95_ms"`
			P99Ms  float64 `json:"p99_ms"`
			Writes int64   `json:"writes"`
		} `json:"time_to_sync"`
	} `json:"report"`
	StartedAt time.Time `json:"started_at"`

	// State `waiting`: for a yes. `incomplete`: a side could not be read to its end, so nothing of it is called missing
	State string `json:"state"`

	// SyncId The pair of systems. Null for one of the books of Causeway itself
	SyncId  *string `json:"sync_id"`
	Trigger string  `json:"trigger"`
}

// ReturnFigures defines model for ReturnFigures.
type ReturnFigures struct {
	// Cac Cost per new customer
	Cac  *SignedMoney `json:"cac"`
	Cost SignedMoney  `json:"cost"`

	// Cpl Cost per lead
	Cpl *SignedMoney `json:"cpl"`

	// Customers Shared like revenue, so it can have a fraction
	Customers float64 `json:"customers"`

	// Leads Shared like revenue, so it can have a fraction
	Leads float64 `json:"leads"`

	// Opportunities Shared like revenue, so it can have a fraction
	Opportunities float64 `json:"opportunities"`
	Revenue       struct {
		Gross      SignedMoney `json:"gross"`
		Influenced SignedMoney `json:"influenced"`
		Net        SignedMoney `json:"net"`
		Refunds    SignedMoney `json:"refunds"`
		Sourced    SignedMoney `json:"sourced"`
		Tax        SignedMoney `json:"tax"`
	} `json:"revenue"`

	// Roas Net revenue / cost
	Roas *float64 `json:"roas"`

	// Roi (net revenue × margin − cost) / cost
	Roi *float64 `json:"roi"`
}

// Revenue defines model for Revenue.
type Revenue struct {
	Amount       Money                  `json:"amount"`
	ConversionId *string                `json:"conversion_id"`
	CustomerPlan *string                `json:"customer_plan"`
	ExternalId   *string                `json:"external_id"`
	Id           string                 `json:"id"`
	Kind         string                 `json:"kind"`
	Metadata     map[string]interface{} `json:"metadata"`
	OccurredAt   time.Time              `json:"occurred_at"`

	// Origin Who recorded it: a partner’s id, `platform`, or the part of Causeway that noticed it
	Origin     string    `json:"origin"`
	Product    *string   `json:"product"`
	RecordedAt time.Time `json:"recorded_at"`
	RefundOf   *string   `json:"refund_of"`

	// SandboxId The sandbox in which it was recorded; null outside of sandboxes
	SandboxId *string `json:"sandbox_id"`

	// Subject Pseudonym of the subject. The same subject has the same pseudonym
	Subject      *string `json:"subject"`
	Subscription *string `json:"subscription"`
	Tax          Money   `json:"tax"`
}

// RevenueItemsBatch defines model for RevenueItemsBatch.
type RevenueItemsBatch struct {
	Revenue []NewRevenue `json:"revenue"`
}

// RevenueList defines model for RevenueList.
type RevenueList struct {
	Data    []Revenue `json:"data"`
	HasMore bool      `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// RevokeTokenRequest defines model for RevokeTokenRequest.
type RevokeTokenRequest struct {
	// ClientAssertion private_key_jwt: a JWT with iss = sub = client_id, aud = the issuer or this URL, exp, and a jti that is used only once
	ClientAssertion *string `json:"client_assertion,omitempty"`

	// ClientAssertionType private_key_jwt: urn:ietf:params:oauth:client-assertion-type:jwt-bearer
	ClientAssertionType *string `json:"client_assertion_type,omitempty"`
	ClientId            *string `json:"client_id,omitempty"`

	// ClientSecret client_secret_post
	ClientSecret *string `json:"client_secret,omitempty"`
	Token        string  `json:"token"`

	// TokenTypeHint Ignored: there are only access tokens
	TokenTypeHint *string `json:"token_type_hint,omitempty"`
}

// RevokeTokenResponse The token is not valid any more
type RevokeTokenResponse = map[string]interface{}

// RoiExplanation defines model for RoiExplanation.
type RoiExplanation struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf     time.Time `json:"as_of"`
	Currency string    `json:"currency"`
	Data     []struct {
		// Amount The partner's share, in the currency of the fact; null of counts
		Amount *SignedMoney `json:"amount"`

		// Count The partner's share of a count
		Count *float64 `json:"count"`

		// Day Whose rates apply
		Day string `json:"day"`

		// FactId `GET /attribution/explain/{fact_id}` shows the touches and the rule behind it
		FactId     string    `json:"fact_id"`
		OccurredAt time.Time `json:"occurred_at"`

		// Part `refund` and `tax` reduce net revenue
		Part string `json:"part"`

		// Rates With which the amounts of this day and currency are converted, together
		Rates []struct {
			Currency string `json:"currency"`

			// Day Of the rate: the day of the fact, or up to seven days before
			Day      string `json:"day"`
			ImportId *int64 `json:"import_id"`

			// PerEuro Units for one euro, as the source wrote it
			PerEuro string `json:"per_euro"`
		} `json:"rates"`
	} `json:"data"`
	HasMore bool   `json:"has_more"`
	Measure string `json:"measure"`
	Model   string `json:"model"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
	PartnerId  string  `json:"partner_id"`

	// Versions Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
	Versions struct {
		Attribution int64  `json:"attribution"`
		FxImport    *int64 `json:"fx_import"`
		Rules       *int64 `json:"rules"`
	} `json:"versions"`
	Window struct {
		From     time.Time `json:"from"`
		TimeZone string    `json:"time_zone"`
		To       time.Time `json:"to"`
	} `json:"window"`
}

// RoiReport defines model for RoiReport.
type RoiReport struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf time.Time `json:"as_of"`

	// Cac Cost per new customer
	Cac  *SignedMoney `json:"cac"`
	Cost SignedMoney  `json:"cost"`

	// Cpl Cost per lead
	Cpl      *SignedMoney `json:"cpl"`
	Currency string       `json:"currency"`

	// Customers Shared like revenue, so it can have a fraction
	Customers float64 `json:"customers"`

	// Leads Shared like revenue, so it can have a fraction
	Leads float64 `json:"leads"`
	Ltv   struct {
		// Arpa Monthly revenue of a subscriber at the end of the window
		Arpa *SignedMoney `json:"arpa"`

		// ChurnMonthly The part of the subscribers that an average month of the window lost
		ChurnMonthly *float64 `json:"churn_monthly"`

		// Formula ARPA × margin ÷ churn
		Formula *SignedMoney `json:"formula"`

		// IsCapped Whether the lifetime was cut to 60 months
		IsCapped       bool     `json:"is_capped"`
		LifetimeMonths *float64 `json:"lifetime_months"`

		// Observed What the customers of the window have really paid until `as_of`, × margin, each. Only with `observed=true`
		Observed *struct {
			// Customers Shared like revenue, so it can have a fraction
			Customers  float64      `json:"customers"`
			RevenueNet SignedMoney  `json:"revenue_net"`
			Value      *SignedMoney `json:"value"`
		} `json:"observed"`
	} `json:"ltv"`
	Margin float64 `json:"margin"`
	Model  string  `json:"model"`

	// Opportunities Shared like revenue, so it can have a fraction
	Opportunities float64 `json:"opportunities"`
	PartnerId     string  `json:"partner_id"`
	Revenue       struct {
		Gross      SignedMoney `json:"gross"`
		Influenced SignedMoney `json:"influenced"`
		Net        SignedMoney `json:"net"`
		Refunds    SignedMoney `json:"refunds"`
		Sourced    SignedMoney `json:"sourced"`
		Tax        SignedMoney `json:"tax"`
	} `json:"revenue"`

	// Roas Net revenue / cost
	Roas *float64 `json:"roas"`

	// Roi (net revenue × margin − cost) / cost
	Roi *float64 `json:"roi"`

	// Versions Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
	Versions struct {
		Attribution int64  `json:"attribution"`
		FxImport    *int64 `json:"fx_import"`
		Rules       *int64 `json:"rules"`
	} `json:"versions"`
	Window struct {
		From     time.Time `json:"from"`
		TimeZone string    `json:"time_zone"`
		To       time.Time `json:"to"`
	} `json:"window"`
}

// RoiSeries defines model for RoiSeries.
type RoiSeries struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf     time.Time `json:"as_of"`
	By       string    `json:"by"`
	Currency string    `json:"currency"`
	Data     []struct {
		// Cac Cost per new customer
		Cac  *SignedMoney `json:"cac"`
		Cost SignedMoney  `json:"cost"`

		// Cpl Cost per lead
		Cpl *SignedMoney `json:"cpl"`

		// Customers Shared like revenue, so it can have a fraction
		Customers float64 `json:"customers"`

		// From First day of the period
		From string `json:"from"`

		// Leads Shared like revenue, so it can have a fraction
		Leads float64 `json:"leads"`

		// Opportunities Shared like revenue, so it can have a fraction
		Opportunities float64 `json:"opportunities"`
		Revenue       struct {
			Gross      SignedMoney `json:"gross"`
			Influenced SignedMoney `json:"influenced"`
			Net        SignedMoney `json:"net"`
			Refunds    SignedMoney `json:"refunds"`
			Sourced    SignedMoney `json:"sourced"`
			Tax        SignedMoney `json:"tax"`
		} `json:"revenue"`

		// Roas Net revenue / cost
		Roas *float64 `json:"roas"`

		// Roi (net revenue × margin − cost) / cost
		Roi *float64 `json:"roi"`
	} `json:"data"`
	Margin    float64 `json:"margin"`
	Model     string  `json:"model"`
	PartnerId string  `json:"partner_id"`

	// Versions Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
	Versions struct {
		Attribution int64  `json:"attribution"`
		FxImport    *int64 `json:"fx_import"`
		Rules       *int64 `json:"rules"`
	} `json:"versions"`
	Window struct {
		From     time.Time `json:"from"`
		TimeZone string    `json:"time_zone"`
		To       time.Time `json:"to"`
	} `json:"window"`
}

// RotateApiKeyRequest defines model for RotateApiKeyRequest.
type RotateApiKeyRequest struct {
	// ExpiresAt When the new key expires. Default: never
	ExpiresAt *time.Time `json:"expires_at,omitempty"`

	// OverlapS Seconds for which the old key continues to work. Default: one day. Use 0 to end it immediately, for example after a leak
	OverlapS *int32 `json:"overlap_s,omitempty"`
}

// RotateConnection defines model for RotateConnection.
type RotateConnection struct {
	Credentials ConnectionCredentials `json:"credentials"`
}

// RotateEndpointSecretRequest defines model for RotateEndpointSecretRequest.
type RotateEndpointSecretRequest struct {
	// OverlapH Hours for which the current secret continues to sign. Use 0 to end all older secrets immediately, for example after a leak
	OverlapH *float64 `json:"overlap_h,omitempty"`

	// Signing Signing scheme of the new secret. Default: the current scheme
	Signing *string `json:"signing,omitempty"`
}

// RotateOauthClientSecretRequest defines model for RotateOauthClientSecretRequest.
type RotateOauthClientSecretRequest struct {
	// OverlapS Seconds for which the current secret continues to work. Default: one day. Use 0 to end all older secrets immediately, for example after a leak
	OverlapS *int32 `json:"overlap_s,omitempty"`
}

// RotatePlatformEndpointSecretRequest defines model for RotatePlatformEndpointSecretRequest.
type RotatePlatformEndpointSecretRequest struct {
	// OverlapH Hours for which the current secret continues to sign. Use 0 to end all older secrets immediately, for example after a leak
	OverlapH *float64 `json:"overlap_h,omitempty"`

	// Signing Signing scheme of the new secret. Default: the current scheme
	Signing *string `json:"signing,omitempty"`
}

// Sandbox defines model for Sandbox.
type Sandbox struct {
	// Counts Number of synthetic events by type, once the sandbox is ready
	Counts    map[string]int64 `json:"counts"`
	PartnerId string           `json:"partner_id"`
	ReadyAt   *time.Time       `json:"ready_at"`

	// Reason Why the sandbox is not filled; null otherwise. A reset tries again
	Reason *string `json:"reason"`

	// Run Increases with each reset
	Run    int64  `json:"run"`
	Seed   int64  `json:"seed"`
	Status string `json:"status"`
}

// SetPartnerLevel defines model for SetPartnerLevel.
type SetPartnerLevel struct {
	// From Default: today, by the calendar of the levels. Sales that are accrued already stay
	From *string `json:"from,omitempty"`

	// KeepUntil The day from which on the rules decide again. null: never
	KeepUntil *string `json:"keep_until,omitempty"`
	Level     string  `json:"level"`
	Reason    string  `json:"reason"`
}

// SignedMoney defines model for SignedMoney.
type SignedMoney struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

// SignedSource defines model for SignedSource.
type SignedSource struct {
	Algorithm *string `json:"algorithm,omitempty"`
	Encoding  *string `json:"encoding,omitempty"`

	// Header Header with the signature
	Header string `json:"header"`

	// IdPath Leads to the id of the event. Without it the hash of the body identifies the event
	IdPath *string `json:"id_path,omitempty"`

	// ObjectPath Leads to the kind of the record that changed
	ObjectPath *string `json:"object_path,omitempty"`

	// Prefix What precedes the signature in its header, such as `sha256=`
	Prefix *string `json:"prefix,omitempty"`

	// RecordPath Leads to the id of the record that changed
	RecordPath *string `json:"record_path,omitempty"`

	// SignedContent What is signed, with `{body}` and `{timestamp}`. Default: `{body}`, or `{timestamp}.{body}` if there is a timestamp
	SignedContent *string `json:"signed_content,omitempty"`

	// TimePath Leads to the time of the event: ISO 8601, or a number of seconds or milliseconds
	TimePath *string `json:"time_path,omitempty"`

	// Timestamp Header with the time of sending. It must be signed; otherwise it proves nothing
	Timestamp *struct {
		Header string `json:"header"`

		// ToleranceS How far its time may differ from ours, in both directions
		ToleranceS *int32  `json:"tolerance_s,omitempty"`
		Unit       *string `json:"unit,omitempty"`
	} `json:"timestamp,omitempty"`
	TypePath *string `json:"type_path,omitempty"`
}

// SuspendPartner defines model for SuspendPartner.
type SuspendPartner struct {
	// Reason Returned to the partner with every rejected request
	Reason string `json:"reason"`
}

// Sync defines model for Sync.
type Sync struct {
	AConnectionId    string      `json:"a_connection_id"`
	BConnectionId    string      `json:"b_connection_id"`
	CreatedAt        time.Time   `json:"created_at"`
	Id               string      `json:"id"`
	IntervalSeconds  int64       `json:"interval_seconds"`
	Mapping          SyncMapping `json:"mapping"`
	MappingVersion   int64       `json:"mapping_version"`
	MaxChangePercent int64       `json:"max_change_percent"`
	MaxDeletePercent int64       `json:"max_delete_percent"`
	Name             string      `json:"name"`

	// ProcessError Why Causeway paused it. Resume it once the cause is removed
	ProcessError *string   `json:"process_error"`
	State        string    `json:"state"`
	UpdatedAt    time.Time `json:"updated_at"`
}

// SyncChange defines model for SyncChange.
type SyncChange struct {
	// IntervalSeconds How often changes are polled
	IntervalSeconds *int32            `json:"interval_seconds,omitempty"`
	Mapping         *SyncMappingInput `json:"mapping,omitempty"`

	// MaxChangePercent A run that would change more of the linked records waits for a yes
	MaxChangePercent *int32 `json:"max_change_percent,omitempty"`

	// MaxDeletePercent A run that would delete more of the linked records waits for a yes
	MaxDeletePercent *int32  `json:"max_delete_percent,omitempty"`
	Name             *string `json:"name,omitempty"`
}

// SyncConflict defines model for SyncConflict.
type SyncConflict struct {
	AId    string  `json:"a_id"`
	AValue *string `json:"a_value"`
	BId    string  `json:"b_id"`
	BValue *string `json:"b_value"`

	// Field The names of the field in A and B
	Field      string     `json:"field"`
	Id         string     `json:"id"`
	Object     string     `json:"object"`
	OpenedAt   time.Time  `json:"opened_at"`
	ResolvedAt *time.Time `json:"resolved_at"`
	ResolvedBy *string    `json:"resolved_by"`

	// Winner Null while it is open, or if both sides came to agree by themselves
	Winner *string `json:"winner"`
}

// SyncConflictList defines model for SyncConflictList.
type SyncConflictList struct {
	Data    []SyncConflict `json:"data"`
	HasMore bool           `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// SyncDismissal defines model for SyncDismissal.
type SyncDismissal struct {
	Reason string `json:"reason"`
}

// SyncLink defines model for SyncLink.
type SyncLink struct {
	Id string `json:"id"`
}

// SyncList defines model for SyncList.
type SyncList struct {
	Data    []Sync `json:"data"`
	HasMore bool   `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// SyncMapping defines model for SyncMapping.
type SyncMapping struct {
	Objects []struct {
		// A The object in system A
		A string `json:"a"`

		// B The object in system B
		B string `json:"b"`

		// Creates The sides on which missing records are created
		Creates []string `json:"creates"`

		// Deletes The sides on which records are deleted after their counterpart was
		Deletes []string `json:"deletes"`
		Fields  []struct {
			// A The field in system A, as its API spells it
			A string `json:"a"`

			// Allowed If there are any, only these values are written
			Allowed []string `json:"allowed"`

			// B The field in system B, as its API spells it. `billing:mrr` and the like are computed from subscriptions
			B         string `json:"b"`
			Direction string `json:"direction"`

			// Fallback Written where the source is blank
			Fallback *string `json:"fallback"`

			// Once Written to a new record only, and then left to the people who work with it
			Once *bool `json:"once,omitempty"`

			// Owner Who decides: `a` or `b` always; `newest`, the later change; `prefer_a` or `prefer_b`, unless blank there; `none`, the side that changed, and a conflict if both did
			Owner string `json:"owner"`

			// References The value is a record of this object, and becomes the id of its counterpart
			References *string `json:"references,omitempty"`

			// Transforms Applied in order, from the source to the target
			Transforms []any  `json:"transforms"`
			Type       string `json:"type"`

			// Values Pairs of values. If there are any, all other values are refused. Several values of one side may mean one of the other
			Values []struct {
				A string `json:"a"`
				B string `json:"b"`
			} `json:"values"`
		} `json:"fields"`
		Links []any  `json:"links"`
		Name  string `json:"name"`

		// Subscriptions The object of B whose records are added up, and its field with the id of the record of B
		Subscriptions *struct {
			Object string `json:"object"`
			Parent string `json:"parent"`
		} `json:"subscriptions"`
	} `json:"objects"`

	// TimeZone In which moments become days
	TimeZone string `json:"time_zone"`
}

// SyncMappingInput defines model for SyncMappingInput.
type SyncMappingInput struct {
	Objects []struct {
		// A The object in system A
		A string `json:"a"`

		// B The object in system B
		B string `json:"b"`

		// Creates The sides on which missing records are created
		Creates []string `json:"creates"`

		// Deletes The sides on which records are deleted after their counterpart was
		Deletes []string `json:"deletes,omitempty"`
		Fields  []struct {
			// A The field in system A, as its API spells it
			A string `json:"a"`

			// Allowed If there are any, only these values are written
			Allowed []string `json:"allowed,omitempty"`

			// B The field in system B, as its API spells it. `billing:mrr` and the like are computed from subscriptions
			B         string `json:"b"`
			Direction string `json:"direction"`

			// Fallback Written where the source is blank
			Fallback *string `json:"fallback,omitempty"`

			// Once Written to a new record only, and then left to the people who work with it
			Once *bool `json:"once,omitempty"`

			// Owner Who decides: `a` or `b` always; `newest`, the later change; `prefer_a` or `prefer_b`, unless blank there; `none`, the side that changed, and a conflict if both did
			Owner string `json:"owner"`

			// References The value is a record of this object, and becomes the id of its counterpart
			References *string `json:"references,omitempty"`

			// Transforms Applied in order, from the source to the target
			Transforms []any  `json:"transforms,omitempty"`
			Type       string `json:"type"`

			// Values Pairs of values. If there are any, all other values are refused. Several values of one side may mean one of the other
			Values []struct {
				A string `json:"a"`
				B string `json:"b"`
			} `json:"values,omitempty"`
		} `json:"fields"`
		Links []any  `json:"links"`
		Name  string `json:"name"`

		// Subscriptions The object of B whose records are added up, and its field with the id of the record of B
		Subscriptions *struct {
			Object string `json:"object"`
			Parent string `json:"parent"`
		} `json:"subscriptions,omitempty"`
	} `json:"objects"`

	// TimeZone In which moments become days
	TimeZone *string `json:"time_zone,omitempty"`
}

// SyncPreset defines model for SyncPreset.
type SyncPreset struct {
	// LeftOut Fields of the preset that the connected systems lack. Add them there and ask again, to have them too
	LeftOut []FieldError `json:"left_out"`
	Mapping SyncMapping  `json:"mapping"`

	// ToAdd The fields to add to the CRM, for its administrator
	ToAdd []string `json:"to_add"`
}

// SyncPresetRequest defines model for SyncPresetRequest.
type SyncPresetRequest struct {
	AConnectionId string `json:"a_connection_id"`

	// BConnectionId For `deals_crm`: `deals`, which stands for Causeway's own deals
	BConnectionId string `json:"b_connection_id"`

	// Preset `crm_billing`: companies of the CRM and customers of billing, with revenue, status and renewal. `deals_crm`: approved deals as opportunities of the CRM, and what becomes of them there
	Preset string `json:"preset"`
}

// SyncPreview defines model for SyncPreview.
type SyncPreview struct {
	Changes []struct {
		After    *any   `json:"after"`
		Before   *any   `json:"before"`
		Field    string `json:"field"`
		RecordId string `json:"record_id"`
		Side     string `json:"side"`
	} `json:"changes"`

	// Compared Pairs of records that were compared
	Compared  int64 `json:"compared"`
	Conflicts []struct {
		AId   string `json:"a_id"`
		BId   string `json:"b_id"`
		Field string `json:"field"`
	} `json:"conflicts"`

	// Faults Values that cannot be written as they are
	Faults []struct {
		Field    string `json:"field"`
		Message  string `json:"message"`
		RecordId string `json:"record_id"`
		Side     string `json:"side"`
	} `json:"faults"`

	// LeftOut Fields that an expression makes: only a run evaluates it
	LeftOut []string `json:"left_out"`
}

// SyncPreviewRequest defines model for SyncPreviewRequest.
type SyncPreviewRequest struct {
	// AId Only this record of A, with `b_id` or its counterpart
	AId *string `json:"a_id,omitempty"`
	BId *string `json:"b_id,omitempty"`

	// Limit Without `a_id`, how many linked records are compared
	Limit   *int32            `json:"limit,omitempty"`
	Mapping *SyncMappingInput `json:"mapping,omitempty"`

	// Object The name of an object map
	Object string `json:"object"`
}

// SyncResolution defines model for SyncResolution.
type SyncResolution struct {
	// Winner The side whose value is right
	Winner string `json:"winner"`
}

// SyncRetried defines model for SyncRetried.
type SyncRetried struct {
	Retried int64 `json:"retried"`
}

// SyncRetry defines model for SyncRetry.
type SyncRetry struct {
	// Id Only this one
	Id *string `json:"id,omitempty"`

	// Reason Only records that failed for this class of reasons
	Reason *string `json:"reason,omitempty"`
}

// SyncRun defines model for SyncRun.
type SyncRun struct {
	Changed   int64 `json:"changed"`
	Conflicts int64 `json:"conflicts"`

	// Doing What it does now. Null if it has ended
	Doing   *string    `json:"doing"`
	EndedAt *time.Time `json:"ended_at"`
	Failed  int64      `json:"failed"`
	Id      string     `json:"id"`

	// Kind `hinted`: it read only records that webhooks or people named
	Kind string `json:"kind"`

	// NeedsApproval It waits for a yes: POST /syncs/{id}/approve
	NeedsApproval bool  `json:"needs_approval"`
	Read          int64 `json:"read"`

	// Reason Why it is partial or failed, or what it waits for
	Reason    *string   `json:"reason"`
	StartedAt time.Time `json:"started_at"`

	// State `partial`: some records are not written
	State   string `json:"state"`
	Written int64  `json:"written"`
}

// SyncRunList defines model for SyncRunList.
type SyncRunList struct {
	Data    []SyncRun `json:"data"`
	HasMore bool      `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// SyncTestRequest defines model for SyncTestRequest.
type SyncTestRequest struct {
	// AId The record of A
	AId string `json:"a_id"`

	// Object The name of an object map
	Object string `json:"object"`
}

// SyncWrite defines model for SyncWrite.
type SyncWrite struct {
	Attempts  int64      `json:"attempts"`
	CreatedAt time.Time  `json:"created_at"`
	EndedAt   *time.Time `json:"ended_at"`
	Field     *string    `json:"field"`
	Id        string     `json:"id"`

	// Message The vendor's own words
	Message *string `json:"message"`

	// NextAttemptAt Null if only a person can help
	NextAttemptAt *time.Time `json:"next_attempt_at"`
	Object        string     `json:"object"`
	Operation     string     `json:"operation"`

	// Reason Class of the failure
	Reason *string `json:"reason"`

	// RecordId The record; for a creation, the record of the other side
	RecordId string  `json:"record_id"`
	Remedy   *string `json:"remedy"`

	// Side The side that is written
	Side  string `json:"side"`
	State string `json:"state"`

	// Text The class, in words
	Text *string `json:"text"`
}

// SyncWriteList defines model for SyncWriteList.
type SyncWriteList struct {
	Data    []SyncWrite `json:"data"`
	HasMore bool        `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// TestPartnerWebhooksRequest defines model for TestPartnerWebhooksRequest.
type TestPartnerWebhooksRequest struct {
	// EndpointId Endpoint to test. Default: all enabled endpoints
	EndpointId *string `json:"endpoint_id,omitempty"`
}

// TestSent Read GET /deliveries/{id} to see the result
type TestSent struct {
	Deliveries []struct {
		EndpointId string `json:"endpoint_id"`
		Id         string `json:"id"`
	} `json:"deliveries"`
	Event struct {
		Id   string `json:"id"`
		Type string `json:"type"`
	} `json:"event"`
}

// TokenRequest defines model for TokenRequest.
type TokenRequest struct {
	// ClientAssertion private_key_jwt: a JWT with iss = sub = client_id, aud = the issuer or this URL, exp, and a jti that is used only once
	ClientAssertion *string `json:"client_assertion,omitempty"`

	// ClientAssertionType private_key_jwt: urn:ietf:params:oauth:client-assertion-type:jwt-bearer
	ClientAssertionType *string `json:"client_assertion_type,omitempty"`
	ClientId            *string `json:"client_id,omitempty"`

	// ClientSecret client_secret_post
	ClientSecret *string `json:"client_secret,omitempty"`

	// GrantType Must be `client_credentials`
	GrantType string `json:"grant_type"`

	// Scope Requested scopes, separated by spaces. Default: all scopes of the client
	Scope *string `json:"scope,omitempty"`
}

// TokenResponse defines model for TokenResponse.
type TokenResponse struct {
	// AccessToken A JWT (RFC 9068). Send it as "Authorization: Bearer …"
	AccessToken string `json:"access_token"`

	// ExpiresIn Lifetime in seconds
	ExpiresIn int64  `json:"expires_in"`
	Scope     string `json:"scope"`
	TokenType string `json:"token_type"`
}

// Touch defines model for Touch.
type Touch struct {
	Campaign   *string `json:"campaign"`
	ExternalId *string `json:"external_id"`
	Id         string  `json:"id"`

	// IsBot Made by a program: kept, but never credited
	IsBot      bool                   `json:"is_bot"`
	Metadata   map[string]interface{} `json:"metadata"`
	OccurredAt time.Time              `json:"occurred_at"`

	// Origin Who recorded it: a partner’s id, `platform`, or the part of Causeway that noticed it
	Origin string `json:"origin"`

	// PartnerId Null: the company itself
	PartnerId  *string   `json:"partner_id"`
	RecordedAt time.Time `json:"recorded_at"`

	// SandboxId The sandbox in which it was recorded; null outside of sandboxes
	SandboxId *string `json:"sandbox_id"`
	Source    string  `json:"source"`

	// Subject Pseudonym of the subject. The same subject has the same pseudonym
	Subject string `json:"subject"`
}

// TouchList defines model for TouchList.
type TouchList struct {
	Data    []Touch `json:"data"`
	HasMore bool    `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// TouchesBatch defines model for TouchesBatch.
type TouchesBatch struct {
	Touches []NewTouch `json:"touches"`
}

// TransformationPreview defines model for TransformationPreview.
type TransformationPreview struct {
	// EventId A published event to transform. With a partner key it must be an event with a delivery to the partner
	EventId *string `json:"event_id,omitempty"`

	// Sample A payload to transform instead of a published event
	Sample *struct {
		// Data The payload to transform
		Data interface{} `json:"data"`

		// Type Words separated by dots, from general to specific
		Type string `json:"type"`

		// Version Schema version of the data. Default: the newest
		Version *int64 `json:"version,omitempty"`
	} `json:"sample,omitempty"`

	// SchemaVersions Used instead of the endpoint's own schema_versions
	SchemaVersions map[string]int64 `json:"schema_versions,omitempty"`

	// Transformation Used instead of the endpoint's own transformation; null for none
	Transformation *string `json:"transformation,omitempty"`
}

// TransformationPreviewed defines model for TransformationPreviewed.
type TransformationPreviewed struct {
	// Bytes Size of `data` as JSON
	Bytes int64 `json:"bytes"`

	// Data The `data` that would be sent
	Data interface{} `json:"data"`

	// DurationMs Duration of the transformation, including the wait for other payloads
	DurationMs float64 `json:"duration_ms"`
}

// UpdateConnection defines model for UpdateConnection.
type UpdateConnection struct {
	// BudgetPercent The part that Causeway may use, in percent, of the limits of the vendor that other applications share: of daily quotas, calls a second, and calls at once
	BudgetPercent *int32  `json:"budget_percent,omitempty"`
	Name          *string `json:"name,omitempty"`

	// PullChanges Read the vendor's own log of changes every minute, for an installation that its webhooks cannot reach. Only vendors that keep one, with `oauth`
	PullChanges *bool `json:"pull_changes,omitempty"`
}

// UpdateDeal Each field in the request replaces the current value as a whole; null removes it
type UpdateDeal struct {
	// CloseDate When the sale is expected to close
	CloseDate  *string `json:"close_date,omitempty"`
	Competitor *string `json:"competitor,omitempty"`

	// Custom Fields of the programme, by its schema
	Custom   map[string]any `json:"custom,omitempty"`
	Customer *struct {
		Address *struct {
			City       string `json:"city"`
			Country    string `json:"country"`
			PostalCode string `json:"postal_code"`
			Street     string `json:"street"`
		} `json:"address,omitempty"`
		CompanyName string `json:"company_name"`
		Contacts    []struct {
			Email string  `json:"email"`
			Name  string  `json:"name"`
			Phone *string `json:"phone,omitempty"`
			Role  *string `json:"role,omitempty"`
		} `json:"contacts,omitempty"`
		Duns          *string  `json:"duns,omitempty"`
		OtherWebsites []string `json:"other_websites,omitempty"`

		// Website The main website, as a URL or a bare host name
		Website *string `json:"website,omitempty"`
	} `json:"customer,omitempty"`
	ExpectedValue *MoneyInput `json:"expected_value,omitempty"`

	// Frequency How often the expected value is paid
	Frequency *string `json:"frequency,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. It may be changed in every state
	Metadata map[string]*any `json:"metadata,omitempty"`
	Origin   *string         `json:"origin,omitempty"`

	// Problem The business problem that the customer wants solved
	Problem         *string  `json:"problem,omitempty"`
	SalesActivities []string `json:"sales_activities,omitempty"`

	// Team The partner's people
	Team []struct {
		Email string  `json:"email"`
		Name  string  `json:"name"`
		Phone *string `json:"phone,omitempty"`
		Role  *string `json:"role,omitempty"`
	} `json:"team,omitempty"`
	Title *string `json:"title,omitempty"`
	Type  *string `json:"type,omitempty"`
}

// UpdateEndpoint Only the fields in the request change. To change the signing scheme, rotate the secret
type UpdateEndpoint struct {
	Description *string `json:"description,omitempty"`

	// EventTypes Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types
	EventTypes []string `json:"event_types,omitempty"`

	// Headers Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again
	Headers map[string]string `json:"headers,omitempty"`

	// MaxConcurrency Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
	MaxConcurrency *int32 `json:"max_concurrency,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data
	Metadata map[string]*any `json:"metadata,omitempty"`

	// Ordering Deliver events with the same ordering key in order, one at a time
	Ordering *bool `json:"ordering,omitempty"`

	// OrderingOnDeadLetter Whether a dead letter blocks its ordering key until it is replayed or purged
	OrderingOnDeadLetter *string `json:"ordering_on_dead_letter,omitempty"`

	// RateLimitPerS Maximum attempts per second; null means no limit
	RateLimitPerS *int32 `json:"rate_limit_per_s,omitempty"`

	// RetryPolicy Null uses the policy of the partner's tier, as configured at the time of each attempt
	RetryPolicy *any `json:"retry_policy,omitempty"`

	// SchemaVersions Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version
	SchemaVersions map[string]int64 `json:"schema_versions,omitempty"`

	// TimeoutMs Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms
	TimeoutMs *int32 `json:"timeout_ms,omitempty"`

	// Transformation JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged
	Transformation *string `json:"transformation,omitempty"`

	// Url URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). It is stored as it is called. Values in its query are stored encrypted and returned as ********. Send that value to keep the stored one
	Url *string `json:"url,omitempty"`
}

// UpdateOauthClient Only the fields in the request change
type UpdateOauthClient struct {
	// CertificateSubject For tls_client_auth: the certificate's subject (RFC 4514)
	CertificateSubject *string `json:"certificate_subject,omitempty"`

	// CertificateThumbprint For self_signed_tls_client_auth: SHA-256 of the certificate (DER), base64url
	CertificateThumbprint *string `json:"certificate_thumbprint,omitempty"`

	// Jwks For private_key_jwt: public keys (EC P-256, RSA from 2048 bits, Ed25519). Other keys of a set are ignored, and listed in the response
	Jwks *struct {
		Keys []struct {
			Kid *string `json:"kid,omitempty"`
			Kty string  `json:"kty"`
		} `json:"keys"`
	} `json:"jwks,omitempty"`

	// JwksUri For private_key_jwt, instead of jwks: URL where the client publishes its keys
	JwksUri *string `json:"jwks_uri,omitempty"`

	// Name A name that tells people what the client is
	Name *string `json:"name,omitempty"`

	// Scopes `partner:read`: Read your partner profile, limits and feature flags. `credentials:read`: List your API keys and OAuth clients, without their secrets. `credentials:write`: Create, rotate and revoke your API keys and OAuth clients. `webhooks:read`: Read endpoints, events, deliveries and dead letters. `webhooks:write`: Create and change endpoints, send tests, retry, cancel and replay deliveries. `deals:read`: Read deals. `deals:write`: Submit and change deals. `touches:write`: Record touches of your own, and create links that record them. `reports:read`: Read reports and statistics. `commissions:dispute`: Dispute your commissions. `commissions:read`: Read commissions: balances, lines and why each is what it is; the level of the partner
	Scopes []string `json:"scopes,omitempty"`
}

// UpdatePartner Only the fields in the request change
type UpdatePartner struct {
	Contacts []struct {
		Email string  `json:"email"`
		Name  string  `json:"name"`
		Role  *string `json:"role,omitempty"`
	} `json:"contacts,omitempty"`

	// CredentialPolicy `any`, or the only method by which this partner may obtain access tokens. API keys and other methods are then rejected
	CredentialPolicy *string `json:"credential_policy,omitempty"`

	// Fields What you note about it, such as the number or the list of its `certifications`. The rules of levels can ask for them
	Fields map[string]any `json:"fields,omitempty"`
	Name   *string        `json:"name,omitempty"`

	// ProgrammeId The programme under which its new deals are registered
	ProgrammeId *string `json:"programme_id,omitempty"`

	// RateLimit Limit of requests to this API; null uses the limit of the tier in the settings
	RateLimit *struct {
		Burst     int32 `json:"burst"`
		PerMinute int32 `json:"per_minute"`
	} `json:"rate_limit,omitempty"`

	// Tier Determines the default rate limit and retry policy
	Tier *string `json:"tier,omitempty"`

	// TimeZone IANA time zone, for business days and nightly runs
	TimeZone        *string `json:"time_zone,omitempty"`
	WebhookSettings *struct {
		// MaxEndpoints Replaces webhooks.delivery.max_endpoints_per_partner
		MaxEndpoints *int32 `json:"max_endpoints,omitempty"`

		// RetryPolicy Replaces the tier's retry policy
		RetryPolicy *any `json:"retry_policy,omitempty"`
	} `json:"webhook_settings,omitempty"`
}

// UpdateProgramme Only the fields in the request change. `review`, `protection` and `duplicates` are merged field by field; any other setting is replaced as a whole
type UpdateProgramme struct {
	Name     *string `json:"name,omitempty"`
	Settings *struct {
		// AutoApprove Deals without any match are approved immediately, up to this value. null sends every deal to a reviewer
		AutoApprove *struct {
			MaxValue *MoneyInput `json:"max_value,omitempty"`
		} `json:"auto_approve,omitempty"`

		// Conditional Fields that a submission must also have if another field has a given value
		Conditional []struct {
			Require []string `json:"require"`
			When    struct {
				Equals any    `json:"equals"`
				Field  string `json:"field"`
			} `json:"when"`
		} `json:"conditional,omitempty"`

		// Currency The only accepted currency. null accepts all
		Currency *string `json:"currency,omitempty"`

		// CustomSchema JSON Schema 2020-12 of `custom`, at most 64 KiB, without references to other schemas. {} accepts anything
		CustomSchema map[string]interface{} `json:"custom_schema,omitempty"`
		Duplicates   *struct {
			Conflict   *float64 `json:"conflict,omitempty"`
			OnConflict *string  `json:"on_conflict,omitempty"`

			// Possible Matches with at least this score are reviewed by a person
			Possible *float64 `json:"possible,omitempty"`
		} `json:"duplicates,omitempty"`

		// Exclusivity customer: one open deal per customer, the first one. none: any number of open deals
		Exclusivity *string `json:"exclusivity,omitempty"`
		Protection  *struct {
			Days *int32 `json:"days,omitempty"`

			// ExtensionDays Days that one extension adds to the protection. 0 allows no extensions
			ExtensionDays *int32  `json:"extension_days,omitempty"`
			MaxExtensions *int32  `json:"max_extensions,omitempty"`
			ReminderDays  *int32  `json:"reminder_days,omitempty"`
			Starts        *string `json:"starts,omitempty"`
		} `json:"protection,omitempty"`

		// Required Paths of the fields that a submission must have, such as customer.website or custom.region
		Required []string `json:"required,omitempty"`
		Review   *struct {
			// ActionDays Days that a partner has to make the requested changes before the deal expires
			ActionDays *int32   `json:"action_days,omitempty"`
			Holidays   []string `json:"holidays,omitempty"`

			// ReminderAt Share of the review time after which the reviewers are reminded
			ReminderAt      *float64 `json:"reminder_at,omitempty"`
			SlaBusinessDays *int32   `json:"sla_business_days,omitempty"`
			TimeZone        *string  `json:"time_zone,omitempty"`
		} `json:"review,omitempty"`
	} `json:"settings,omitempty"`
}

// ValidateDealRequest defines model for ValidateDealRequest.
type ValidateDealRequest = any

// VendorObject defines model for VendorObject.
type VendorObject struct {
	Fields []struct {
		Label     string `json:"label"`
		MaxLength *int64 `json:"max_length"`
		Name      string `json:"name"`

		// Options The permitted values; null if any is permitted
		Options []struct {
			Label string `json:"label"`
			Value string `json:"value"`
		} `json:"options"`
		ReadOnly   bool     `json:"read_only"`
		References []string `json:"references"`
		Required   bool     `json:"required"`
		Type       string   `json:"type"`
	} `json:"fields"`
	Object string `json:"object"`
}

// WithdrawDealRequest defines model for WithdrawDealRequest.
type WithdrawDealRequest struct {
	Reason *string `json:"reason,omitempty"`
}
