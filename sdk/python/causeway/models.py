# Generated with npm run sdk: changes made here are lost.
"""Types of what is sent and received."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, TypedDict

from causeway._values import Day, Instant
from typing_extensions import NotRequired


class AcceptedEvent(TypedDict):
    id: str
    """
    Also the `webhook-id` of every delivery of the event
    """
    type: str
    """
    Words separated by dots, from general to specific
    """
    external_id: str | None
    """
    The publisher’s own id
    """
    occurred_at: str
    created_at: str
    ordering_key: str | None
    partner_ids: list[str] | None
    """
    Null if the event was published to every subscribed partner
    """
    deliveries: int
    """
    Number of endpoints that the event is delivered to
    """


AccountResultStatus: TypeAlias = Literal['created', 'updated', 'unchanged', 'failed']


ActorKind: TypeAlias = Literal['platform', 'partner', 'system', 'database']


class Address(TypedDict):
    street: str
    postal_code: str
    city: str
    country: str


class AddressInput(TypedDict):
    street: str
    postal_code: str
    city: str
    country: str


AlertChannelRegion: TypeAlias = Literal['us', 'eu']


class AlertChannelSettingsOpsgenie(TypedDict):
    kind: Literal['opsgenie']
    region: AlertChannelRegion
    """
    Default: `us`
    """


class AlertChannelSettingsPagerduty(TypedDict):
    kind: Literal['pagerduty']
    region: AlertChannelRegion
    """
    Default: `us`
    """


AlertChannelSettingsResend = TypedDict(
    'AlertChannelSettingsResend',
    {
        'kind': Literal['resend'],
        'from': str,
        'to': list[str],
    },
)


class AlertChannelSettingsSlackBot(TypedDict):
    kind: Literal['slack_bot']
    channel: str
    """
    The ID, which Slack shows at the end of the details of a channel. Invite the app to it
    """


class AlertChannelSettingsSlackWebhook(TypedDict):
    kind: Literal['slack_webhook']


class AlertChannelSettingsWebhook(TypedDict):
    kind: Literal['webhook']
    url: str
    """
    Gets a POST that is signed as webhooks are
    """


AlertChannelTestErrorKind: TypeAlias = Literal['unauthorized', 'rejected', 'rate_limited', 'unavailable', 'malformed']


AlertNoticeKind: TypeAlias = Literal['firing', 'escalated', 'reminder', 'acknowledged', 'resolved', 'test', 'unsent']


AlertNoticeState: TypeAlias = Literal['waiting', 'sending', 'sent', 'dropped', 'doubtful', 'given_up']


class AlertRoutesRouteEscalation(TypedDict):
    after_min: int
    channel_id: str


AlertRoutesRouteQuietHours = TypedDict(
    'AlertRoutesRouteQuietHours',
    {
        'from': str,
        'until': str,
        'time_zone': str,
    },
)


AlertRuleName: TypeAlias = Literal['failure_streak', 'dead_letters_growing', 'queue_stuck', 'reconnect_needed', 'vendor_down', 'quota_low', 'sync_failing', 'schedule_missed', 'drift', 'objective_burning', 'deal_review_due', 'key_expiring', 'certificate_expiring', 'event_reported', 'rule_unreadable', 'rule_overflowing']


AlertSeverity: TypeAlias = Literal['info', 'warning', 'critical']


AlertState: TypeAlias = Literal['firing', 'acknowledged', 'resolved']


AlertSubjectKind: TypeAlias = Literal['connection', 'vendor', 'sync', 'endpoint', 'partner', 'deal', 'key', 'certificate', 'platform']


AllocationRole: TypeAlias = Literal['source', 'influence', 'implement']


ApiKeyStatus: TypeAlias = Literal['active', 'expired', 'revoked']


class ApproveDeal(TypedDict):
    comment: NotRequired[str]
    """
    Visible only to the company
    """
    override: NotRequired[bool]
    """
    Approve despite a conflict. Then `comment` is required
    """


class AttemptLatency(TypedDict):
    p50: int | None
    p95: int | None


AttemptTrigger: TypeAlias = Literal['schedule', 'manual', 'replay', 'drain', 'probe']


AttributionModel: TypeAlias = Literal['first_touch', 'last_touch', 'last_non_direct', 'linear', 'position_based', 'time_decay', 'w_shaped', 'full_path', 'markov', 'shapley']


class AttributionSources(TypedDict):
    utm_sources: list[str]
    """
    Values of `utm_source`. Case does not matter. Default: `[]`
    """
    referrer_hosts: list[str]
    """
    Hosts of referrers, such as blog.acme.example. A leading `www.` does not matter. Default: `[]`
    """


class AttributionSourcesInput(TypedDict):
    utm_sources: NotRequired[list[str]]
    """
    Values of `utm_source`. Case does not matter. Default: `[]`
    """
    referrer_hosts: NotRequired[list[str]]
    """
    Hosts of referrers, such as blog.acme.example. A leading `www.` does not matter. Default: `[]`
    """


AttributionVersionState: TypeAlias = Literal['building', 'ready', 'active', 'retired', 'failed']


class AuditEntryObject(TypedDict):
    kind: str
    id: str


AuthorKind: TypeAlias = Literal['platform', 'partner', 'system']


BinaryFile: TypeAlias = bytes
"""
A file, sent as a stream
"""


BonusPeriod: TypeAlias = Literal['month', 'quarter', 'year', 'ever']


BookName: TypeAlias = Literal['deliveries', 'deals', 'attribution', 'ledger', 'audit', 'erasures', 'retention', 'expiries']


BreakerState: TypeAlias = Literal['closed', 'open', 'half_open']


ChangeNotice: TypeAlias = Literal['told', 'asked', 'never']


class CommissionAmount(TypedDict):
    amount: str
    currency: str


class CommissionBalance(TypedDict):
    currency: str
    accrued: CommissionAmount
    """
    Earned; its hold period runs
    """
    held: CommissionAmount
    """
    Kept back by a person, a dispute or a block
    """
    payable: CommissionAmount
    """
    The next payout takes it
    """
    paid: CommissionAmount
    """
    Transferred
    """
    owed: CommissionAmount
    """
    What the partner owes, because it was paid before a refund took it back
    """


class CommissionBalances(TypedDict):
    partner_id: str
    balances: list[CommissionBalance]
    """
    One for each currency
    """


CommissionEffect: TypeAlias = Literal['add', 'take']


CommissionGoalState: TypeAlias = Literal['pending', 'settled', 'waiting', 'failed']


class CommissionHold(TypedDict):
    reason: str
    """
    For the audit log
    """


class CommissionInvoiceCancellation(TypedDict):
    reason: str


CommissionInvoiceState: TypeAlias = Literal['open', 'paid', 'cancelled']


CommissionLineKind: TypeAlias = Literal['accrual', 'release', 'hold', 'unhold', 'adjustment', 'clawback', 'offset', 'repayment', 'payout', 'reversal']


CommissionPeriod: TypeAlias = Literal['month', 'quarter', 'year']


class CommissionPlanCaps(TypedDict):
    per_deal: str | None
    """
    Of a deal's commission before it is split
    """
    per_customer: str | None
    """
    Of a customer's commissions before they are split
    """
    per_period: str | None
    """
    Of what one partner gets in a period
    """


class CommissionPlanCapsInput(TypedDict):
    per_deal: NotRequired[str | None]
    """
    Of a deal's commission before it is split
    """
    per_customer: NotRequired[str | None]
    """
    Of a customer's commissions before they are split
    """
    per_period: NotRequired[str | None]
    """
    Of what one partner gets in a period
    """


class CommissionPlanMinimum(TypedDict):
    sale: str | None
    """
    Smaller sales get nothing
    """
    commission: str | None
    """
    Smaller commissions are raised to it, but never above the sale
    """


class CommissionPlanMinimumInput(TypedDict):
    sale: NotRequired[str | None]
    """
    Smaller sales get nothing
    """
    commission: NotRequired[str | None]
    """
    Smaller commissions are raised to it, but never above the sale
    """


class CommissionPlanRecurring(TypedDict):
    max_months: int


class CommissionPlanRecurringInput(TypedDict):
    max_months: int


class CommissionRewardFlat(TypedDict):
    kind: Literal['flat']
    amount: str
    renewal_amount: str | None
    """
    From the second year of a subscription on. null: the same
    """


class CommissionRewardFlatInput(TypedDict):
    kind: Literal['flat']
    amount: str
    renewal_amount: NotRequired[str | None]
    """
    From the second year of a subscription on. null: the same
    """


class CommissionRewardPercent(TypedDict):
    kind: Literal['percent']
    percent: str
    renewal_percent: str | None
    """
    From the second year of a subscription on. null: the same
    """


class CommissionRewardPercentInput(TypedDict):
    kind: Literal['percent']
    percent: str
    renewal_percent: NotRequired[str | None]
    """
    From the second year of a subscription on. null: the same
    """


class CommissionRoleShares(TypedDict):
    month: str
    """
    The first month in which they apply
    """
    source: str
    influence: str
    implement: str


class CommissionRoleSharesInput(TypedDict):
    month: str
    """
    The first month in which they apply
    """
    source: str
    influence: str
    implement: str


class CommissionRoleSharesRevision(TypedDict):
    programme_id: str
    revision: int
    shares: CommissionRoleShares
    created_at: str
    created_by: str


class CommissionRoleSharesRevisions(TypedDict):
    data: list[CommissionRoleSharesRevision]


class CommissionRoleSplitPartner(TypedDict):
    partner_id: str
    role: AllocationRole


class CommissionSale(TypedDict):
    net: CommissionAmount
    """
    Without tax
    """
    day: str
    product: str | None
    customer_plan: str | None
    """
    The customer's plan of the product
    """
    subscription_month: int | None
    """
    0 for the first payment
    """
    rate: str | None
    """
    With which it was converted, and its day
    """


class CommissionSplitAllocation(TypedDict):
    partner_id: str | None
    """
    null: the company keeps this part
    """
    role: AllocationRole | None
    """
    What the partner did for the sale. Explanations say it
    """
    percent: str


class CommissionSplitAllocationInput(TypedDict):
    partner_id: str | None
    """
    null: the company keeps this part
    """
    role: NotRequired[AllocationRole | None]
    """
    What the partner did for the sale. Explanations say it
    """
    percent: str


class CommissionSplitInput(TypedDict):
    month: str
    """
    The first month in which it applies
    """
    allocations: list[CommissionSplitAllocationInput]


CompareAttributionVersionsMeasure: TypeAlias = Literal['revenue', 'refund', 'leads', 'opportunities', 'customers', 'sourced_revenue', 'influenced_revenue']


ComparedRuleName: TypeAlias = Literal['touch_sources', 'window_days', 'half_life_days', 'first_share', 'last_share', 'time_zone', 'learnt_coefficients']


class ConnectionAccount(TypedDict):
    id: str
    name: str


ConnectionAuthMethod: TypeAlias = Literal['oauth', 'token', 'client_credentials', 'jwt_bearer']


class ConnectionCredentialsClientCredentials(TypedDict):
    method: Literal['client_credentials']
    client_id: str
    client_secret: str
    login_url: NotRequired[str]
    """
    Where the account signs in, if it is not the usual address of the vendor, such as a My Domain of Salesforce
    """


class ConnectionCredentialsJwtBearer(TypedDict):
    method: Literal['jwt_bearer']
    client_id: str
    private_key: str
    """
    PEM, PKCS #8
    """
    username: str
    login_url: NotRequired[str]
    """
    Where the account signs in, if it is not the usual address of the vendor, such as a My Domain of Salesforce
    """


class ConnectionCredentialsOauth(TypedDict):
    method: Literal['oauth']
    client_id: str
    client_secret: str
    login_url: NotRequired[str]
    """
    Where the account signs in, if it is not the usual address of the vendor, such as a My Domain of Salesforce
    """


class ConnectionCredentialsToken(TypedDict):
    method: Literal['token']
    token: str
    account_id: NotRequired[str]
    """
    If the token reaches several accounts: the one that is meant
    """


ConnectionLimitState: TypeAlias = Literal['available', 'waiting_for_quota']


class ConnectionOutage(TypedDict):
    since: str
    reason: str


ConnectionStatus: TypeAlias = Literal['pending', 'active', 'paused', 'action_required', 'disconnecting', 'disconnected']


class ConnectorApi(TypedDict):
    version: str
    ends_on: str | None


class ConnectorBatch(TypedDict):
    read: int
    write: int


ConnectorLimitCounts: TypeAlias = Literal['call', 'named', 'each']


class ConnectorLimitWindowConcurrent(TypedDict):
    kind: Literal['concurrent']


ConnectorLimitWindowDaySince: TypeAlias = Literal['midnight', 'day_before']


class ConnectorLimitWindowRolling(TypedDict):
    kind: Literal['rolling']
    seconds: int


ConnectorObjectRemoval: TypeAlias = Literal['archive', 'delete', 'never']


ConnectorScopeNeededFor: TypeAlias = Literal['read', 'write']


ConversionKind: TypeAlias = Literal['lead', 'opportunity', 'customer']


CostKind: TypeAlias = Literal['commission', 'bonus', 'programme', 'discount', 'other']


class Count(TypedDict):
    count: str


CountBonusMeasure: TypeAlias = Literal['deals', 'customers']


class CreateAccount(TypedDict):
    external_id: str
    """
    The account's id in your own system. Repeated calls with the same id update the account
    """
    name: str
    websites: NotRequired[list[str]]
    """
    URLs or bare host names. Default: `[]`
    """
    email_domains: NotRequired[list[str]]
    """
    Domains of its people's e-mail addresses. Domains of free-mail providers are ignored. Default: `[]`
    """
    duns: NotRequired[str | None]
    address: NotRequired[AddressInput | None]


class CreateCommissionInvoice(TypedDict):
    currency: str


class CreateDealNote(TypedDict):
    text: str
    internal: NotRequired[bool]
    """
    Makes the note visible only to the company. Platform keys only
    """


class CreateDispute(TypedDict):
    deal_id: NotRequired[str | None]
    line_id: NotRequired[str | None]
    invoice_id: NotRequired[str | None]
    question: str


class CreateEmbedSession(TypedDict):
    partner_id: str
    """
    The partner whose health is shown
    """
    origin: str
    """
    The only page that may show it, as browsers write its origin. Plain http only for localhost, 127.0.0.1 and [::1]
    """
    lifetime_s: NotRequired[int]
    """
    How long it lasts
    """


class CreateErasure(TypedDict):
    email: str
    """
    E-mail address of the person. It is stored encrypted while the erasure runs, then deleted
    """


class CreateEventType(TypedDict):
    name: str
    """
    Words separated by dots, from general to specific
    """
    description: NotRequired[str]
    """
    What happened when this event is sent
    """
    schema: dict[str, Any]
    """
    JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it does not name stay in the payload. Keep patterns simple, because they run on every event of the type.
    """
    examples: NotRequired[list[Any]]
    """
    Payloads that match the schema. When an endpoint is saved, its transformation is tested with them. Default: `[]`
    """


class CreateEventTypeVersion(TypedDict):
    schema: dict[str, Any]
    """
    JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it does not name stay in the payload. Keep patterns simple, because they run on every event of the type.
    """
    examples: NotRequired[list[Any]]
    """
    Payloads that match the schema. When an endpoint is saved, its transformation is tested with them. Default: `[]`
    """
    down_conversion: NotRequired[str | None]
    """
    JSONata that converts a payload of this version into one of the previous version, for endpoints that pin an older version. It must work with each of the examples, and at least one example is required
    """


CreateIdentity = TypedDict(
    'CreateIdentity',
    {
        'subject': str,
        'is': str,
        'occurred_at': NotRequired[Instant],
        'sandbox_id': NotRequired[str],
    },
)


class CreateLink(TypedDict):
    target: str
    """
    Where it leads. Its host must be one of `attribution.link_hosts` of the configuration
    """
    code: NotRequired[str]
    """
    The end of its address, `/r/<code>`. If omitted, one is made
    """
    campaign: NotRequired[str | None]
    partner_id: NotRequired[str]
    """
    Required with a platform key. A partner key creates links of its own
    """


CreatePartnerStatus: TypeAlias = Literal['pending', 'active']


class CreateProgrammeSettingsReview(TypedDict):
    sla_business_days: NotRequired[int]
    time_zone: NotRequired[str]
    holidays: NotRequired[list[Day]]
    """
    Default: `[]`
    """
    reminder_at: NotRequired[float]
    """
    Share of the review time after which the reviewers are reminded
    """
    action_days: NotRequired[int]
    """
    Days that a partner has to make the requested changes before the deal expires
    """


class CreateSandbox(TypedDict):
    name: NotRequired[str]
    endpoint_url: NotRequired[str]
    """
    URL of an endpoint that receives the synthetic events and all later ones. It must meet the rules of any endpoint URL
    """
    seed: NotRequired[int]
    """
    The same seed produces the same data. Default: random
    """


class CreateSyncLink(TypedDict):
    object: str
    a_id: str
    b_id: str


class CreatedEmbedSession(TypedDict):
    id: str
    """
    Public: it is in the address of the frame, and shows nothing without the token
    """
    partner_id: str
    origin: str
    created_by: str
    """
    ID of the credential that created it
    """
    created_at: str
    expires_at: str
    revoked_at: str | None
    token: str
    """
    Returned only here. Give it to the page, which gives it to the frame
    """


class CreatedSandboxApiKey(TypedDict):
    id: str
    key: str
    """
    The partner's API key. It is returned only once
    """


CredentialPolicy: TypeAlias = Literal['any', 'private_key_jwt', 'mtls']


CurrencyRule: TypeAlias = Literal['same', 'convert', 'sale']


DealConflictLevel: TypeAlias = Literal['clear', 'possible', 'conflict']


class DealContact(TypedDict):
    name: str
    email: str
    phone: NotRequired[str]
    role: NotRequired[str]


class DealContactInput(TypedDict):
    name: str
    email: str
    phone: NotRequired[str]
    role: NotRequired[str]


DealCrmState: TypeAlias = Literal['none', 'pending', 'retrying', 'waiting', 'rejected', 'written']


class DealCustomer(TypedDict):
    company_name: str
    website: NotRequired[str]
    """
    The main website, as a URL or a bare host name
    """
    other_websites: NotRequired[list[str]]
    address: NotRequired[Address]
    duns: NotRequired[str]
    contacts: NotRequired[list[DealContact]]


class DealCustomerInput(TypedDict):
    company_name: str
    website: NotRequired[str]
    """
    The main website, as a URL or a bare host name
    """
    other_websites: NotRequired[list[str]]
    address: NotRequired[AddressInput]
    duns: NotRequired[str]
    contacts: NotRequired[list[DealContactInput]]


DealField: TypeAlias = Literal['customer', 'title', 'problem', 'expected_value', 'frequency', 'close_date', 'type', 'origin', 'competitor', 'sales_activities', 'team', 'custom']


DealFrequency: TypeAlias = Literal['one_time', 'monthly', 'quarterly', 'yearly']


DealImportRowStatus: TypeAlias = Literal['waiting', 'created', 'updated', 'unchanged', 'failed']


DealImportStatus: TypeAlias = Literal['running', 'finished', 'stopped', 'failed']


class DealMatchEvidence(TypedDict):
    signal: str
    weight: float
    explanation: str


DealMatchKind: TypeAlias = Literal['account', 'deal']


DealOrigin: TypeAlias = Literal['partner', 'referral', 'marketing', 'event', 'other']


DealPart: TypeAlias = Literal['partner']


class DealPipelineStageAgeing(TypedDict):
    up_to_30_days: int
    up_to_90_days: int
    longer: int


DealReviewStatus: TypeAlias = Literal['draft', 'submitted', 'in_review', 'action_required', 'approved', 'rejected', 'withdrawn', 'merged', 'expired']


class DealSchema(TypedDict):
    """
    JSON Schema 2020-12
    """


DealStage: TypeAlias = Literal['prospect', 'qualified', 'technical_validation', 'business_validation', 'committed', 'won', 'lost']


class DealStatusRuleStatus(TypedDict):
    status: str
    stage: DealStage


class DealStatusRuleStatusInput(TypedDict):
    status: str
    stage: DealStage


DealType: TypeAlias = Literal['new_business', 'expansion', 'renewal']


class DeliveredEvent(TypedDict):
    id: str
    type: str
    external_id: str | None
    """
    The publisher’s own id
    """
    occurred_at: str
    created_at: str
    data: NotRequired[dict[str, Any]]
    """
    Only with `expand=event`: the payload exactly as published, before any transformation
    """


class DeliveryCountsByStatus(TypedDict):
    pending: int
    retrying: int
    held: int
    delivered: int
    dead_lettered: int
    cancelled: int


DeliveryDetailPart: TypeAlias = Literal['event']


DeliveryEndpointState: TypeAlias = Literal['enabled', 'disabled', 'paused', 'deleted']


DeliveryPart: TypeAlias = Literal['event', 'attempts']


DeliveryPeriod = TypedDict(
    'DeliveryPeriod',
    {
        'from': str,
        'delivered': int,
        'dead_lettered': int,
        'success_rate': float | None,
        'latency_ms': AttemptLatency,
    },
)


DeliveryPeriodLength: TypeAlias = Literal['hour', 'day']


class DeliverySeries(TypedDict):
    by: DeliveryPeriodLength
    counted_until: str | None
    """
    What ended before is counted; null if nothing was counted yet. Usually half a minute ago
    """
    data: list[DeliveryPeriod]
    """
    Oldest first, also those in which nothing ended
    """


DeliveryStatus: TypeAlias = Literal['pending', 'retrying', 'held', 'delivered', 'dead_lettered', 'cancelled']


class DisconnectConnection(TypedDict):
    reason: NotRequired[str]


class DisconnectReport(TypedDict):
    erased: list[str]
    remains: list[str]


DisputeState: TypeAlias = Literal['open', 'decided', 'closed']


class EffectiveRateLimit(TypedDict):
    per_minute: int
    burst: int


class EmailApiSecretsInput(TypedDict):
    api_key: str


class EmbedSession(TypedDict):
    id: str
    """
    Public: it is in the address of the frame, and shows nothing without the token
    """
    partner_id: str
    origin: str
    created_by: str
    """
    ID of the credential that created it
    """
    created_at: str
    expires_at: str
    revoked_at: str | None


class EmbedSessionList(TypedDict):
    data: list[EmbedSession]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class EndedSessions(TypedDict):
    ended: int
    """
    How many sessions ended
    """


class EndpointBreaker(TypedDict):
    state: BreakerState
    """
    `half_open`: the pause is over, and one delivery probes the endpoint
    """
    until: str | None
    reason: str | None
    """
    Error of the attempt that opened it
    """


EndpointSigning: TypeAlias = Literal['v1', 'v1a']


EndpointState: TypeAlias = Literal['enabled', 'disabled', 'paused']


class EndpointStatsHeld(TypedDict):
    count: int
    oldest_at: str | None


ErasureKind: TypeAlias = Literal['partner', 'data_subject']


ErasureStatus: TypeAlias = Literal['running', 'finished']


ErrorClass: TypeAlias = Literal['dns', 'connect', 'tls', 'timeout', 'connection_reset', 'blocked_address', 'http_3xx', 'http_4xx', 'http_5xx', 'protocol', 'aborted']


class EventDelivery(TypedDict):
    id: str
    endpoint_id: str
    partner_id: str
    status: str
    attempts: int
    next_attempt_at: str | None
    ended_at: str | None


class EventDetail(TypedDict):
    id: str
    """
    Also the `webhook-id` of every delivery of the event
    """
    type: str
    """
    Words separated by dots, from general to specific
    """
    external_id: str | None
    """
    The publisher’s own id
    """
    occurred_at: str
    created_at: str
    ordering_key: str | None
    partner_ids: list[str] | None
    """
    Null if the event was published to every subscribed partner
    """
    schema_version: int
    updated_at: str
    """
    When the event was published, or one of its deliveries last changed
    """
    data: dict[str, Any]
    """
    The payload: a JSON object that matches the type’s schema, at most 256 KiB
    """
    deliveries: int
    delivery_list: list[EventDelivery]
    """
    The first 100. GET /deliveries?event_id=… lists all
    """


class EventListItem(TypedDict):
    id: str
    """
    Also the `webhook-id` of every delivery of the event
    """
    type: str
    """
    Words separated by dots, from general to specific
    """
    external_id: str | None
    """
    The publisher’s own id
    """
    occurred_at: str
    created_at: str
    ordering_key: str | None
    partner_ids: list[str] | None
    """
    Null if the event was published to every subscribed partner
    """
    schema_version: int
    updated_at: str
    """
    When the event was published, or one of its deliveries last changed
    """


class EventType(TypedDict):
    name: str
    """
    Words separated by dots, from general to specific
    """
    description: str
    deprecated: bool
    """
    Events of a deprecated type are still delivered. Responses to publishers contain a Deprecation header
    """
    version: int
    """
    Counts from 1. New events are validated against the newest version
    """
    created_at: str
    updated_at: str


class EventTypeChange(TypedDict):
    description: NotRequired[str]
    """
    What happened when this event is sent
    """
    deprecated: NotRequired[bool]
    """
    Events of a deprecated type are still delivered. Responses to publishers contain a Deprecation header
    """


class EventTypeList(TypedDict):
    data: list[EventType]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class EventTypeVersion(TypedDict):
    version: int
    """
    Counts from 1. New events are validated against the newest version
    """
    schema: dict[str, Any]
    """
    JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it does not name stay in the payload. Keep patterns simple, because they run on every event of the type.
    """
    examples: list[Any]
    """
    Payloads that match the schema. When an endpoint is saved, its transformation is tested with them
    """
    down_conversion: str | None
    """
    JSONata that converts a payload of this version into one of the previous version, for endpoints that pin an older version. It must work with each of the examples, and at least one example is required
    """
    created_at: str


Exclusivity: TypeAlias = Literal['customer', 'none']


class ExportRow(TypedDict):
    id: str
    updated_at: str
    """
    When the row last changed
    """
    deleted: bool
    """
    Such a row has no other fields: delete your copy
    """


ExportStreamName: TypeAlias = Literal['deals', 'deal_history', 'accounts', 'matches', 'touches', 'conversions', 'ledger_lines', 'deliveries', 'connection_health', 'reconciliation_findings']


class ExportStreamSchema(TypedDict):
    name: ExportStreamName
    description: str
    primary_key: list[str]
    cursor_field: str
    schema: dict[str, Any]
    """
    JSON Schema (draft 2020-12) of a row. Columns may be added
    """


class ExtendProtection(TypedDict):
    reason: str


class FactExplanationGoal(TypedDict):
    at: str
    lead_at: str | None
    opportunity_at: str | None
    registered_by: str | None


FactExplanationType: TypeAlias = Literal['conversion', 'revenue', 'cost']


class FactRate(TypedDict):
    currency: str
    per_euro: str
    """
    Units for one euro, as the source wrote it
    """
    day: str
    """
    Of the rate: the day of the fact, or up to seven days before
    """
    import_id: int | None


FactResultStatus: TypeAlias = Literal['created', 'repeated', 'failed']


class FeatureFlag(TypedDict):
    name: str
    description: str
    enabled: bool
    """
    False disables the flag for every partner without an override
    """
    rollout_percent: float | None
    """
    Percentage of partners that have the flag when it is enabled. A stable hash selects them, so a partner keeps the flag as the percentage grows. Null means all
    """
    created_at: str
    updated_at: str
    version: int


class FeatureFlagList(TypedDict):
    data: list[FeatureFlag]


class FeatureFlagOverride(TypedDict):
    enabled: bool


FieldConditionValue: TypeAlias = str | float | bool


FieldErrorIn: TypeAlias = Literal['body', 'query', 'path', 'header', 'resource']


class FindSignIn(TypedDict):
    email: str


FindingClass: TypeAlias = Literal['missing_left', 'missing_right', 'stale', 'conflicting', 'merged', 'unmapped', 'duplicate', 'forbidden', 'broken']


FindingState: TypeAlias = Literal['open', 'ignored', 'repairing', 'repaired', 'failed', 'settled']


class Freshness(TypedDict):
    age_s: int
    """
    Of the last complete run. For an endpoint: of the oldest delivery that waits
    """
    objective_s: int
    is_met: bool


HealthCode: TypeAlias = Literal['healthy', 'consent_outstanding', 'credentials_refused', 'process_ended', 'scopes_missing', 'connection_paused', 'disconnected', 'quota_used_up', 'vendor_unavailable', 'syncs_late', 'sync_paused', 'approval_needed', 'run_failed', 'connection_blocks', 'records_failed', 'conflicts_open', 'reading_everything', 'run_late', 'partner_not_active', 'endpoint_disabled', 'endpoint_paused', 'payloads_not_transformed', 'breaker_open', 'dead_letters', 'attempts_failing', 'order_blocked', 'limits_reached', 'held_are_sent', 'partner_pending', 'partner_suspended', 'endpoints_unwell']


class HealthCounts(TypedDict):
    healthy: int
    syncing: int
    delayed: int
    waiting_for_quota: int
    partial: int
    held: int
    paused: int
    action_required: int


class HealthError(TypedDict):
    at: str
    message: str | None


HealthKind: TypeAlias = Literal['connection', 'sync', 'endpoint', 'partner']


HealthRemedyMethod: TypeAlias = Literal['GET', 'POST', 'PATCH']


HealthState: TypeAlias = Literal['healthy', 'syncing', 'delayed', 'waiting_for_quota', 'partial', 'held', 'paused', 'action_required']


class HealthSummary(TypedDict):
    counts: HealthCounts
    looked_at: str | None
    """
    When that was, usually less than a minute ago; null if nobody has looked yet
    """


HoldReason: TypeAlias = Literal['disabled', 'paused', 'breaker', 'capacity', 'ordering', 'replay', 'suspended', 'transformation']


class IdentityBatch(TypedDict):
    identities: list[CreateIdentity]


class IdentityEnd(TypedDict):
    subject: str
    """
    Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id
    """
    occurred_at: NotRequired[Instant]
    """
    When it happened; now, if omitted. It may be long ago, but not in the future
    """
    sandbox_id: NotRequired[str]
    """
    Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
    """


IdentityResultStatus: TypeAlias = Literal['changed', 'unchanged', 'failed']


IdentityStatus: TypeAlias = Literal['changed', 'unchanged']


class IgnoredJwk(TypedDict):
    kty: str | None
    kid: str | None
    reason: str


ImportDealsDelimiter: TypeAlias = Literal[',', ';', '|', 'tab']


class InboundEventDetailPayload(TypedDict):
    content_type: str | None
    bytes: int
    body: str | None
    """
    The webhook as it arrived. Null without the scope connections:payloads
    """


InboundEventEffect: TypeAlias = Literal['changed', 'gone', 'uninstalled', 'other']


InboundEventStatus: TypeAlias = Literal['pending', 'processed', 'failed', 'superseded']


class InboundReceipt(TypedDict):
    accepted: NotRequired[int]
    """
    Number of events that were new. Repeats are recognised and have no effect
    """
    challenge: NotRequired[str]
    """
    Repeats what the vendor sent to verify the URL
    """


class InboundSecretRotation(TypedDict):
    secret: str
    """
    What the webhooks are signed with: the signing secret or client secret that the vendor shows; for SendGrid its public key
    """
    overlap_h: NotRequired[float]
    """
    Hours for which the older secrets stay valid. 0 ends them immediately. Default: webhooks.secret_overlap_h
    """


class InboundSourceSecret(TypedDict):
    created_at: str
    expires_at: str | None


IntrospectionCnf = TypedDict(
    'IntrospectionCnf',
    {
        'x5t#S256': str
    },
)


class Jwk(TypedDict):
    kty: str
    kid: str


class JwkInput(TypedDict):
    kty: str
    kid: NotRequired[str]


class Jwks(TypedDict):
    """
    RFC 7517. Contains the keys that sign now, those that will sign next, and those whose tokens have not expired
    """

    keys: list[Jwk]


class JwksInput(TypedDict):
    keys: list[JwkInput]


class LevelRequirementDeals(TypedDict):
    measure: Literal['deals']
    at_least: int


class LevelRequirementDealsInput(TypedDict):
    measure: Literal['deals']
    at_least: int


class LevelRequirementField(TypedDict):
    measure: Literal['field']
    field: str
    """
    A number, or a list whose items count, in the partner's fields, such as certifications
    """
    at_least: int


class LevelRequirementFieldInput(TypedDict):
    measure: Literal['field']
    field: str
    """
    A number, or a list whose items count, in the partner's fields, such as certifications
    """
    at_least: int


class LevelRequirementRevenue(TypedDict):
    measure: Literal['revenue']
    at_least: str


class LevelRequirementRevenueInput(TypedDict):
    measure: Literal['revenue']
    at_least: str


class Link(TypedDict):
    code: str
    url: str
    """
    What the partner publishes
    """
    target: str
    partner_id: str
    campaign: str | None
    created_at: str
    disabled_at: str | None
    """
    Since then it leads nowhere
    """


class LinkList(TypedDict):
    data: list[Link]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


ListDealsSort: TypeAlias = Literal['-created_at', 'created_at', '-updated_at', 'updated_at']


ListSyncConflictsState: TypeAlias = Literal['open', 'resolved']


ListedHealthKind: TypeAlias = Literal['connection', 'sync', 'endpoint']


LivenessStatus: TypeAlias = Literal['alive']


LostReason: TypeAlias = Literal['no_subject', 'no_touch', 'outside_window', 'blocked_source', 'bot']


class MatchedCompany(TypedDict):
    id: str
    """
    ID of the deal or of the account
    """
    kind: DealMatchKind
    partner_id: str | None
    """
    Partner of the deal. Null for an account
    """
    name: str
    websites: list[str]
    email_domains: list[str]
    duns: str | None
    address: Address | None


class MergeDeal(TypedDict):
    into: str
    """
    ID of the deal that stays open
    """
    comment: NotRequired[str]
    """
    Visible only to the company
    """


class MissingScope(TypedDict):
    name: str
    setting: str
    """
    Where an administrator grants it
    """


class Money(TypedDict):
    amount: str
    currency: str


class MoneyInput(TypedDict):
    amount: str
    currency: str


MoneyOrCount: TypeAlias = Money | Count


class NumbersByModel(TypedDict):
    first_touch: float
    last_touch: float
    last_non_direct: float
    linear: float
    position_based: float
    time_decay: float
    w_shaped: float
    full_path: float
    markov: float
    shapley: float


OauthClientAuthMethod: TypeAlias = Literal['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth']


class OauthClientJwks(TypedDict):
    keys: list[dict[str, Any]]
    ignored: NotRequired[list[IgnoredJwk]]
    """
    What else was in the set, and why it is not used
    """


OauthClientStatus: TypeAlias = Literal['active', 'revoked']


class OauthError(TypedDict):
    """
    Error response in the format of RFC 6749
    """

    error: str
    """
    Stable error code for programs
    """
    error_description: str


class ObjectiveBurn(TypedDict):
    long_window_s: int
    short_window_s: int
    long_rate: float
    """
    How fast the error budget was used in the long window: 1 uses it up exactly
    """
    short_rate: float
    max_rate: float
    is_burning: bool
    """
    Both rates are at least `max_rate`: it matters, and it is still so
    """


ObjectiveName: TypeAlias = Literal['delivery_success', 'delivery_latency', 'freshness']


class OidcSettings(TypedDict):
    kind: Literal['oidc']
    issuer: str
    """
    The issuer, exactly as the provider names itself in its discovery document (`<issuer>/.well-known/openid-configuration`)
    """
    client_id: str
    """
    What the provider calls this installation
    """
    scopes: list[str]
    """
    Asked for beside `openid`. Some providers send groups only for a scope such as `groups`. Default: `["email","profile"]`
    """
    groups_claim: str
    """
    The claim with the groups of the person
    """


class OidcSettingsInput(TypedDict):
    kind: Literal['oidc']
    issuer: str
    """
    The issuer, exactly as the provider names itself in its discovery document (`<issuer>/.well-known/openid-configuration`)
    """
    client_id: str
    """
    What the provider calls this installation
    """
    scopes: NotRequired[list[str]]
    """
    Asked for beside `openid`. Some providers send groups only for a scope such as `groups`. Default: `["email","profile"]`
    """
    groups_claim: NotRequired[str]
    """
    The claim with the groups of the person
    """
    client_secret: NotRequired[str]
    """
    Stored encrypted and never shown. Omitted for a client without one. In a change, omit it to keep the present one, as long as `issuer` and `client_id` stay
    """


OnConflict: TypeAlias = Literal['review', 'reject']


OpenDealStage: TypeAlias = Literal['prospect', 'qualified', 'technical_validation', 'business_validation', 'committed']


class OpsgenieSecretsInput(TypedDict):
    api_key: str
    """
    The key of an API integration
    """


OrderingOnDeadLetter: TypeAlias = Literal['block', 'skip']


class OverrideDeal(TypedDict):
    conflict: NotRequired[Literal['clear']]
    """
    Ignore the conflict, so that the deal can be approved
    """
    stage: NotRequired[OpenDealStage]
    """
    The new stage, whatever the current stage is
    """
    protected_until: NotRequired[Instant]
    """
    New end of the protection. Only for an approved deal
    """
    review_due_at: NotRequired[Instant]
    """
    New due date of the review. Only for a deal that waits for a decision or for the partner
    """
    reason: str
    """
    Visible only to the company
    """


class PagerdutySecretsInput(TypedDict):
    routing_key: str
    """
    The integration key of an "Events API v2" integration
    """


PaperFormat: TypeAlias = Literal['json', 'csv', 'html', 'pdf']


class PartnerAccuracy(TypedDict):
    partner_id: str
    conversions: int
    """
    That one of its touches preceded
    """
    explained: int
    share: float | None
    """
    Explained / conversions; null if there are none
    """


PartnerContactRole: TypeAlias = Literal['technical', 'business', 'billing', 'security']


PartnerFeatureFlagBecause: TypeAlias = Literal['override', 'on', 'off', 'rollout']


PartnerLeagueSort: TypeAlias = Literal['revenue_net', 'revenue_sourced', 'cost', 'customers', 'leads', 'roi', 'roas']


PartnerLevelChangeKind: TypeAlias = Literal['promotion', 'demotion', 'set', 'replaced']


PartnerScope: TypeAlias = Literal['partner:read', 'credentials:read', 'credentials:write', 'users:read', 'users:write', 'webhooks:read', 'webhooks:write', 'deals:read', 'deals:write', 'touches:write', 'exports:read', 'reports:read', 'commissions:dispute', 'commissions:read']


PartnerStatus: TypeAlias = Literal['pending', 'active', 'suspended', 'deleted']


PartnerTaskKind: TypeAlias = Literal['deal_question', 'deal_rejected', 'protection_ends', 'endpoint_failing', 'endpoint_secret_ends', 'api_key_ends', 'client_secret_ends', 'dispute_answered', 'statement_ready']


PartnerTier: TypeAlias = Literal['sandbox', 'standard', 'enterprise']


class PauseConnection(TypedDict):
    reason: NotRequired[str]


class PayeeTax(TypedDict):
    vat_id: str | None
    vat_rate: str | None
    withholding_rate: str | None
    country: str | None


class PayeeTaxInput(TypedDict):
    vat_id: NotRequired[str | None]
    vat_rate: NotRequired[str | None]
    withholding_rate: NotRequired[str | None]
    country: NotRequired[str | None]


class PayoutBatchPayouts(TypedDict):
    collected: int
    sent: int
    confirmed: int
    failed: int


PayoutBatchState: TypeAlias = Literal['collecting', 'awaiting_approval', 'sending', 'awaiting_results', 'finished', 'cancelled', 'failed']


PayoutExportFormat: TypeAlias = Literal['json', 'csv', 'pain001']


PayoutOutcomeKind: TypeAlias = Literal['changed', 'unchanged', 'refused', 'unknown']


PayoutProvider: TypeAlias = Literal['file', 'sandbox']


PayoutResultKind: TypeAlias = Literal['confirmed', 'failed']


PayoutState: TypeAlias = Literal['collected', 'sent', 'confirmed', 'failed']


PlanAssignmentTarget: TypeAlias = Literal['partner', 'level', 'programme']


PlatformEventTypeSeverity: TypeAlias = Literal['error', 'warn', 'info']


class PreviousEndpointSecret(TypedDict):
    secret: str | None
    """
    Secret that the receiver verifies signatures with (`whsec_…`). Null for v1a, whose private key is never returned
    """
    public_key: str | None
    """
    Public key that the receiver verifies signatures with (`whpk_…`). Only for v1a
    """
    expires_at: str


ProgrammeEffect: TypeAlias = Literal['submission', 'review_due', 'conflict', 'decision', 'protection', 'extension']


class ProgrammePreviewEffect(TypedDict):
    effect: ProgrammeEffect
    """
    submission: whether it can be submitted (`accepted`, `refused`). review_due: when the decision would be due. conflict: what its submission would find (`clear`, `possible`, `conflict`). decision: what the rules then do (`approve`, `reject`, or `review` by a person). protection: when it would end. extension: until when one extension would protect; null if none is allowed
    """
    deals: int


class ProgrammePreviewUntouched(TypedDict):
    protections: int
    """
    Approved deals. They keep the end of the protection that they have, and their extensions
    """
    reviews: int
    """
    Deals in review. They keep their due date, and what their submission found
    """
    questions: int
    """
    Deals that need action. They keep the date until which the partner has to answer
    """


class ProgrammeSettingsDuplicates(TypedDict):
    possible: float
    """
    Matches with at least this score are reviewed by a person
    """
    conflict: float
    on_conflict: OnConflict
    """
    Default: `review`
    """


class ProgrammeSettingsReview(TypedDict):
    sla_business_days: int
    time_zone: str
    holidays: list[str]
    """
    Default: `[]`
    """
    reminder_at: float
    """
    Share of the review time after which the reviewers are reminded
    """
    action_days: int
    """
    Days that a partner has to make the requested changes before the deal expires
    """


class PromotionCheck(TypedDict):
    check: str
    passed: bool
    detail: str
    """
    Result of the check, and what to do if it failed
    """


class PromotionChecks(TypedDict):
    ready: bool
    checks: list[PromotionCheck]


PromotionStatus: TypeAlias = Literal['checking', 'blocked', 'promoted']


PromotionTier: TypeAlias = Literal['standard', 'enterprise']


ProtectionStart: TypeAlias = Literal['submission', 'approval']


class PublishEvent(TypedDict):
    type: str
    """
    Words separated by dots, from general to specific
    """
    data: dict[str, Any]
    """
    The payload: a JSON object that matches the type’s schema, at most 256 KiB
    """
    occurred_at: NotRequired[Instant]
    """
    When the event happened. The default is now
    """
    id: NotRequired[str]
    """
    Your own unique id of the event. Publishing it again returns the first event
    """
    partner_ids: NotRequired[list[str]]
    """
    Deliver only to those of these partners that subscribe to the type. The default is every subscribed partner
    """
    ordering_key: NotRequired[str]
    """
    Endpoints with ordering enabled receive the events of one key in order, one at a time
    """


class PurgeDeadLettersResult(TypedDict):
    count: int
    has_more: bool
    """
    One call processes at most 50000 dead letters. Repeat it until this is false
    """
    dry_run: bool


class PutFeatureFlag(TypedDict):
    description: NotRequired[str]
    enabled: bool
    """
    False disables the flag for every partner without an override
    """
    rollout_percent: NotRequired[float | None]
    """
    Percentage of partners that have the flag when it is enabled. A stable hash selects them, so a partner keeps the flag as the percentage grows. Null means all
    """


class QuotaLeft(TypedDict):
    text: str
    left: int
    max: int
    resets_at: str | None


RankedTouchSource: TypeAlias = Literal['utm', 'referral_header', 'api_key']


class RateLimit(TypedDict):
    per_minute: int
    burst: int


class RateLimitInput(TypedDict):
    per_minute: int
    burst: int


class ReadinessCheck(TypedDict):
    name: str
    ok: bool
    required: bool
    """
    Whether the API cannot work without this dependency
    """
    detail: str


ReadinessStatus: TypeAlias = Literal['ready', 'degraded', 'unavailable']


class ReasonGiven(TypedDict):
    reason: NotRequired[str]
    """
    Shown as state_reason
    """


class ReassignDeal(TypedDict):
    assignee: NotRequired[str | None]
    """
    The person at the company who is responsible for the deal from now on; null for nobody
    """
    partner_id: NotRequired[str]
    """
    The new partner of the deal. It must be active, and in production or a sandbox like the current partner
    """
    reason: str
    """
    Visible only to the company
    """


class ReconcileRequest(TypedDict):
    nights: NotRequired[list[Day]]
    """
    By which dates the runs are filed, one after the other; by default today. Each compares what both sides have when it runs
    """
    dry_run: NotRequired[bool]
    """
    What is found is only reported; by default as the sync's plan says
    """


class ReconciliationFindingCause(TypedDict):
    kind: str
    message: str
    id: str | None


class ReconciliationFindingIgnored(TypedDict):
    reason: str
    until: str | None
    by: str


class ReconciliationIgnore(TypedDict):
    reason: str
    until: NotRequired[Instant]
    """
    By default until the values change
    """


class ReconciliationPlan(TypedDict):
    sync_id: str
    time_of_day: str
    """
    When each night begins, in the time zone. If a clock change skips the time, the night begins at the change
    """
    time_zone: str | None
    """
    Null: that of the sync's mapping
    """
    paused: bool
    """
    No night begins by itself
    """
    dry_run: bool
    """
    What is found is only reported
    """
    max_repair_percent: int
    """
    A night that would repair more of the linked records waits for a yes
    """
    max_delete_percent: int
    """
    The same for deletions among the repairs
    """
    next_night_at: str | None
    """
    When the next night is due; it begins within ten minutes. Null while paused
    """


class ReconciliationPlanSettings(TypedDict):
    time_of_day: NotRequired[str]
    """
    When each night begins, in the time zone. If a clock change skips the time, the night begins at the change
    """
    time_zone: NotRequired[str | None]
    """
    Null: that of the sync's mapping
    """
    paused: NotRequired[bool]
    """
    No night begins by itself
    """
    dry_run: NotRequired[bool]
    """
    What is found is only reported
    """
    max_repair_percent: NotRequired[int]
    """
    A night that would repair more of the linked records waits for a yes
    """
    max_delete_percent: NotRequired[int]
    """
    The same for deletions among the repairs
    """


ReconciliationRepairs = TypedDict(
    'ReconciliationRepairs',
    {
        'ids': NotRequired[list[str]],
        'class': NotRequired[FindingClass],
        'field': NotRequired[str],
        'object': NotRequired[str],
        'dry_run': NotRequired[bool],
    },
)


class ReconciliationRepairsResult(TypedDict):
    findings: int
    """
    Findings that the owner rules can repair
    """
    records: int
    """
    Records that are written
    """
    deletions: int
    """
    Records among them that are deleted
    """
    repairing: int
    """
    Findings that are being repaired now: at most 10,000 of one request
    """


class ReconciliationReportCause(TypedDict):
    kind: str
    message: str
    findings: int
    example_id: str | None


class ReconciliationReportCheck(TypedDict):
    check: str
    """
    The object of the mapping; for a book, what was checked
    """
    title: str
    compared: int
    a_records: int | None
    """
    Records that were read of A
    """
    b_records: int | None
    problem: str | None
    """
    Why it could not be compared to its end
    """


ReconciliationReportCount = TypedDict(
    'ReconciliationReportCount',
    {
        'object': str,
        'class': FindingClass,
        'field': str | None,
        'found': int,
        'open': int,
        'ignored': int,
        'repairing': int,
        'repaired': int,
        'failed': int,
        'settled': int,
    },
)


class ReconciliationReportDrift(TypedDict):
    records: int
    """
    Records with a difference
    """
    findings: int
    repaired: int
    repairing: int
    needs_person: int
    """
    Differences that no rule decides, or whose repair failed
    """


ReconciliationReportFormat: TypeAlias = Literal['json', 'csv', 'html']


class ReconciliationReportSince(TypedDict):
    reconciliation_id: str
    night: str
    new: int
    still: int
    gone: int | None
    """
    Null if this night is incomplete: then nobody knows
    """


class ReconciliationReportTimeToSync(TypedDict):
    writes: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float


ReconciliationState: TypeAlias = Literal['queued', 'running', 'waiting', 'completed', 'incomplete', 'failed', 'skipped', 'cancelled']


ReconciliationTrigger: TypeAlias = Literal['schedule', 'request', 'backfill']


class ReconcilingRun(TypedDict):
    id: str
    night: str


class RejectDeal(TypedDict):
    reason: str
    """
    Visible to the partner
    """


class ReplayDeadLettersResult(TypedDict):
    count: int
    """
    Number of dead letters that are replayed or purged. With dry_run: total number that match
    """
    has_more: bool
    """
    One call processes at most 50000 dead letters. Repeat it until this is false
    """
    endpoints: list[str]
    """
    Endpoints that the dead letters are sent to; empty with dry_run
    """
    dry_run: bool


class ReplayInboundEventsResult(TypedDict):
    count: int
    """
    Number of events that are replayed. With dry_run: total number that match
    """
    has_more: bool
    """
    One call processes at most 50000 events, the oldest first. Repeat it with next_cursor until this is false
    """
    next_cursor: str | None
    dry_run: bool


ReplayMissing = TypedDict(
    'ReplayMissing',
    {
        'from': Instant,
        'to': Instant,
        'event_types': NotRequired[list[str]],
        'dry_run': NotRequired[bool],
    },
)


class ReplayMissingResult(TypedDict):
    count: int
    """
    Number of deliveries that were created, or would be created with dry_run
    """
    dry_run: bool


ReportFormat: TypeAlias = Literal['json', 'csv']


class ReportVersions(TypedDict):
    attribution: int
    fx_import: int | None
    rules: int | None


ReportWindow = TypedDict(
    'ReportWindow',
    {
        'from': str,
        'to': str,
        'time_zone': str,
    },
)


ResendChannelInput = TypedDict(
    'ResendChannelInput',
    {
        'kind': Literal['resend'],
        'from': str,
        'to': list[str],
        'secrets': EmailApiSecretsInput,
    },
)


class RetryBackoff(TypedDict):
    base_s: float
    multiplier: float
    max_attempts: int
    max_delay_s: NotRequired[float]
    jitter: float
    """
    Share by which a delay varies in both directions
    """
    deadline_s: int
    """
    Seconds after acceptance at which the delivery is dead-lettered
    """


class RetryBackoffInput(TypedDict):
    base_s: float
    multiplier: float
    max_attempts: int
    max_delay_s: NotRequired[float]
    jitter: NotRequired[float]
    """
    Share by which a delay varies in both directions
    """
    deadline_s: NotRequired[int]
    """
    Seconds after acceptance at which the delivery is dead-lettered
    """


class RetrySchedule(TypedDict):
    schedule_s: list[float]
    jitter: float
    """
    Share by which a delay varies in both directions
    """
    deadline_s: int
    """
    Seconds after acceptance at which the delivery is dead-lettered
    """


class RetryScheduleInput(TypedDict):
    schedule_s: list[float]
    jitter: NotRequired[float]
    """
    Share by which a delay varies in both directions
    """
    deadline_s: NotRequired[int]
    """
    Seconds after acceptance at which the delivery is dead-lettered
    """


class RevenueBonus(TypedDict):
    name: str
    per: BonusPeriod
    """
    In which time it is reached. Each period has its own bonus
    """
    amount: str
    measure: Literal['revenue']
    at_least: str


class RevenueBonusInput(TypedDict):
    name: str
    per: BonusPeriod
    """
    In which time it is reached. Each period has its own bonus
    """
    amount: str
    measure: Literal['revenue']
    at_least: str


RevenueKind: TypeAlias = Literal['sale', 'refund', 'subscription_started', 'subscription_changed', 'subscription_stopped']


RewardTier = TypedDict(
    'RewardTier',
    {
        'from': str,
        'to': str | None,
        'percent': str,
    },
)


RewardTierInput = TypedDict(
    'RewardTierInput',
    {
        'from': str,
        'to': str | None,
        'percent': str,
    },
)


RoiMeasure: TypeAlias = Literal['revenue_net', 'revenue_gross', 'refunds', 'tax', 'revenue_sourced', 'revenue_influenced', 'cost', 'leads', 'opportunities', 'customers', 'monthly_revenue', 'subscribers']


RoiPeriod: TypeAlias = Literal['day', 'week', 'month']


class RotateApiKey(TypedDict):
    overlap_s: NotRequired[int]
    """
    Seconds for which the old key continues to work. Default: one day. Use 0 to end it immediately, for example after a leak
    """
    expires_at: NotRequired[Instant]
    """
    When the new key expires. Default: never
    """


class RotateEndpointSecret(TypedDict):
    overlap_h: NotRequired[float]
    """
    Hours for which the current secret continues to sign. Use 0 to end all older secrets immediately, for example after a leak
    """
    signing: NotRequired[EndpointSigning]
    """
    Signing scheme of the new secret. Default: the current scheme
    """


class RotateOauthClientSecret(TypedDict):
    overlap_s: NotRequired[int]
    """
    Seconds for which the current secret continues to work. Default: one day. Use 0 to end all older secrets immediately, for example after a leak
    """


class SamlSettings(TypedDict):
    kind: Literal['saml']
    entity_id: str
    """
    The entity ID of the identity provider, exactly as its metadata has it
    """
    sso_url: str
    """
    Where browsers are sent: the SingleSignOnService with the binding HTTP-Redirect
    """
    certificates: list[str]
    """
    With which it signs assertions: PEM, or the base64 of its metadata. Several while it changes them
    """
    groups_attribute: str
    """
    The attribute with the groups of the person
    """
    allow_idp_initiated: bool
    """
    Whether people may begin at the identity provider. Then somebody else can sign a browser in as themselves, so leave it off if you can
    """


class SamlSettingsInput(TypedDict):
    kind: Literal['saml']
    entity_id: str
    """
    The entity ID of the identity provider, exactly as its metadata has it
    """
    sso_url: str
    """
    Where browsers are sent: the SingleSignOnService with the binding HTTP-Redirect
    """
    certificates: list[str]
    """
    With which it signs assertions: PEM, or the base64 of its metadata. Several while it changes them
    """
    groups_attribute: NotRequired[str]
    """
    The attribute with the groups of the person
    """
    allow_idp_initiated: NotRequired[bool]
    """
    Whether people may begin at the identity provider. Then somebody else can sign a browser in as themselves, so leave it off if you can
    """


SandboxStatus: TypeAlias = Literal['provisioning', 'ready']


class ScimToken(TypedDict):
    url: str
    """
    The address of SCIM, which providers call the tenant URL or base URL
    """
    token: str
    """
    Returned only here
    """


Scope: TypeAlias = Literal['partner:read', 'credentials:read', 'credentials:write', 'users:read', 'users:write', 'webhooks:read', 'webhooks:write', 'deals:read', 'deals:write', 'touches:write', 'exports:read', 'reports:read', 'commissions:dispute', 'commissions:read', 'events:write', 'event_types:write', 'deals:review', 'partners:read', 'partners:write', 'accounts:read', 'accounts:write', 'attribution:write', 'commissions:manage', 'payouts:read', 'payouts:approve', 'connections:read', 'connections:write', 'connections:payloads', 'syncs:read', 'syncs:write', 'alerts:read', 'alerts:write', 'audit:read', 'embeds:manage', 'platform_endpoints:read', 'platform_endpoints:write']


SendgridRegion: TypeAlias = Literal['global', 'eu']


class ServiceObjective(TypedDict):
    name: ObjectiveName
    """
    `delivery_success`: of the deliveries that were tried, those that arrived. `delivery_latency`: of those that should have arrived by now, the ones that did within `within_s`. `freshness`: of the watched time, that in which records could be read and written when they should
    """
    target_percent: float
    within_s: int | None
    good_percent: float | None
    """
    Of the last seven days; null if nothing was counted
    """
    total: float
    """
    Deliveries, or watched seconds, of the last seven days
    """
    budget_left_percent: float
    """
    What is left of the week's error budget. Below 0 the objective is missed
    """
    burns: list[ObjectiveBurn]
    is_burning: bool
    counted_from: str | None
    """
    Set if there were too many deliveries to count: only those since this time were
    """


class Session(TypedDict):
    id: str
    network: str
    """
    Network that it was begun from: an IPv4 address, or the first half of an IPv6 address
    """
    user_agent: str
    """
    The browser, as it called itself
    """
    created_at: str
    last_seen_at: str
    """
    Time of its last request, to the minute
    """
    expires_at: str
    """
    It ends at this time, or after 30 minutes without a request
    """


class SessionList(TypedDict):
    data: list[Session]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class SetAlertRoutesRouteEscalation(TypedDict):
    after_min: int
    channel_id: str


SetAlertRoutesRouteQuietHours = TypedDict(
    'SetAlertRoutesRouteQuietHours',
    {
        'from': str,
        'until': str,
        'time_zone': NotRequired[str],
    },
)


SetPartnerLevel = TypedDict(
    'SetPartnerLevel',
    {
        'level': str,
        'from': NotRequired[Day],
        'keep_until': NotRequired[Day | None],
        'reason': str,
    },
)


class SignIn(TypedDict):
    email: str
    password: str


class SignInLink(TypedDict):
    url: str
    """
    Opens the page where the person chooses a password. It works once, and is returned only here
    """
    expires_at: str


class SignInWayConnection(TypedDict):
    id: str
    name: str
    url: str
    """
    Open it in the browser, with `return_to` if another page of the console is meant
    """


class SignOut(TypedDict):
    everywhere: NotRequired[bool]


class SignedInViewing(TypedDict):
    partner_id: str
    name: str


class SignedMoney(TypedDict):
    amount: str
    currency: str


SignedSourceAlgorithm: TypeAlias = Literal['sha1', 'sha256', 'sha512']


SignedSourceEncoding: TypeAlias = Literal['hex', 'base64', 'base64url']


SignedSourceTimestampUnit: TypeAlias = Literal['s', 'ms']


class SlackBotSecretsInput(TypedDict):
    token: str
    """
    The bot token (`xoxb-…`), with the scope `chat:write`
    """


class SlackWebhookSecretsInput(TypedDict):
    url: str
    """
    Whoever knows this URL can post
    """


class SmtpSecretsInput(TypedDict):
    password: NotRequired[str]


SmtpSecurity: TypeAlias = Literal['starttls', 'tls', 'none']


class SnoozeAlert(TypedDict):
    until: Instant | None
    """
    At most 30 days from now. Null: no longer
    """


class SsoDomain(TypedDict):
    domain: str
    verified_at: str | None
    """
    Null: it does not count yet
    """
    txt_record: str
    """
    The TXT record of `_causeway.<domain>` that verifies it
    """


SsoSettings: TypeAlias = OidcSettings | SamlSettings


SsoSettingsInput: TypeAlias = OidcSettingsInput | SamlSettingsInput


class SuspendPartner(TypedDict):
    reason: str
    """
    Returned to the partner with every rejected request
    """


class SyncBothFields(TypedDict):
    a: str
    b: str


class SyncBothFieldsInput(TypedDict):
    a: str
    b: str


class SyncDismissal(TypedDict):
    reason: str


SyncFieldDirection: TypeAlias = Literal['a_to_b', 'b_to_a', 'both']


SyncFieldOwner: TypeAlias = Literal['a', 'b', 'newest', 'prefer_a', 'prefer_b', 'none']


class SyncFieldTransformDomain(TypedDict):
    kind: Literal['domain']


class SyncFieldTransformDomainInput(TypedDict):
    kind: Literal['domain']


class SyncFieldTransformJsonata(TypedDict):
    kind: Literal['jsonata']
    expression: str
    reads: list[str]


class SyncFieldTransformJsonataInput(TypedDict):
    kind: Literal['jsonata']
    expression: str
    reads: list[str]


class SyncFieldTransformLowercase(TypedDict):
    kind: Literal['lowercase']


class SyncFieldTransformLowercaseInput(TypedDict):
    kind: Literal['lowercase']


class SyncFieldTransformTrim(TypedDict):
    kind: Literal['trim']


class SyncFieldTransformTrimInput(TypedDict):
    kind: Literal['trim']


class SyncFieldTransformTruncate(TypedDict):
    kind: Literal['truncate']
    length: int


class SyncFieldTransformTruncateInput(TypedDict):
    kind: Literal['truncate']
    length: int


class SyncFieldTransformUppercase(TypedDict):
    kind: Literal['uppercase']


class SyncFieldTransformUppercaseInput(TypedDict):
    kind: Literal['uppercase']


SyncFieldType: TypeAlias = Literal['text', 'number', 'money', 'boolean', 'date', 'time', 'choice', 'choices', 'reference']


class SyncFieldValue(TypedDict):
    a: str
    b: str


class SyncFieldValueInput(TypedDict):
    a: str
    b: str


class SyncLink(TypedDict):
    id: str


class SyncObjectCompany(TypedDict):
    name: SyncBothFields
    domain: NotRequired[SyncBothFields]
    """
    The website, or an e-mail address at its domain
    """


class SyncObjectCompanyInput(TypedDict):
    name: SyncBothFieldsInput
    domain: NotRequired[SyncBothFieldsInput]
    """
    The website, or an e-mail address at its domain
    """


class SyncObjectLinkDomain(TypedDict):
    how: Literal['domain']
    a: str
    b: str


class SyncObjectLinkDomainInput(TypedDict):
    how: Literal['domain']
    a: str
    b: str


class SyncObjectLinkEmail(TypedDict):
    how: Literal['email']
    a: str
    b: str


class SyncObjectLinkEmailInput(TypedDict):
    how: Literal['email']
    a: str
    b: str


class SyncObjectLinkExternalId(TypedDict):
    how: Literal['external_id']
    a: str
    b: str


class SyncObjectLinkExternalIdInput(TypedDict):
    how: Literal['external_id']
    a: str
    b: str


SyncObjectLinkInput: TypeAlias = SyncObjectLinkExternalIdInput | SyncObjectLinkDomainInput | SyncObjectLinkEmailInput


class SyncObjectSubscriptions(TypedDict):
    object: str
    parent: str


class SyncObjectSubscriptionsInput(TypedDict):
    object: str
    parent: str


SyncOutcome: TypeAlias = Literal['create', 'update', 'unchanged', 'skip']


SyncPresetRequestPreset: TypeAlias = Literal['crm_billing', 'deals_crm']


class SyncPreviewConflict(TypedDict):
    a_id: str
    b_id: str
    field: str


class SyncPreviewRecord(TypedDict):
    a_id: str | None
    b_id: str | None
    name: str | None
    """
    The first of its values that is mapped
    """
    outcome: SyncOutcome
    reason: str | None
    """
    Why it is skipped, or what else is to be known of it
    """


class SyncRetried(TypedDict):
    retried: int


SyncRunKind: TypeAlias = Literal['incremental', 'backfill', 'hinted']


SyncRunState: TypeAlias = Literal['running', 'completed', 'partial', 'failed', 'cancelled']


SyncSide: TypeAlias = Literal['a', 'b']


SyncState: TypeAlias = Literal['active', 'paused']


class SyncTestRequest(TypedDict):
    object: str
    """
    The name of an object map
    """
    a_id: NotRequired[str]
    """
    The record of A
    """
    b_id: NotRequired[str]
    """
    The record of B, or the counterpart of `a_id`
    """
    take_back: NotRequired[bool]
    """
    False: it stays. The sync must be active, and syncs this record before all others
    """


SyncTestState: TypeAlias = Literal['running', 'completed', 'left', 'failed']


class SyncTestWriteField(TypedDict):
    field: str
    before: Any
    """
    one of: a text, a number, true or false, a list
    """
    after: Any
    """
    one of: a text, a number, true or false, a list
    """


SyncTestWriteOperation: TypeAlias = Literal['create', 'update']


SyncTestWriteState: TypeAlias = Literal['trying', 'tried', 'refused', 'taken_back', 'left']


SyncWriteOperation: TypeAlias = Literal['create', 'update', 'delete']


SyncWriteReason: TypeAlias = Literal['not_readable', 'not_mapped', 'not_allowed', 'too_long', 'missing', 'invalid', 'duplicate', 'forbidden', 'gone', 'changed', 'busy', 'not_kept', 'parent_missing', 'deleted', 'unclear_link']


SyncWriteState: TypeAlias = Literal['waiting', 'acked', 'failed', 'superseded', 'dismissed']


class TestPartnerWebhooks(TypedDict):
    endpoint_id: NotRequired[str]
    """
    Endpoint to test. Default: all enabled endpoints
    """


class TestSentDelivery(TypedDict):
    id: str
    endpoint_id: str


class TestSentEvent(TypedDict):
    id: str
    type: str


TextFile: TypeAlias = str
"""
A file of text, sent as a stream
"""


TieredRewardMode: TypeAlias = Literal['marginal', 'whole_amount']


TieredRewardOver: TypeAlias = Literal['sale', 'period_revenue']


class TokenForm(TypedDict):
    token: str
    token_type_hint: NotRequired[str]
    """
    Ignored: there are only access tokens
    """
    client_id: NotRequired[str]
    client_secret: NotRequired[str]
    """
    client_secret_post
    """
    client_assertion_type: NotRequired[str]
    """
    private_key_jwt: urn:ietf:params:oauth:client-assertion-type:jwt-bearer
    """
    client_assertion: NotRequired[str]
    """
    private_key_jwt: a JWT with iss = sub = client_id, aud = the issuer or this URL, exp, and a jti that is used only once
    """


class TokenRequest(TypedDict):
    grant_type: str
    """
    Must be `client_credentials`
    """
    scope: NotRequired[str]
    """
    Requested scopes, separated by spaces. Default: all scopes of the client
    """
    client_id: NotRequired[str]
    client_secret: NotRequired[str]
    """
    client_secret_post
    """
    client_assertion_type: NotRequired[str]
    """
    private_key_jwt: urn:ietf:params:oauth:client-assertion-type:jwt-bearer
    """
    client_assertion: NotRequired[str]
    """
    private_key_jwt: a JWT with iss = sub = client_id, aud = the issuer or this URL, exp, and a jti that is used only once
    """


class TokenResponse(TypedDict):
    access_token: str
    """
    A JWT (RFC 9068). Send it as "Authorization: Bearer …"
    """
    token_type: Literal['Bearer']
    expires_in: int
    """
    Lifetime in seconds
    """
    scope: str


TouchSource: TypeAlias = Literal['utm', 'referral_header', 'api_key', 'deal_registration', 'link', 'overlap', 'manual', 'direct']


class TransformationPreviewSample(TypedDict):
    type: str
    """
    Words separated by dots, from general to specific
    """
    version: NotRequired[int]
    """
    Schema version of the data. Default: the newest
    """
    data: Any
    """
    The payload to transform
    """


class TransformationPreviewed(TypedDict):
    data: Any
    """
    The `data` that would be sent
    """
    bytes: int
    """
    Size of `data` as JSON
    """
    duration_ms: float
    """
    Duration of the transformation, including the wait for other payloads
    """


class UpdateConnection(TypedDict):
    name: NotRequired[str]
    budget_percent: NotRequired[int]
    """
    The part that Causeway may use, in percent, of the limits of the vendor that other applications share: of daily quotas, calls a second, and calls at once
    """
    pull_changes: NotRequired[bool]
    """
    Read the vendor's own log of changes every minute, for an installation that its webhooks cannot reach. Only vendors that keep one, with `oauth`
    """


class UpdateDeal(TypedDict):
    """
    Each field in the request replaces the current value as a whole; null removes it
    """

    customer: NotRequired[DealCustomerInput | None]
    title: NotRequired[str | None]
    problem: NotRequired[str | None]
    expected_value: NotRequired[MoneyInput | None]
    frequency: NotRequired[DealFrequency | None]
    close_date: NotRequired[Day | None]
    type: NotRequired[DealType | None]
    origin: NotRequired[DealOrigin | None]
    competitor: NotRequired[str | None]
    sales_activities: NotRequired[list[str] | None]
    team: NotRequired[list[DealContactInput] | None]
    custom: NotRequired[dict[str, Any] | None]
    metadata: NotRequired[dict[str, Any] | None]
    """
    At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. It may be changed in every state
    """


class UpdateOauthClient(TypedDict):
    """
    Only the fields in the request change
    """

    name: NotRequired[str]
    """
    A name that tells people what the client is
    """
    scopes: NotRequired[list[PartnerScope]]
    """
    `partner:read`: Read your partner profile, limits and feature flags. `credentials:read`: List your API keys and OAuth clients, without their secrets. `credentials:write`: Create, rotate and revoke your API keys and OAuth clients. `users:read`: Read the people of your company who can sign in, and their sessions. `users:write`: Invite, change and disable the people of your company, and end their sessions. `webhooks:read`: Read endpoints, events, deliveries and dead letters. `webhooks:write`: Create and change endpoints, send tests, retry, cancel and replay deliveries. `deals:read`: Read deals. `deals:write`: Submit and change deals. `touches:write`: Record touches of your own, and create links that record them. `exports:read`: Read exports for ETL tools: the rows of every stream that you may see, and what was deleted. `reports:read`: Read reports and statistics. `commissions:dispute`: Dispute your commissions. `commissions:read`: Read commissions: balances, lines and why each is what it is; the level of the partner
    """
    jwks: NotRequired[JwksInput]
    """
    For private_key_jwt: public keys (EC P-256, RSA from 2048 bits, Ed25519). Other keys of a set are ignored, and listed in the response
    """
    jwks_uri: NotRequired[str]
    """
    For private_key_jwt, instead of jwks: URL where the client publishes its keys
    """
    certificate_thumbprint: NotRequired[str]
    """
    For self_signed_tls_client_auth: SHA-256 of the certificate (DER), base64url
    """
    certificate_subject: NotRequired[str]
    """
    For tls_client_auth: the certificate's subject (RFC 4514)
    """


class UpdateProgrammeSettingsDuplicates(TypedDict):
    possible: NotRequired[float]
    """
    Matches with at least this score are reviewed by a person
    """
    conflict: NotRequired[float]
    on_conflict: NotRequired[OnConflict]


class UpdateProgrammeSettingsProtection(TypedDict):
    starts: NotRequired[ProtectionStart]
    days: NotRequired[int]
    reminder_days: NotRequired[int]
    extension_days: NotRequired[int]
    """
    Days that one extension adds to the protection. 0 allows no extensions
    """
    max_extensions: NotRequired[int]


class UpdateProgrammeSettingsReview(TypedDict):
    sla_business_days: NotRequired[int]
    time_zone: NotRequired[str]
    holidays: NotRequired[list[Day]]
    reminder_at: NotRequired[float]
    """
    Share of the review time after which the reviewers are reminded
    """
    action_days: NotRequired[int]
    """
    Days that a partner has to make the requested changes before the deal expires
    """


class UseSignInLink(TypedDict):
    link: str
    """
    What follows `#link=` in the one-time link
    """
    password: str
    """
    The new password
    """


UserRole: TypeAlias = Literal['administrator', 'operator', 'partner_manager', 'finance', 'read_only', 'partner_admin', 'partner_developer', 'partner_sales', 'partner_finance']


UserStatus: TypeAlias = Literal['active', 'disabled']


class VendorBanner(TypedDict):
    vendor: str
    since: str
    text: str


class VendorObjectFieldOption(TypedDict):
    value: str
    label: str


VerdictKind: TypeAlias = Literal['same', 'different']


VerdictSideKind: TypeAlias = Literal['name', 'website']


class ViewAsPartner(TypedDict):
    partner_id: str


class WebhookSecretsInput(TypedDict):
    signing_secret: str
    """
    `whsec_…` or `whsk_…`, as Standard Webhooks defines it
    """


class RevokeTokenResponse(TypedDict):
    """
    The token is not valid any more
    """


ReceiveWebhookRequest: TypeAlias = Any
"""
As the vendor sends it
"""


class Account(TypedDict):
    id: str
    external_id: str | None
    name: str
    websites: list[str]
    email_domains: list[str]
    duns: str | None
    address: Address | None
    created_at: str
    updated_at: str


class AccountBatch(TypedDict):
    accounts: list[CreateAccount]


class AccountList(TypedDict):
    data: list[Account]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class AccountMatchVerdict(TypedDict):
    id: str
    verdict: VerdictKind


class Actor(TypedDict):
    kind: ActorKind
    """
    `database`: a user who changed the database directly
    """
    id: str


AlertChannelSettingsSendgrid = TypedDict(
    'AlertChannelSettingsSendgrid',
    {
        'kind': Literal['sendgrid'],
        'region': SendgridRegion,
        'from': str,
        'to': list[str],
    },
)


AlertChannelSettingsSmtp = TypedDict(
    'AlertChannelSettingsSmtp',
    {
        'kind': Literal['smtp'],
        'host': str,
        'port': int,
        'security': SmtpSecurity,
        'username': str | None,
        'from': str,
        'to': list[str],
    },
)


class AlertChannelTest(TypedDict):
    ok: bool
    reference: str | None
    """
    What the channel calls the message
    """
    error: str | None
    """
    What the other side said
    """
    error_kind: AlertChannelTestErrorKind | None
    took_ms: int


class AlertNotice(TypedDict):
    channel_id: str
    channel: str
    """
    Its name
    """
    kind: AlertNoticeKind
    state: AlertNoticeState
    """
    `waiting` for its time; `sending`, also while it is tried again; `dropped`, because it was no longer true; `doubtful`: the same, and an earlier try can have arrived; `given_up` after a day
    """
    due_at: str
    message_id: str | None
    """
    The same for all alerts that one message tells of
    """
    tries: int
    reference: str | None
    """
    What the channel calls the message
    """
    error: str | None
    """
    The last failure
    """
    ended_at: str | None


class AlertRoutesRoute(TypedDict):
    name: str
    rules: NotRequired[list[AlertRuleName]]
    """
    Only alerts of these rules
    """
    severities: NotRequired[list[AlertSeverity]]
    """
    Only alerts of these severities
    """
    partner_ids: NotRequired[list[str]]
    """
    Only alerts about these partners
    """
    channels: list[str]
    """
    Who is told. Empty: nobody, unless it escalates
    """
    escalation: list[AlertRoutesRouteEscalation]
    """
    Who is told too after so many minutes in which nobody has acknowledged. Default: `[]`
    """
    quiet_hours: AlertRoutesRouteQuietHours | None
    group_s: int
    """
    What begins within so many seconds is one message for each rule and channel
    """
    recover_after_s: int
    """
    A recovery is told when it has lasted so long; twice as long after each time that it did not last
    """
    remind_every_min: int | None
    """
    While nobody has acknowledged. Null: never
    """


class AlertRule(TypedDict):
    rule: AlertRuleName
    description: str
    """
    When it alerts
    """
    runbook: str
    """
    Section of the runbook
    """
    settings: dict[str, Any]
    """
    What `alerts.rules` of the settings file says now: thresholds, severity, whether it is on
    """


class AlertRuleList(TypedDict):
    data: list[AlertRule]


class AlertSubject(TypedDict):
    kind: AlertSubjectKind
    id: str


class AlertWithNotices(TypedDict):
    id: str
    rule: AlertRuleName
    subject: AlertSubject
    partner_id: str | None
    """
    Null for what belongs to the company
    """
    severity: AlertSeverity
    title: str
    reason: str
    """
    As it was found last
    """
    remedy: str
    link: str
    """
    A path of the API, or a URL
    """
    runbook: str | None
    """
    Section of the runbook
    """
    state: AlertState
    since: str
    resolved_at: str | None
    reopened: int
    """
    How often it was found again within a few minutes after its end
    """
    acknowledged_at: str | None
    acknowledged_by: str | None
    """
    Name of the credential
    """
    snoozed_until: str | None
    """
    Nobody is told before then
    """
    last_told_at: str | None
    """
    When a message about it arrived last
    """
    telling_problem: str | None
    """
    Why nobody can be told of it, or not all
    """
    notices: list[AlertNotice]
    """
    Whom it was told or is to be told, the latest 200
    """


class AmountsByModel(TypedDict):
    first_touch: SignedMoney
    last_touch: SignedMoney
    last_non_direct: SignedMoney
    linear: SignedMoney
    position_based: SignedMoney
    time_decay: SignedMoney
    w_shaped: SignedMoney
    full_path: SignedMoney
    markov: SignedMoney
    shapley: SignedMoney


class ApiKey(TypedDict):
    id: str
    partner_id: str | None
    """
    Owner of the key. Null for platform keys
    """
    name: str
    prefix: str
    """
    First characters of the key, to identify it
    """
    scopes: list[Scope]
    status: ApiKeyStatus
    created_by: str
    created_at: str
    last_used_at: str | None
    """
    Time of the last request with this key, to the minute
    """
    expires_at: str | None
    revoked_at: str | None
    replaced_by: str | None
    """
    ID of the key that replaced this one in a rotation
    """


class ApiKeyList(TypedDict):
    data: list[ApiKey]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class AskForAction(TypedDict):
    fields: list[DealField]
    comment: str
    """
    What the partner needs to do
    """


class AttemptCounts(TypedDict):
    total: int
    succeeded: int
    success_rate: float | None
    latency_ms: AttemptLatency
    by_error_class: dict[str, int]


class AttributionVersionSettings(TypedDict):
    touch_sources: list[RankedTouchSource]
    """
    Default: `["utm","referral_header","api_key"]`
    """
    window_days: int
    half_life_days: int
    first_share: float
    last_share: float
    time_zone: str


class AttributionVersionSettingsInput(TypedDict):
    touch_sources: NotRequired[list[RankedTouchSource]]
    """
    Default: `["utm","referral_header","api_key"]`
    """
    window_days: NotRequired[int]
    half_life_days: NotRequired[int]
    first_share: NotRequired[float]
    last_share: NotRequired[float]
    time_zone: NotRequired[str]


class AuditEntry(TypedDict):
    seq: int
    """
    Sequence number from 1, without gaps
    """
    at: str
    actor: Actor
    partner_id: str | None
    action: str
    object: AuditEntryObject
    request_id: str | None
    detail: Any
    """
    For a change: {before, after, changed}, with secrets masked. For an API call: {method, path, status}. Null after a person’s data was erased
    """
    detail_hash: str
    """
    SHA-256 of the detail as stored. The export contains exactly these bytes
    """
    prev_hash: str
    """
    `hash` of the previous entry; empty in the first
    """
    hash: str
    """
    SHA-256 over this entry and prev_hash
    """


class AuditEntryList(TypedDict):
    data: list[AuditEntry]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class Author(TypedDict):
    kind: AuthorKind
    id: str | None
    """
    Null for partners if the author was not one of their own credentials
    """


class AuthorizationServerMetadata(TypedDict):
    """
    RFC 8414
    """

    issuer: str
    token_endpoint: str
    jwks_uri: str
    introspection_endpoint: str
    revocation_endpoint: str
    scopes_supported: list[str]
    response_types_supported: list[str]
    """
    Empty, because users do not sign in
    """
    grant_types_supported: list[str]
    token_endpoint_auth_methods_supported: list[OauthClientAuthMethod]
    token_endpoint_auth_signing_alg_values_supported: list[str]
    introspection_endpoint_auth_methods_supported: list[OauthClientAuthMethod]
    introspection_endpoint_auth_signing_alg_values_supported: list[str]
    revocation_endpoint_auth_methods_supported: list[OauthClientAuthMethod]
    revocation_endpoint_auth_signing_alg_values_supported: list[str]
    tls_client_certificate_bound_access_tokens: bool
    service_documentation: str


class AutoApprove(TypedDict):
    max_value: NotRequired[Money]


class AutoApproveInput(TypedDict):
    max_value: NotRequired[MoneyInput]


class BegunBookRun(TypedDict):
    run_id: str
    book: BookName
    night: str


class BookRun(TypedDict):
    run_id: str
    night: str
    """
    By the calendar of `reconciliation.books.time_zone`
    """
    state: ReconciliationState
    reason: str | None
    """
    Why it is incomplete, failed or was cancelled
    """
    open_findings: int
    started_at: str
    ended_at: str | None


class ChangeDealStage(TypedDict):
    stage: DealStage
    reason: NotRequired[str]
    """
    Required for `lost`
    """


class CommissionCorrection(TypedDict):
    effect: CommissionEffect
    amount: MoneyInput


class CommissionGoal(TypedDict):
    id: str
    """
    The conversion, or the revenue that belongs to none
    """
    state: CommissionGoalState
    """
    pending: being computed, or waiting for an exchange rate. waiting: a refund without its sale. failed: a person has to act
    """
    reason: str | None
    """
    Why it is not settled, or why it brings nobody anything
    """
    updated_at: str


class CommissionGoalList(TypedDict):
    data: list[CommissionGoal]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class CommissionInvoice(TypedDict):
    id: str
    partner_id: str
    month: str | None
    """
    Of the statement that it goes with. null: a person issued it
    """
    amount: SignedMoney
    open: SignedMoney
    """
    What of it is owed still: neither repaid nor set off at a payout
    """
    state: CommissionInvoiceState
    reason: str | None
    """
    Why it was cancelled
    """
    issued_at: str
    ended_at: str | None


class CommissionInvoiceLine(TypedDict):
    line_id: str
    amount: SignedMoney
    day: str
    kind: CommissionLineKind
    explanation: str


class CommissionInvoiceList(TypedDict):
    data: list[CommissionInvoice]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class CommissionInvoiceWithLines(TypedDict):
    id: str
    partner_id: str
    month: str | None
    """
    Of the statement that it goes with. null: a person issued it
    """
    amount: SignedMoney
    open: SignedMoney
    """
    What of it is owed still: neither repaid nor set off at a payout
    """
    state: CommissionInvoiceState
    reason: str | None
    """
    Why it was cancelled
    """
    issued_at: str
    ended_at: str | None
    lines: list[CommissionInvoiceLine]


class CommissionLine(TypedDict):
    id: str
    kind: CommissionLineKind
    amount: CommissionAmount
    """
    Negative if it was taken back. Of a release, a hold and a payout: what was moved
    """
    day: str
    explanation: str
    about: str | None
    """
    The line whose commission it moves or takes back
    """
    reverses: str | None
    """
    The line that it undoes
    """
    fact_id: str | None
    """
    The sale
    """
    deal_id: str | None
    release_day: str | None
    """
    When its hold period ends
    """
    recorded_at: str


class CommissionLineList(TypedDict):
    data: list[CommissionLine]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class CommissionRewardTiered(TypedDict):
    kind: Literal['tiered']
    over: TieredRewardOver
    """
    What the tiers measure: the sale alone, or the partner's revenue of the period up to and with the sale
    """
    mode: TieredRewardMode
    """
    marginal: each part of the sale has the rate of its tier. whole_amount: the sale has the rate of the tier that it reaches; earlier sales keep theirs
    """
    tiers: list[RewardTier]


class CommissionRewardTieredInput(TypedDict):
    kind: Literal['tiered']
    over: TieredRewardOver
    """
    What the tiers measure: the sale alone, or the partner's revenue of the period up to and with the sale
    """
    mode: TieredRewardMode
    """
    marginal: each part of the sale has the rate of its tier. whole_amount: the sale has the rate of the tier that it reaches; earlier sales keep theirs
    """
    tiers: list[RewardTierInput]


class CommissionRoleSplit(TypedDict):
    month: str
    """
    The first month in which the split applies, and whose shares of the programme it takes
    """
    partners: list[CommissionRoleSplitPartner]


CommissionSimulationResultPartner = TypedDict(
    'CommissionSimulationResultPartner',
    {
        'partner_id': str,
        'sales': int,
        'is': SignedMoney,
        'would_be': SignedMoney,
        'difference': SignedMoney,
    },
)


class CommissionSplit(TypedDict):
    month: str
    """
    The first month in which it applies
    """
    allocations: list[CommissionSplitAllocation]


class CommissionSplitRevision(TypedDict):
    deal_id: str
    revision: int
    split: CommissionSplit
    created_at: str
    role_shares: int | None
    """
    Which revision of the programme's shares of roles made it. null: it was written part by part
    """
    created_by: str


class CommissionSplitRevisions(TypedDict):
    data: list[CommissionSplitRevision]


class CommissionStatementLine(TypedDict):
    id: str
    kind: CommissionLineKind
    amount: CommissionAmount
    """
    Negative if it was taken back. Of a release, a hold and a payout: what was moved
    """
    day: str
    explanation: str
    about: str | None
    """
    The line whose commission it moves or takes back
    """
    reverses: str | None
    """
    The line that it undoes
    """
    fact_id: str | None
    """
    The sale
    """
    deal_id: str | None
    release_day: str | None
    """
    When its hold period ends
    """
    recorded_at: str
    change: SignedMoney
    """
    By how much the line changed what is owed. 0 if it only moved it
    """


class CommissionStatementSummary(TypedDict):
    id: str
    month: str
    currency: str
    opening: SignedMoney
    """
    What was owed to the partner before: accrued, held and payable, less what it owed
    """
    closing: SignedMoney
    issued_at: str


class CommissionStatements(TypedDict):
    data: list[CommissionStatementSummary]


class CommissionTerms(TypedDict):
    plan_id: str
    plan_version: int
    rule: str | None
    """
    The name of the rule that took the sale
    """
    sale: CommissionSale
    split: CommissionSplit | None
    """
    Null for partners, who see their own part in the line's explanation
    """
    split_revision: int | None
    """
    Of the deal; null if the attribution shares
    """
    attribution_version: int | None
    model: str | None
    """
    By which the attribution shares
    """
    fx_import: int | None


class ComparedFact(TypedDict):
    id: str
    before: MoneyOrCount
    """
    Money, or a count with up to six decimals
    """
    after: MoneyOrCount
    """
    Money, or a count with up to six decimals
    """
    change: str
    """
    A signed decimal number: `after` less `before`
    """


class ComparedPartner(TypedDict):
    partner_id: str | None
    """
    Null: the company itself
    """
    before: MoneyOrCount
    """
    Money, or a count with up to six decimals
    """
    after: MoneyOrCount
    """
    Money, or a count with up to six decimals
    """
    change: str
    """
    A signed decimal number: `after` less `before`
    """
    facts: list[ComparedFact]


class ComparedRule(TypedDict):
    rule: ComparedRuleName
    """
    A setting; or what Markov and Shapley have learnt, which follows from the facts that there were
    """
    before: Any
    """
    Of learnt coefficients: when the version was made. one of: a number, a text, a list
    """
    after: Any
    """
    one of: a number, a text, a list
    """


class Connection(TypedDict):
    id: str
    vendor: str
    name: str
    auth_method: ConnectionAuthMethod
    status: ConnectionStatus
    status_reason: str | None
    """
    Why, and what to do. Null while everything is well
    """
    process_error: str | None
    """
    Why its workflow gave up, so that tokens are not renewed. Any change of it starts it again
    """
    account: ConnectionAccount | None
    """
    The vendor's account, once it is known
    """
    scopes: list[str] | None
    """
    Null if the vendor does not tell
    """
    unavailable: ConnectionOutage | None
    """
    Since when the vendor does not answer, or only with faults of its own; null while it works. What waits is tried again by itself
    """
    writes_paused: bool
    """
    True while scopes are missing. Reading continues
    """
    missing_scopes: list[MissingScope]
    tokens_expire_at: str | None
    """
    Causeway renews tokens before they expire
    """
    budget_percent: int
    """
    The part that Causeway may use, in percent, of the limits of the vendor that other applications share: of daily quotas, calls a second, and calls at once
    """
    pull_changes: bool
    """
    Read the vendor's own log of changes every minute, for an installation that its webhooks cannot reach. Only vendors that keep one, with `oauth`
    """
    disconnect_report: DisconnectReport | None
    """
    After the disconnection: what was erased, and what the vendor still holds
    """
    created_at: str
    updated_at: str
    version: int


ConnectionCredentials: TypeAlias = ConnectionCredentialsOauth | ConnectionCredentialsClientCredentials | ConnectionCredentialsJwtBearer | ConnectionCredentialsToken


class ConnectionLimit(TypedDict):
    id: str
    key: str
    """
    Empty, or what the limit counts separately, such as an endpoint of the vendor
    """
    text: str
    max: int
    """
    The vendor's number, as its headers or its documentation say
    """
    own_max: int
    """
    What of it Causeway may use: `budget_percent` of a limit that other applications share, all of another
    """
    in_use: int
    """
    Slots or calls that processes hold now
    """
    used_today: int | None
    """
    Our own calls of this day, or of the last 24 hours. Null for limits that are not daily
    """
    used_today_by_all: int | None
    """
    The calls of all applications, as the vendor's headers say
    """
    state: ConnectionLimitState
    waiting_until: str | None


class ConnectionLimits(TypedDict):
    data: list[ConnectionLimit]
    budget_percent: int


class ConnectionList(TypedDict):
    data: list[Connection]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class ConnectionWithLink(TypedDict):
    id: str
    vendor: str
    name: str
    auth_method: ConnectionAuthMethod
    status: ConnectionStatus
    status_reason: str | None
    """
    Why, and what to do. Null while everything is well
    """
    process_error: str | None
    """
    Why its workflow gave up, so that tokens are not renewed. Any change of it starts it again
    """
    account: ConnectionAccount | None
    """
    The vendor's account, once it is known
    """
    scopes: list[str] | None
    """
    Null if the vendor does not tell
    """
    unavailable: ConnectionOutage | None
    """
    Since when the vendor does not answer, or only with faults of its own; null while it works. What waits is tried again by itself
    """
    writes_paused: bool
    """
    True while scopes are missing. Reading continues
    """
    missing_scopes: list[MissingScope]
    tokens_expire_at: str | None
    """
    Causeway renews tokens before they expire
    """
    budget_percent: int
    """
    The part that Causeway may use, in percent, of the limits of the vendor that other applications share: of daily quotas, calls a second, and calls at once
    """
    pull_changes: bool
    """
    Read the vendor's own log of changes every minute, for an installation that its webhooks cannot reach. Only vendors that keep one, with `oauth`
    """
    disconnect_report: DisconnectReport | None
    """
    After the disconnection: what was erased, and what the vendor still holds
    """
    created_at: str
    updated_at: str
    version: int
    connect_url: str | None
    """
    Open it in the browser of an administrator of the account, within a day. It works once. Null if no person has to consent
    """


class ConnectorLimitWindowDay(TypedDict):
    kind: Literal['day']
    since: ConnectorLimitWindowDaySince


class ConnectorObject(TypedDict):
    name: str
    label: str
    modified_field: str | None
    writable: bool
    repeatable_creates: bool
    deletes: ChangeNotice
    merges: ChangeNotice
    removal: ConnectorObjectRemoval
    blind_spots: list[str]


class ConnectorScope(TypedDict):
    name: str
    text: str
    reason: str
    needed_for: ConnectorScopeNeededFor
    setting: str


class Conversion(TypedDict):
    id: str
    external_id: str | None
    sandbox_id: str | None
    """
    The sandbox in which it was recorded; null outside of sandboxes
    """
    origin: str
    """
    Who recorded it: a partner’s id, `platform`, or the part of Causeway that noticed it
    """
    occurred_at: str
    recorded_at: str
    metadata: dict[str, Any]
    subject: str | None
    kind: ConversionKind
    value: Money | None
    deal_id: str | None
    registered_by: str | None
    registered_at: str | None


class ConversionList(TypedDict):
    data: list[Conversion]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class Cost(TypedDict):
    id: str
    external_id: str | None
    sandbox_id: str | None
    """
    The sandbox in which it was recorded; null outside of sandboxes
    """
    origin: str
    """
    Who recorded it: a partner’s id, `platform`, or the part of Causeway that noticed it
    """
    occurred_at: str
    recorded_at: str
    metadata: dict[str, Any]
    partner_id: str | None
    kind: CostKind
    amount: Money
    taken_back: bool


class CostList(TypedDict):
    data: list[Cost]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class CountBonus(TypedDict):
    name: str
    per: BonusPeriod
    """
    In which time it is reached. Each period has its own bonus
    """
    amount: str
    measure: CountBonusMeasure
    at_least: int


class CountBonusInput(TypedDict):
    name: str
    per: BonusPeriod
    """
    In which time it is reached. Each period has its own bonus
    """
    amount: str
    measure: CountBonusMeasure
    at_least: int


class CreateApiKey(TypedDict):
    name: str
    """
    A name that tells people what the key is for
    """
    partner_id: NotRequired[str]
    """
    Owner of the new key. With a platform key: the partner, or omitted for a new platform key. With a partner key: always your own partner
    """
    scopes: NotRequired[list[Scope]]
    """
    Scopes of the new key. You can grant only scopes that your own credential has. Default: all of those that the new key can have
    """
    expires_at: NotRequired[Instant]
    """
    When the key expires. Default: never
    """


class CreateAttributionVersion(TypedDict):
    settings: NotRequired[AttributionVersionSettingsInput]


class CreateCommissionAdjustment(TypedDict):
    effect: CommissionEffect
    amount: MoneyInput
    about: NotRequired[str | None]
    """
    The line that is corrected
    """
    reason: str
    """
    Kept beside the ledger, and erased with the partner
    """


class CreateCommissionRepayment(TypedDict):
    external_id: str
    """
    Of the transfer, at your bank. The same one is recorded once
    """
    amount: MoneyInput
    day: Day
    """
    When it arrived
    """


class CreateConnection(TypedDict):
    vendor: str
    """
    As `GET /connectors` lists it
    """
    name: str
    credentials: ConnectionCredentials
    budget_percent: NotRequired[int]
    """
    The part that Causeway may use, in percent, of the limits of the vendor that other applications share: of daily quotas, calls a second, and calls at once
    """
    pull_changes: NotRequired[bool]
    """
    Read the vendor's own log of changes every minute, for an installation that its webhooks cannot reach. Only vendors that keep one, with `oauth`
    """


class CreateConversion(TypedDict):
    external_id: NotRequired[str]
    """
    Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
    """
    occurred_at: NotRequired[Instant]
    """
    When it happened; now, if omitted. It may be long ago, but not in the future
    """
    metadata: NotRequired[dict[str, Any]]
    """
    At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
    """
    sandbox_id: NotRequired[str]
    """
    Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
    """
    subject: NotRequired[str | None]
    """
    Without a subject it has no touches, so that it is nobody’s. It still counts
    """
    kind: ConversionKind
    value: NotRequired[MoneyInput | None]
    """
    What it may be worth. Reports of money use revenue instead
    """
    deal_id: NotRequired[str | None]
    registered_by: NotRequired[str | None]
    """
    Of an opportunity: the partner whose registration was approved before
    """
    registered_at: NotRequired[Instant | None]
    """
    When that partner registered it
    """


class CreateCost(TypedDict):
    external_id: NotRequired[str]
    """
    Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
    """
    occurred_at: NotRequired[Instant]
    """
    When it happened; now, if omitted. It may be long ago, but not in the future
    """
    metadata: NotRequired[dict[str, Any]]
    """
    At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
    """
    sandbox_id: NotRequired[str]
    """
    Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
    """
    partner_id: NotRequired[str | None]
    """
    Null: of the programme as a whole
    """
    kind: CostKind
    amount: MoneyInput
    """
    Never negative: set `taken_back` for what is taken back, such as a clawed-back commission
    """
    taken_back: NotRequired[bool]


class CreateDeal(TypedDict):
    customer: DealCustomerInput
    title: NotRequired[str]
    problem: NotRequired[str]
    """
    The business problem that the customer wants solved
    """
    expected_value: NotRequired[MoneyInput]
    frequency: NotRequired[DealFrequency]
    """
    How often the expected value is paid
    """
    close_date: NotRequired[Day]
    """
    When the sale is expected to close
    """
    type: NotRequired[DealType]
    origin: NotRequired[DealOrigin]
    competitor: NotRequired[str]
    sales_activities: NotRequired[list[str]]
    team: NotRequired[list[DealContactInput]]
    """
    The partner's people
    """
    custom: NotRequired[dict[str, Any]]
    """
    Fields of the programme, by its schema. Each value is one of: a text, a number, true or false, a list
    """
    external_id: NotRequired[str]
    """
    The partner's own id of the deal, unique among the partner's deals. Repeated imports find the deal by it
    """
    metadata: NotRequired[dict[str, Any]]
    """
    At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
    """
    partner_id: NotRequired[str]
    """
    Partner that registers the deal. Required with a platform key; with a partner key always your own partner
    """


class CreateOauthClient(TypedDict):
    name: str
    """
    A name that tells people what the client is
    """
    partner_id: NotRequired[str]
    """
    Owner of the client. Required with a platform key; with a partner's credential always your own partner
    """
    scopes: NotRequired[list[PartnerScope]]
    """
    Scopes of the client. You can grant only scopes that your own credential has. Default: all of those that the client can have
    """
    auth_method: NotRequired[OauthClientAuthMethod]
    """
    Default: `client_secret_basic`
    """
    jwks: NotRequired[JwksInput]
    """
    For private_key_jwt: public keys (EC P-256, RSA from 2048 bits, Ed25519). Other keys of a set are ignored, and listed in the response
    """
    jwks_uri: NotRequired[str]
    """
    For private_key_jwt, instead of jwks: URL where the client publishes its keys
    """
    certificate_thumbprint: NotRequired[str]
    """
    For self_signed_tls_client_auth: SHA-256 of the certificate (DER), base64url
    """
    certificate_subject: NotRequired[str]
    """
    For tls_client_auth: the certificate's subject (RFC 4514)
    """


class CreatePayoutBatch(TypedDict):
    currency: str
    least: NotRequired[str]
    """
    Partners with less are paid by a later batch
    """
    provider: NotRequired[PayoutProvider]
    """
    file: you export it, and report the results. sandbox: nothing is paid. Default: `file`
    """


CreatePlanAssignment = TypedDict(
    'CreatePlanAssignment',
    {
        'target': PlanAssignmentTarget,
        'target_id': str,
        'plan_id': str | None,
        'from': Day,
    },
)


class CreateProgrammeSettingsDuplicates(TypedDict):
    possible: NotRequired[float]
    """
    Matches with at least this score are reviewed by a person
    """
    conflict: NotRequired[float]
    on_conflict: NotRequired[OnConflict]
    """
    Default: `review`
    """


class CreateProgrammeSettingsProtection(TypedDict):
    starts: NotRequired[ProtectionStart]
    """
    Default: `approval`
    """
    days: NotRequired[int]
    reminder_days: NotRequired[int]
    extension_days: NotRequired[int]
    """
    Days that one extension adds to the protection. 0 allows no extensions
    """
    max_extensions: NotRequired[int]


class CreatePromotion(TypedDict):
    tier: PromotionTier


class CreateRevenue(TypedDict):
    external_id: NotRequired[str]
    """
    Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
    """
    occurred_at: NotRequired[Instant]
    """
    When it happened; now, if omitted. It may be long ago, but not in the future
    """
    metadata: NotRequired[dict[str, Any]]
    """
    At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
    """
    sandbox_id: NotRequired[str]
    """
    Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
    """
    subject: NotRequired[str | None]
    kind: RevenueKind
    amount: MoneyInput
    """
    Never negative: a refund is a kind of its own. Of a subscription: the amount of a month from then on
    """
    tax: NotRequired[MoneyInput | None]
    """
    The tax that is included in `amount`, in the same currency
    """
    product: NotRequired[str | None]
    customer_plan: NotRequired[str | None]
    """
    The customer's plan of the product, such as pro. Rules of commissions can ask for it
    """
    conversion_id: NotRequired[str | None]
    """
    The conversion whose touches share it. If omitted: that of the subject
    """
    refund_of: NotRequired[str | None]
    """
    Of a refund: the `external_id` of the sale. The refund may arrive before the sale
    """
    subscription: NotRequired[str | None]
    """
    Your own id of the subscription
    """


class CreateTouch(TypedDict):
    external_id: NotRequired[str]
    """
    Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
    """
    occurred_at: NotRequired[Instant]
    """
    When it happened; now, if omitted. It may be long ago, but not in the future
    """
    metadata: NotRequired[dict[str, Any]]
    """
    At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
    """
    sandbox_id: NotRequired[str]
    """
    Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
    """
    subject: str
    """
    Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id
    """
    partner_id: NotRequired[str | None]
    """
    The partner that made the touch. A partner key records its own touches only. Null: the company itself
    """
    source: NotRequired[TouchSource]
    """
    If omitted: `utm` if `url` has a `utm_source`, `referral_header` if there is a `referrer`, else `manual`, or `direct`
    """
    campaign: NotRequired[str | None]
    """
    If omitted: the `utm_campaign` of `url`
    """
    url: NotRequired[str]
    """
    The page that was opened. Its UTM parameters are read; the rest is not stored
    """
    referrer: NotRequired[str]
    """
    The `Referer` of that request. Its host is read; the rest is not stored
    """
    user_agent: NotRequired[str]
    """
    The `User-Agent` of that request, to tell crawlers. It is not stored
    """


class CreateUser(TypedDict):
    email: str
    """
    With it the person signs in
    """
    name: str
    """
    The name of the person, as the audit log and colleagues read it
    """
    roles: list[UserRole]
    """
    `administrator`: Everything: users, credentials, settings. `operator`: Runs the installation: deliveries, connections, syncs, event types, partners and their credentials. `partner_manager`: Works with partners: reviews deals, reads reports, plans commissions. `finance`: Reads what is owed to partners, and approves payouts. `read_only`: Reads everything, except bodies of vendors’ webhooks. `partner_admin`: Everything of the partner: its users and credentials too. `partner_developer`: Integrates: endpoints, deliveries, keys. `partner_sales`: Registers deals and follows what they bring. `partner_finance`: Reads statements, and disputes commissions
    """
    partner_id: NotRequired[str]
    """
    The company of the person. With a platform key: the partner, or omitted for a person of your own company. With a partner credential: always your own partner
    """


class CreatedApiKey(TypedDict):
    id: str
    partner_id: str | None
    """
    Owner of the key. Null for platform keys
    """
    name: str
    prefix: str
    """
    First characters of the key, to identify it
    """
    scopes: list[Scope]
    status: ApiKeyStatus
    created_by: str
    created_at: str
    last_used_at: str | None
    """
    Time of the last request with this key, to the minute
    """
    expires_at: str | None
    revoked_at: str | None
    replaced_by: str | None
    """
    ID of the key that replaced this one in a rotation
    """
    key: str
    """
    The API key. It is returned only once
    """


class CreatedOauthClient(TypedDict):
    id: str
    """
    The client_id
    """
    partner_id: str
    name: str
    scopes: list[PartnerScope]
    auth_method: OauthClientAuthMethod
    jwks: OauthClientJwks | None
    jwks_uri: str | None
    certificate_thumbprint: str | None
    certificate_subject: str | None
    status: OauthClientStatus
    created_by: str
    created_at: str
    updated_at: str
    last_used_at: str | None
    """
    When the client last obtained a token, to the minute
    """
    revoked_at: str | None
    version: int
    """
    Increases with each change; also the ETag
    """
    client_secret: str | None
    """
    It is returned only once. Null if the authentication method needs no secret
    """


class DeadLetter(TypedDict):
    id: str
    """
    ID of the delivery
    """
    event_id: str
    event_type: str
    endpoint_id: str
    partner_id: str
    reason: str | None
    error_class: ErrorClass | None
    """
    Kind of error of the last attempt
    """
    last_error: str | None
    """
    Error of the last attempt
    """
    attempt_count: int
    created_at: str
    dead_lettered_at: str
    purge_at: str
    """
    When the dead letter is deleted, unless it is replayed before
    """


class DeadLetterGroup(TypedDict):
    error_class: ErrorClass | None
    last_error: str | None
    """
    Error of the last attempt
    """
    count: int
    """
    Number of dead letters
    """
    partners: int
    """
    Number of partners that they belong to
    """
    endpoints: int
    """
    Number of endpoints that they were sent to
    """
    first_dead_lettered_at: str
    last_dead_lettered_at: str
    latest_id: str
    """
    ID of the newest dead letter, as an example
    """


class DeadLetterGroups(TypedDict):
    data: list[DeadLetterGroup]
    total: int
    """
    Number of dead letters in all groups, including those beyond `limit`
    """
    has_more: bool
    """
    Whether there are more groups. Raise `limit`, or use more filters
    """


class DeadLetterList(TypedDict):
    data: list[DeadLetter]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class DeadLetterSelection(TypedDict):
    partner_id: NotRequired[str]
    """
    Return only those of this partner. A partner key always sees only its own
    """
    endpoint_id: NotRequired[str]
    event_id: NotRequired[str]
    event_type: NotRequired[str]
    created_after: NotRequired[Instant]
    """
    Exclusive
    """
    created_before: NotRequired[Instant]
    """
    Exclusive
    """
    error_class: NotRequired[ErrorClass]
    """
    Kind of error of the last attempt
    """
    last_error: NotRequired[str]
    """
    Exact value of `last_error`
    """
    reason: NotRequired[str]
    """
    Exact value of dead_letter_reason
    """
    dead_lettered_after: NotRequired[Instant]
    """
    Exclusive
    """
    dead_lettered_before: NotRequired[Instant]
    """
    Exclusive
    """
    all: NotRequired[Literal[True]]
    """
    Select all dead letters. Required if there is no filter
    """
    dry_run: NotRequired[bool]
    """
    Only count the dead letters
    """


class DealChange(TypedDict):
    version: int
    at: str
    by: Author
    request_id: NotRequired[str | None]
    """
    ID of the request that made the change, as in the log and the audit log. Null for a workflow or an import. Platform keys only
    """
    action: str
    comment: str | None
    changes: dict[str, list[Any]]
    """
    Maps each changed field to its values before and after
    """


class DealCrm(TypedDict):
    state: DealCrmState
    """
    none: never approved; pending: to be written, which a deal of a sandbox never is; retrying: the last attempt failed, and another follows; waiting: it is written as soon as the CRM has the record that `error` names, such as its account; rejected: the CRM rejected the deal; written: the CRM has the current version
    """
    version: int | None
    """
    Version of the deal that was last written to the CRM; null if none, or if that is unknown
    """
    error: str | None
    """
    Why the last attempt failed, or what the deal waits for
    """
    next: str | None
    """
    When the next attempt is due
    """


class DealHistory(TypedDict):
    data: list[DealChange]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class DealImport(TypedDict):
    id: str
    partner_id: str
    status: DealImportStatus
    """
    `running`: rows are being imported, or wait because the partner is suspended. `stopped`: the partner was deleted during the import. `failed`: see `reason`; the rows that were left have failed
    """
    submit: bool
    """
    Whether the drafts are also submitted
    """
    total: int
    """
    Number of rows
    """
    done: int
    """
    Number of processed rows: the sum of the following counts
    """
    created: int
    updated: int
    unchanged: int
    failed: int
    created_at: str
    finished_at: str | None
    reason: str | None
    """
    Why the import failed
    """


class DealImportList(TypedDict):
    data: list[DealImport]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class DealMatch(TypedDict):
    id: str
    kind: DealMatchKind
    score: float
    evidence: list[DealMatchEvidence]


class DealMatches(TypedDict):
    data: list[DealMatch]


class DealNote(TypedDict):
    id: str
    deal_id: str
    text: str
    internal: bool
    """
    Whether the note is visible only to the company
    """
    by: Author
    created_at: str


class DealNoteList(TypedDict):
    data: list[DealNote]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class DealPartner(TypedDict):
    id: str
    name: str
    tier: PartnerTier
    status: PartnerStatus


class DealPipelineStage(TypedDict):
    stage: OpenDealStage
    deals: int
    values: list[SignedMoney]
    """
    The sum of the expected values in each currency
    """
    without_value: int
    """
    Deals that name no value
    """
    ageing: DealPipelineStageAgeing
    """
    How many have been in the stage for how long: at most 30 days, at most 90, longer
    """
    protection_ends_soon: int
    """
    Deals whose protection ends within 30 days
    """


class DealStatusRule(TypedDict):
    types: list[str]
    """
    Only events of these types. Empty: all. Default: `[]`
    """
    deal_path: str | None
    """
    Leads to our id of the deal (`deal_…`)
    """
    external_id_path: str | None
    """
    Leads to the partner's own id of the deal, if there is no id at `deal_path`
    """
    partner_id: str | None
    """
    Only this partner's deals: for a system that is the partner's
    """
    status_path: str
    """
    Leads to the status
    """
    statuses: list[DealStatusRuleStatus]
    """
    What each status means. Several may mean one stage
    """
    amount_path: str | None
    """
    Leads to the amount, in the currency of the deal
    """
    close_date_path: str | None
    """
    Leads to the date on which the sale closes: ISO 8601
    """
    reason_path: str | None
    """
    Leads to the reason if the deal is lost
    """


class DealStatusRuleInput(TypedDict):
    types: NotRequired[list[str]]
    """
    Only events of these types. Empty: all. Default: `[]`
    """
    deal_path: NotRequired[str | None]
    """
    Leads to our id of the deal (`deal_…`)
    """
    external_id_path: NotRequired[str | None]
    """
    Leads to the partner's own id of the deal, if there is no id at `deal_path`
    """
    partner_id: NotRequired[str | None]
    """
    Only this partner's deals: for a system that is the partner's
    """
    status_path: str
    """
    Leads to the status
    """
    statuses: list[DealStatusRuleStatusInput]
    """
    What each status means. Several may mean one stage
    """
    amount_path: NotRequired[str | None]
    """
    Leads to the amount, in the currency of the deal
    """
    close_date_path: NotRequired[str | None]
    """
    Leads to the date on which the sale closes: ISO 8601
    """
    reason_path: NotRequired[str | None]
    """
    Leads to the reason if the deal is lost
    """


class DeliveryCounts(TypedDict):
    total: int
    by_status: DeliveryCountsByStatus
    success_rate: float | None
    """
    Share of delivered among delivered and dead-lettered ones; null if there are none
    """


class DeliveryEndpoint(TypedDict):
    id: str
    url: str
    description: str
    state: DeliveryEndpointState
    state_reason: str | None


class DeliveryHold(TypedDict):
    reason: HoldReason
    explanation: str
    released_by: str


class Dispute(TypedDict):
    id: str
    partner_id: str
    deal_id: str | None
    line_id: str | None
    invoice_id: str | None
    question: str
    state: DisputeState
    """
    closed: decided, and everybody was told
    """
    evidence: list[str] | None
    """
    What the books say. null until it is gathered
    """
    answer: str | None
    adjustment_id: str | None
    """
    The line of the correction
    """
    opened_at: str
    due_at: str
    decided_at: str | None


class DisputeDecision(TypedDict):
    answer: str
    adjustment: NotRequired[CommissionCorrection | None]
    """
    Posted with the decision. null: nothing is corrected, and the answer says why
    """


class DisputeList(TypedDict):
    data: list[Dispute]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class EndpointActivity(TypedDict):
    deliveries: DeliveryCounts
    """
    Deliveries created in this window
    """
    attempts: AttemptCounts
    """
    Attempts made in this window
    """


class EndpointSecret(TypedDict):
    secret: str | None
    """
    Secret that the receiver verifies signatures with (`whsec_…`). Null for v1a, whose private key is never returned
    """
    public_key: str | None
    """
    Public key that the receiver verifies signatures with (`whpk_…`). Only for v1a
    """
    signing: EndpointSigning
    """
    v1: HMAC-SHA256 with a shared secret. v1a: Ed25519, verified with public_key
    """
    created_at: str
    previous: list[PreviousEndpointSecret]
    """
    Rotated secrets that continue to sign, alongside the current one, until they expire
    """


class EndpointStats(TypedDict):
    endpoint_id: str
    last_24h: EndpointActivity
    last_7d: EndpointActivity
    held: EndpointStatsHeld
    """
    Deliveries that are held now, of any age
    """
    counted_from: str | None
    """
    Set if there were too many deliveries to count. Then the figures only include deliveries since this time
    """


class Erasure(TypedDict):
    id: str
    kind: ErasureKind
    partner_id: str | None
    """
    Null for the erasure of a person, which covers all partners
    """
    status: ErasureStatus
    reason: str | None
    """
    Why nothing happens any more, although it is not finished; null otherwise
    """
    counts: dict[str, int]
    """
    Number of rows erased so far, by kind
    """
    requested_by: str
    """
    The key or OAuth client that requested the erasure
    """
    created_at: str
    finished_at: str | None


class ErasureList(TypedDict):
    data: list[Erasure]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class EventList(TypedDict):
    data: list[EventListItem]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class EventTypeDetail(TypedDict):
    name: str
    """
    Words separated by dots, from general to specific
    """
    description: str
    deprecated: bool
    """
    Events of a deprecated type are still delivered. Responses to publishers contain a Deprecation header
    """
    version: int
    """
    Counts from 1. New events are validated against the newest version
    """
    created_at: str
    updated_at: str
    schema: dict[str, Any]
    """
    JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it does not name stay in the payload. Keep patterns simple, because they run on every event of the type.
    """
    versions: list[EventTypeVersion]
    """
    Newest first
    """


class ExplainedCredit(TypedDict):
    partner_id: str | None
    """
    Null: the company itself
    """
    measure: str
    amounts: AmountsByModel | None
    counts: NumbersByModel | None


class ExplainedFact(TypedDict):
    fact_id: str
    """
    `GET /attribution/explain/{fact_id}` shows the touches and the rule behind it
    """
    part: str
    """
    `refund` and `tax` reduce net revenue
    """
    occurred_at: str
    day: str
    """
    Whose rates apply
    """
    amount: SignedMoney | None
    """
    The partner's share, in the currency of the fact; null of counts
    """
    count: float | None
    """
    The partner's share of a count
    """
    rates: list[FactRate]
    """
    With which the amounts of this day and currency are converted, together
    """


class ExplainedTouch(TypedDict):
    id: str
    partner_id: str | None
    source: TouchSource
    occurred_at: str
    refused: LostReason | None
    """
    Why it does not count; null if it does
    """
    weights: NumbersByModel | None
    """
    Its part of the path, from 0 to 1
    """


class ExportPage(TypedDict):
    data: list[ExportRow]
    has_more: bool
    """
    Whether the pass has more pages now
    """
    next_cursor: str
    """
    Where to go on. At the end of a pass, keep it: it returns what has changed since, and it does not expire
    """


class ExportStream(TypedDict):
    name: ExportStreamName
    description: str
    primary_key: list[str]
    cursor_field: str


class ExportStreamList(TypedDict):
    data: list[ExportStream]


class FactExplanation(TypedDict):
    fact_id: str
    type: FactExplanationType
    version: int
    lost: LostReason | None
    """
    Why no touch explains it, so that the company itself has the credit
    """
    is_waiting: bool
    """
    A refund whose sale has not arrived brings nothing until then
    """
    chain: list[str]
    """
    Facts that are credited together: a sale and its refunds, or the changes of a subscription
    """
    goal: FactExplanationGoal | None
    """
    What the touches led to. Null of a cost
    """
    sourced_by: str | None
    influenced_by: list[str]
    touches: list[ExplainedTouch]
    credits: list[ExplainedCredit]
    rates: list[FactRate]
    """
    With which its day is converted into the currency of reports
    """


class FieldCondition(TypedDict):
    field: str
    equals: FieldConditionValue


class FieldConditionInput(TypedDict):
    field: str
    equals: FieldConditionValue


FieldError = TypedDict(
    'FieldError',
    {
        'in': NotRequired[FieldErrorIn],
        'pointer': str,
        'code': str,
        'message': str,
        'field': str,
        'legacy_code': NotRequired[str],
    },
)


class GroupRoles(TypedDict):
    group: str
    """
    The name or ID of the group, exactly as the identity provider sends it
    """
    roles: list[UserRole]


class GroupRolesInput(TypedDict):
    group: str
    """
    The name or ID of the group, exactly as the identity provider sends it
    """
    roles: list[UserRole]


class HealthDay(TypedDict):
    day: str
    worst: HealthState | None
    """
    The worst state of the day; null if nobody looked
    """
    well_percent: float | None
    """
    For how much of the watched time nothing was wrong: `healthy` or `syncing`
    """
    watched_percent: float
    """
    For how much of the day somebody looked
    """


class HealthPeriod(TypedDict):
    kind: ListedHealthKind
    subject_id: str
    partner_id: str | None
    state: HealthState
    n: int | None
    """
    As it was last
    """
    code: HealthCode
    reason: str
    began_at: str
    ended_at: str | None
    """
    Null while it lasts. Between two periods nobody looked
    """


class HealthRemedyCall(TypedDict):
    method: HealthRemedyMethod
    path: str


class Identity(TypedDict):
    status: IdentityStatus
    root: str
    """
    Pseudonym of the subject that stands for all that are the same: the account, else the user
    """


class IdentityResult(TypedDict):
    status: IdentityResultStatus
    root: str | None
    errors: list[FieldError]


class ImportedDeal(TypedDict):
    customer: DealCustomerInput
    title: NotRequired[str]
    problem: NotRequired[str]
    """
    The business problem that the customer wants solved
    """
    expected_value: NotRequired[MoneyInput]
    frequency: NotRequired[DealFrequency]
    """
    How often the expected value is paid
    """
    close_date: NotRequired[Day]
    """
    When the sale is expected to close
    """
    type: NotRequired[DealType]
    origin: NotRequired[DealOrigin]
    competitor: NotRequired[str]
    sales_activities: NotRequired[list[str]]
    team: NotRequired[list[DealContactInput]]
    """
    The partner's people
    """
    custom: NotRequired[dict[str, Any]]
    """
    Fields of the programme, by its schema. Each value is one of: a text, a number, true or false, a list
    """
    external_id: str
    """
    The partner's own id of the deal, unique among the partner's deals. Repeated imports find the deal by it
    """
    partner_id: NotRequired[str]
    """
    If set, must be the partner of the import
    """


class InboundEvent(TypedDict):
    id: str
    source_id: str
    vendor: str
    external_id: str
    """
    The vendor's own id of the event, or the hash of the webhook. An event with a known id has no effect
    """
    type: str
    """
    As the vendor calls it
    """
    object: str | None
    """
    What kind of record it is about
    """
    record_id: str | None
    account_id: str | None
    """
    The vendor's account that it is about
    """
    effect: InboundEventEffect
    """
    `changed` and `gone`: the record is read again. `uninstalled`: our application was removed at the vendor
    """
    status: InboundEventStatus
    """
    `superseded`: the source had told something later before
    """
    reason: str | None
    """
    Why it has failed or was superseded, and what to do
    """
    occurred_at: str | None
    received_at: str
    processed_at: str | None
    workflow_id: str | None
    """
    The workflow that processed it last
    """
    replays: int
    process_error: str | None
    """
    Why its workflow gave up. A replay tries again
    """


class InboundEventDetail(TypedDict):
    id: str
    source_id: str
    vendor: str
    external_id: str
    """
    The vendor's own id of the event, or the hash of the webhook. An event with a known id has no effect
    """
    type: str
    """
    As the vendor calls it
    """
    object: str | None
    """
    What kind of record it is about
    """
    record_id: str | None
    account_id: str | None
    """
    The vendor's account that it is about
    """
    effect: InboundEventEffect
    """
    `changed` and `gone`: the record is read again. `uninstalled`: our application was removed at the vendor
    """
    status: InboundEventStatus
    """
    `superseded`: the source had told something later before
    """
    reason: str | None
    """
    Why it has failed or was superseded, and what to do
    """
    occurred_at: str | None
    received_at: str
    processed_at: str | None
    workflow_id: str | None
    """
    The workflow that processed it last
    """
    replays: int
    process_error: str | None
    """
    Why its workflow gave up. A replay tries again
    """
    payload: InboundEventDetailPayload


class InboundEventList(TypedDict):
    data: list[InboundEvent]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class InboundEventSelection(TypedDict):
    source_id: NotRequired[str]
    """
    Return only events of this source or connection
    """
    external_id: NotRequired[str]
    """
    The vendor's own id of the event
    """
    type: NotRequired[str]
    object: NotRequired[str]
    record_id: NotRequired[str]
    status: NotRequired[InboundEventStatus]
    received_after: NotRequired[Instant]
    """
    Exclusive
    """
    received_before: NotRequired[Instant]
    """
    Exclusive
    """
    all: NotRequired[Literal[True]]
    """
    Select all events. Required if there is no filter
    """
    cursor: NotRequired[str]
    """
    `next_cursor` of the previous call, with the same filter
    """
    dry_run: NotRequired[bool]
    """
    Only count the events
    """


class InboundSource(TypedDict):
    id: str
    vendor: str
    name: str
    url: str
    """
    The URL to enter in the vendor's settings
    """
    enabled: bool
    """
    A disabled source answers 404 to its vendor
    """
    scheme: dict[str, Any] | None
    secrets: list[InboundSourceSecret]
    """
    The valid secrets, oldest first. The secrets themselves are never shown
    """
    refused_at: str | None
    """
    When a webhook was refused last, to within ten seconds
    """
    refusal: str | None
    created_at: str
    updated_at: str


class InboundSourceList(TypedDict):
    data: list[InboundSource]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class Introspection(TypedDict):
    """
    RFC 7662. If the token is not valid, or the caller may not see it, the response contains only `active: false`
    """

    active: bool
    scope: NotRequired[str]
    client_id: NotRequired[str]
    partner_id: NotRequired[str]
    sub: NotRequired[str]
    aud: NotRequired[str]
    iss: NotRequired[str]
    token_type: NotRequired[Literal['Bearer']]
    jti: NotRequired[str]
    iat: NotRequired[int]
    exp: NotRequired[int]
    cnf: NotRequired[IntrospectionCnf]


LevelRequirement: TypeAlias = LevelRequirementRevenue | LevelRequirementDeals | LevelRequirementField


LevelRequirementInput: TypeAlias = LevelRequirementRevenueInput | LevelRequirementDealsInput | LevelRequirementFieldInput


class Liveness(TypedDict):
    status: LivenessStatus


class LostConversions(TypedDict):
    kind: ConversionKind
    reason: LostReason
    conversions: int


class OauthClient(TypedDict):
    id: str
    """
    The client_id
    """
    partner_id: str
    name: str
    scopes: list[PartnerScope]
    auth_method: OauthClientAuthMethod
    jwks: OauthClientJwks | None
    jwks_uri: str | None
    certificate_thumbprint: str | None
    certificate_subject: str | None
    status: OauthClientStatus
    created_by: str
    created_at: str
    updated_at: str
    last_used_at: str | None
    """
    When the client last obtained a token, to the minute
    """
    revoked_at: str | None
    version: int
    """
    Increases with each change; also the ETag
    """


class OauthClientList(TypedDict):
    data: list[OauthClient]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class OpsgenieChannelInput(TypedDict):
    kind: Literal['opsgenie']
    region: NotRequired[AlertChannelRegion]
    """
    Default: `us`
    """
    secrets: OpsgenieSecretsInput


class PagerdutyChannelInput(TypedDict):
    kind: Literal['pagerduty']
    region: NotRequired[AlertChannelRegion]
    """
    Default: `us`
    """
    secrets: PagerdutySecretsInput


class PartnerCohortMonth(TypedDict):
    month: int
    """
    0 is the month in which they became customers
    """
    revenue_net: SignedMoney
    cumulative: SignedMoney


class PartnerContact(TypedDict):
    name: str
    email: str
    role: PartnerContactRole
    """
    Default: `technical`
    """


class PartnerContactInput(TypedDict):
    name: str
    email: str
    role: NotRequired[PartnerContactRole]
    """
    Default: `technical`
    """


class PartnerFeatureFlag(TypedDict):
    name: str
    enabled: bool
    because: PartnerFeatureFlagBecause
    """
    What determined the value
    """


class PartnerFeatureFlags(TypedDict):
    data: list[PartnerFeatureFlag]


class PartnerFunnel(TypedDict):
    partner_id: str
    window: ReportWindow
    model: AttributionModel
    currency: str
    as_of: str
    """
    Everything that was recorded until then is in it, and nothing else
    """
    versions: ReportVersions
    """
    Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
    """
    touches: int
    """
    Of people: crawlers are not in it
    """
    subjects: int
    """
    Whom the touches reached
    """
    leads: float
    opportunities: float
    customers: float
    lead_rate: float | None
    """
    Leads / subjects
    """
    opportunity_rate: float | None
    """
    Opportunities / leads
    """
    win_rate: float | None
    """
    Customers / opportunities
    """


class PartnerLevelChange(TypedDict):
    id: int
    level: str
    previous_level: str
    change: PartnerLevelChangeKind
    """
    set: by a person. replaced: the rules no longer have its level
    """
    effective_from: str
    """
    The first day on which it has this level, by the calendar of the levels
    """
    keep_until: str | None
    """
    Of a level that a person set: the day from which on the rules decide again. null: never
    """
    reasons: list[str]
    """
    What the level requires, and what there was. Of a demotion: what the former level requires
    """
    reason: str | None
    """
    In the person's words. Null for partners
    """
    created_at: str
    created_by: str | None
    """
    Null for partners
    """


class PartnerLevelChangeList(TypedDict):
    data: list[PartnerLevelChange]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class PartnerLevelPreviewPartner(TypedDict):
    partner_id: str
    level: str
    would_be: str
    change: PartnerLevelChangeKind | None
    revenue: SignedMoney
    deals: int
    reasons: list[str]
    below_since: str | None
    """
    Its days of grace would run since then
    """
    demoted_on: str | None


class PartnerTask(TypedDict):
    kind: PartnerTaskKind
    id: str
    """
    ID of the deal, endpoint, key, client or dispute that it is about; of a statement, its month and currency: `2026-03/EUR`
    """
    name: str
    """
    What people call it
    """
    detail: str | None
    """
    The question, the reason, the error or the answer
    """
    since: str | None
    """
    When it came; of a key, when it was last used
    """
    due_at: str | None
    """
    When it ends, or when it is too late
    """


class PartnerTasks(TypedDict):
    data: list[PartnerTask]


class Payee(TypedDict):
    name: str
    """
    Of the account, at most 70 characters, as in payment files
    """
    iban: str
    bic: str | None
    tax: PayeeTax


class PayeeInput(TypedDict):
    name: str
    """
    Of the account, at most 70 characters, as in payment files
    """
    iban: str
    bic: NotRequired[str | None]
    tax: NotRequired[PayeeTaxInput]
    """
    Default: `{}`
    """


class Payout(TypedDict):
    id: str
    """
    The end-to-end id of the transfer
    """
    partner_id: str
    amount: SignedMoney
    state: PayoutState
    reason: str | None
    """
    Why it failed
    """
    tax: PayeeTax


class PayoutBatch(TypedDict):
    id: str
    currency: str
    threshold: SignedMoney
    provider: PayoutProvider
    state: PayoutBatchState
    approvals_needed: int
    approved_by: list[str]
    """
    The credentials of those who approved it
    """
    payouts: PayoutBatchPayouts
    """
    How many are in each state
    """
    reason: str | None
    created_at: str
    created_by: str
    finished_at: str | None


class PayoutBatchSummary(TypedDict):
    id: str
    currency: str
    threshold: SignedMoney
    provider: PayoutProvider
    state: PayoutBatchState
    approvals_needed: int
    approved_by: list[str]
    """
    The credentials of those who approved it
    """
    reason: str | None
    created_at: str
    created_by: str
    finished_at: str | None


class PayoutExport(TypedDict):
    data: list[Payout]


class PayoutList(TypedDict):
    data: list[Payout]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class PayoutOutcome(TypedDict):
    id: str
    outcome: PayoutOutcomeKind
    """
    unchanged: it was known. refused: it had failed, or is not sent. unknown: not in this batch
    """


class PayoutOutcomes(TypedDict):
    outcomes: list[PayoutOutcome]


class PayoutResult(TypedDict):
    id: str
    result: PayoutResultKind
    reason: NotRequired[str | None]


class PayoutResults(TypedDict):
    results: list[PayoutResult]


PlanAssignment = TypedDict(
    'PlanAssignment',
    {
        'id': int,
        'target': PlanAssignmentTarget,
        'target_id': str,
        'plan_id': str | None,
        'from': str,
        'created_at': str,
        'created_by': str,
    },
)


class PlanAssignmentList(TypedDict):
    data: list[PlanAssignment]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class PlatformEventType(TypedDict):
    name: str
    severity: PlatformEventTypeSeverity
    """
    Also the level of its line in the log
    """
    message: str
    """
    What happened. Each event contains it
    """
    remedy: str
    """
    What the operator can do. Each event contains it
    """
    runbook: str | None
    """
    Section of the runbook. Each event contains it
    """
    schema: dict[str, Any]
    """
    JSON Schema of `data`
    """
    example: dict[str, Any]
    """
    An example of `data`
    """


class PlatformEventTypeList(TypedDict):
    data: list[PlatformEventType]


class Problem(TypedDict):
    """
    Problem details (RFC 9457). `errors` lists all validation errors
    """

    type: str
    title: str
    status: int
    code: str
    """
    Stable error code for programs
    """
    detail: str
    instance: NotRequired[str]
    request_id: str
    errors: NotRequired[list[FieldError]]


class ProgrammePreviewDealEffect(TypedDict):
    effect: ProgrammeEffect
    """
    submission: whether it can be submitted (`accepted`, `refused`). review_due: when the decision would be due. conflict: what its submission would find (`clear`, `possible`, `conflict`). decision: what the rules then do (`approve`, `reject`, or `review` by a person). protection: when it would end. extension: until when one extension would protect; null if none is allowed
    """
    before: str | None
    """
    By the present settings, if it happened now
    """
    after: str | None
    """
    By the changed settings, if it happened now
    """
    errors: list[FieldError]
    """
    Why its submission would be refused; empty for all other effects
    """


class ProgrammeSettingsProtection(TypedDict):
    starts: ProtectionStart
    """
    Default: `approval`
    """
    days: int
    reminder_days: int
    extension_days: int
    """
    Days that one extension adds to the protection. 0 allows no extensions
    """
    max_extensions: int


class Promotion(TypedDict):
    id: str
    partner_id: str
    tier: PartnerTier
    """
    Tier that the partner is promoted to
    """
    status: PromotionStatus
    """
    `blocked` is final. Request another promotion when the checks pass
    """
    reason: str | None
    """
    Why nothing happens any more, although it is not finished; null otherwise
    """
    checks: list[PromotionCheck]
    requested_by: str
    created_at: str
    finished_at: str | None


class PublishBatch(TypedDict):
    events: list[PublishEvent]


class PublishResult(TypedDict):
    status: int
    event: NotRequired[AcceptedEvent]
    problem: NotRequired[Problem]


class Readiness(TypedDict):
    status: ReadinessStatus
    checks: list[ReadinessCheck]


class Reconciliation(TypedDict):
    id: str
    sync_id: str | None
    """
    The pair of systems. Null for one of the books of Causeway itself
    """
    book: BookName | None
    night: str
    """
    By the calendar of the pair's time zone
    """
    trigger: ReconciliationTrigger
    state: ReconciliationState
    """
    `waiting`: for a yes. `incomplete`: a side could not be read to its end, so nothing of it is called missing
    """
    dry_run: bool
    """
    What is found is only reported
    """
    question: str | None
    """
    What a person must agree to: POST /reconciliations/{id}/approve
    """
    approved_at: str | None
    approved_by: str | None
    reason: str | None
    """
    Why it is incomplete, failed or was skipped
    """
    headline: str | None
    """
    The first line of the report. Null until there is one
    """
    started_at: str
    ended_at: str | None


ReconciliationFinding = TypedDict(
    'ReconciliationFinding',
    {
        'id': str,
        'reconciliation_id': str,
        'object': str,
        'class': FindingClass,
        'field': str | None,
        'a_id': str | None,
        'b_id': str | None,
        'a_value': str | None,
        'b_value': str | None,
        'agreed_value': str | None,
        'to_side': SyncSide | None,
        'to_value': str | None,
        'merged_into': str | None,
        'message': str,
        'remedy': str,
        'cause': ReconciliationFindingCause | None,
        'changed_at': str | None,
        'state': FindingState,
        'repairable': bool,
        'reason': str | None,
        'write_id': str | None,
        'conflict_id': str | None,
        'ignored': ReconciliationFindingIgnored | None,
        'created_at': str,
        'ended_at': str | None,
    },
)


class ReconciliationFindingList(TypedDict):
    data: list[ReconciliationFinding]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class ReconciliationList(TypedDict):
    data: list[Reconciliation]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class ReconciliationNight(TypedDict):
    reconciliation_id: str
    night: str
    state: ReconciliationState
    records: int
    """
    Records that differ
    """
    findings: int
    repaired: int
    needs_person: int
    """
    Findings that nobody but a person can decide
    """
    time_to_sync: ReconciliationReportTimeToSync | None
    """
    Of the writes of the day before: from the change at its source until the other side had it
    """


class ReconciliationReport(TypedDict):
    headline: str
    compared: int
    """
    Records that were compared
    """
    agreed: int
    """
    Records without a difference. Ignored ones count as agreed
    """
    checks: list[ReconciliationReportCheck]
    counts: list[ReconciliationReportCount]
    """
    Findings by class and field, and what became of them until now
    """
    drift: ReconciliationReportDrift
    since: ReconciliationReportSince | None
    """
    Compared with the night before. Null if there is none
    """
    causes: list[ReconciliationReportCause]
    """
    What let differences happen
    """
    time_to_sync: ReconciliationReportTimeToSync | None
    """
    Of the writes of the day before: from the change at its source until the other side had it
    """
    samples: list[ReconciliationFinding]
    """
    A few findings of each class and field
    """
    not_detectable: list[str]
    """
    What a comparison cannot see
    """


class Reconciling(TypedDict):
    runs: list[ReconcilingRun]


class ReportedRevenue(TypedDict):
    gross: SignedMoney
    refunds: SignedMoney
    tax: SignedMoney
    net: SignedMoney
    """
    gross − refunds − tax
    """
    sourced: SignedMoney
    """
    Of customers that this partner brought, whole
    """
    influenced: SignedMoney
    """
    Of customers that other partners brought and this one touched, whole. Never added to sourced
    """


RetryPolicy: TypeAlias = RetrySchedule | RetryBackoff


RetryPolicyInput: TypeAlias = RetryScheduleInput | RetryBackoffInput


class ReturnFigures(TypedDict):
    revenue: ReportedRevenue
    cost: SignedMoney
    leads: float
    """
    Shared like revenue, so it can have a fraction
    """
    opportunities: float
    """
    Shared like revenue, so it can have a fraction
    """
    customers: float
    """
    Shared like revenue, so it can have a fraction
    """
    cpl: SignedMoney | None
    """
    Cost per lead
    """
    cac: SignedMoney | None
    """
    Cost per new customer
    """
    roi: float | None
    """
    (net revenue × margin − cost) / cost
    """
    roas: float | None
    """
    Net revenue / cost
    """


class Revenue(TypedDict):
    id: str
    external_id: str | None
    sandbox_id: str | None
    """
    The sandbox in which it was recorded; null outside of sandboxes
    """
    origin: str
    """
    Who recorded it: a partner’s id, `platform`, or the part of Causeway that noticed it
    """
    occurred_at: str
    recorded_at: str
    metadata: dict[str, Any]
    subject: str | None
    kind: RevenueKind
    amount: Money
    tax: Money
    product: str | None
    customer_plan: str | None
    conversion_id: str | None
    refund_of: str | None
    subscription: str | None


class RevenueItemsBatch(TypedDict):
    revenue: list[CreateRevenue]


class RevenueList(TypedDict):
    data: list[Revenue]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class RoiExplanation(TypedDict):
    partner_id: str
    window: ReportWindow
    model: AttributionModel
    currency: str
    as_of: str
    """
    Everything that was recorded until then is in it, and nothing else
    """
    versions: ReportVersions
    """
    Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
    """
    measure: RoiMeasure
    data: list[ExplainedFact]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class RoiReportLtvObserved(TypedDict):
    customers: float
    """
    Shared like revenue, so it can have a fraction
    """
    revenue_net: SignedMoney
    value: SignedMoney | None


RoiSeriesItem = TypedDict(
    'RoiSeriesItem',
    {
        'from': str,
        'revenue': ReportedRevenue,
        'cost': SignedMoney,
        'leads': float,
        'opportunities': float,
        'customers': float,
        'cpl': SignedMoney | None,
        'cac': SignedMoney | None,
        'roi': float | None,
        'roas': float | None,
    },
)


class RotateConnection(TypedDict):
    credentials: ConnectionCredentials


class Sandbox(TypedDict):
    partner_id: str
    seed: int
    run: int
    """
    Increases with each reset
    """
    status: SandboxStatus
    reason: str | None
    """
    Why the sandbox is not filled; null otherwise. A reset tries again
    """
    counts: dict[str, int]
    """
    Number of synthetic events by type, once the sandbox is ready
    """
    ready_at: str | None


SendgridChannelInput = TypedDict(
    'SendgridChannelInput',
    {
        'kind': Literal['sendgrid'],
        'region': NotRequired[SendgridRegion],
        'from': str,
        'to': list[str],
        'secrets': EmailApiSecretsInput,
    },
)


class SetAlertRoutesRoute(TypedDict):
    name: str
    rules: NotRequired[list[AlertRuleName]]
    """
    Only alerts of these rules
    """
    severities: NotRequired[list[AlertSeverity]]
    """
    Only alerts of these severities
    """
    partner_ids: NotRequired[list[str]]
    """
    Only alerts about these partners
    """
    channels: list[str]
    """
    Who is told. Empty: nobody, unless it escalates
    """
    escalation: NotRequired[list[SetAlertRoutesRouteEscalation]]
    """
    Who is told too after so many minutes in which nobody has acknowledged. Default: `[]`
    """
    quiet_hours: NotRequired[SetAlertRoutesRouteQuietHours | None]
    group_s: NotRequired[int]
    """
    What begins within so many seconds is one message for each rule and channel
    """
    recover_after_s: NotRequired[int]
    """
    A recovery is told when it has lasted so long; twice as long after each time that it did not last
    """
    remind_every_min: NotRequired[int | None]
    """
    While nobody has acknowledged. Null: never
    """


class SignInWay(TypedDict):
    connection: SignInWayConnection | None
    """
    The identity provider. Null: with a password
    """


class SignedSourceTimestamp(TypedDict):
    header: str
    unit: NotRequired[SignedSourceTimestampUnit]
    """
    Default: `s`
    """
    tolerance_s: NotRequired[int]
    """
    How far its time may differ from ours, in both directions
    """


class SlackBotChannelInput(TypedDict):
    kind: Literal['slack_bot']
    channel: str
    """
    The ID, which Slack shows at the end of the details of a channel. Invite the app to it
    """
    secrets: SlackBotSecretsInput


class SlackWebhookChannelInput(TypedDict):
    kind: Literal['slack_webhook']
    secrets: SlackWebhookSecretsInput


SmtpChannelInput = TypedDict(
    'SmtpChannelInput',
    {
        'kind': Literal['smtp'],
        'host': str,
        'port': NotRequired[int],
        'security': NotRequired[SmtpSecurity],
        'username': NotRequired[str | None],
        'from': str,
        'to': list[str],
        'secrets': NotRequired[SmtpSecretsInput],
    },
)


class SourceAccuracy(TypedDict):
    source: TouchSource
    conversions: int
    """
    That one of its touches preceded
    """
    explained: int
    share: float | None
    """
    Explained / conversions; null if there are none
    """


class SsoConnection(TypedDict):
    id: str
    partner_id: str | None
    """
    Whose people sign in. Null for your own company
    """
    name: str
    settings: SsoSettings
    """
    Without what is secret
    """
    has_secret: bool
    scim_enabled: bool
    """
    Whether the identity provider has a token for SCIM. Then it decides who is a user, and signing in creates none
    """
    redirect_uri: str
    """
    The address that the identity provider must permit: the redirect URI, or with SAML the assertion consumer service
    """
    entity_id: str | None
    """
    Our entity ID, which is also the address of our metadata. Null without SAML
    """
    domains: list[SsoDomain]
    create_users: bool
    default_roles: list[UserRole]
    group_roles: list[GroupRoles]
    enabled: bool
    created_by: str
    created_at: str
    updated_at: str


class SsoConnectionList(TypedDict):
    data: list[SsoConnection]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class StoredReconciliationReport(TypedDict):
    headline: str
    compared: int
    """
    Records that were compared
    """
    agreed: int
    """
    Records without a difference. Ignored ones count as agreed
    """
    checks: list[ReconciliationReportCheck]
    counts: list[ReconciliationReportCount]
    """
    Findings by class and field, and what became of them until now
    """
    drift: ReconciliationReportDrift
    since: ReconciliationReportSince | None
    """
    Compared with the night before. Null if there is none
    """
    causes: list[ReconciliationReportCause]
    """
    What let differences happen
    """
    time_to_sync: ReconciliationReportTimeToSync | None
    """
    Of the writes of the day before: from the change at its source until the other side had it
    """
    samples: list[ReconciliationFinding]
    """
    A few findings of each class and field
    """
    not_detectable: list[str]
    """
    What a comparison cannot see
    """


class SyncConflict(TypedDict):
    id: str
    object: str
    a_id: str
    b_id: str
    field: str
    """
    The names of the field in A and B
    """
    a_value: str | None
    b_value: str | None
    opened_at: str
    resolved_at: str | None
    winner: SyncSide | None
    """
    Null while it is open, or if both sides came to agree by themselves
    """
    resolved_by: str | None


class SyncConflictList(TypedDict):
    data: list[SyncConflict]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


SyncFieldTransform: TypeAlias = SyncFieldTransformTrim | SyncFieldTransformLowercase | SyncFieldTransformUppercase | SyncFieldTransformDomain | SyncFieldTransformTruncate | SyncFieldTransformJsonata


SyncFieldTransformInput: TypeAlias = SyncFieldTransformTrimInput | SyncFieldTransformLowercaseInput | SyncFieldTransformUppercaseInput | SyncFieldTransformDomainInput | SyncFieldTransformTruncateInput | SyncFieldTransformJsonataInput


SyncObjectLink: TypeAlias = SyncObjectLinkExternalId | SyncObjectLinkDomain | SyncObjectLinkEmail


class SyncPresetRequest(TypedDict):
    preset: SyncPresetRequestPreset
    """
    `crm_billing`: companies of the CRM and customers of billing, with revenue, status and renewal. `deals_crm`: approved deals as opportunities of the CRM, and what becomes of them there
    """
    a_connection_id: str
    b_connection_id: str
    """
    For `deals_crm`: `deals`, which stands for Causeway's own deals
    """


class SyncPreviewChange(TypedDict):
    side: SyncSide
    record_id: str
    field: str
    before: Any
    """
    one of: a text, a number, true or false, a list
    """
    after: Any
    """
    one of: a text, a number, true or false, a list
    """


class SyncPreviewFault(TypedDict):
    side: SyncSide
    record_id: str
    field: str
    message: str


class SyncResolution(TypedDict):
    winner: SyncSide
    """
    The side whose value is right
    """


class SyncRetry(TypedDict):
    id: NotRequired[str]
    """
    Only this one
    """
    ids: NotRequired[list[str]]
    """
    Only these
    """
    reason: NotRequired[SyncWriteReason]
    """
    Only records that failed for this class of reasons
    """
    record_id: NotRequired[str]
    """
    Only writes of this record. Of a creation, the record of the other side
    """


class SyncRun(TypedDict):
    id: str
    kind: SyncRunKind
    """
    `hinted`: it read only records that webhooks or people named
    """
    state: SyncRunState
    """
    `partial`: some records are not written
    """
    doing: str | None
    """
    What it does now. Null if it has ended
    """
    reason: str | None
    """
    Why it is partial or failed, or what it waits for
    """
    needs_approval: bool
    """
    It waits for a yes: POST /syncs/{id}/approve
    """
    read: int
    changed: int
    written: int
    failed: int
    conflicts: int
    started_at: str
    ended_at: str | None


class SyncRunList(TypedDict):
    data: list[SyncRun]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class SyncTestWrite(TypedDict):
    id: str
    side: SyncSide
    """
    The side that is written
    """
    operation: SyncTestWriteOperation
    record_id: str | None
    """
    The record that was written. Null until one is created
    """
    state: SyncTestWriteState
    """
    `tried`: it is in the system now; `left`: it is there still, and `message` says why
    """
    fields: list[SyncTestWriteField]
    """
    What was written
    """
    message: str | None
    """
    Why it was refused or is left, in the vendor's words
    """
    remedy: str | None


class SyncWrite(TypedDict):
    id: str
    object: str
    side: SyncSide
    """
    The side that is written
    """
    operation: SyncWriteOperation
    record_id: str
    """
    The record; for a creation, the record of the other side
    """
    state: SyncWriteState
    reason: str | None
    """
    Class of the failure
    """
    text: str | None
    """
    The class, in words
    """
    message: str | None
    """
    The vendor's own words
    """
    field: str | None
    remedy: str | None
    attempts: int
    next_attempt_at: str | None
    """
    Null if only a person can help
    """
    created_at: str
    ended_at: str | None


class SyncWriteGroup(TypedDict):
    reason: SyncWriteReason
    text: str
    """
    The reason, in words
    """
    remedy: str
    count: int
    """
    At most the latest 100,000 failed records are counted
    """
    first_failed_at: str
    last_failed_at: str


class SyncWriteGroupList(TypedDict):
    data: list[SyncWriteGroup]


class SyncWriteList(TypedDict):
    data: list[SyncWrite]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class TestSent(TypedDict):
    """
    Read GET /deliveries/{id} to see the result
    """

    event: TestSentEvent
    deliveries: list[TestSentDelivery]


class Touch(TypedDict):
    id: str
    external_id: str | None
    sandbox_id: str | None
    """
    The sandbox in which it was recorded; null outside of sandboxes
    """
    origin: str
    """
    Who recorded it: a partner’s id, `platform`, or the part of Causeway that noticed it
    """
    occurred_at: str
    recorded_at: str
    metadata: dict[str, Any]
    subject: str
    """
    Pseudonym of the subject. The same subject has the same pseudonym
    """
    partner_id: str | None
    """
    Null: the company itself
    """
    source: TouchSource
    campaign: str | None
    is_bot: bool
    """
    Made by a program: kept, but never credited
    """


class TouchList(TypedDict):
    data: list[Touch]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class TouchesBatch(TypedDict):
    touches: list[CreateTouch]


class TransformationPreview(TypedDict):
    transformation: NotRequired[str | None]
    """
    Used instead of the endpoint's own transformation; null for none
    """
    schema_versions: NotRequired[dict[str, int]]
    """
    Used instead of the endpoint's own schema_versions
    """
    event_id: NotRequired[str]
    """
    A published event to transform. With a partner key it must be an event with a delivery to the partner
    """
    sample: NotRequired[TransformationPreviewSample]
    """
    A payload to transform instead of a published event
    """


class UpdateEndpoint(TypedDict):
    """
    Only the fields in the request change. To change the signing scheme, rotate the secret
    """

    url: NotRequired[str]
    """
    URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). It is stored as it is called. Values in its query are stored encrypted and returned as ********. Send that value to keep the stored one
    """
    description: NotRequired[str]
    metadata: NotRequired[dict[str, Any]]
    """
    At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
    """
    event_types: NotRequired[list[str]]
    """
    Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types
    """
    retry_policy: NotRequired[RetryPolicyInput | None]
    """
    Null uses the policy of the partner's tier, as configured at the time of each attempt
    """
    timeout_ms: NotRequired[int]
    """
    Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms
    """
    rate_limit_per_s: NotRequired[int | None]
    """
    Maximum attempts per second; null means no limit
    """
    region: NotRequired[str | None]
    """
    Region whose workers make its deliveries, one of webhooks.regions of the settings. Null is the home region
    """
    max_concurrency: NotRequired[int]
    """
    Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
    """
    headers: NotRequired[dict[str, str]]
    """
    Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again
    """
    ordering: NotRequired[bool]
    """
    Deliver events with the same ordering key in order, one at a time
    """
    ordering_on_dead_letter: NotRequired[OrderingOnDeadLetter]
    """
    Whether a dead letter blocks its ordering key until it is replayed or purged
    """
    schema_versions: NotRequired[dict[str, int]]
    """
    Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version
    """
    transformation: NotRequired[str | None]
    """
    JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged
    """


class UpdateSsoConnection(TypedDict):
    name: NotRequired[str]
    """
    For people: the name of the identity provider, as they know it
    """
    settings: NotRequired[SsoSettingsInput]
    """
    Replaces all of them
    """
    domains: NotRequired[list[str]]
    """
    Replaces the list. Those that stay are as verified as they were
    """
    create_users: NotRequired[bool]
    """
    Whether somebody with an address of a verified domain who has no user yet gets one by signing in
    """
    default_roles: NotRequired[list[UserRole]]
    """
    The roles of people whose groups have none. Empty: they cannot sign in for the first time
    """
    group_roles: NotRequired[list[GroupRolesInput]]
    """
    Roles by group. If any group is named, the groups of a person decide their roles at each sign-in; else roles are managed here
    """
    enabled: NotRequired[bool]
    """
    Nobody signs in through a disabled connection. Sessions that were begun stay
    """


class UpdateUser(TypedDict):
    name: NotRequired[str]
    """
    The name of the person, as the audit log and colleagues read it
    """
    roles: NotRequired[list[UserRole]]
    """
    `administrator`: Everything: users, credentials, settings. `operator`: Runs the installation: deliveries, connections, syncs, event types, partners and their credentials. `partner_manager`: Works with partners: reviews deals, reads reports, plans commissions. `finance`: Reads what is owed to partners, and approves payouts. `read_only`: Reads everything, except bodies of vendors’ webhooks. `partner_admin`: Everything of the partner: its users and credentials too. `partner_developer`: Integrates: endpoints, deliveries, keys. `partner_sales`: Registers deals and follows what they bring. `partner_finance`: Reads statements, and disputes commissions
    """
    status: NotRequired[UserStatus]


class User(TypedDict):
    id: str
    partner_id: str | None
    """
    The company of the person. Null for your own company
    """
    email: str
    name: str
    roles: list[UserRole]
    status: UserStatus
    has_password: bool
    """
    False until the person has used a one-time link
    """
    created_by: str
    created_at: str
    updated_at: str
    last_sign_in_at: str | None


class UserList(TypedDict):
    data: list[User]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class VendorObjectField(TypedDict):
    name: str
    label: str
    type: str
    required: bool
    read_only: bool
    max_length: int | None
    options: list[VendorObjectFieldOption] | None
    """
    The permitted values; null if any is permitted
    """
    references: list[str]


class VerdictSide(TypedDict):
    kind: VerdictSideKind
    value: str


class VerdictSideInput(TypedDict):
    kind: VerdictSideKind
    value: str
    """
    A name, in any spelling and with any legal form, or a website
    """


class WebhookChannelInput(TypedDict):
    kind: Literal['webhook']
    url: str
    """
    Gets a POST that is signed as webhooks are
    """
    secrets: WebhookSecretsInput


class AccountMatchSides(TypedDict):
    a: VerdictSide
    b: VerdictSide


class AccountResult(TypedDict):
    external_id: str | None
    """
    Null if the row has no readable `external_id`
    """
    status: AccountResultStatus
    id: str | None
    """
    ID of the account. Null if the row failed
    """
    errors: list[FieldError]
    """
    Validation errors. A row with errors is not written
    """
    warnings: list[FieldError]
    """
    Values of the row that were ignored
    """


class AccountVerdict(TypedDict):
    id: str
    verdict: VerdictKind
    a: VerdictSide
    b: VerdictSide
    reason: str | None
    created_by: str
    """
    Who decided it
    """
    created_at: str


class AccountVerdictList(TypedDict):
    data: list[AccountVerdict]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class Alert(TypedDict):
    id: str
    rule: AlertRuleName
    subject: AlertSubject
    partner_id: str | None
    """
    Null for what belongs to the company
    """
    severity: AlertSeverity
    title: str
    reason: str
    """
    As it was found last
    """
    remedy: str
    link: str
    """
    A path of the API, or a URL
    """
    runbook: str | None
    """
    Section of the runbook
    """
    state: AlertState
    since: str
    resolved_at: str | None
    reopened: int
    """
    How often it was found again within a few minutes after its end
    """
    acknowledged_at: str | None
    acknowledged_by: str | None
    """
    Name of the credential
    """
    snoozed_until: str | None
    """
    Nobody is told before then
    """
    last_told_at: str | None
    """
    When a message about it arrived last
    """
    telling_problem: str | None
    """
    Why nobody can be told of it, or not all
    """


AlertChannelSettings: TypeAlias = AlertChannelSettingsSlackWebhook | AlertChannelSettingsSlackBot | AlertChannelSettingsSmtp | AlertChannelSettingsResend | AlertChannelSettingsSendgrid | AlertChannelSettingsWebhook | AlertChannelSettingsPagerduty | AlertChannelSettingsOpsgenie


AlertChannelSettingsInput: TypeAlias = SlackWebhookChannelInput | SlackBotChannelInput | SmtpChannelInput | ResendChannelInput | SendgridChannelInput | WebhookChannelInput | PagerdutyChannelInput | OpsgenieChannelInput


class AlertList(TypedDict):
    data: list[Alert]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class AlertRoutes(TypedDict):
    routes: list[AlertRoutesRoute]
    """
    The first one that matches an alert decides
    """
    updated_at: str | None
    """
    Null until somebody has set them
    """


class Attempt(TypedDict):
    number: int
    started_at: str
    status_code: int | None
    """
    Null if there was no response
    """
    latency_ms: int
    response_snippet: str | None
    error_class: ErrorClass | None
    """
    Null if the attempt succeeded
    """
    error_detail: str | None
    next_attempt_at: str | None
    next_because: str | None
    """
    Reason for the time of the next attempt, or for having none
    """
    trigger: AttemptTrigger
    """
    Why it was made. schedule: after the acceptance, or by the retry policy. manual: somebody asked for it; it does not count towards the retry budget. replay: a replay. drain: the end of a hold. probe: a trial while the circuit breaker is open
    """
    actor: Author | None
    """
    Who asked for it; null if nobody did
    """


class AttributionAccuracy(TypedDict):
    window: ReportWindow
    as_of: str
    """
    Everything that was recorded until then is in it, and nothing else
    """
    versions: ReportVersions
    """
    Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
    """
    conversions: int
    explained: int
    share: float | None
    """
    Explained / conversions; null if there are none
    """
    lost: list[LostConversions]
    """
    Why the others have no path: nobody is known (`no_subject`), no touch, only touches that are too old or too late (`outside_window`), of a source that is switched off (`blocked_source`), or of crawlers (`bot`)
    """
    by_source: list[SourceAccuracy]
    by_partner: list[PartnerAccuracy]


AttributionComparison = TypedDict(
    'AttributionComparison',
    {
        'before': int,
        'after': int,
        'model': AttributionModel,
        'measure': str,
        'from': str,
        'until': str,
        'rules': list[ComparedRule],
        'partners': list[ComparedPartner],
    },
)


class AttributionVersion(TypedDict):
    number: int
    state: AttributionVersionState
    """
    `building`: being computed. `ready`: can be compared and activated. `active`: reports use it. `retired`: readable, as of its end
    """
    settings: AttributionVersionSettings
    complete_to: str | None
    """
    The newest report that can be made from it
    """
    created_at: str
    created_by: str
    activated_at: str | None
    ended_at: str | None
    reason: str | None
    """
    Why it failed or was given up
    """


class AttributionVersionList(TypedDict):
    data: list[AttributionVersion]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class BatchResult(TypedDict):
    results: list[PublishResult]
    """
    One result per event, in order. It has `event` if its status is 202, otherwise `problem`
    """


class BegunSyncTest(TypedDict):
    compared: int
    """
    Pairs of records that were compared
    """
    records: list[SyncPreviewRecord]
    """
    What becomes of each record. Before the first run, some records of both systems are read, and find each other
    """
    changes: list[SyncPreviewChange]
    conflicts: list[SyncPreviewConflict]
    faults: list[SyncPreviewFault]
    """
    Values that cannot be written as they are
    """
    left_out: list[str]
    """
    Fields that an expression makes: only a run evaluates it
    """
    test_id: str | None
    """
    GET /syncs/{id}/tests/{test} says what became of it
    """


class Book(TypedDict):
    book: BookName
    latest_run: BookRun | None


class BookList(TypedDict):
    data: list[Book]


CommissionBonus: TypeAlias = RevenueBonus | CountBonus


CommissionBonusInput: TypeAlias = RevenueBonusInput | CountBonusInput


class CommissionExplanation(TypedDict):
    line: CommissionLine
    terms: CommissionTerms | None
    reason: str | None
    """
    Of a correction: what its person wrote
    """
    about_it: list[CommissionLine]


class CommissionPlanCheck(TypedDict):
    valid: bool
    errors: NotRequired[list[FieldError]]


CommissionReward: TypeAlias = CommissionRewardFlat | CommissionRewardPercent | CommissionRewardTiered


CommissionRewardInput: TypeAlias = CommissionRewardFlatInput | CommissionRewardPercentInput | CommissionRewardTieredInput


class CommissionSimulationResult(TypedDict):
    sales: int
    is_complete: bool
    """
    false: there were more sales than are simulated at once. Choose a shorter time
    """
    partners: list[CommissionSimulationResultPartner]


class CommissionStatement(TypedDict):
    id: str
    month: str
    currency: str
    opening: SignedMoney
    """
    What was owed to the partner before: accrued, held and payable, less what it owed
    """
    closing: SignedMoney
    issued_at: str
    lines: list[CommissionStatementLine]


class ConditionalFields(TypedDict):
    when: FieldCondition
    require: list[str]


class ConditionalFieldsInput(TypedDict):
    when: FieldConditionInput
    require: list[str]


ConnectorLimitWindow: TypeAlias = ConnectorLimitWindowRolling | ConnectorLimitWindowDay | ConnectorLimitWindowConcurrent


class ConversionsBatch(TypedDict):
    conversions: list[CreateConversion]


class CostsBatch(TypedDict):
    costs: list[CreateCost]


class CreateAccountVerdict(TypedDict):
    verdict: VerdictKind
    """
    `same`: both are one company. `different`: they are two, however alike they are
    """
    a: VerdictSideInput
    b: VerdictSideInput
    reason: NotRequired[str]
    """
    Why. Only the company sees it
    """


class CreateAlertChannel(TypedDict):
    name: str
    """
    For people, and in messages that say that it does not work
    """
    settings: AlertChannelSettingsInput
    """
    How to reach it. `secrets` are stored encrypted and never shown
    """
    enabled: NotRequired[bool]


class CreateEndpoint(TypedDict):
    partner_id: NotRequired[str]
    """
    Partner that owns the endpoint. Required with a platform key; with a partner key always your own partner
    """
    url: str
    """
    URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). It is stored as it is called. Values in its query are stored encrypted and returned as ********. Send that value to keep the stored one
    """
    description: NotRequired[str]
    metadata: NotRequired[dict[str, Any]]
    """
    At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Default: `{}`. Each value is one of: a text, a number, true or false
    """
    event_types: NotRequired[list[str]]
    """
    Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types. Default: `[]`
    """
    retry_policy: NotRequired[RetryPolicyInput | None]
    """
    Null uses the policy of the partner's tier, as configured at the time of each attempt
    """
    timeout_ms: NotRequired[int]
    """
    Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms
    """
    rate_limit_per_s: NotRequired[int | None]
    """
    Maximum attempts per second; null means no limit
    """
    region: NotRequired[str | None]
    """
    Region whose workers make its deliveries, one of webhooks.regions of the settings. Null is the home region
    """
    max_concurrency: NotRequired[int]
    """
    Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
    """
    headers: NotRequired[dict[str, str]]
    """
    Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again. Default: `{}`
    """
    ordering: NotRequired[bool]
    """
    Deliver events with the same ordering key in order, one at a time
    """
    ordering_on_dead_letter: NotRequired[OrderingOnDeadLetter]
    """
    Whether a dead letter blocks its ordering key until it is replayed or purged. Default: `block`
    """
    schema_versions: NotRequired[dict[str, int]]
    """
    Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version. Default: `{}`
    """
    transformation: NotRequired[str | None]
    """
    JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged
    """
    signing: NotRequired[EndpointSigning]
    """
    v1: HMAC-SHA256 with a shared secret. v1a: Ed25519, verified with public_key. Default: `v1`
    """


class CreatePlatformEndpoint(TypedDict):
    url: str
    """
    URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). It is stored as it is called. Values in its query are stored encrypted and returned as ********. Send that value to keep the stored one
    """
    description: NotRequired[str]
    metadata: NotRequired[dict[str, Any]]
    """
    At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Default: `{}`. Each value is one of: a text, a number, true or false
    """
    event_types: NotRequired[list[str]]
    """
    Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types. Default: `[]`
    """
    retry_policy: NotRequired[RetryPolicyInput | None]
    """
    Null uses the policy of the partner's tier, as configured at the time of each attempt
    """
    timeout_ms: NotRequired[int]
    """
    Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms
    """
    rate_limit_per_s: NotRequired[int | None]
    """
    Maximum attempts per second; null means no limit
    """
    region: NotRequired[str | None]
    """
    Region whose workers make its deliveries, one of webhooks.regions of the settings. Null is the home region
    """
    max_concurrency: NotRequired[int]
    """
    Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
    """
    headers: NotRequired[dict[str, str]]
    """
    Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again. Default: `{}`
    """
    ordering: NotRequired[bool]
    """
    Deliver events with the same ordering key in order, one at a time
    """
    ordering_on_dead_letter: NotRequired[OrderingOnDeadLetter]
    """
    Whether a dead letter blocks its ordering key until it is replayed or purged. Default: `block`
    """
    transformation: NotRequired[str | None]
    """
    JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged
    """
    signing: NotRequired[EndpointSigning]
    """
    v1: HMAC-SHA256 with a shared secret. v1a: Ed25519, verified with public_key. Default: `v1`
    """


class CreateProgrammeSettings(TypedDict):
    required: NotRequired[list[str]]
    """
    Paths of the fields that a submission must have, such as customer.website or custom.region. Default: `["customer.website","title","expected_value","close_date","type"]`
    """
    conditional: NotRequired[list[ConditionalFieldsInput]]
    """
    Fields that a submission must also have if another field has a given value. Default: `[]`
    """
    custom_schema: NotRequired[dict[str, Any]]
    """
    JSON Schema 2020-12 of `custom`, at most 64 KiB, without references to other schemas. {} accepts anything. Default: `{}`
    """
    currency: NotRequired[str | None]
    """
    The only accepted currency. null accepts all
    """
    review: NotRequired[CreateProgrammeSettingsReview]
    """
    Default: `{}`
    """
    auto_approve: NotRequired[AutoApproveInput | None]
    """
    Deals without any match are approved immediately, up to this value. null sends every deal to a reviewer
    """
    protection: NotRequired[CreateProgrammeSettingsProtection]
    """
    Default: `{}`
    """
    exclusivity: NotRequired[Exclusivity]
    """
    customer: one open deal per customer, the first one. none: any number of open deals. Default: `customer`
    """
    duplicates: NotRequired[CreateProgrammeSettingsDuplicates]
    """
    Default: `{}`
    """


class CreateSsoConnection(TypedDict):
    name: str
    """
    For people: the name of the identity provider, as they know it
    """
    settings: SsoSettingsInput
    """
    How to reach the identity provider
    """
    partner_id: NotRequired[str]
    """
    Whose people sign in. With a platform key: the partner, or omitted for your own company. With a partner credential: always your own partner
    """
    domains: NotRequired[list[str]]
    """
    People with addresses of these domains sign in through the connection, once the domains are verified: at once if a platform credential names them, else by POST /sso-connections/{id}/verify-domains. Default: `[]`
    """
    create_users: NotRequired[bool]
    """
    Whether somebody with an address of a verified domain who has no user yet gets one by signing in
    """
    default_roles: NotRequired[list[UserRole]]
    """
    The roles of people whose groups have none. Empty: they cannot sign in for the first time. Default: `[]`
    """
    group_roles: NotRequired[list[GroupRolesInput]]
    """
    Roles by group. If any group is named, the groups of a person decide their roles at each sign-in; else roles are managed here. Default: `[]`
    """
    enabled: NotRequired[bool]


class CreatedEndpoint(TypedDict):
    id: str
    partner_id: str
    url: str
    """
    URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). It is stored as it is called. Values in its query are stored encrypted and returned as ********. Send that value to keep the stored one
    """
    description: str
    metadata: dict[str, Any]
    """
    At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
    """
    event_types: list[str]
    """
    Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types
    """
    retry_policy: RetryPolicy | None
    """
    Null uses the policy of the partner's tier, as configured at the time of each attempt
    """
    timeout_ms: int
    """
    Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms
    """
    rate_limit_per_s: int | None
    """
    Maximum attempts per second; null means no limit
    """
    region: str | None
    """
    Region whose workers make its deliveries, one of webhooks.regions of the settings. Null is the home region
    """
    max_concurrency: int
    """
    Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
    """
    headers: dict[str, str]
    """
    Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again
    """
    ordering: bool
    """
    Deliver events with the same ordering key in order, one at a time
    """
    ordering_on_dead_letter: OrderingOnDeadLetter
    """
    Whether a dead letter blocks its ordering key until it is replayed or purged
    """
    schema_versions: dict[str, int]
    """
    Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version
    """
    transformation: str | None
    """
    JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged
    """
    state: EndpointState
    state_reason: str | None
    signing: EndpointSigning
    """
    v1: HMAC-SHA256 with a shared secret. v1a: Ed25519, verified with public_key
    """
    breaker: EndpointBreaker
    failing_since: str | None
    """
    Time since which no attempt has succeeded
    """
    created_at: str
    updated_at: str
    version: int
    """
    Increases with each change; also the ETag
    """
    secret: str | None
    """
    Secret that the receiver verifies signatures with (`whsec_…`). Null for v1a, whose private key is never returned
    """
    public_key: str | None
    """
    Public key that the receiver verifies signatures with (`whpk_…`). Only for v1a
    """


class DeadLetterWithTimeline(TypedDict):
    id: str
    """
    ID of the delivery
    """
    event_id: str
    event_type: str
    endpoint_id: str
    partner_id: str
    reason: str | None
    error_class: ErrorClass | None
    """
    Kind of error of the last attempt
    """
    last_error: str | None
    """
    Error of the last attempt
    """
    attempt_count: int
    created_at: str
    dead_lettered_at: str
    purge_at: str
    """
    When the dead letter is deleted, unless it is replayed before
    """
    event: DeliveredEvent
    endpoint: DeliveryEndpoint
    attempts: list[Attempt]
    """
    Oldest first. The numbering continues across replays
    """
    workflow_id: NotRequired[str | None]
    """
    The workflow that handles the delivery now, or handled it last: its own, a round, or the drain of its endpoint. Platform keys only
    """
    workflow_url: NotRequired[str | None]
    """
    The same workflow in Temporal UI. Platform keys only
    """


class Deal(TypedDict):
    id: str
    partner_id: str
    programme_id: str
    external_id: str | None
    customer: DealCustomer
    title: NotRequired[str]
    problem: NotRequired[str]
    """
    The business problem that the customer wants solved
    """
    expected_value: NotRequired[Money]
    frequency: NotRequired[DealFrequency]
    """
    How often the expected value is paid
    """
    close_date: NotRequired[str]
    """
    When the sale is expected to close
    """
    type: NotRequired[DealType]
    origin: NotRequired[DealOrigin]
    competitor: NotRequired[str]
    sales_activities: NotRequired[list[str]]
    team: NotRequired[list[DealContact]]
    """
    The partner's people
    """
    custom: NotRequired[dict[str, Any]]
    """
    Fields of the programme, by its schema. Each value is one of: a text, a number, true or false, a list
    """
    metadata: dict[str, Any]
    """
    What the partner notes beside it
    """
    review_status: DealReviewStatus
    stage: DealStage
    stage_since: str
    """
    When the deal came to its stage. Until its first change of stage: when it was protected, submitted or created
    """
    next_stages: NotRequired[list[DealStage]]
    """
    Stages to which the deal can be moved now. Platform keys only
    """
    conflict: DealConflictLevel | None
    """
    Result of the check for other registrations of the customer at submission: none, possibly the same customer, or an earlier deal with the same customer
    """
    reason: str | None
    """
    Why the deal was rejected, withdrawn or lost, or which changes are requested
    """
    editable_fields: list[str] | None
    """
    Fields that may be changed now; null means all
    """
    submitted_at: str | None
    review_due_at: str | None
    decided_at: str | None
    assignee: NotRequired[str | None]
    """
    Person at the company who is responsible for the deal. Platform keys only
    """
    crm: NotRequired[DealCrm]
    """
    State of the deal in the CRM of the company. Platform keys only
    """
    process_error: NotRequired[str | None]
    """
    Why nothing happens automatically with the deal any more; null otherwise. Its next change tries again. Platform keys only
    """
    protected_until: str | None
    """
    No other partner can register this customer until then
    """
    extensions: int
    created_at: str
    updated_at: str
    closed_at: str | None
    partner: NotRequired[DealPartner]
    """
    Only with `expand=partner`
    """
    version: int
    """
    Increases with each change; also the ETag
    """


class DealImportRow(TypedDict):
    row: int
    """
    Line in the file, or position in the list, from 1
    """
    external_id: str | None
    status: DealImportRowStatus
    """
    `failed`: nothing was changed. With submit, a draft may have been created that could not be submitted
    """
    deal_id: str | None
    errors: list[FieldError]
    """
    Errors of a failed row. The pointers are relative to the row
    """


class DealImportRowList(TypedDict):
    data: list[DealImportRow]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class DealList(TypedDict):
    data: list[Deal]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class DealPipeline(TypedDict):
    data: list[DealPipelineStage]


class DealValidation(TypedDict):
    valid: bool
    errors: list[FieldError]
    """
    All errors that prevent the deal from being submitted
    """


class Delivery(TypedDict):
    id: str
    event_id: str
    """
    ID of the event. It is also the webhook-id header of every attempt
    """
    event_type: str
    endpoint_id: str
    partner_id: str
    ordering_key: str | None
    status: DeliveryStatus
    hold_reason: HoldReason | None
    hold_detail: str | None
    """
    Details of the hold, such as the error of a transformation
    """
    attempt_count: int
    next_attempt_at: str | None
    error_class: ErrorClass | None
    """
    Kind of error of the last attempt; null if it succeeded
    """
    last_error: str | None
    """
    Error of the last attempt; null if it succeeded
    """
    dead_letter_reason: str | None
    created_at: str
    updated_at: str
    """
    When anything of this last changed
    """
    ended_at: str | None
    """
    When it was delivered, dead-lettered or cancelled
    """
    event: NotRequired[DeliveredEvent]
    """
    Only with `expand=event`
    """
    attempts: NotRequired[list[Attempt]]
    """
    Only with `expand=attempts`: the newest 10, oldest first
    """


class DeliveryList(TypedDict):
    data: list[Delivery]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class DeliveryWithTimeline(TypedDict):
    id: str
    event_id: str
    """
    ID of the event. It is also the webhook-id header of every attempt
    """
    event_type: str
    endpoint_id: str
    partner_id: str
    ordering_key: str | None
    status: DeliveryStatus
    hold_reason: HoldReason | None
    hold_detail: str | None
    """
    Details of the hold, such as the error of a transformation
    """
    attempt_count: int
    next_attempt_at: str | None
    error_class: ErrorClass | None
    """
    Kind of error of the last attempt; null if it succeeded
    """
    last_error: str | None
    """
    Error of the last attempt; null if it succeeded
    """
    dead_letter_reason: str | None
    created_at: str
    updated_at: str
    """
    When anything of this last changed
    """
    ended_at: str | None
    """
    When it was delivered, dead-lettered or cancelled
    """
    event: DeliveredEvent
    endpoint: DeliveryEndpoint
    attempts: list[Attempt]
    """
    Oldest first. The numbering continues across replays
    """
    workflow_id: NotRequired[str | None]
    """
    The workflow that handles the delivery now, or handled it last: its own, a round, or the drain of its endpoint. Platform keys only
    """
    workflow_url: NotRequired[str | None]
    """
    The same workflow in Temporal UI. Platform keys only
    """
    hold: DeliveryHold | None
    """
    Why the delivery is held and what releases it. Null unless its status is `held`
    """


class Endpoint(TypedDict):
    id: str
    partner_id: str
    url: str
    """
    URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). It is stored as it is called. Values in its query are stored encrypted and returned as ********. Send that value to keep the stored one
    """
    description: str
    metadata: dict[str, Any]
    """
    At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
    """
    event_types: list[str]
    """
    Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types
    """
    retry_policy: RetryPolicy | None
    """
    Null uses the policy of the partner's tier, as configured at the time of each attempt
    """
    timeout_ms: int
    """
    Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms
    """
    rate_limit_per_s: int | None
    """
    Maximum attempts per second; null means no limit
    """
    region: str | None
    """
    Region whose workers make its deliveries, one of webhooks.regions of the settings. Null is the home region
    """
    max_concurrency: int
    """
    Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
    """
    headers: dict[str, str]
    """
    Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again
    """
    ordering: bool
    """
    Deliver events with the same ordering key in order, one at a time
    """
    ordering_on_dead_letter: OrderingOnDeadLetter
    """
    Whether a dead letter blocks its ordering key until it is replayed or purged
    """
    schema_versions: dict[str, int]
    """
    Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version
    """
    transformation: str | None
    """
    JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged
    """
    state: EndpointState
    state_reason: str | None
    signing: EndpointSigning
    """
    v1: HMAC-SHA256 with a shared secret. v1a: Ed25519, verified with public_key
    """
    breaker: EndpointBreaker
    failing_since: str | None
    """
    Time since which no attempt has succeeded
    """
    created_at: str
    updated_at: str
    version: int
    """
    Increases with each change; also the ETag
    """


class EndpointList(TypedDict):
    data: list[Endpoint]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class FactResult(TypedDict):
    external_id: str | None
    """
    Null if the item has none that is readable
    """
    status: FactResultStatus
    """
    `repeated`: the same was recorded before. `failed`: nothing was recorded; see `errors`
    """
    id: str | None
    """
    ID of the fact. Null if it was not recorded; in a conflict, the ID of what is stored
    """
    errors: list[FieldError]
    """
    Why it was not recorded
    """


class HealthHistory(TypedDict):
    data: list[HealthPeriod]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class HealthRemedy(TypedDict):
    text: str
    docs: str
    """
    The page that explains it, on this host
    """
    call: HealthRemedyCall | None
    """
    The call of this API that does it or shows more
    """


class IdentityBatchResult(TypedDict):
    results: list[IdentityResult]
    """
    One result per item, in the order of the request
    """


class LevelDefinition(TypedDict):
    name: str
    requires: list[LevelRequirement]
    """
    All of them, and those of the levels below. Default: `[]`
    """


class LevelDefinitionInput(TypedDict):
    name: str
    requires: NotRequired[list[LevelRequirementInput]]
    """
    All of them, and those of the levels below. Default: `[]`
    """


class PartnerCohort(TypedDict):
    cohort: str
    """
    First day of the month in which they became customers
    """
    customers: float
    revenue_net: SignedMoney
    value: SignedMoney | None
    """
    Net revenue of one customer
    """
    months: list[PartnerCohortMonth]


class PartnerCohorts(TypedDict):
    partner_id: str
    window: ReportWindow
    model: AttributionModel
    currency: str
    as_of: str
    """
    Everything that was recorded until then is in it, and nothing else
    """
    versions: ReportVersions
    """
    Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
    """
    data: list[PartnerCohort]


class PartnerLeagueRank(TypedDict):
    rank: int
    partner_id: str
    partner_name: str | None
    """
    Null if Causeway does not know the partner
    """
    revenue: ReportedRevenue
    cost: SignedMoney
    leads: float
    """
    Shared like revenue, so it can have a fraction
    """
    opportunities: float
    """
    Shared like revenue, so it can have a fraction
    """
    customers: float
    """
    Shared like revenue, so it can have a fraction
    """
    cpl: SignedMoney | None
    """
    Cost per lead
    """
    cac: SignedMoney | None
    """
    Cost per new customer
    """
    roi: float | None
    """
    (net revenue × margin − cost) / cost
    """
    roas: float | None
    """
    Net revenue / cost
    """


class PartnerLevel(TypedDict):
    partner_id: str
    level: str | None
    """
    Null while there are no levels
    """
    since: str | None
    """
    Null if it never changed
    """
    below_since: str | None
    """
    Since when the partner does not reach it. Null if it does
    """
    demoted_on: str | None
    """
    The day on which that demotes it, if it stays so
    """
    next: PartnerLevelChange | None
    """
    A change that is decided, and has not begun
    """


class PartnerLevelPreview(TypedDict):
    day: str
    """
    The figures are those of the days before it
    """
    effective_from: str
    """
    When what is decided on this day takes effect
    """
    partners: list[PartnerLevelPreviewPartner]
    """
    Those whose level would change, and those whose days of grace would run
    """


class PartnerLevels(TypedDict):
    effective_from: str
    """
    These rules decide from this day on, by the calendar of the time zone, until that of the next version
    """
    time_zone: str
    currency: str
    """
    Of revenue. Revenue in other currencies is converted at the rates of its days
    """
    window_days: int
    """
    Revenue and deals of this many days count
    """
    grace_days: int
    """
    A partner keeps a level that it no longer reaches for this many days
    """
    levels: list[LevelDefinition]


class PartnerLevelsInput(TypedDict):
    effective_from: Day
    """
    These rules decide from this day on, by the calendar of the time zone, until that of the next version
    """
    time_zone: NotRequired[str]
    currency: str
    """
    Of revenue. Revenue in other currencies is converted at the rates of its days
    """
    window_days: NotRequired[int]
    """
    Revenue and deals of this many days count
    """
    grace_days: NotRequired[int]
    """
    A partner keeps a level that it no longer reaches for this many days
    """
    levels: list[LevelDefinitionInput]


class PartnerLevelsVersion(TypedDict):
    version: int
    levels: PartnerLevels
    created_at: str
    created_by: str


class PartnerLevelsVersions(TypedDict):
    versions: list[PartnerLevelsVersion]


class PartnerWebhookSettings(TypedDict):
    retry_policy: NotRequired[RetryPolicy]
    """
    Replaces the tier's retry policy
    """
    max_endpoints: NotRequired[int]
    """
    Replaces webhooks.delivery.max_endpoints_per_partner
    """


class PartnerWebhookSettingsInput(TypedDict):
    retry_policy: NotRequired[RetryPolicyInput]
    """
    Replaces the tier's retry policy
    """
    max_endpoints: NotRequired[int]
    """
    Replaces webhooks.delivery.max_endpoints_per_partner
    """


class PayoutBatchList(TypedDict):
    data: list[PayoutBatchSummary]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class ProgrammePreviewDeal(TypedDict):
    deal_id: str
    partner_id: str
    company_name: str
    review_status: DealReviewStatus
    effects: list[ProgrammePreviewDealEffect]


class ProgrammeSettings(TypedDict):
    required: list[str]
    """
    Paths of the fields that a submission must have, such as customer.website or custom.region. Default: `["customer.website","title","expected_value","close_date","type"]`
    """
    conditional: list[ConditionalFields]
    """
    Fields that a submission must also have if another field has a given value. Default: `[]`
    """
    custom_schema: dict[str, Any]
    """
    JSON Schema 2020-12 of `custom`, at most 64 KiB, without references to other schemas. {} accepts anything. Default: `{}`
    """
    currency: str | None
    """
    The only accepted currency. null accepts all
    """
    review: ProgrammeSettingsReview
    auto_approve: AutoApprove | None
    """
    Deals without any match are approved immediately, up to this value. null sends every deal to a reviewer
    """
    protection: ProgrammeSettingsProtection
    exclusivity: Exclusivity
    """
    customer: one open deal per customer, the first one. none: any number of open deals. Default: `customer`
    """
    duplicates: ProgrammeSettingsDuplicates


class ReconciliationDrift(TypedDict):
    data: list[ReconciliationNight]


class ReportedReconciliation(TypedDict):
    id: str
    sync_id: str | None
    """
    The pair of systems. Null for one of the books of Causeway itself
    """
    book: BookName | None
    night: str
    """
    By the calendar of the pair's time zone
    """
    trigger: ReconciliationTrigger
    state: ReconciliationState
    """
    `waiting`: for a yes. `incomplete`: a side could not be read to its end, so nothing of it is called missing
    """
    dry_run: bool
    """
    What is found is only reported
    """
    question: str | None
    """
    What a person must agree to: POST /reconciliations/{id}/approve
    """
    approved_at: str | None
    approved_by: str | None
    reason: str | None
    """
    Why it is incomplete, failed or was skipped
    """
    headline: str | None
    """
    The first line of the report. Null until there is one
    """
    started_at: str
    ended_at: str | None
    report: StoredReconciliationReport | None
    """
    Null until the night has been compared
    """


class RoiReportLtv(TypedDict):
    formula: SignedMoney | None
    """
    ARPA × margin ÷ churn
    """
    arpa: SignedMoney | None
    """
    Monthly revenue of a subscriber at the end of the window
    """
    churn_monthly: float | None
    """
    The part of the subscribers that an average month of the window lost
    """
    lifetime_months: float | None
    is_capped: bool
    """
    Whether the lifetime was cut to 60 months
    """
    observed: RoiReportLtvObserved | None
    """
    What the customers of the window have really paid until `as_of`, × margin, each. Only with `observed=true`
    """


class RoiSeries(TypedDict):
    partner_id: str
    window: ReportWindow
    model: AttributionModel
    currency: str
    as_of: str
    """
    Everything that was recorded until then is in it, and nothing else
    """
    versions: ReportVersions
    """
    Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
    """
    margin: float
    by: RoiPeriod
    data: list[RoiSeriesItem]


class SetAlertRoutes(TypedDict):
    routes: list[SetAlertRoutesRoute]


class SignedIn(TypedDict):
    user: User
    scopes: list[Scope]
    """
    What the roles of the person allow; while they look as a partner, what of it the partner may read
    """
    session_id: str
    viewing: SignedInViewing | None
    """
    The partner as which somebody of the company looks; null otherwise
    """


class SignedSource(TypedDict):
    header: str
    """
    Header with the signature
    """
    algorithm: NotRequired[SignedSourceAlgorithm]
    """
    Default: `sha256`
    """
    encoding: NotRequired[SignedSourceEncoding]
    """
    Default: `hex`
    """
    prefix: NotRequired[str]
    """
    What precedes the signature in its header, such as `sha256=`
    """
    timestamp: NotRequired[SignedSourceTimestamp | None]
    """
    Header with the time of sending. It must be signed; otherwise it proves nothing
    """
    signed_content: NotRequired[str]
    """
    What is signed, with `{body}` and `{timestamp}`. Default: `{body}`, or `{timestamp}.{body}` if there is a timestamp
    """
    id_path: NotRequired[str | None]
    """
    Leads to the id of the event. Without it the hash of the body identifies the event
    """
    time_path: NotRequired[str | None]
    """
    Leads to the time of the event: ISO 8601, or a number of seconds or milliseconds
    """
    type_path: NotRequired[str | None]
    object_path: NotRequired[str | None]
    """
    Leads to the kind of the record that changed
    """
    record_path: NotRequired[str | None]
    """
    Leads to the id of the record that changed
    """


class SyncField(TypedDict):
    a: str
    """
    The field in system A, as its API spells it
    """
    b: str
    """
    The field in system B, as its API spells it. `billing:mrr` and the like are computed from subscriptions
    """
    type: SyncFieldType
    direction: SyncFieldDirection
    owner: SyncFieldOwner
    """
    Who decides: `a` or `b` always; `newest`, the later change; `prefer_a` or `prefer_b`, unless blank there; `none`, the side that changed, and a conflict if both did
    """
    values: list[SyncFieldValue]
    """
    Pairs of values. If there are any, all other values are refused. Several values of one side may mean one of the other. Default: `[]`
    """
    allowed: list[str]
    """
    If there are any, only these values are written. Default: `[]`
    """
    fallback: str | None
    """
    Written where the source is blank
    """
    transforms: list[SyncFieldTransform]
    """
    Applied in order, from the source to the target. Default: `[]`
    """
    once: NotRequired[bool]
    """
    Written to a new record only, and then left to the people who work with it
    """
    references: NotRequired[str]
    """
    The value is a record of this object, and becomes the id of its counterpart
    """


class SyncFieldInput(TypedDict):
    a: str
    """
    The field in system A, as its API spells it
    """
    b: str
    """
    The field in system B, as its API spells it. `billing:mrr` and the like are computed from subscriptions
    """
    type: SyncFieldType
    direction: SyncFieldDirection
    owner: SyncFieldOwner
    """
    Who decides: `a` or `b` always; `newest`, the later change; `prefer_a` or `prefer_b`, unless blank there; `none`, the side that changed, and a conflict if both did
    """
    values: NotRequired[list[SyncFieldValueInput]]
    """
    Pairs of values. If there are any, all other values are refused. Several values of one side may mean one of the other. Default: `[]`
    """
    allowed: NotRequired[list[str]]
    """
    If there are any, only these values are written. Default: `[]`
    """
    fallback: NotRequired[str | None]
    """
    Written where the source is blank
    """
    transforms: NotRequired[list[SyncFieldTransformInput]]
    """
    Applied in order, from the source to the target. Default: `[]`
    """
    once: NotRequired[bool]
    """
    Written to a new record only, and then left to the people who work with it
    """
    references: NotRequired[str]
    """
    The value is a record of this object, and becomes the id of its counterpart
    """


class SyncObject(TypedDict):
    name: str
    a: str
    """
    The object in system A
    """
    b: str
    """
    The object in system B
    """
    links: list[SyncObjectLink]
    company: NotRequired[SyncObjectCompany]
    """
    Compare the records as companies where no link rule finds a counterpart
    """
    creates: list[SyncSide]
    """
    The sides on which missing records are created
    """
    deletes: list[SyncSide]
    """
    The sides on which records are deleted after their counterpart was. Default: `[]`
    """
    subscriptions: SyncObjectSubscriptions | None
    """
    The object of B whose records are added up, and its field with the id of the record of B
    """
    fields: list[SyncField]


class SyncObjectInput(TypedDict):
    name: str
    a: str
    """
    The object in system A
    """
    b: str
    """
    The object in system B
    """
    links: list[SyncObjectLinkInput]
    company: NotRequired[SyncObjectCompanyInput]
    """
    Compare the records as companies where no link rule finds a counterpart
    """
    creates: list[SyncSide]
    """
    The sides on which missing records are created
    """
    deletes: NotRequired[list[SyncSide]]
    """
    The sides on which records are deleted after their counterpart was. Default: `[]`
    """
    subscriptions: NotRequired[SyncObjectSubscriptionsInput | None]
    """
    The object of B whose records are added up, and its field with the id of the record of B
    """
    fields: list[SyncFieldInput]


class SyncPreview(TypedDict):
    compared: int
    """
    Pairs of records that were compared
    """
    records: list[SyncPreviewRecord]
    """
    What becomes of each record. Before the first run, some records of both systems are read, and find each other
    """
    changes: list[SyncPreviewChange]
    conflicts: list[SyncPreviewConflict]
    faults: list[SyncPreviewFault]
    """
    Values that cannot be written as they are
    """
    left_out: list[str]
    """
    Fields that an expression makes: only a run evaluates it
    """


class SyncTest(TypedDict):
    id: str
    sync_id: str
    object: str
    a_id: str | None
    b_id: str | None
    state: SyncTestState
    """
    `completed`: nothing of it is left in the systems; `left`: something is; `failed`: nothing was written
    """
    reason: str | None
    """
    Why it failed, or why there was nothing to write
    """
    waits_for: str | None
    """
    What keeps it: it goes on by itself
    """
    writes: list[SyncTestWrite]
    created_at: str
    ended_at: str | None


class SyncTestList(TypedDict):
    data: list[SyncTest]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class UpdatePartner(TypedDict):
    """
    Only the fields in the request change
    """

    name: NotRequired[str]
    tier: NotRequired[PartnerTier]
    """
    Determines the default rate limit and retry policy
    """
    rate_limit: NotRequired[RateLimitInput | None]
    """
    Limit of requests to this API; null uses the limit of the tier in the settings
    """
    credential_policy: NotRequired[CredentialPolicy]
    """
    `any`, or the only method by which this partner may obtain access tokens. API keys and other methods are then rejected
    """
    time_zone: NotRequired[str]
    """
    IANA time zone, for business days and nightly runs
    """
    programme_id: NotRequired[str]
    """
    The programme under which its new deals are registered
    """
    contacts: NotRequired[list[PartnerContactInput]]
    webhook_settings: NotRequired[PartnerWebhookSettingsInput]
    fields: NotRequired[dict[str, Any]]
    """
    What you note about it, such as the number or the list of its `certifications`. The rules of levels can ask for them. Each value is one of: a number, true or false, a text, a list
    """


class UpdateProgrammeSettings(TypedDict):
    required: NotRequired[list[str]]
    """
    Paths of the fields that a submission must have, such as customer.website or custom.region
    """
    conditional: NotRequired[list[ConditionalFieldsInput]]
    """
    Fields that a submission must also have if another field has a given value
    """
    custom_schema: NotRequired[dict[str, Any]]
    """
    JSON Schema 2020-12 of `custom`, at most 64 KiB, without references to other schemas. {} accepts anything
    """
    currency: NotRequired[str | None]
    """
    The only accepted currency. null accepts all
    """
    auto_approve: NotRequired[AutoApproveInput | None]
    """
    Deals without any match are approved immediately, up to this value. null sends every deal to a reviewer
    """
    exclusivity: NotRequired[Exclusivity]
    """
    customer: one open deal per customer, the first one. none: any number of open deals
    """
    review: NotRequired[UpdateProgrammeSettingsReview]
    protection: NotRequired[UpdateProgrammeSettingsProtection]
    duplicates: NotRequired[UpdateProgrammeSettingsDuplicates]


class VendorObject(TypedDict):
    object: str
    fields: list[VendorObjectField]


class AccountBatchResult(TypedDict):
    created: int
    updated: int
    unchanged: int
    failed: int
    results: list[AccountResult]
    """
    One result per row, in the order of the request
    """


class AccountMatch(TypedDict):
    customer: MatchedCompany
    """
    The customer of a deal that awaits a decision
    """
    other: MatchedCompany
    """
    What may be the same company
    """
    score: float
    evidence: list[DealMatchEvidence]
    sides: AccountMatchSides | None
    """
    How POST /account-verdicts names the two. Null if neither a name nor a website tells them apart
    """
    verdict: AccountMatchVerdict | None
    """
    What a person decided about the two. It applies to deals that are submitted afterwards
    """


class AccountMatchList(TypedDict):
    data: list[AccountMatch]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class AlertChannel(TypedDict):
    id: str
    name: str
    settings: AlertChannelSettings
    """
    Without its secrets
    """
    enabled: bool
    last_success_at: str | None
    last_failure_at: str | None
    last_error: str | None
    failing_since: str | None
    """
    Since when nothing arrives. Null if the last message arrived
    """
    created_at: str
    updated_at: str


class AlertChannelChange(TypedDict):
    name: NotRequired[str]
    """
    For people, and in messages that say that it does not work
    """
    settings: NotRequired[AlertChannelSettingsInput]
    """
    Replaces all of them, with the secrets
    """
    enabled: NotRequired[bool]
    """
    A disabled channel is told nothing. What waited for it is dropped
    """


class AlertChannelList(TypedDict):
    data: list[AlertChannel]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class CommissionPlanRule(TypedDict):
    name: str
    products: list[str]
    """
    Only sales of these products. Empty: all. Default: `[]`
    """
    customer_plans: list[str]
    """
    Only sales under these plans of the product, by the `customer_plan` of the revenue. Empty: all. Default: `[]`
    """
    when: str | None
    """
    JSONata over `deal`, `customer`, `product` and `partner`: only sales for which it is true
    """
    reward: CommissionReward


class CommissionPlanRuleInput(TypedDict):
    name: str
    products: NotRequired[list[str]]
    """
    Only sales of these products. Empty: all. Default: `[]`
    """
    customer_plans: NotRequired[list[str]]
    """
    Only sales under these plans of the product, by the `customer_plan` of the revenue. Empty: all. Default: `[]`
    """
    when: NotRequired[str | None]
    """
    JSONata over `deal`, `customer`, `product` and `partner`: only sales for which it is true
    """
    reward: CommissionRewardInput


class ConnectorLimit(TypedDict):
    id: str
    text: str
    window: ConnectorLimitWindow
    max: int
    counts: ConnectorLimitCounts
    shared: bool


class CreateInboundSource(TypedDict):
    vendor: str
    """
    Such as `slack`, `standard_webhooks`, or `signed` for a system that signs as `scheme` says
    """
    name: str
    connection_id: NotRequired[str]
    """
    The connection that these webhooks are about, which must be to the same vendor. The source has its id
    """
    secret: NotRequired[str]
    """
    Required, unless the vendor signs with the client secret that the connection has, as HubSpot does
    """
    scheme: NotRequired[SignedSource]
    """
    How it signs. Only for the vendor `signed`
    """


class CreatePartner(TypedDict):
    name: str
    tier: NotRequired[PartnerTier]
    """
    Determines the default rate limit and retry policy. Default: `standard`
    """
    status: NotRequired[CreatePartnerStatus]
    """
    A pending partner cannot use the API until it is activated. Default: `active`
    """
    rate_limit: NotRequired[RateLimitInput | None]
    """
    Limit of requests to this API; null uses the limit of the tier in the settings
    """
    credential_policy: NotRequired[CredentialPolicy]
    """
    `any`, or the only method by which this partner may obtain access tokens. API keys and other methods are then rejected. Default: `any`
    """
    time_zone: NotRequired[str]
    """
    IANA time zone, for business days and nightly runs
    """
    programme_id: NotRequired[str]
    """
    The programme under which its new deals are registered
    """
    contacts: NotRequired[list[PartnerContactInput]]
    """
    Default: `[]`
    """
    webhook_settings: NotRequired[PartnerWebhookSettingsInput]
    """
    Default: `{}`
    """
    fields: NotRequired[dict[str, Any]]
    """
    What you note about it, such as the number or the list of its `certifications`. The rules of levels can ask for them. Default: `{}`. Each value is one of: a number, true or false, a text, a list
    """


class CreateProgramme(TypedDict):
    name: str
    settings: NotRequired[CreateProgrammeSettings]
    """
    Omitted settings have their defaults. Default: `{}`
    """


class FactBatchResult(TypedDict):
    created: int
    repeated: int
    failed: int
    results: list[FactResult]
    """
    One result per item, in the order of the request
    """


class HealthCondition(TypedDict):
    state: HealthState
    """
    Of several that hold at once, the worst: they are named here from the best to the worst
    """
    n: int | None
    """
    How many records, deliveries, scopes or endpoints it is about: the n of `partial`. Large numbers are not counted to the end
    """
    code: HealthCode
    """
    The stable name of the reason, for programs
    """
    reason: str
    since: str | None
    """
    The time that is stored, or when it was first seen so, within half a minute. Null if that is not known
    """
    remedy: HealthRemedy | None
    """
    Null if there is nothing to do
    """


class InboundSourceChange(TypedDict):
    name: NotRequired[str]
    scheme: NotRequired[SignedSource]
    """
    How it signs. Only for the vendor `signed`
    """
    enabled: NotRequired[bool]


class IntegrationHealth(TypedDict):
    kind: HealthKind
    id: str
    name: str
    """
    For an endpoint: its URL, with masked values in the query
    """
    partner_id: str | None
    """
    Null for what belongs to the company
    """
    vendor: str | None
    state: HealthState
    """
    Of several that hold at once, the worst: they are named here from the best to the worst
    """
    n: int | None
    """
    How many records, deliveries, scopes or endpoints it is about: the n of `partial`. Large numbers are not counted to the end
    """
    code: HealthCode
    """
    The stable name of the reason, for programs
    """
    reason: str
    since: str | None
    """
    The time that is stored, or when it was first seen so, within half a minute. Null if that is not known
    """
    remedy: HealthRemedy | None
    """
    Null if there is nothing to do
    """
    also: list[HealthCondition]
    """
    What else holds, the worst first
    """
    last_success_at: str | None
    """
    The end of the last complete run. For an endpoint: when the last of its latest 50 deliveries arrived
    """
    last_error: HealthError | None
    freshness: Freshness | None
    """
    Null where nothing is awaited
    """
    failed_records: int
    """
    Records that are not written, or deliveries that were given up
    """
    quota: QuotaLeft | None
    """
    Of the daily quotas, the one of which the least is left
    """
    next_run_at: str | None
    """
    When it goes on by itself; null if nothing is planned
    """
    trend: list[HealthDay]
    """
    The last 14 days in UTC, the oldest first. Of a partner: of its endpoints together
    """


class IntegrationHealthDetail(TypedDict):
    kind: HealthKind
    id: str
    name: str
    """
    For an endpoint: its URL, with masked values in the query
    """
    partner_id: str | None
    """
    Null for what belongs to the company
    """
    vendor: str | None
    state: HealthState
    """
    Of several that hold at once, the worst: they are named here from the best to the worst
    """
    n: int | None
    """
    How many records, deliveries, scopes or endpoints it is about: the n of `partial`. Large numbers are not counted to the end
    """
    code: HealthCode
    """
    The stable name of the reason, for programs
    """
    reason: str
    since: str | None
    """
    The time that is stored, or when it was first seen so, within half a minute. Null if that is not known
    """
    remedy: HealthRemedy | None
    """
    Null if there is nothing to do
    """
    also: list[HealthCondition]
    """
    What else holds, the worst first
    """
    last_success_at: str | None
    """
    The end of the last complete run. For an endpoint: when the last of its latest 50 deliveries arrived
    """
    last_error: HealthError | None
    freshness: Freshness | None
    """
    Null where nothing is awaited
    """
    failed_records: int
    """
    Records that are not written, or deliveries that were given up
    """
    quota: QuotaLeft | None
    """
    Of the daily quotas, the one of which the least is left
    """
    next_run_at: str | None
    """
    When it goes on by itself; null if nothing is planned
    """
    trend: list[HealthDay]
    """
    The last 14 days in UTC, the oldest first. Of a partner: of its endpoints together
    """
    objectives: list[ServiceObjective]
    """
    What is promised, how it is kept, and how fast its error budget is used
    """


class IntegrationHealthList(TypedDict):
    data: list[IntegrationHealth]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """
    summary: HealthSummary
    """
    How many there are in each state, on all pages and whatever `state` filters, as everything was looked at last
    """
    banners: list[VendorBanner]
    """
    Vendors that have not answered for a minute, or say of themselves that something is wrong, with a sentence to show to everybody. Only with `connections:read`
    """


class Partner(TypedDict):
    id: str
    name: str
    tier: PartnerTier
    """
    Determines the default rate limit and retry policy
    """
    rate_limit: RateLimit | None
    """
    Limit of requests to this API; null uses the limit of the tier in the settings
    """
    credential_policy: CredentialPolicy
    """
    `any`, or the only method by which this partner may obtain access tokens. API keys and other methods are then rejected
    """
    time_zone: str
    """
    IANA time zone, for business days and nightly runs
    """
    programme_id: str
    """
    The programme under which its new deals are registered
    """
    contacts: list[PartnerContact]
    webhook_settings: PartnerWebhookSettings
    fields: dict[str, Any]
    """
    What you note about it, such as the number or the list of its `certifications`. The rules of levels can ask for them. Each value is one of: a number, true or false, a text, a list
    """
    status: PartnerStatus
    status_reason: str | None
    effective_rate_limit: EffectiveRateLimit
    """
    The limit that applies: the partner’s own or that of its tier
    """
    created_at: str
    updated_at: str
    version: int
    """
    Increases with each change; also the ETag
    """


class PartnerHealth(TypedDict):
    kind: HealthKind
    id: str
    name: str
    """
    For an endpoint: its URL, with masked values in the query
    """
    partner_id: str | None
    """
    Null for what belongs to the company
    """
    vendor: str | None
    state: HealthState
    """
    Of several that hold at once, the worst: they are named here from the best to the worst
    """
    n: int | None
    """
    How many records, deliveries, scopes or endpoints it is about: the n of `partial`. Large numbers are not counted to the end
    """
    code: HealthCode
    """
    The stable name of the reason, for programs
    """
    reason: str
    since: str | None
    """
    The time that is stored, or when it was first seen so, within half a minute. Null if that is not known
    """
    remedy: HealthRemedy | None
    """
    Null if there is nothing to do
    """
    also: list[HealthCondition]
    """
    What else holds, the worst first
    """
    last_success_at: str | None
    """
    The end of the last complete run. For an endpoint: when the last of its latest 50 deliveries arrived
    """
    last_error: HealthError | None
    freshness: Freshness | None
    """
    Null where nothing is awaited
    """
    failed_records: int
    """
    Records that are not written, or deliveries that were given up
    """
    quota: QuotaLeft | None
    """
    Of the daily quotas, the one of which the least is left
    """
    next_run_at: str | None
    """
    When it goes on by itself; null if nothing is planned
    """
    trend: list[HealthDay]
    """
    The last 14 days in UTC, the oldest first. Of a partner: of its endpoints together
    """
    objectives: list[ServiceObjective]
    """
    What is promised, how it is kept, and how fast its error budget is used
    """
    endpoints: list[IntegrationHealth]
    """
    Newest first; at most 200
    """


class PartnerLeague(TypedDict):
    window: ReportWindow
    model: AttributionModel
    currency: str
    as_of: str
    """
    Everything that was recorded until then is in it, and nothing else
    """
    versions: ReportVersions
    """
    Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
    """
    margin: float
    sort: PartnerLeagueSort
    total: ReturnFigures
    """
    Of all partners and the company. Sourced revenue adds up; influenced revenue does not, because partners share it
    """
    company: ReturnFigures
    """
    What no partner has credit for, and the costs of the programme as a whole
    """
    data: list[PartnerLeagueRank]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class PartnerList(TypedDict):
    data: list[Partner]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class Programme(TypedDict):
    id: str
    name: str
    settings: ProgrammeSettings
    created_at: str
    updated_at: str
    version: int
    """
    Increases with each change; also the ETag
    """


class ProgrammeList(TypedDict):
    data: list[Programme]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class ProgrammePreview(TypedDict):
    programme_id: str
    version: int
    """
    Version of the programme that the change was compared with; also the ETag. Send it as If-Match to save the change
    """
    open_deals: int
    """
    Open deals of the programme, without those of sandboxes
    """
    examined: int
    """
    How many of them were looked at, those first that are not approved. If it is less, the counts are of these
    """
    affected: int
    """
    How many of those have a step that the change changes
    """
    effects: list[ProgrammePreviewEffect]
    untouched: ProgrammePreviewUntouched
    """
    What stays as it is, whatever the change
    """
    deals: list[ProgrammePreviewDeal]
    """
    The first affected deals
    """


class ProgrammePreviewRequest(TypedDict):
    settings: UpdateProgrammeSettings
    """
    The change, as in an update
    """


class RoiReport(TypedDict):
    partner_id: str
    window: ReportWindow
    model: AttributionModel
    currency: str
    as_of: str
    """
    Everything that was recorded until then is in it, and nothing else
    """
    versions: ReportVersions
    """
    Of the attribution; the newest import of exchange rates; of the commission rules, which come in a later release
    """
    margin: float
    revenue: ReportedRevenue
    cost: SignedMoney
    leads: float
    """
    Shared like revenue, so it can have a fraction
    """
    opportunities: float
    """
    Shared like revenue, so it can have a fraction
    """
    customers: float
    """
    Shared like revenue, so it can have a fraction
    """
    cpl: SignedMoney | None
    """
    Cost per lead
    """
    cac: SignedMoney | None
    """
    Cost per new customer
    """
    roi: float | None
    """
    (net revenue × margin − cost) / cost
    """
    roas: float | None
    """
    Net revenue / cost
    """
    ltv: RoiReportLtv


class SyncMapping(TypedDict):
    time_zone: str
    """
    In which moments become days
    """
    objects: list[SyncObject]


class SyncMappingInput(TypedDict):
    time_zone: NotRequired[str]
    """
    In which moments become days
    """
    objects: list[SyncObjectInput]


class SyncPreset(TypedDict):
    mapping: SyncMapping
    """
    Ready for POST /syncs
    """
    left_out: list[FieldError]
    """
    Fields of the preset that the connected systems lack. Add them there and ask again, to have them too
    """
    to_add: list[str]
    """
    The fields to add to the CRM, for its administrator
    """


class SyncPreviewRequest(TypedDict):
    object: str
    """
    The name of an object map
    """
    mapping: NotRequired[SyncMappingInput]
    """
    A mapping to try. Without it, the present one
    """
    a_id: NotRequired[str]
    """
    Only this record of A, with `b_id` or its counterpart
    """
    b_id: NotRequired[str]
    """
    Only this record of B
    """
    limit: NotRequired[int]
    """
    Without an id, how many records are compared
    """


class UpdateProgramme(TypedDict):
    """
    Only the fields in the request change. `review`, `protection` and `duplicates` are merged field by field; any other setting is replaced as a whole
    """

    name: NotRequired[str]
    settings: NotRequired[UpdateProgrammeSettings]


class CommissionPlan(TypedDict):
    name: str
    effective_from: str
    """
    Sales from this day on, by the calendar of the time zone, until that of the next version
    """
    time_zone: str
    currency: str
    currency_rule: CurrencyRule
    """
    same: sales in other currencies get nothing. convert: they are converted at the rate of their day. sale: commissions are in the currency of the sale, and the plan names no amounts. Default: `same`
    """
    rules: list[CommissionPlanRule]
    recurring: CommissionPlanRecurring | None
    """
    For how long the payments of a subscription count. null: only the first one
    """
    period: CommissionPeriod
    """
    Of tiers over the revenue of a period, and of the cap of a period. Default: `month`
    """
    caps: CommissionPlanCaps
    minimum: CommissionPlanMinimum
    hold_days: int
    """
    The hold period: days after the sale before its commission becomes payable
    """
    churn_days: int
    """
    A customer that leaves within these days takes the whole commission back
    """
    bonuses: list[CommissionBonus]
    """
    Default: `[]`
    """


class CommissionPlanInput(TypedDict):
    name: str
    effective_from: Day
    """
    Sales from this day on, by the calendar of the time zone, until that of the next version
    """
    time_zone: NotRequired[str]
    currency: str
    currency_rule: NotRequired[CurrencyRule]
    """
    same: sales in other currencies get nothing. convert: they are converted at the rate of their day. sale: commissions are in the currency of the sale, and the plan names no amounts. Default: `same`
    """
    rules: list[CommissionPlanRuleInput]
    recurring: NotRequired[CommissionPlanRecurringInput | None]
    """
    For how long the payments of a subscription count. null: only the first one
    """
    period: NotRequired[CommissionPeriod]
    """
    Of tiers over the revenue of a period, and of the cap of a period. Default: `month`
    """
    caps: NotRequired[CommissionPlanCapsInput]
    """
    Default: `{}`
    """
    minimum: NotRequired[CommissionPlanMinimumInput]
    """
    Default: `{}`
    """
    hold_days: NotRequired[int]
    """
    The hold period: days after the sale before its commission becomes payable
    """
    churn_days: NotRequired[int]
    """
    A customer that leaves within these days takes the whole commission back
    """
    bonuses: NotRequired[list[CommissionBonusInput]]
    """
    Default: `[]`
    """


class CommissionPlanVersion(TypedDict):
    id: str
    version: int
    plan: CommissionPlan
    created_at: str
    created_by: str


class CommissionPlanVersions(TypedDict):
    versions: list[CommissionPlanVersion]


CommissionSimulation = TypedDict(
    'CommissionSimulation',
    {
        'plan': CommissionPlanInput,
        'from': Day,
        'until': Day,
    },
)


class Connector(TypedDict):
    vendor: str
    label: str
    api: ConnectorApi
    auth: list[ConnectionAuthMethod]
    scopes: list[ConnectorScope]
    objects: list[ConnectorObject]
    limits: list[ConnectorLimit]
    batch: ConnectorBatch


class ConnectorList(TypedDict):
    data: list[Connector]


class CreateSync(TypedDict):
    name: str
    interval_seconds: NotRequired[int]
    """
    How often changes are polled
    """
    max_delete_percent: NotRequired[int]
    """
    A run that would delete more of the linked records waits for a yes
    """
    max_change_percent: NotRequired[int]
    """
    A run that would change more of the linked records waits for a yes
    """
    a_connection_id: str
    """
    Connection to system A: by convention the CRM
    """
    b_connection_id: str
    """
    Connection to system B: by convention billing. `deals` stands for Causeway's own deals, if A is a CRM
    """
    mapping: SyncMappingInput
    state: NotRequired[SyncState]
    """
    `paused`: nothing runs until POST /syncs/{id}/resume; previews and tests work. Default: `active`
    """


class CreatedSandbox(TypedDict):
    partner_id: str
    seed: int
    run: int
    """
    Increases with each reset
    """
    status: SandboxStatus
    reason: str | None
    """
    Why the sandbox is not filled; null otherwise. A reset tries again
    """
    counts: dict[str, int]
    """
    Number of synthetic events by type, once the sandbox is ready
    """
    ready_at: str | None
    partner: Partner
    api_key: CreatedSandboxApiKey
    endpoint: CreatedEndpoint | None
    """
    Null if no endpoint_url was sent
    """


class Sync(TypedDict):
    id: str
    name: str
    a_connection_id: str
    b_connection_id: str
    state: SyncState
    process_error: str | None
    """
    Why Causeway paused it. Resume it once the cause is removed
    """
    mapping: SyncMapping
    mapping_version: int
    interval_seconds: int
    max_delete_percent: int
    max_change_percent: int
    created_at: str
    updated_at: str


class SyncChange(TypedDict):
    name: NotRequired[str]
    interval_seconds: NotRequired[int]
    """
    How often changes are polled
    """
    max_delete_percent: NotRequired[int]
    """
    A run that would delete more of the linked records waits for a yes
    """
    max_change_percent: NotRequired[int]
    """
    A run that would change more of the linked records waits for a yes
    """
    mapping: NotRequired[SyncMappingInput]


class SyncList(TypedDict):
    data: list[Sync]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """


class CommissionPlanList(TypedDict):
    data: list[CommissionPlanVersion]
    has_more: bool
    next_cursor: str | None
    """
    Cursor of the next page. Null on the last page
    """
