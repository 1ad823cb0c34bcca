// Code generated with npm run sdk (oapi-codegen). DO NOT EDIT.
package causeway

import (
	"time"
)

// Defines values for AccountResultStatus.
const (
	AccountResultStatusCreated   AccountResultStatus = "created"
	AccountResultStatusFailed    AccountResultStatus = "failed"
	AccountResultStatusUnchanged AccountResultStatus = "unchanged"
	AccountResultStatusUpdated   AccountResultStatus = "updated"
)

// Valid indicates whether the value is a known member of the AccountResultStatus enum.
func (e AccountResultStatus) Valid() bool {
	switch e {
	case AccountResultStatusCreated:
		return true
	case AccountResultStatusFailed:
		return true
	case AccountResultStatusUnchanged:
		return true
	case AccountResultStatusUpdated:
		return true
	default:
		return false
	}
}

// Defines values for ActorKind.
const (
	ActorKindDatabase ActorKind = "database"
	ActorKindPartner  ActorKind = "partner"
	ActorKindPlatform ActorKind = "platform"
	ActorKindSystem   ActorKind = "system"
)

// Valid indicates whether the value is a known member of the ActorKind enum.
func (e ActorKind) Valid() bool {
	switch e {
	case ActorKindDatabase:
		return true
	case ActorKindPartner:
		return true
	case ActorKindPlatform:
		return true
	case ActorKindSystem:
		return true
	default:
		return false
	}
}

// Defines values for AlertChannelRegion.
const (
	AlertChannelRegionEu AlertChannelRegion = "eu"
	AlertChannelRegionUs AlertChannelRegion = "us"
)

// Valid indicates whether the value is a known member of the AlertChannelRegion enum.
func (e AlertChannelRegion) Valid() bool {
	switch e {
	case AlertChannelRegionEu:
		return true
	case AlertChannelRegionUs:
		return true
	default:
		return false
	}
}

// Defines values for AlertChannelTestErrorKind.
const (
	AlertChannelTestErrorKindMalformed    AlertChannelTestErrorKind = "malformed"
	AlertChannelTestErrorKindRateLimited  AlertChannelTestErrorKind = "rate_limited"
	AlertChannelTestErrorKindRejected     AlertChannelTestErrorKind = "rejected"
	AlertChannelTestErrorKindUnauthorized AlertChannelTestErrorKind = "unauthorized"
	AlertChannelTestErrorKindUnavailable  AlertChannelTestErrorKind = "unavailable"
)

// Valid indicates whether the value is a known member of the AlertChannelTestErrorKind enum.
func (e AlertChannelTestErrorKind) Valid() bool {
	switch e {
	case AlertChannelTestErrorKindMalformed:
		return true
	case AlertChannelTestErrorKindRateLimited:
		return true
	case AlertChannelTestErrorKindRejected:
		return true
	case AlertChannelTestErrorKindUnauthorized:
		return true
	case AlertChannelTestErrorKindUnavailable:
		return true
	default:
		return false
	}
}

// Defines values for AlertNoticeKind.
const (
	AlertNoticeKindAcknowledged AlertNoticeKind = "acknowledged"
	AlertNoticeKindEscalated    AlertNoticeKind = "escalated"
	AlertNoticeKindFiring       AlertNoticeKind = "firing"
	AlertNoticeKindReminder     AlertNoticeKind = "reminder"
	AlertNoticeKindResolved     AlertNoticeKind = "resolved"
	AlertNoticeKindTest         AlertNoticeKind = "test"
	AlertNoticeKindUnsent       AlertNoticeKind = "unsent"
)

// Valid indicates whether the value is a known member of the AlertNoticeKind enum.
func (e AlertNoticeKind) Valid() bool {
	switch e {
	case AlertNoticeKindAcknowledged:
		return true
	case AlertNoticeKindEscalated:
		return true
	case AlertNoticeKindFiring:
		return true
	case AlertNoticeKindReminder:
		return true
	case AlertNoticeKindResolved:
		return true
	case AlertNoticeKindTest:
		return true
	case AlertNoticeKindUnsent:
		return true
	default:
		return false
	}
}

// Defines values for AlertNoticeState.
const (
	AlertNoticeStateDoubtful AlertNoticeState = "doubtful"
	AlertNoticeStateDropped  AlertNoticeState = "dropped"
	AlertNoticeStateGivenUp  AlertNoticeState = "given_up"
	AlertNoticeStateSending  AlertNoticeState = "sending"
	AlertNoticeStateSent     AlertNoticeState = "sent"
	AlertNoticeStateWaiting  AlertNoticeState = "waiting"
)

// Valid indicates whether the value is a known member of the AlertNoticeState enum.
func (e AlertNoticeState) Valid() bool {
	switch e {
	case AlertNoticeStateDoubtful:
		return true
	case AlertNoticeStateDropped:
		return true
	case AlertNoticeStateGivenUp:
		return true
	case AlertNoticeStateSending:
		return true
	case AlertNoticeStateSent:
		return true
	case AlertNoticeStateWaiting:
		return true
	default:
		return false
	}
}

// Defines values for AlertRuleName.
const (
	AlertRuleNameCertificateExpiring AlertRuleName = "certificate_expiring"
	AlertRuleNameDeadLettersGrowing  AlertRuleName = "dead_letters_growing"
	AlertRuleNameDealReviewDue       AlertRuleName = "deal_review_due"
	AlertRuleNameDrift               AlertRuleName = "drift"
	AlertRuleNameEventReported       AlertRuleName = "event_reported"
	AlertRuleNameFailureStreak       AlertRuleName = "failure_streak"
	AlertRuleNameKeyExpiring         AlertRuleName = "key_expiring"
	AlertRuleNameObjectiveBurning    AlertRuleName = "objective_burning"
	AlertRuleNameQueueStuck          AlertRuleName = "queue_stuck"
	AlertRuleNameQuotaLow            AlertRuleName = "quota_low"
	AlertRuleNameReconnectNeeded     AlertRuleName = "reconnect_needed"
	AlertRuleNameRuleOverflowing     AlertRuleName = "rule_overflowing"
	AlertRuleNameRuleUnreadable      AlertRuleName = "rule_unreadable"
	AlertRuleNameScheduleMissed      AlertRuleName = "schedule_missed"
	AlertRuleNameSyncFailing         AlertRuleName = "sync_failing"
	AlertRuleNameVendorDown          AlertRuleName = "vendor_down"
)

// Valid indicates whether the value is a known member of the AlertRuleName enum.
func (e AlertRuleName) Valid() bool {
	switch e {
	case AlertRuleNameCertificateExpiring:
		return true
	case AlertRuleNameDeadLettersGrowing:
		return true
	case AlertRuleNameDealReviewDue:
		return true
	case AlertRuleNameDrift:
		return true
	case AlertRuleNameEventReported:
		return true
	case AlertRuleNameFailureStreak:
		return true
	case AlertRuleNameKeyExpiring:
		return true
	case AlertRuleNameObjectiveBurning:
		return true
	case AlertRuleNameQueueStuck:
		return true
	case AlertRuleNameQuotaLow:
		return true
	case AlertRuleNameReconnectNeeded:
		return true
	case AlertRuleNameRuleOverflowing:
		return true
	case AlertRuleNameRuleUnreadable:
		return true
	case AlertRuleNameScheduleMissed:
		return true
	case AlertRuleNameSyncFailing:
		return true
	case AlertRuleNameVendorDown:
		return true
	default:
		return false
	}
}

// Defines values for AlertSeverity.
const (
	AlertSeverityCritical AlertSeverity = "critical"
	AlertSeverityInfo     AlertSeverity = "info"
	AlertSeverityWarning  AlertSeverity = "warning"
)

// Valid indicates whether the value is a known member of the AlertSeverity enum.
func (e AlertSeverity) Valid() bool {
	switch e {
	case AlertSeverityCritical:
		return true
	case AlertSeverityInfo:
		return true
	case AlertSeverityWarning:
		return true
	default:
		return false
	}
}

// Defines values for AlertState.
const (
	AlertStateAcknowledged AlertState = "acknowledged"
	AlertStateFiring       AlertState = "firing"
	AlertStateResolved     AlertState = "resolved"
)

// Valid indicates whether the value is a known member of the AlertState enum.
func (e AlertState) Valid() bool {
	switch e {
	case AlertStateAcknowledged:
		return true
	case AlertStateFiring:
		return true
	case AlertStateResolved:
		return true
	default:
		return false
	}
}

// Defines values for AlertSubjectKind.
const (
	AlertSubjectKindCertificate AlertSubjectKind = "certificate"
	AlertSubjectKindConnection  AlertSubjectKind = "connection"
	AlertSubjectKindDeal        AlertSubjectKind = "deal"
	AlertSubjectKindEndpoint    AlertSubjectKind = "endpoint"
	AlertSubjectKindKey         AlertSubjectKind = "key"
	AlertSubjectKindPartner     AlertSubjectKind = "partner"
	AlertSubjectKindPlatform    AlertSubjectKind = "platform"
	AlertSubjectKindSync        AlertSubjectKind = "sync"
	AlertSubjectKindVendor      AlertSubjectKind = "vendor"
)

// Valid indicates whether the value is a known member of the AlertSubjectKind enum.
func (e AlertSubjectKind) Valid() bool {
	switch e {
	case AlertSubjectKindCertificate:
		return true
	case AlertSubjectKindConnection:
		return true
	case AlertSubjectKindDeal:
		return true
	case AlertSubjectKindEndpoint:
		return true
	case AlertSubjectKindKey:
		return true
	case AlertSubjectKindPartner:
		return true
	case AlertSubjectKindPlatform:
		return true
	case AlertSubjectKindSync:
		return true
	case AlertSubjectKindVendor:
		return true
	default:
		return false
	}
}

// Defines values for AllocationRole.
const (
	AllocationRoleImplement AllocationRole = "implement"
	AllocationRoleInfluence AllocationRole = "influence"
	AllocationRoleSource    AllocationRole = "source"
)

// Valid indicates whether the value is a known member of the AllocationRole enum.
func (e AllocationRole) Valid() bool {
	switch e {
	case AllocationRoleImplement:
		return true
	case AllocationRoleInfluence:
		return true
	case AllocationRoleSource:
		return true
	default:
		return false
	}
}

// Defines values for ApiKeyStatus.
const (
	ApiKeyStatusActive  ApiKeyStatus = "active"
	ApiKeyStatusExpired ApiKeyStatus = "expired"
	ApiKeyStatusRevoked ApiKeyStatus = "revoked"
)

// Valid indicates whether the value is a known member of the ApiKeyStatus enum.
func (e ApiKeyStatus) Valid() bool {
	switch e {
	case ApiKeyStatusActive:
		return true
	case ApiKeyStatusExpired:
		return true
	case ApiKeyStatusRevoked:
		return true
	default:
		return false
	}
}

// Defines values for AttemptTrigger.
const (
	AttemptTriggerDrain    AttemptTrigger = "drain"
	AttemptTriggerManual   AttemptTrigger = "manual"
	AttemptTriggerProbe    AttemptTrigger = "probe"
	AttemptTriggerReplay   AttemptTrigger = "replay"
	AttemptTriggerSchedule AttemptTrigger = "schedule"
)

// Valid indicates whether the value is a known member of the AttemptTrigger enum.
func (e AttemptTrigger) Valid() bool {
	switch e {
	case AttemptTriggerDrain:
		return true
	case AttemptTriggerManual:
		return true
	case AttemptTriggerProbe:
		return true
	case AttemptTriggerReplay:
		return true
	case AttemptTriggerSchedule:
		return true
	default:
		return false
	}
}

// Defines values for AttributionModel.
const (
	AttributionModelFirstTouch    AttributionModel = "first_touch"
	AttributionModelFullPath      AttributionModel = "full_path"
	AttributionModelLastNonDirect AttributionModel = "last_non_direct"
	AttributionModelLastTouch     AttributionModel = "last_touch"
	AttributionModelLinear        AttributionModel = "linear"
	AttributionModelMarkov        AttributionModel = "markov"
	AttributionModelPositionBased AttributionModel = "position_based"
	AttributionModelShapley       AttributionModel = "shapley"
	AttributionModelTimeDecay     AttributionModel = "time_decay"
	AttributionModelWShaped       AttributionModel = "w_shaped"
)

// Valid indicates whether the value is a known member of the AttributionModel enum.
func (e AttributionModel) Valid() bool {
	switch e {
	case AttributionModelFirstTouch:
		return true
	case AttributionModelFullPath:
		return true
	case AttributionModelLastNonDirect:
		return true
	case AttributionModelLastTouch:
		return true
	case AttributionModelLinear:
		return true
	case AttributionModelMarkov:
		return true
	case AttributionModelPositionBased:
		return true
	case AttributionModelShapley:
		return true
	case AttributionModelTimeDecay:
		return true
	case AttributionModelWShaped:
		return true
	default:
		return false
	}
}

// Defines values for AttributionVersionState.
const (
	AttributionVersionStateActive   AttributionVersionState = "active"
	AttributionVersionStateBuilding AttributionVersionState = "building"
	AttributionVersionStateFailed   AttributionVersionState = "failed"
	AttributionVersionStateReady    AttributionVersionState = "ready"
	AttributionVersionStateRetired  AttributionVersionState = "retired"
)

// Valid indicates whether the value is a known member of the AttributionVersionState enum.
func (e AttributionVersionState) Valid() bool {
	switch e {
	case AttributionVersionStateActive:
		return true
	case AttributionVersionStateBuilding:
		return true
	case AttributionVersionStateFailed:
		return true
	case AttributionVersionStateReady:
		return true
	case AttributionVersionStateRetired:
		return true
	default:
		return false
	}
}

// Defines values for AuthorKind.
const (
	AuthorKindPartner  AuthorKind = "partner"
	AuthorKindPlatform AuthorKind = "platform"
	AuthorKindSystem   AuthorKind = "system"
)

// Valid indicates whether the value is a known member of the AuthorKind enum.
func (e AuthorKind) Valid() bool {
	switch e {
	case AuthorKindPartner:
		return true
	case AuthorKindPlatform:
		return true
	case AuthorKindSystem:
		return true
	default:
		return false
	}
}

// Defines values for BonusPeriod.
const (
	BonusPeriodEver    BonusPeriod = "ever"
	BonusPeriodMonth   BonusPeriod = "month"
	BonusPeriodQuarter BonusPeriod = "quarter"
	BonusPeriodYear    BonusPeriod = "year"
)

// Valid indicates whether the value is a known member of the BonusPeriod enum.
func (e BonusPeriod) Valid() bool {
	switch e {
	case BonusPeriodEver:
		return true
	case BonusPeriodMonth:
		return true
	case BonusPeriodQuarter:
		return true
	case BonusPeriodYear:
		return true
	default:
		return false
	}
}

// Defines values for BookName.
const (
	BookNameAttribution BookName = "attribution"
	BookNameAudit       BookName = "audit"
	BookNameDeals       BookName = "deals"
	BookNameDeliveries  BookName = "deliveries"
	BookNameErasures    BookName = "erasures"
	BookNameExpiries    BookName = "expiries"
	BookNameLedger      BookName = "ledger"
	BookNameRetention   BookName = "retention"
)

// Valid indicates whether the value is a known member of the BookName enum.
func (e BookName) Valid() bool {
	switch e {
	case BookNameAttribution:
		return true
	case BookNameAudit:
		return true
	case BookNameDeals:
		return true
	case BookNameDeliveries:
		return true
	case BookNameErasures:
		return true
	case BookNameExpiries:
		return true
	case BookNameLedger:
		return true
	case BookNameRetention:
		return true
	default:
		return false
	}
}

// Defines values for BreakerState.
const (
	BreakerStateClosed   BreakerState = "closed"
	BreakerStateHalfOpen BreakerState = "half_open"
	BreakerStateOpen     BreakerState = "open"
)

// Valid indicates whether the value is a known member of the BreakerState enum.
func (e BreakerState) Valid() bool {
	switch e {
	case BreakerStateClosed:
		return true
	case BreakerStateHalfOpen:
		return true
	case BreakerStateOpen:
		return true
	default:
		return false
	}
}

// Defines values for ChangeNotice.
const (
	ChangeNoticeAsked ChangeNotice = "asked"
	ChangeNoticeNever ChangeNotice = "never"
	ChangeNoticeTold  ChangeNotice = "told"
)

// Valid indicates whether the value is a known member of the ChangeNotice enum.
func (e ChangeNotice) Valid() bool {
	switch e {
	case ChangeNoticeAsked:
		return true
	case ChangeNoticeNever:
		return true
	case ChangeNoticeTold:
		return true
	default:
		return false
	}
}

// Defines values for CommissionEffect.
const (
	CommissionEffectAdd  CommissionEffect = "add"
	CommissionEffectTake CommissionEffect = "take"
)

// Valid indicates whether the value is a known member of the CommissionEffect enum.
func (e CommissionEffect) Valid() bool {
	switch e {
	case CommissionEffectAdd:
		return true
	case CommissionEffectTake:
		return true
	default:
		return false
	}
}

// Defines values for CommissionGoalState.
const (
	CommissionGoalStateFailed  CommissionGoalState = "failed"
	CommissionGoalStatePending CommissionGoalState = "pending"
	CommissionGoalStateSettled CommissionGoalState = "settled"
	CommissionGoalStateWaiting CommissionGoalState = "waiting"
)

// Valid indicates whether the value is a known member of the CommissionGoalState enum.
func (e CommissionGoalState) Valid() bool {
	switch e {
	case CommissionGoalStateFailed:
		return true
	case CommissionGoalStatePending:
		return true
	case CommissionGoalStateSettled:
		return true
	case CommissionGoalStateWaiting:
		return true
	default:
		return false
	}
}

// Defines values for CommissionInvoiceState.
const (
	CommissionInvoiceStateCancelled CommissionInvoiceState = "cancelled"
	CommissionInvoiceStateOpen      CommissionInvoiceState = "open"
	CommissionInvoiceStatePaid      CommissionInvoiceState = "paid"
)

// Valid indicates whether the value is a known member of the CommissionInvoiceState enum.
func (e CommissionInvoiceState) Valid() bool {
	switch e {
	case CommissionInvoiceStateCancelled:
		return true
	case CommissionInvoiceStateOpen:
		return true
	case CommissionInvoiceStatePaid:
		return true
	default:
		return false
	}
}

// Defines values for CommissionLineKind.
const (
	CommissionLineKindAccrual    CommissionLineKind = "accrual"
	CommissionLineKindAdjustment CommissionLineKind = "adjustment"
	CommissionLineKindClawback   CommissionLineKind = "clawback"
	CommissionLineKindHold       CommissionLineKind = "hold"
	CommissionLineKindOffset     CommissionLineKind = "offset"
	CommissionLineKindPayout     CommissionLineKind = "payout"
	CommissionLineKindRelease    CommissionLineKind = "release"
	CommissionLineKindRepayment  CommissionLineKind = "repayment"
	CommissionLineKindReversal   CommissionLineKind = "reversal"
	CommissionLineKindUnhold     CommissionLineKind = "unhold"
)

// Valid indicates whether the value is a known member of the CommissionLineKind enum.
func (e CommissionLineKind) Valid() bool {
	switch e {
	case CommissionLineKindAccrual:
		return true
	case CommissionLineKindAdjustment:
		return true
	case CommissionLineKindClawback:
		return true
	case CommissionLineKindHold:
		return true
	case CommissionLineKindOffset:
		return true
	case CommissionLineKindPayout:
		return true
	case CommissionLineKindRelease:
		return true
	case CommissionLineKindRepayment:
		return true
	case CommissionLineKindReversal:
		return true
	case CommissionLineKindUnhold:
		return true
	default:
		return false
	}
}

// Defines values for CommissionPeriod.
const (
	CommissionPeriodMonth   CommissionPeriod = "month"
	CommissionPeriodQuarter CommissionPeriod = "quarter"
	CommissionPeriodYear    CommissionPeriod = "year"
)

// Valid indicates whether the value is a known member of the CommissionPeriod enum.
func (e CommissionPeriod) Valid() bool {
	switch e {
	case CommissionPeriodMonth:
		return true
	case CommissionPeriodQuarter:
		return true
	case CommissionPeriodYear:
		return true
	default:
		return false
	}
}

// Defines values for CompareAttributionVersionsMeasure.
const (
	CompareAttributionVersionsMeasureCustomers         CompareAttributionVersionsMeasure = "customers"
	CompareAttributionVersionsMeasureInfluencedRevenue CompareAttributionVersionsMeasure = "influenced_revenue"
	CompareAttributionVersionsMeasureLeads             CompareAttributionVersionsMeasure = "leads"
	CompareAttributionVersionsMeasureOpportunities     CompareAttributionVersionsMeasure = "opportunities"
	CompareAttributionVersionsMeasureRefund            CompareAttributionVersionsMeasure = "refund"
	CompareAttributionVersionsMeasureRevenue           CompareAttributionVersionsMeasure = "revenue"
	CompareAttributionVersionsMeasureSourcedRevenue    CompareAttributionVersionsMeasure = "sourced_revenue"
)

// Valid indicates whether the value is a known member of the CompareAttributionVersionsMeasure enum.
func (e CompareAttributionVersionsMeasure) Valid() bool {
	switch e {
	case CompareAttributionVersionsMeasureCustomers:
		return true
	case CompareAttributionVersionsMeasureInfluencedRevenue:
		return true
	case CompareAttributionVersionsMeasureLeads:
		return true
	case CompareAttributionVersionsMeasureOpportunities:
		return true
	case CompareAttributionVersionsMeasureRefund:
		return true
	case CompareAttributionVersionsMeasureRevenue:
		return true
	case CompareAttributionVersionsMeasureSourcedRevenue:
		return true
	default:
		return false
	}
}

// Defines values for ComparedRuleName.
const (
	ComparedRuleNameFirstShare         ComparedRuleName = "first_share"
	ComparedRuleNameHalfLifeDays       ComparedRuleName = "half_life_days"
	ComparedRuleNameLastShare          ComparedRuleName = "last_share"
	ComparedRuleNameLearntCoefficients ComparedRuleName = "learnt_coefficients"
	ComparedRuleNameTimeZone           ComparedRuleName = "time_zone"
	ComparedRuleNameTouchSources       ComparedRuleName = "touch_sources"
	ComparedRuleNameWindowDays         ComparedRuleName = "window_days"
)

// Valid indicates whether the value is a known member of the ComparedRuleName enum.
func (e ComparedRuleName) Valid() bool {
	switch e {
	case ComparedRuleNameFirstShare:
		return true
	case ComparedRuleNameHalfLifeDays:
		return true
	case ComparedRuleNameLastShare:
		return true
	case ComparedRuleNameLearntCoefficients:
		return true
	case ComparedRuleNameTimeZone:
		return true
	case ComparedRuleNameTouchSources:
		return true
	case ComparedRuleNameWindowDays:
		return true
	default:
		return false
	}
}

// Defines values for ConnectionAuthMethod.
const (
	ConnectionAuthMethodClientCredentials ConnectionAuthMethod = "client_credentials"
	ConnectionAuthMethodJwtBearer         ConnectionAuthMethod = "jwt_bearer"
	ConnectionAuthMethodOauth             ConnectionAuthMethod = "oauth"
	ConnectionAuthMethodToken             ConnectionAuthMethod = "token"
)

// Valid indicates whether the value is a known member of the ConnectionAuthMethod enum.
func (e ConnectionAuthMethod) Valid() bool {
	switch e {
	case ConnectionAuthMethodClientCredentials:
		return true
	case ConnectionAuthMethodJwtBearer:
		return true
	case ConnectionAuthMethodOauth:
		return true
	case ConnectionAuthMethodToken:
		return true
	default:
		return false
	}
}

// Defines values for ConnectionLimitState.
const (
	ConnectionLimitStateAvailable       ConnectionLimitState = "available"
	ConnectionLimitStateWaitingForQuota ConnectionLimitState = "waiting_for_quota"
)

// Valid indicates whether the value is a known member of the ConnectionLimitState enum.
func (e ConnectionLimitState) Valid() bool {
	switch e {
	case ConnectionLimitStateAvailable:
		return true
	case ConnectionLimitStateWaitingForQuota:
		return true
	default:
		return false
	}
}

// Defines values for ConnectionStatus.
const (
	ConnectionStatusActionRequired ConnectionStatus = "action_required"
	ConnectionStatusActive         ConnectionStatus = "active"
	ConnectionStatusDisconnected   ConnectionStatus = "disconnected"
	ConnectionStatusDisconnecting  ConnectionStatus = "disconnecting"
	ConnectionStatusPaused         ConnectionStatus = "paused"
	ConnectionStatusPending        ConnectionStatus = "pending"
)

// Valid indicates whether the value is a known member of the ConnectionStatus enum.
func (e ConnectionStatus) Valid() bool {
	switch e {
	case ConnectionStatusActionRequired:
		return true
	case ConnectionStatusActive:
		return true
	case ConnectionStatusDisconnected:
		return true
	case ConnectionStatusDisconnecting:
		return true
	case ConnectionStatusPaused:
		return true
	case ConnectionStatusPending:
		return true
	default:
		return false
	}
}

// Defines values for ConnectorLimitCounts.
const (
	ConnectorLimitCountsCall  ConnectorLimitCounts = "call"
	ConnectorLimitCountsEach  ConnectorLimitCounts = "each"
	ConnectorLimitCountsNamed ConnectorLimitCounts = "named"
)

// Valid indicates whether the value is a known member of the ConnectorLimitCounts enum.
func (e ConnectorLimitCounts) Valid() bool {
	switch e {
	case ConnectorLimitCountsCall:
		return true
	case ConnectorLimitCountsEach:
		return true
	case ConnectorLimitCountsNamed:
		return true
	default:
		return false
	}
}

// Defines values for ConnectorLimitWindowDaySince.
const (
	ConnectorLimitWindowDaySinceDayBefore ConnectorLimitWindowDaySince = "day_before"
	ConnectorLimitWindowDaySinceMidnight  ConnectorLimitWindowDaySince = "midnight"
)

// Valid indicates whether the value is a known member of the ConnectorLimitWindowDaySince enum.
func (e ConnectorLimitWindowDaySince) Valid() bool {
	switch e {
	case ConnectorLimitWindowDaySinceDayBefore:
		return true
	case ConnectorLimitWindowDaySinceMidnight:
		return true
	default:
		return false
	}
}

// Defines values for ConnectorObjectRemoval.
const (
	ConnectorObjectRemovalArchive ConnectorObjectRemoval = "archive"
	ConnectorObjectRemovalDelete  ConnectorObjectRemoval = "delete"
	ConnectorObjectRemovalNever   ConnectorObjectRemoval = "never"
)

// Valid indicates whether the value is a known member of the ConnectorObjectRemoval enum.
func (e ConnectorObjectRemoval) Valid() bool {
	switch e {
	case ConnectorObjectRemovalArchive:
		return true
	case ConnectorObjectRemovalDelete:
		return true
	case ConnectorObjectRemovalNever:
		return true
	default:
		return false
	}
}

// Defines values for ConnectorScopeNeededFor.
const (
	ConnectorScopeNeededForRead  ConnectorScopeNeededFor = "read"
	ConnectorScopeNeededForWrite ConnectorScopeNeededFor = "write"
)

// Valid indicates whether the value is a known member of the ConnectorScopeNeededFor enum.
func (e ConnectorScopeNeededFor) Valid() bool {
	switch e {
	case ConnectorScopeNeededForRead:
		return true
	case ConnectorScopeNeededForWrite:
		return true
	default:
		return false
	}
}

// Defines values for ConversionKind.
const (
	ConversionKindCustomer    ConversionKind = "customer"
	ConversionKindLead        ConversionKind = "lead"
	ConversionKindOpportunity ConversionKind = "opportunity"
)

// Valid indicates whether the value is a known member of the ConversionKind enum.
func (e ConversionKind) Valid() bool {
	switch e {
	case ConversionKindCustomer:
		return true
	case ConversionKindLead:
		return true
	case ConversionKindOpportunity:
		return true
	default:
		return false
	}
}

// Defines values for CostKind.
const (
	CostKindBonus      CostKind = "bonus"
	CostKindCommission CostKind = "commission"
	CostKindDiscount   CostKind = "discount"
	CostKindOther      CostKind = "other"
	CostKindProgramme  CostKind = "programme"
)

// Valid indicates whether the value is a known member of the CostKind enum.
func (e CostKind) Valid() bool {
	switch e {
	case CostKindBonus:
		return true
	case CostKindCommission:
		return true
	case CostKindDiscount:
		return true
	case CostKindOther:
		return true
	case CostKindProgramme:
		return true
	default:
		return false
	}
}

// Defines values for CountBonusMeasure.
const (
	CountBonusMeasureCustomers CountBonusMeasure = "customers"
	CountBonusMeasureDeals     CountBonusMeasure = "deals"
)

// Valid indicates whether the value is a known member of the CountBonusMeasure enum.
func (e CountBonusMeasure) Valid() bool {
	switch e {
	case CountBonusMeasureCustomers:
		return true
	case CountBonusMeasureDeals:
		return true
	default:
		return false
	}
}

// Defines values for CreatePartnerStatus.
const (
	CreatePartnerStatusActive  CreatePartnerStatus = "active"
	CreatePartnerStatusPending CreatePartnerStatus = "pending"
)

// Valid indicates whether the value is a known member of the CreatePartnerStatus enum.
func (e CreatePartnerStatus) Valid() bool {
	switch e {
	case CreatePartnerStatusActive:
		return true
	case CreatePartnerStatusPending:
		return true
	default:
		return false
	}
}

// Defines values for CredentialPolicy.
const (
	CredentialPolicyAny           CredentialPolicy = "any"
	CredentialPolicyMtls          CredentialPolicy = "mtls"
	CredentialPolicyPrivateKeyJwt CredentialPolicy = "private_key_jwt"
)

// Valid indicates whether the value is a known member of the CredentialPolicy enum.
func (e CredentialPolicy) Valid() bool {
	switch e {
	case CredentialPolicyAny:
		return true
	case CredentialPolicyMtls:
		return true
	case CredentialPolicyPrivateKeyJwt:
		return true
	default:
		return false
	}
}

// Defines values for CurrencyRule.
const (
	CurrencyRuleConvert CurrencyRule = "convert"
	CurrencyRuleSale    CurrencyRule = "sale"
	CurrencyRuleSame    CurrencyRule = "same"
)

// Valid indicates whether the value is a known member of the CurrencyRule enum.
func (e CurrencyRule) Valid() bool {
	switch e {
	case CurrencyRuleConvert:
		return true
	case CurrencyRuleSale:
		return true
	case CurrencyRuleSame:
		return true
	default:
		return false
	}
}

// Defines values for DealConflictLevel.
const (
	DealConflictLevelClear    DealConflictLevel = "clear"
	DealConflictLevelConflict DealConflictLevel = "conflict"
	DealConflictLevelPossible DealConflictLevel = "possible"
)

// Valid indicates whether the value is a known member of the DealConflictLevel enum.
func (e DealConflictLevel) Valid() bool {
	switch e {
	case DealConflictLevelClear:
		return true
	case DealConflictLevelConflict:
		return true
	case DealConflictLevelPossible:
		return true
	default:
		return false
	}
}

// Defines values for DealCrmState.
const (
	DealCrmStateNone     DealCrmState = "none"
	DealCrmStatePending  DealCrmState = "pending"
	DealCrmStateRejected DealCrmState = "rejected"
	DealCrmStateRetrying DealCrmState = "retrying"
	DealCrmStateWaiting  DealCrmState = "waiting"
	DealCrmStateWritten  DealCrmState = "written"
)

// Valid indicates whether the value is a known member of the DealCrmState enum.
func (e DealCrmState) Valid() bool {
	switch e {
	case DealCrmStateNone:
		return true
	case DealCrmStatePending:
		return true
	case DealCrmStateRejected:
		return true
	case DealCrmStateRetrying:
		return true
	case DealCrmStateWaiting:
		return true
	case DealCrmStateWritten:
		return true
	default:
		return false
	}
}

// Defines values for DealField.
const (
	DealFieldCloseDate       DealField = "close_date"
	DealFieldCompetitor      DealField = "competitor"
	DealFieldCustom          DealField = "custom"
	DealFieldCustomer        DealField = "customer"
	DealFieldExpectedValue   DealField = "expected_value"
	DealFieldFrequency       DealField = "frequency"
	DealFieldOrigin          DealField = "origin"
	DealFieldProblem         DealField = "problem"
	DealFieldSalesActivities DealField = "sales_activities"
	DealFieldTeam            DealField = "team"
	DealFieldTitle           DealField = "title"
	DealFieldType            DealField = "type"
)

// Valid indicates whether the value is a known member of the DealField enum.
func (e DealField) Valid() bool {
	switch e {
	case DealFieldCloseDate:
		return true
	case DealFieldCompetitor:
		return true
	case DealFieldCustom:
		return true
	case DealFieldCustomer:
		return true
	case DealFieldExpectedValue:
		return true
	case DealFieldFrequency:
		return true
	case DealFieldOrigin:
		return true
	case DealFieldProblem:
		return true
	case DealFieldSalesActivities:
		return true
	case DealFieldTeam:
		return true
	case DealFieldTitle:
		return true
	case DealFieldType:
		return true
	default:
		return false
	}
}

// Defines values for DealFrequency.
const (
	DealFrequencyMonthly   DealFrequency = "monthly"
	DealFrequencyOneTime   DealFrequency = "one_time"
	DealFrequencyQuarterly DealFrequency = "quarterly"
	DealFrequencyYearly    DealFrequency = "yearly"
)

// Valid indicates whether the value is a known member of the DealFrequency enum.
func (e DealFrequency) Valid() bool {
	switch e {
	case DealFrequencyMonthly:
		return true
	case DealFrequencyOneTime:
		return true
	case DealFrequencyQuarterly:
		return true
	case DealFrequencyYearly:
		return true
	default:
		return false
	}
}

// Defines values for DealImportRowStatus.
const (
	DealImportRowStatusCreated   DealImportRowStatus = "created"
	DealImportRowStatusFailed    DealImportRowStatus = "failed"
	DealImportRowStatusUnchanged DealImportRowStatus = "unchanged"
	DealImportRowStatusUpdated   DealImportRowStatus = "updated"
	DealImportRowStatusWaiting   DealImportRowStatus = "waiting"
)

// Valid indicates whether the value is a known member of the DealImportRowStatus enum.
func (e DealImportRowStatus) Valid() bool {
	switch e {
	case DealImportRowStatusCreated:
		return true
	case DealImportRowStatusFailed:
		return true
	case DealImportRowStatusUnchanged:
		return true
	case DealImportRowStatusUpdated:
		return true
	case DealImportRowStatusWaiting:
		return true
	default:
		return false
	}
}

// Defines values for DealImportStatus.
const (
	DealImportStatusFailed   DealImportStatus = "failed"
	DealImportStatusFinished DealImportStatus = "finished"
	DealImportStatusRunning  DealImportStatus = "running"
	DealImportStatusStopped  DealImportStatus = "stopped"
)

// Valid indicates whether the value is a known member of the DealImportStatus enum.
func (e DealImportStatus) Valid() bool {
	switch e {
	case DealImportStatusFailed:
		return true
	case DealImportStatusFinished:
		return true
	case DealImportStatusRunning:
		return true
	case DealImportStatusStopped:
		return true
	default:
		return false
	}
}

// Defines values for DealMatchKind.
const (
	DealMatchKindAccount DealMatchKind = "account"
	DealMatchKindDeal    DealMatchKind = "deal"
)

// Valid indicates whether the value is a known member of the DealMatchKind enum.
func (e DealMatchKind) Valid() bool {
	switch e {
	case DealMatchKindAccount:
		return true
	case DealMatchKindDeal:
		return true
	default:
		return false
	}
}

// Defines values for DealOrigin.
const (
	DealOriginEvent     DealOrigin = "event"
	DealOriginMarketing DealOrigin = "marketing"
	DealOriginOther     DealOrigin = "other"
	DealOriginPartner   DealOrigin = "partner"
	DealOriginReferral  DealOrigin = "referral"
)

// Valid indicates whether the value is a known member of the DealOrigin enum.
func (e DealOrigin) Valid() bool {
	switch e {
	case DealOriginEvent:
		return true
	case DealOriginMarketing:
		return true
	case DealOriginOther:
		return true
	case DealOriginPartner:
		return true
	case DealOriginReferral:
		return true
	default:
		return false
	}
}

// Defines values for DealPart.
const (
	DealPartPartner DealPart = "partner"
)

// Valid indicates whether the value is a known member of the DealPart enum.
func (e DealPart) Valid() bool {
	switch e {
	case DealPartPartner:
		return true
	default:
		return false
	}
}

// Defines values for DealReviewStatus.
const (
	DealReviewStatusActionRequired DealReviewStatus = "action_required"
	DealReviewStatusApproved       DealReviewStatus = "approved"
	DealReviewStatusDraft          DealReviewStatus = "draft"
	DealReviewStatusExpired        DealReviewStatus = "expired"
	DealReviewStatusInReview       DealReviewStatus = "in_review"
	DealReviewStatusMerged         DealReviewStatus = "merged"
	DealReviewStatusRejected       DealReviewStatus = "rejected"
	DealReviewStatusSubmitted      DealReviewStatus = "submitted"
	DealReviewStatusWithdrawn      DealReviewStatus = "withdrawn"
)

// Valid indicates whether the value is a known member of the DealReviewStatus enum.
func (e DealReviewStatus) Valid() bool {
	switch e {
	case DealReviewStatusActionRequired:
		return true
	case DealReviewStatusApproved:
		return true
	case DealReviewStatusDraft:
		return true
	case DealReviewStatusExpired:
		return true
	case DealReviewStatusInReview:
		return true
	case DealReviewStatusMerged:
		return true
	case DealReviewStatusRejected:
		return true
	case DealReviewStatusSubmitted:
		return true
	case DealReviewStatusWithdrawn:
		return true
	default:
		return false
	}
}

// Defines values for DealStage.
const (
	DealStageBusinessValidation  DealStage = "business_validation"
	DealStageCommitted           DealStage = "committed"
	DealStageLost                DealStage = "lost"
	DealStageProspect            DealStage = "prospect"
	DealStageQualified           DealStage = "qualified"
	DealStageTechnicalValidation DealStage = "technical_validation"
	DealStageWon                 DealStage = "won"
)

// Valid indicates whether the value is a known member of the DealStage enum.
func (e DealStage) Valid() bool {
	switch e {
	case DealStageBusinessValidation:
		return true
	case DealStageCommitted:
		return true
	case DealStageLost:
		return true
	case DealStageProspect:
		return true
	case DealStageQualified:
		return true
	case DealStageTechnicalValidation:
		return true
	case DealStageWon:
		return true
	default:
		return false
	}
}

// Defines values for DealType.
const (
	DealTypeExpansion   DealType = "expansion"
	DealTypeNewBusiness DealType = "new_business"
	DealTypeRenewal     DealType = "renewal"
)

// Valid indicates whether the value is a known member of the DealType enum.
func (e DealType) Valid() bool {
	switch e {
	case DealTypeExpansion:
		return true
	case DealTypeNewBusiness:
		return true
	case DealTypeRenewal:
		return true
	default:
		return false
	}
}

// Defines values for DeliveryDetailPart.
const (
	DeliveryDetailPartEvent DeliveryDetailPart = "event"
)

// Valid indicates whether the value is a known member of the DeliveryDetailPart enum.
func (e DeliveryDetailPart) Valid() bool {
	switch e {
	case DeliveryDetailPartEvent:
		return true
	default:
		return false
	}
}

// Defines values for DeliveryEndpointState.
const (
	DeliveryEndpointStateDeleted  DeliveryEndpointState = "deleted"
	DeliveryEndpointStateDisabled DeliveryEndpointState = "disabled"
	DeliveryEndpointStateEnabled  DeliveryEndpointState = "enabled"
	DeliveryEndpointStatePaused   DeliveryEndpointState = "paused"
)

// Valid indicates whether the value is a known member of the DeliveryEndpointState enum.
func (e DeliveryEndpointState) Valid() bool {
	switch e {
	case DeliveryEndpointStateDeleted:
		return true
	case DeliveryEndpointStateDisabled:
		return true
	case DeliveryEndpointStateEnabled:
		return true
	case DeliveryEndpointStatePaused:
		return true
	default:
		return false
	}
}

// Defines values for DeliveryPart.
const (
	DeliveryPartAttempts DeliveryPart = "attempts"
	DeliveryPartEvent    DeliveryPart = "event"
)

// Valid indicates whether the value is a known member of the DeliveryPart enum.
func (e DeliveryPart) Valid() bool {
	switch e {
	case DeliveryPartAttempts:
		return true
	case DeliveryPartEvent:
		return true
	default:
		return false
	}
}

// Defines values for DeliveryPeriodLength.
const (
	DeliveryPeriodLengthDay  DeliveryPeriodLength = "day"
	DeliveryPeriodLengthHour DeliveryPeriodLength = "hour"
)

// Valid indicates whether the value is a known member of the DeliveryPeriodLength enum.
func (e DeliveryPeriodLength) Valid() bool {
	switch e {
	case DeliveryPeriodLengthDay:
		return true
	case DeliveryPeriodLengthHour:
		return true
	default:
		return false
	}
}

// Defines values for DeliveryStatus.
const (
	DeliveryStatusCancelled    DeliveryStatus = "cancelled"
	DeliveryStatusDeadLettered DeliveryStatus = "dead_lettered"
	DeliveryStatusDelivered    DeliveryStatus = "delivered"
	DeliveryStatusHeld         DeliveryStatus = "held"
	DeliveryStatusPending      DeliveryStatus = "pending"
	DeliveryStatusRetrying     DeliveryStatus = "retrying"
)

// Valid indicates whether the value is a known member of the DeliveryStatus enum.
func (e DeliveryStatus) Valid() bool {
	switch e {
	case DeliveryStatusCancelled:
		return true
	case DeliveryStatusDeadLettered:
		return true
	case DeliveryStatusDelivered:
		return true
	case DeliveryStatusHeld:
		return true
	case DeliveryStatusPending:
		return true
	case DeliveryStatusRetrying:
		return true
	default:
		return false
	}
}

// Defines values for DisputeState.
const (
	DisputeStateClosed  DisputeState = "closed"
	DisputeStateDecided DisputeState = "decided"
	DisputeStateOpen    DisputeState = "open"
)

// Valid indicates whether the value is a known member of the DisputeState enum.
func (e DisputeState) Valid() bool {
	switch e {
	case DisputeStateClosed:
		return true
	case DisputeStateDecided:
		return true
	case DisputeStateOpen:
		return true
	default:
		return false
	}
}

// Defines values for EndpointSigning.
const (
	EndpointSigningV1  EndpointSigning = "v1"
	EndpointSigningV1a EndpointSigning = "v1a"
)

// Valid indicates whether the value is a known member of the EndpointSigning enum.
func (e EndpointSigning) Valid() bool {
	switch e {
	case EndpointSigningV1:
		return true
	case EndpointSigningV1a:
		return true
	default:
		return false
	}
}

// Defines values for EndpointState.
const (
	EndpointStateDisabled EndpointState = "disabled"
	EndpointStateEnabled  EndpointState = "enabled"
	EndpointStatePaused   EndpointState = "paused"
)

// Valid indicates whether the value is a known member of the EndpointState enum.
func (e EndpointState) Valid() bool {
	switch e {
	case EndpointStateDisabled:
		return true
	case EndpointStateEnabled:
		return true
	case EndpointStatePaused:
		return true
	default:
		return false
	}
}

// Defines values for ErasureKind.
const (
	ErasureKindDataSubject ErasureKind = "data_subject"
	ErasureKindPartner     ErasureKind = "partner"
)

// Valid indicates whether the value is a known member of the ErasureKind enum.
func (e ErasureKind) Valid() bool {
	switch e {
	case ErasureKindDataSubject:
		return true
	case ErasureKindPartner:
		return true
	default:
		return false
	}
}

// Defines values for ErasureStatus.
const (
	ErasureStatusFinished ErasureStatus = "finished"
	ErasureStatusRunning  ErasureStatus = "running"
)

// Valid indicates whether the value is a known member of the ErasureStatus enum.
func (e ErasureStatus) Valid() bool {
	switch e {
	case ErasureStatusFinished:
		return true
	case ErasureStatusRunning:
		return true
	default:
		return false
	}
}

// Defines values for ErrorClass.
const (
	ErrorClassAborted         ErrorClass = "aborted"
	ErrorClassBlockedAddress  ErrorClass = "blocked_address"
	ErrorClassConnect         ErrorClass = "connect"
	ErrorClassConnectionReset ErrorClass = "connection_reset"
	ErrorClassDns             ErrorClass = "dns"
	ErrorClassHttp3xx         ErrorClass = "http_3xx"
	ErrorClassHttp4xx         ErrorClass = "http_4xx"
	ErrorClassHttp5xx         ErrorClass = "http_5xx"
	ErrorClassProtocol        ErrorClass = "protocol"
	ErrorClassTimeout         ErrorClass = "timeout"
	ErrorClassTls             ErrorClass = "tls"
)

// Valid indicates whether the value is a known member of the ErrorClass enum.
func (e ErrorClass) Valid() bool {
	switch e {
	case ErrorClassAborted:
		return true
	case ErrorClassBlockedAddress:
		return true
	case ErrorClassConnect:
		return true
	case ErrorClassConnectionReset:
		return true
	case ErrorClassDns:
		return true
	case ErrorClassHttp3xx:
		return true
	case ErrorClassHttp4xx:
		return true
	case ErrorClassHttp5xx:
		return true
	case ErrorClassProtocol:
		return true
	case ErrorClassTimeout:
		return true
	case ErrorClassTls:
		return true
	default:
		return false
	}
}

// Defines values for Exclusivity.
const (
	ExclusivityCustomer Exclusivity = "customer"
	ExclusivityNone     Exclusivity = "none"
)

// Valid indicates whether the value is a known member of the Exclusivity enum.
func (e Exclusivity) Valid() bool {
	switch e {
	case ExclusivityCustomer:
		return true
	case ExclusivityNone:
		return true
	default:
		return false
	}
}

// Defines values for ExportStreamName.
const (
	ExportStreamNameAccounts               ExportStreamName = "accounts"
	ExportStreamNameConnectionHealth       ExportStreamName = "connection_health"
	ExportStreamNameConversions            ExportStreamName = "conversions"
	ExportStreamNameDealHistory            ExportStreamName = "deal_history"
	ExportStreamNameDeals                  ExportStreamName = "deals"
	ExportStreamNameDeliveries             ExportStreamName = "deliveries"
	ExportStreamNameLedgerLines            ExportStreamName = "ledger_lines"
	ExportStreamNameMatches                ExportStreamName = "matches"
	ExportStreamNameReconciliationFindings ExportStreamName = "reconciliation_findings"
	ExportStreamNameTouches                ExportStreamName = "touches"
)

// Valid indicates whether the value is a known member of the ExportStreamName enum.
func (e ExportStreamName) Valid() bool {
	switch e {
	case ExportStreamNameAccounts:
		return true
	case ExportStreamNameConnectionHealth:
		return true
	case ExportStreamNameConversions:
		return true
	case ExportStreamNameDealHistory:
		return true
	case ExportStreamNameDeals:
		return true
	case ExportStreamNameDeliveries:
		return true
	case ExportStreamNameLedgerLines:
		return true
	case ExportStreamNameMatches:
		return true
	case ExportStreamNameReconciliationFindings:
		return true
	case ExportStreamNameTouches:
		return true
	default:
		return false
	}
}

// Defines values for FactExplanationType.
const (
	FactExplanationTypeConversion FactExplanationType = "conversion"
	FactExplanationTypeCost       FactExplanationType = "cost"
	FactExplanationTypeRevenue    FactExplanationType = "revenue"
)

// Valid indicates whether the value is a known member of the FactExplanationType enum.
func (e FactExplanationType) Valid() bool {
	switch e {
	case FactExplanationTypeConversion:
		return true
	case FactExplanationTypeCost:
		return true
	case FactExplanationTypeRevenue:
		return true
	default:
		return false
	}
}

// Defines values for FactResultStatus.
const (
	FactResultStatusCreated  FactResultStatus = "created"
	FactResultStatusFailed   FactResultStatus = "failed"
	FactResultStatusRepeated FactResultStatus = "repeated"
)

// Valid indicates whether the value is a known member of the FactResultStatus enum.
func (e FactResultStatus) Valid() bool {
	switch e {
	case FactResultStatusCreated:
		return true
	case FactResultStatusFailed:
		return true
	case FactResultStatusRepeated:
		return true
	default:
		return false
	}
}

// Defines values for FieldErrorIn.
const (
	FieldErrorInBody     FieldErrorIn = "body"
	FieldErrorInHeader   FieldErrorIn = "header"
	FieldErrorInPath     FieldErrorIn = "path"
	FieldErrorInQuery    FieldErrorIn = "query"
	FieldErrorInResource FieldErrorIn = "resource"
)

// Valid indicates whether the value is a known member of the FieldErrorIn enum.
func (e FieldErrorIn) Valid() bool {
	switch e {
	case FieldErrorInBody:
		return true
	case FieldErrorInHeader:
		return true
	case FieldErrorInPath:
		return true
	case FieldErrorInQuery:
		return true
	case FieldErrorInResource:
		return true
	default:
		return false
	}
}

// Defines values for FindingClass.
const (
	FindingClassBroken       FindingClass = "broken"
	FindingClassConflicting  FindingClass = "conflicting"
	FindingClassDuplicate    FindingClass = "duplicate"
	FindingClassForbidden    FindingClass = "forbidden"
	FindingClassMerged       FindingClass = "merged"
	FindingClassMissingLeft  FindingClass = "missing_left"
	FindingClassMissingRight FindingClass = "missing_right"
	FindingClassStale        FindingClass = "stale"
	FindingClassUnmapped     FindingClass = "unmapped"
)

// Valid indicates whether the value is a known member of the FindingClass enum.
func (e FindingClass) Valid() bool {
	switch e {
	case FindingClassBroken:
		return true
	case FindingClassConflicting:
		return true
	case FindingClassDuplicate:
		return true
	case FindingClassForbidden:
		return true
	case FindingClassMerged:
		return true
	case FindingClassMissingLeft:
		return true
	case FindingClassMissingRight:
		return true
	case FindingClassStale:
		return true
	case FindingClassUnmapped:
		return true
	default:
		return false
	}
}

// Defines values for FindingState.
const (
	FindingStateFailed    FindingState = "failed"
	FindingStateIgnored   FindingState = "ignored"
	FindingStateOpen      FindingState = "open"
	FindingStateRepaired  FindingState = "repaired"
	FindingStateRepairing FindingState = "repairing"
	FindingStateSettled   FindingState = "settled"
)

// Valid indicates whether the value is a known member of the FindingState enum.
func (e FindingState) Valid() bool {
	switch e {
	case FindingStateFailed:
		return true
	case FindingStateIgnored:
		return true
	case FindingStateOpen:
		return true
	case FindingStateRepaired:
		return true
	case FindingStateRepairing:
		return true
	case FindingStateSettled:
		return true
	default:
		return false
	}
}

// Defines values for HealthCode.
const (
	HealthCodeApprovalNeeded         HealthCode = "approval_needed"
	HealthCodeAttemptsFailing        HealthCode = "attempts_failing"
	HealthCodeBreakerOpen            HealthCode = "breaker_open"
	HealthCodeConflictsOpen          HealthCode = "conflicts_open"
	HealthCodeConnectionBlocks       HealthCode = "connection_blocks"
	HealthCodeConnectionPaused       HealthCode = "connection_paused"
	HealthCodeConsentOutstanding     HealthCode = "consent_outstanding"
	HealthCodeCredentialsRefused     HealthCode = "credentials_refused"
	HealthCodeDeadLetters            HealthCode = "dead_letters"
	HealthCodeDisconnected           HealthCode = "disconnected"
	HealthCodeEndpointDisabled       HealthCode = "endpoint_disabled"
	HealthCodeEndpointPaused         HealthCode = "endpoint_paused"
	HealthCodeEndpointsUnwell        HealthCode = "endpoints_unwell"
	HealthCodeHealthy                HealthCode = "healthy"
	HealthCodeHeldAreSent            HealthCode = "held_are_sent"
	HealthCodeLimitsReached          HealthCode = "limits_reached"
	HealthCodeOrderBlocked           HealthCode = "order_blocked"
	HealthCodePartnerNotActive       HealthCode = "partner_not_active"
	HealthCodePartnerPending         HealthCode = "partner_pending"
	HealthCodePartnerSuspended       HealthCode = "partner_suspended"
	HealthCodePayloadsNotTransformed HealthCode = "payloads_not_transformed"
	HealthCodeProcessEnded           HealthCode = "process_ended"
	HealthCodeQuotaUsedUp            HealthCode = "quota_used_up"
	HealthCodeReadingEverything      HealthCode = "reading_everything"
	HealthCodeRecordsFailed          HealthCode = "records_failed"
	HealthCodeRunFailed              HealthCode = "run_failed"
	HealthCodeRunLate                HealthCode = "run_late"
	HealthCodeScopesMissing          HealthCode = "scopes_missing"
	HealthCodeSyncPaused             HealthCode = "sync_paused"
	HealthCodeSyncsLate              HealthCode = "syncs_late"
	HealthCodeVendorUnavailable      HealthCode = "vendor_unavailable"
)

// Valid indicates whether the value is a known member of the HealthCode enum.
func (e HealthCode) Valid() bool {
	switch e {
	case HealthCodeApprovalNeeded:
		return true
	case HealthCodeAttemptsFailing:
		return true
	case HealthCodeBreakerOpen:
		return true
	case HealthCodeConflictsOpen:
		return true
	case HealthCodeConnectionBlocks:
		return true
	case HealthCodeConnectionPaused:
		return true
	case HealthCodeConsentOutstanding:
		return true
	case HealthCodeCredentialsRefused:
		return true
	case HealthCodeDeadLetters:
		return true
	case HealthCodeDisconnected:
		return true
	case HealthCodeEndpointDisabled:
		return true
	case HealthCodeEndpointPaused:
		return true
	case HealthCodeEndpointsUnwell:
		return true
	case HealthCodeHealthy:
		return true
	case HealthCodeHeldAreSent:
		return true
	case HealthCodeLimitsReached:
		return true
	case HealthCodeOrderBlocked:
		return true
	case HealthCodePartnerNotActive:
		return true
	case HealthCodePartnerPending:
		return true
	case HealthCodePartnerSuspended:
		return true
	case HealthCodePayloadsNotTransformed:
		return true
	case HealthCodeProcessEnded:
		return true
	case HealthCodeQuotaUsedUp:
		return true
	case HealthCodeReadingEverything:
		return true
	case HealthCodeRecordsFailed:
		return true
	case HealthCodeRunFailed:
		return true
	case HealthCodeRunLate:
		return true
	case HealthCodeScopesMissing:
		return true
	case HealthCodeSyncPaused:
		return true
	case HealthCodeSyncsLate:
		return true
	case HealthCodeVendorUnavailable:
		return true
	default:
		return false
	}
}

// Defines values for HealthKind.
const (
	HealthKindConnection HealthKind = "connection"
	HealthKindEndpoint   HealthKind = "endpoint"
	HealthKindPartner    HealthKind = "partner"
	HealthKindSync       HealthKind = "sync"
)

// Valid indicates whether the value is a known member of the HealthKind enum.
func (e HealthKind) Valid() bool {
	switch e {
	case HealthKindConnection:
		return true
	case HealthKindEndpoint:
		return true
	case HealthKindPartner:
		return true
	case HealthKindSync:
		return true
	default:
		return false
	}
}

// Defines values for HealthRemedyMethod.
const (
	HealthRemedyMethodGET   HealthRemedyMethod = "GET"
	HealthRemedyMethodPATCH HealthRemedyMethod = "PATCH"
	HealthRemedyMethodPOST  HealthRemedyMethod = "POST"
)

// Valid indicates whether the value is a known member of the HealthRemedyMethod enum.
func (e HealthRemedyMethod) Valid() bool {
	switch e {
	case HealthRemedyMethodGET:
		return true
	case HealthRemedyMethodPATCH:
		return true
	case HealthRemedyMethodPOST:
		return true
	default:
		return false
	}
}

// Defines values for HealthState.
const (
	HealthStateActionRequired  HealthState = "action_required"
	HealthStateDelayed         HealthState = "delayed"
	HealthStateHealthy         HealthState = "healthy"
	HealthStateHeld            HealthState = "held"
	HealthStatePartial         HealthState = "partial"
	HealthStatePaused          HealthState = "paused"
	HealthStateSyncing         HealthState = "syncing"
	HealthStateWaitingForQuota HealthState = "waiting_for_quota"
)

// Valid indicates whether the value is a known member of the HealthState enum.
func (e HealthState) Valid() bool {
	switch e {
	case HealthStateActionRequired:
		return true
	case HealthStateDelayed:
		return true
	case HealthStateHealthy:
		return true
	case HealthStateHeld:
		return true
	case HealthStatePartial:
		return true
	case HealthStatePaused:
		return true
	case HealthStateSyncing:
		return true
	case HealthStateWaitingForQuota:
		return true
	default:
		return false
	}
}

// Defines values for HoldReason.
const (
	HoldReasonBreaker        HoldReason = "breaker"
	HoldReasonCapacity       HoldReason = "capacity"
	HoldReasonDisabled       HoldReason = "disabled"
	HoldReasonOrdering       HoldReason = "ordering"
	HoldReasonPaused         HoldReason = "paused"
	HoldReasonReplay         HoldReason = "replay"
	HoldReasonSuspended      HoldReason = "suspended"
	HoldReasonTransformation HoldReason = "transformation"
)

// Valid indicates whether the value is a known member of the HoldReason enum.
func (e HoldReason) Valid() bool {
	switch e {
	case HoldReasonBreaker:
		return true
	case HoldReasonCapacity:
		return true
	case HoldReasonDisabled:
		return true
	case HoldReasonOrdering:
		return true
	case HoldReasonPaused:
		return true
	case HoldReasonReplay:
		return true
	case HoldReasonSuspended:
		return true
	case HoldReasonTransformation:
		return true
	default:
		return false
	}
}

// Defines values for IdentityResultStatus.
const (
	IdentityResultStatusChanged   IdentityResultStatus = "changed"
	IdentityResultStatusFailed    IdentityResultStatus = "failed"
	IdentityResultStatusUnchanged IdentityResultStatus = "unchanged"
)

// Valid indicates whether the value is a known member of the IdentityResultStatus enum.
func (e IdentityResultStatus) Valid() bool {
	switch e {
	case IdentityResultStatusChanged:
		return true
	case IdentityResultStatusFailed:
		return true
	case IdentityResultStatusUnchanged:
		return true
	default:
		return false
	}
}

// Defines values for IdentityStatus.
const (
	IdentityStatusChanged   IdentityStatus = "changed"
	IdentityStatusUnchanged IdentityStatus = "unchanged"
)

// Valid indicates whether the value is a known member of the IdentityStatus enum.
func (e IdentityStatus) Valid() bool {
	switch e {
	case IdentityStatusChanged:
		return true
	case IdentityStatusUnchanged:
		return true
	default:
		return false
	}
}

// Defines values for ImportDealsDelimiter.
const (
	ImportDealsDelimiterEmpty ImportDealsDelimiter = ","
	ImportDealsDelimiterN1    ImportDealsDelimiter = ";"
	ImportDealsDelimiterOr    ImportDealsDelimiter = "|"
	ImportDealsDelimiterTab   ImportDealsDelimiter = "tab"
)

// Valid indicates whether the value is a known member of the ImportDealsDelimiter enum.
func (e ImportDealsDelimiter) Valid() bool {
	switch e {
	case ImportDealsDelimiterEmpty:
		return true
	case ImportDealsDelimiterN1:
		return true
	case ImportDealsDelimiterOr:
		return true
	case ImportDealsDelimiterTab:
		return true
	default:
		return false
	}
}

// Defines values for InboundEventEffect.
const (
	InboundEventEffectChanged     InboundEventEffect = "changed"
	InboundEventEffectGone        InboundEventEffect = "gone"
	InboundEventEffectOther       InboundEventEffect = "other"
	InboundEventEffectUninstalled InboundEventEffect = "uninstalled"
)

// Valid indicates whether the value is a known member of the InboundEventEffect enum.
func (e InboundEventEffect) Valid() bool {
	switch e {
	case InboundEventEffectChanged:
		return true
	case InboundEventEffectGone:
		return true
	case InboundEventEffectOther:
		return true
	case InboundEventEffectUninstalled:
		return true
	default:
		return false
	}
}

// Defines values for InboundEventStatus.
const (
	InboundEventStatusFailed     InboundEventStatus = "failed"
	InboundEventStatusPending    InboundEventStatus = "pending"
	InboundEventStatusProcessed  InboundEventStatus = "processed"
	InboundEventStatusSuperseded InboundEventStatus = "superseded"
)

// Valid indicates whether the value is a known member of the InboundEventStatus enum.
func (e InboundEventStatus) Valid() bool {
	switch e {
	case InboundEventStatusFailed:
		return true
	case InboundEventStatusPending:
		return true
	case InboundEventStatusProcessed:
		return true
	case InboundEventStatusSuperseded:
		return true
	default:
		return false
	}
}

// Defines values for ListDealsSort.
const (
	ListDealsSortCreatedAt      ListDealsSort = "created_at"
	ListDealsSortMinusCreatedAt ListDealsSort = "-created_at"
	ListDealsSortMinusUpdatedAt ListDealsSort = "-updated_at"
	ListDealsSortUpdatedAt      ListDealsSort = "updated_at"
)

// Valid indicates whether the value is a known member of the ListDealsSort enum.
func (e ListDealsSort) Valid() bool {
	switch e {
	case ListDealsSortCreatedAt:
		return true
	case ListDealsSortMinusCreatedAt:
		return true
	case ListDealsSortMinusUpdatedAt:
		return true
	case ListDealsSortUpdatedAt:
		return true
	default:
		return false
	}
}

// Defines values for ListSyncConflictsState.
const (
	ListSyncConflictsStateOpen     ListSyncConflictsState = "open"
	ListSyncConflictsStateResolved ListSyncConflictsState = "resolved"
)

// Valid indicates whether the value is a known member of the ListSyncConflictsState enum.
func (e ListSyncConflictsState) Valid() bool {
	switch e {
	case ListSyncConflictsStateOpen:
		return true
	case ListSyncConflictsStateResolved:
		return true
	default:
		return false
	}
}

// Defines values for ListedHealthKind.
const (
	ListedHealthKindConnection ListedHealthKind = "connection"
	ListedHealthKindEndpoint   ListedHealthKind = "endpoint"
	ListedHealthKindSync       ListedHealthKind = "sync"
)

// Valid indicates whether the value is a known member of the ListedHealthKind enum.
func (e ListedHealthKind) Valid() bool {
	switch e {
	case ListedHealthKindConnection:
		return true
	case ListedHealthKindEndpoint:
		return true
	case ListedHealthKindSync:
		return true
	default:
		return false
	}
}

// Defines values for LivenessStatus.
const (
	LivenessStatusAlive LivenessStatus = "alive"
)

// Valid indicates whether the value is a known member of the LivenessStatus enum.
func (e LivenessStatus) Valid() bool {
	switch e {
	case LivenessStatusAlive:
		return true
	default:
		return false
	}
}

// Defines values for LostReason.
const (
	LostReasonBlockedSource LostReason = "blocked_source"
	LostReasonBot           LostReason = "bot"
	LostReasonNoSubject     LostReason = "no_subject"
	LostReasonNoTouch       LostReason = "no_touch"
	LostReasonOutsideWindow LostReason = "outside_window"
)

// Valid indicates whether the value is a known member of the LostReason enum.
func (e LostReason) Valid() bool {
	switch e {
	case LostReasonBlockedSource:
		return true
	case LostReasonBot:
		return true
	case LostReasonNoSubject:
		return true
	case LostReasonNoTouch:
		return true
	case LostReasonOutsideWindow:
		return true
	default:
		return false
	}
}

// Defines values for OauthClientAuthMethod.
const (
	OauthClientAuthMethodClientSecretBasic       OauthClientAuthMethod = "client_secret_basic"
	OauthClientAuthMethodClientSecretPost        OauthClientAuthMethod = "client_secret_post"
	OauthClientAuthMethodPrivateKeyJwt           OauthClientAuthMethod = "private_key_jwt"
	OauthClientAuthMethodSelfSignedTlsClientAuth OauthClientAuthMethod = "self_signed_tls_client_auth"
	OauthClientAuthMethodTlsClientAuth           OauthClientAuthMethod = "tls_client_auth"
)

// Valid indicates whether the value is a known member of the OauthClientAuthMethod enum.
func (e OauthClientAuthMethod) Valid() bool {
	switch e {
	case OauthClientAuthMethodClientSecretBasic:
		return true
	case OauthClientAuthMethodClientSecretPost:
		return true
	case OauthClientAuthMethodPrivateKeyJwt:
		return true
	case OauthClientAuthMethodSelfSignedTlsClientAuth:
		return true
	case OauthClientAuthMethodTlsClientAuth:
		return true
	default:
		return false
	}
}

// Defines values for OauthClientStatus.
const (
	OauthClientStatusActive  OauthClientStatus = "active"
	OauthClientStatusRevoked OauthClientStatus = "revoked"
)

// Valid indicates whether the value is a known member of the OauthClientStatus enum.
func (e OauthClientStatus) Valid() bool {
	switch e {
	case OauthClientStatusActive:
		return true
	case OauthClientStatusRevoked:
		return true
	default:
		return false
	}
}

// Defines values for ObjectiveName.
const (
	ObjectiveNameDeliveryLatency ObjectiveName = "delivery_latency"
	ObjectiveNameDeliverySuccess ObjectiveName = "delivery_success"
	ObjectiveNameFreshness       ObjectiveName = "freshness"
)

// Valid indicates whether the value is a known member of the ObjectiveName enum.
func (e ObjectiveName) Valid() bool {
	switch e {
	case ObjectiveNameDeliveryLatency:
		return true
	case ObjectiveNameDeliverySuccess:
		return true
	case ObjectiveNameFreshness:
		return true
	default:
		return false
	}
}

// Defines values for OnConflict.
const (
	OnConflictReject OnConflict = "reject"
	OnConflictReview OnConflict = "review"
)

// Valid indicates whether the value is a known member of the OnConflict enum.
func (e OnConflict) Valid() bool {
	switch e {
	case OnConflictReject:
		return true
	case OnConflictReview:
		return true
	default:
		return false
	}
}

// Defines values for OpenDealStage.
const (
	OpenDealStageBusinessValidation  OpenDealStage = "business_validation"
	OpenDealStageCommitted           OpenDealStage = "committed"
	OpenDealStageProspect            OpenDealStage = "prospect"
	OpenDealStageQualified           OpenDealStage = "qualified"
	OpenDealStageTechnicalValidation OpenDealStage = "technical_validation"
)

// Valid indicates whether the value is a known member of the OpenDealStage enum.
func (e OpenDealStage) Valid() bool {
	switch e {
	case OpenDealStageBusinessValidation:
		return true
	case OpenDealStageCommitted:
		return true
	case OpenDealStageProspect:
		return true
	case OpenDealStageQualified:
		return true
	case OpenDealStageTechnicalValidation:
		return true
	default:
		return false
	}
}

// Defines values for OrderingOnDeadLetter.
const (
	OrderingOnDeadLetterBlock OrderingOnDeadLetter = "block"
	OrderingOnDeadLetterSkip  OrderingOnDeadLetter = "skip"
)

// Valid indicates whether the value is a known member of the OrderingOnDeadLetter enum.
func (e OrderingOnDeadLetter) Valid() bool {
	switch e {
	case OrderingOnDeadLetterBlock:
		return true
	case OrderingOnDeadLetterSkip:
		return true
	default:
		return false
	}
}

// Defines values for PaperFormat.
const (
	PaperFormatCsv  PaperFormat = "csv"
	PaperFormatHtml PaperFormat = "html"
	PaperFormatJson PaperFormat = "json"
	PaperFormatPdf  PaperFormat = "pdf"
)

// Valid indicates whether the value is a known member of the PaperFormat enum.
func (e PaperFormat) Valid() bool {
	switch e {
	case PaperFormatCsv:
		return true
	case PaperFormatHtml:
		return true
	case PaperFormatJson:
		return true
	case PaperFormatPdf:
		return true
	default:
		return false
	}
}

// Defines values for PartnerContactRole.
const (
	PartnerContactRoleBilling   PartnerContactRole = "billing"
	PartnerContactRoleBusiness  PartnerContactRole = "business"
	PartnerContactRoleSecurity  PartnerContactRole = "security"
	PartnerContactRoleTechnical PartnerContactRole = "technical"
)

// Valid indicates whether the value is a known member of the PartnerContactRole enum.
func (e PartnerContactRole) Valid() bool {
	switch e {
	case PartnerContactRoleBilling:
		return true
	case PartnerContactRoleBusiness:
		return true
	case PartnerContactRoleSecurity:
		return true
	case PartnerContactRoleTechnical:
		return true
	default:
		return false
	}
}

// Defines values for PartnerFeatureFlagBecause.
const (
	PartnerFeatureFlagBecauseOff      PartnerFeatureFlagBecause = "off"
	PartnerFeatureFlagBecauseOn       PartnerFeatureFlagBecause = "on"
	PartnerFeatureFlagBecauseOverride PartnerFeatureFlagBecause = "override"
	PartnerFeatureFlagBecauseRollout  PartnerFeatureFlagBecause = "rollout"
)

// Valid indicates whether the value is a known member of the PartnerFeatureFlagBecause enum.
func (e PartnerFeatureFlagBecause) Valid() bool {
	switch e {
	case PartnerFeatureFlagBecauseOff:
		return true
	case PartnerFeatureFlagBecauseOn:
		return true
	case PartnerFeatureFlagBecauseOverride:
		return true
	case PartnerFeatureFlagBecauseRollout:
		return true
	default:
		return false
	}
}

// Defines values for PartnerLeagueSort.
const (
	PartnerLeagueSortCost           PartnerLeagueSort = "cost"
	PartnerLeagueSortCustomers      PartnerLeagueSort = "customers"
	PartnerLeagueSortLeads          PartnerLeagueSort = "leads"
	PartnerLeagueSortRevenueNet     PartnerLeagueSort = "revenue_net"
	PartnerLeagueSortRevenueSourced PartnerLeagueSort = "revenue_sourced"
	PartnerLeagueSortRoas           PartnerLeagueSort = "roas"
	PartnerLeagueSortRoi            PartnerLeagueSort = "roi"
)

// Valid indicates whether the value is a known member of the PartnerLeagueSort enum.
func (e PartnerLeagueSort) Valid() bool {
	switch e {
	case PartnerLeagueSortCost:
		return true
	case PartnerLeagueSortCustomers:
		return true
	case PartnerLeagueSortLeads:
		return true
	case PartnerLeagueSortRevenueNet:
		return true
	case PartnerLeagueSortRevenueSourced:
		return true
	case PartnerLeagueSortRoas:
		return true
	case PartnerLeagueSortRoi:
		return true
	default:
		return false
	}
}

// Defines values for PartnerLevelChangeKind.
const (
	PartnerLevelChangeKindDemotion  PartnerLevelChangeKind = "demotion"
	PartnerLevelChangeKindPromotion PartnerLevelChangeKind = "promotion"
	PartnerLevelChangeKindReplaced  PartnerLevelChangeKind = "replaced"
	PartnerLevelChangeKindSet       PartnerLevelChangeKind = "set"
)

// Valid indicates whether the value is a known member of the PartnerLevelChangeKind enum.
func (e PartnerLevelChangeKind) Valid() bool {
	switch e {
	case PartnerLevelChangeKindDemotion:
		return true
	case PartnerLevelChangeKindPromotion:
		return true
	case PartnerLevelChangeKindReplaced:
		return true
	case PartnerLevelChangeKindSet:
		return true
	default:
		return false
	}
}

// Defines values for PartnerScope.
const (
	PartnerScopeCommissionsDispute PartnerScope = "commissions:dispute"
	PartnerScopeCommissionsRead    PartnerScope = "commissions:read"
	PartnerScopeCredentialsRead    PartnerScope = "credentials:read"
	PartnerScopeCredentialsWrite   PartnerScope = "credentials:write"
	PartnerScopeDealsRead          PartnerScope = "deals:read"
	PartnerScopeDealsWrite         PartnerScope = "deals:write"
	PartnerScopeExportsRead        PartnerScope = "exports:read"
	PartnerScopePartnerRead        PartnerScope = "partner:read"
	PartnerScopeReportsRead        PartnerScope = "reports:read"
	PartnerScopeTouchesWrite       PartnerScope = "touches:write"
	PartnerScopeUsersRead          PartnerScope = "users:read"
	PartnerScopeUsersWrite         PartnerScope = "users:write"
	PartnerScopeWebhooksRead       PartnerScope = "webhooks:read"
	PartnerScopeWebhooksWrite      PartnerScope = "webhooks:write"
)

// Valid indicates whether the value is a known member of the PartnerScope enum.
func (e PartnerScope) Valid() bool {
	switch e {
	case PartnerScopeCommissionsDispute:
		return true
	case PartnerScopeCommissionsRead:
		return true
	case PartnerScopeCredentialsRead:
		return true
	case PartnerScopeCredentialsWrite:
		return true
	case PartnerScopeDealsRead:
		return true
	case PartnerScopeDealsWrite:
		return true
	case PartnerScopeExportsRead:
		return true
	case PartnerScopePartnerRead:
		return true
	case PartnerScopeReportsRead:
		return true
	case PartnerScopeTouchesWrite:
		return true
	case PartnerScopeUsersRead:
		return true
	case PartnerScopeUsersWrite:
		return true
	case PartnerScopeWebhooksRead:
		return true
	case PartnerScopeWebhooksWrite:
		return true
	default:
		return false
	}
}

// Defines values for PartnerStatus.
const (
	PartnerStatusActive    PartnerStatus = "active"
	PartnerStatusDeleted   PartnerStatus = "deleted"
	PartnerStatusPending   PartnerStatus = "pending"
	PartnerStatusSuspended PartnerStatus = "suspended"
)

// Valid indicates whether the value is a known member of the PartnerStatus enum.
func (e PartnerStatus) Valid() bool {
	switch e {
	case PartnerStatusActive:
		return true
	case PartnerStatusDeleted:
		return true
	case PartnerStatusPending:
		return true
	case PartnerStatusSuspended:
		return true
	default:
		return false
	}
}

// Defines values for PartnerTaskKind.
const (
	PartnerTaskKindApiKeyEnds         PartnerTaskKind = "api_key_ends"
	PartnerTaskKindClientSecretEnds   PartnerTaskKind = "client_secret_ends"
	PartnerTaskKindDealQuestion       PartnerTaskKind = "deal_question"
	PartnerTaskKindDealRejected       PartnerTaskKind = "deal_rejected"
	PartnerTaskKindDisputeAnswered    PartnerTaskKind = "dispute_answered"
	PartnerTaskKindEndpointFailing    PartnerTaskKind = "endpoint_failing"
	PartnerTaskKindEndpointSecretEnds PartnerTaskKind = "endpoint_secret_ends"
	PartnerTaskKindProtectionEnds     PartnerTaskKind = "protection_ends"
	PartnerTaskKindStatementReady     PartnerTaskKind = "statement_ready"
)

// Valid indicates whether the value is a known member of the PartnerTaskKind enum.
func (e PartnerTaskKind) Valid() bool {
	switch e {
	case PartnerTaskKindApiKeyEnds:
		return true
	case PartnerTaskKindClientSecretEnds:
		return true
	case PartnerTaskKindDealQuestion:
		return true
	case PartnerTaskKindDealRejected:
		return true
	case PartnerTaskKindDisputeAnswered:
		return true
	case PartnerTaskKindEndpointFailing:
		return true
	case PartnerTaskKindEndpointSecretEnds:
		return true
	case PartnerTaskKindProtectionEnds:
		return true
	case PartnerTaskKindStatementReady:
		return true
	default:
		return false
	}
}

// Defines values for PartnerTier.
const (
	PartnerTierEnterprise PartnerTier = "enterprise"
	PartnerTierSandbox    PartnerTier = "sandbox"
	PartnerTierStandard   PartnerTier = "standard"
)

// Valid indicates whether the value is a known member of the PartnerTier enum.
func (e PartnerTier) Valid() bool {
	switch e {
	case PartnerTierEnterprise:
		return true
	case PartnerTierSandbox:
		return true
	case PartnerTierStandard:
		return true
	default:
		return false
	}
}

// Defines values for PayoutBatchState.
const (
	PayoutBatchStateAwaitingApproval PayoutBatchState = "awaiting_approval"
	PayoutBatchStateAwaitingResults  PayoutBatchState = "awaiting_results"
	PayoutBatchStateCancelled        PayoutBatchState = "cancelled"
	PayoutBatchStateCollecting       PayoutBatchState = "collecting"
	PayoutBatchStateFailed           PayoutBatchState = "failed"
	PayoutBatchStateFinished         PayoutBatchState = "finished"
	PayoutBatchStateSending          PayoutBatchState = "sending"
)

// Valid indicates whether the value is a known member of the PayoutBatchState enum.
func (e PayoutBatchState) Valid() bool {
	switch e {
	case PayoutBatchStateAwaitingApproval:
		return true
	case PayoutBatchStateAwaitingResults:
		return true
	case PayoutBatchStateCancelled:
		return true
	case PayoutBatchStateCollecting:
		return true
	case PayoutBatchStateFailed:
		return true
	case PayoutBatchStateFinished:
		return true
	case PayoutBatchStateSending:
		return true
	default:
		return false
	}
}

// Defines values for PayoutExportFormat.
const (
	PayoutExportFormatCsv     PayoutExportFormat = "csv"
	PayoutExportFormatJson    PayoutExportFormat = "json"
	PayoutExportFormatPain001 PayoutExportFormat = "pain001"
)

// Valid indicates whether the value is a known member of the PayoutExportFormat enum.
func (e PayoutExportFormat) Valid() bool {
	switch e {
	case PayoutExportFormatCsv:
		return true
	case PayoutExportFormatJson:
		return true
	case PayoutExportFormatPain001:
		return true
	default:
		return false
	}
}

// Defines values for PayoutOutcomeKind.
const (
	PayoutOutcomeKindChanged   PayoutOutcomeKind = "changed"
	PayoutOutcomeKindRefused   PayoutOutcomeKind = "refused"
	PayoutOutcomeKindUnchanged PayoutOutcomeKind = "unchanged"
	PayoutOutcomeKindUnknown   PayoutOutcomeKind = "unknown"
)

// Valid indicates whether the value is a known member of the PayoutOutcomeKind enum.
func (e PayoutOutcomeKind) Valid() bool {
	switch e {
	case PayoutOutcomeKindChanged:
		return true
	case PayoutOutcomeKindRefused:
		return true
	case PayoutOutcomeKindUnchanged:
		return true
	case PayoutOutcomeKindUnknown:
		return true
	default:
		return false
	}
}

// Defines values for PayoutProvider.
const (
	PayoutProviderFile    PayoutProvider = "file"
	PayoutProviderSandbox PayoutProvider = "sandbox"
)

// Valid indicates whether the value is a known member of the PayoutProvider enum.
func (e PayoutProvider) Valid() bool {
	switch e {
	case PayoutProviderFile:
		return true
	case PayoutProviderSandbox:
		return true
	default:
		return false
	}
}

// Defines values for PayoutResultKind.
const (
	PayoutResultKindConfirmed PayoutResultKind = "confirmed"
	PayoutResultKindFailed    PayoutResultKind = "failed"
)

// Valid indicates whether the value is a known member of the PayoutResultKind enum.
func (e PayoutResultKind) Valid() bool {
	switch e {
	case PayoutResultKindConfirmed:
		return true
	case PayoutResultKindFailed:
		return true
	default:
		return false
	}
}

// Defines values for PayoutState.
const (
	PayoutStateCollected PayoutState = "collected"
	PayoutStateConfirmed PayoutState = "confirmed"
	PayoutStateFailed    PayoutState = "failed"
	PayoutStateSent      PayoutState = "sent"
)

// Valid indicates whether the value is a known member of the PayoutState enum.
func (e PayoutState) Valid() bool {
	switch e {
	case PayoutStateCollected:
		return true
	case PayoutStateConfirmed:
		return true
	case PayoutStateFailed:
		return true
	case PayoutStateSent:
		return true
	default:
		return false
	}
}

// Defines values for PlanAssignmentTarget.
const (
	PlanAssignmentTargetLevel     PlanAssignmentTarget = "level"
	PlanAssignmentTargetPartner   PlanAssignmentTarget = "partner"
	PlanAssignmentTargetProgramme PlanAssignmentTarget = "programme"
)

// Valid indicates whether the value is a known member of the PlanAssignmentTarget enum.
func (e PlanAssignmentTarget) Valid() bool {
	switch e {
	case PlanAssignmentTargetLevel:
		return true
	case PlanAssignmentTargetPartner:
		return true
	case PlanAssignmentTargetProgramme:
		return true
	default:
		return false
	}
}

// Defines values for PlatformEventTypeSeverity.
const (
	PlatformEventTypeSeverityError PlatformEventTypeSeverity = "error"
	PlatformEventTypeSeverityInfo  PlatformEventTypeSeverity = "info"
	PlatformEventTypeSeverityWarn  PlatformEventTypeSeverity = "warn"
)

// Valid indicates whether the value is a known member of the PlatformEventTypeSeverity enum.
func (e PlatformEventTypeSeverity) Valid() bool {
	switch e {
	case PlatformEventTypeSeverityError:
		return true
	case PlatformEventTypeSeverityInfo:
		return true
	case PlatformEventTypeSeverityWarn:
		return true
	default:
		return false
	}
}

// Defines values for ProgrammeEffect.
const (
	ProgrammeEffectConflict   ProgrammeEffect = "conflict"
	ProgrammeEffectDecision   ProgrammeEffect = "decision"
	ProgrammeEffectExtension  ProgrammeEffect = "extension"
	ProgrammeEffectProtection ProgrammeEffect = "protection"
	ProgrammeEffectReviewDue  ProgrammeEffect = "review_due"
	ProgrammeEffectSubmission ProgrammeEffect = "submission"
)

// Valid indicates whether the value is a known member of the ProgrammeEffect enum.
func (e ProgrammeEffect) Valid() bool {
	switch e {
	case ProgrammeEffectConflict:
		return true
	case ProgrammeEffectDecision:
		return true
	case ProgrammeEffectExtension:
		return true
	case ProgrammeEffectProtection:
		return true
	case ProgrammeEffectReviewDue:
		return true
	case ProgrammeEffectSubmission:
		return true
	default:
		return false
	}
}

// Defines values for PromotionStatus.
const (
	PromotionStatusBlocked  PromotionStatus = "blocked"
	PromotionStatusChecking PromotionStatus = "checking"
	PromotionStatusPromoted PromotionStatus = "promoted"
)

// Valid indicates whether the value is a known member of the PromotionStatus enum.
func (e PromotionStatus) Valid() bool {
	switch e {
	case PromotionStatusBlocked:
		return true
	case PromotionStatusChecking:
		return true
	case PromotionStatusPromoted:
		return true
	default:
		return false
	}
}

// Defines values for PromotionTier.
const (
	PromotionTierEnterprise PromotionTier = "enterprise"
	PromotionTierStandard   PromotionTier = "standard"
)

// Valid indicates whether the value is a known member of the PromotionTier enum.
func (e PromotionTier) Valid() bool {
	switch e {
	case PromotionTierEnterprise:
		return true
	case PromotionTierStandard:
		return true
	default:
		return false
	}
}

// Defines values for ProtectionStart.
const (
	ProtectionStartApproval   ProtectionStart = "approval"
	ProtectionStartSubmission ProtectionStart = "submission"
)

// Valid indicates whether the value is a known member of the ProtectionStart enum.
func (e ProtectionStart) Valid() bool {
	switch e {
	case ProtectionStartApproval:
		return true
	case ProtectionStartSubmission:
		return true
	default:
		return false
	}
}

// Defines values for RankedTouchSource.
const (
	RankedTouchSourceApiKey         RankedTouchSource = "api_key"
	RankedTouchSourceReferralHeader RankedTouchSource = "referral_header"
	RankedTouchSourceUtm            RankedTouchSource = "utm"
)

// Valid indicates whether the value is a known member of the RankedTouchSource enum.
func (e RankedTouchSource) Valid() bool {
	switch e {
	case RankedTouchSourceApiKey:
		return true
	case RankedTouchSourceReferralHeader:
		return true
	case RankedTouchSourceUtm:
		return true
	default:
		return false
	}
}

// Defines values for ReadinessStatus.
const (
	ReadinessStatusDegraded    ReadinessStatus = "degraded"
	ReadinessStatusReady       ReadinessStatus = "ready"
	ReadinessStatusUnavailable ReadinessStatus = "unavailable"
)

// Valid indicates whether the value is a known member of the ReadinessStatus enum.
func (e ReadinessStatus) Valid() bool {
	switch e {
	case ReadinessStatusDegraded:
		return true
	case ReadinessStatusReady:
		return true
	case ReadinessStatusUnavailable:
		return true
	default:
		return false
	}
}

// Defines values for ReconciliationReportFormat.
const (
	ReconciliationReportFormatCsv  ReconciliationReportFormat = "csv"
	ReconciliationReportFormatHtml ReconciliationReportFormat = "html"
	ReconciliationReportFormatJson ReconciliationReportFormat = "json"
)

// Valid indicates whether the value is a known member of the ReconciliationReportFormat enum.
func (e ReconciliationReportFormat) Valid() bool {
	switch e {
	case ReconciliationReportFormatCsv:
		return true
	case ReconciliationReportFormatHtml:
		return true
	case ReconciliationReportFormatJson:
		return true
	default:
		return false
	}
}

// Defines values for ReconciliationState.
const (
	ReconciliationStateCancelled  ReconciliationState = "cancelled"
	ReconciliationStateCompleted  ReconciliationState = "completed"
	ReconciliationStateFailed     ReconciliationState = "failed"
	ReconciliationStateIncomplete ReconciliationState = "incomplete"
	ReconciliationStateQueued     ReconciliationState = "queued"
	ReconciliationStateRunning    ReconciliationState = "running"
	ReconciliationStateSkipped    ReconciliationState = "skipped"
	ReconciliationStateWaiting    ReconciliationState = "waiting"
)

// Valid indicates whether the value is a known member of the ReconciliationState enum.
func (e ReconciliationState) Valid() bool {
	switch e {
	case ReconciliationStateCancelled:
		return true
	case ReconciliationStateCompleted:
		return true
	case ReconciliationStateFailed:
		return true
	case ReconciliationStateIncomplete:
		return true
	case ReconciliationStateQueued:
		return true
	case ReconciliationStateRunning:
		return true
	case ReconciliationStateSkipped:
		return true
	case ReconciliationStateWaiting:
		return true
	default:
		return false
	}
}

// Defines values for ReconciliationTrigger.
const (
	ReconciliationTriggerBackfill ReconciliationTrigger = "backfill"
	ReconciliationTriggerRequest  ReconciliationTrigger = "request"
	ReconciliationTriggerSchedule ReconciliationTrigger = "schedule"
)

// Valid indicates whether the value is a known member of the ReconciliationTrigger enum.
func (e ReconciliationTrigger) Valid() bool {
	switch e {
	case ReconciliationTriggerBackfill:
		return true
	case ReconciliationTriggerRequest:
		return true
	case ReconciliationTriggerSchedule:
		return true
	default:
		return false
	}
}

// Defines values for ReportFormat.
const (
	ReportFormatCsv  ReportFormat = "csv"
	ReportFormatJson ReportFormat = "json"
)

// Valid indicates whether the value is a known member of the ReportFormat enum.
func (e ReportFormat) Valid() bool {
	switch e {
	case ReportFormatCsv:
		return true
	case ReportFormatJson:
		return true
	default:
		return false
	}
}

// Defines values for RevenueKind.
const (
	RevenueKindRefund              RevenueKind = "refund"
	RevenueKindSale                RevenueKind = "sale"
	RevenueKindSubscriptionChanged RevenueKind = "subscription_changed"
	RevenueKindSubscriptionStarted RevenueKind = "subscription_started"
	RevenueKindSubscriptionStopped RevenueKind = "subscription_stopped"
)

// Valid indicates whether the value is a known member of the RevenueKind enum.
func (e RevenueKind) Valid() bool {
	switch e {
	case RevenueKindRefund:
		return true
	case RevenueKindSale:
		return true
	case RevenueKindSubscriptionChanged:
		return true
	case RevenueKindSubscriptionStarted:
		return true
	case RevenueKindSubscriptionStopped:
		return true
	default:
		return false
	}
}

// Defines values for RoiMeasure.
const (
	RoiMeasureCost              RoiMeasure = "cost"
	RoiMeasureCustomers         RoiMeasure = "customers"
	RoiMeasureLeads             RoiMeasure = "leads"
	RoiMeasureMonthlyRevenue    RoiMeasure = "monthly_revenue"
	RoiMeasureOpportunities     RoiMeasure = "opportunities"
	RoiMeasureRefunds           RoiMeasure = "refunds"
	RoiMeasureRevenueGross      RoiMeasure = "revenue_gross"
	RoiMeasureRevenueInfluenced RoiMeasure = "revenue_influenced"
	RoiMeasureRevenueNet        RoiMeasure = "revenue_net"
	RoiMeasureRevenueSourced    RoiMeasure = "revenue_sourced"
	RoiMeasureSubscribers       RoiMeasure = "subscribers"
	RoiMeasureTax               RoiMeasure = "tax"
)

// Valid indicates whether the value is a known member of the RoiMeasure enum.
func (e RoiMeasure) Valid() bool {
	switch e {
	case RoiMeasureCost:
		return true
	case RoiMeasureCustomers:
		return true
	case RoiMeasureLeads:
		return true
	case RoiMeasureMonthlyRevenue:
		return true
	case RoiMeasureOpportunities:
		return true
	case RoiMeasureRefunds:
		return true
	case RoiMeasureRevenueGross:
		return true
	case RoiMeasureRevenueInfluenced:
		return true
	case RoiMeasureRevenueNet:
		return true
	case RoiMeasureRevenueSourced:
		return true
	case RoiMeasureSubscribers:
		return true
	case RoiMeasureTax:
		return true
	default:
		return false
	}
}

// Defines values for RoiPeriod.
const (
	RoiPeriodDay   RoiPeriod = "day"
	RoiPeriodMonth RoiPeriod = "month"
	RoiPeriodWeek  RoiPeriod = "week"
)

// Valid indicates whether the value is a known member of the RoiPeriod enum.
func (e RoiPeriod) Valid() bool {
	switch e {
	case RoiPeriodDay:
		return true
	case RoiPeriodMonth:
		return true
	case RoiPeriodWeek:
		return true
	default:
		return false
	}
}

// Defines values for SandboxStatus.
const (
	SandboxStatusProvisioning SandboxStatus = "provisioning"
	SandboxStatusReady        SandboxStatus = "ready"
)

// Valid indicates whether the value is a known member of the SandboxStatus enum.
func (e SandboxStatus) Valid() bool {
	switch e {
	case SandboxStatusProvisioning:
		return true
	case SandboxStatusReady:
		return true
	default:
		return false
	}
}

// Defines values for Scope.
const (
	ScopeAccountsRead           Scope = "accounts:read"
	ScopeAccountsWrite          Scope = "accounts:write"
	ScopeAlertsRead             Scope = "alerts:read"
	ScopeAlertsWrite            Scope = "alerts:write"
	ScopeAttributionWrite       Scope = "attribution:write"
	ScopeAuditRead              Scope = "audit:read"
	ScopeCommissionsDispute     Scope = "commissions:dispute"
	ScopeCommissionsManage      Scope = "commissions:manage"
	ScopeCommissionsRead        Scope = "commissions:read"
	ScopeConnectionsPayloads    Scope = "connections:payloads"
	ScopeConnectionsRead        Scope = "connections:read"
	ScopeConnectionsWrite       Scope = "connections:write"
	ScopeCredentialsRead        Scope = "credentials:read"
	ScopeCredentialsWrite       Scope = "credentials:write"
	ScopeDealsRead              Scope = "deals:read"
	ScopeDealsReview            Scope = "deals:review"
	ScopeDealsWrite             Scope = "deals:write"
	ScopeEmbedsManage           Scope = "embeds:manage"
	ScopeEventTypesWrite        Scope = "event_types:write"
	ScopeEventsWrite            Scope = "events:write"
	ScopeExportsRead            Scope = "exports:read"
	ScopePartnerRead            Scope = "partner:read"
	ScopePartnersRead           Scope = "partners:read"
	ScopePartnersWrite          Scope = "partners:write"
	ScopePayoutsApprove         Scope = "payouts:approve"
	ScopePayoutsRead            Scope = "payouts:read"
	ScopePlatformEndpointsRead  Scope = "platform_endpoints:read"
	ScopePlatformEndpointsWrite Scope = "platform_endpoints:write"
	ScopeReportsRead            Scope = "reports:read"
	ScopeSyncsRead              Scope = "syncs:read"
	ScopeSyncsWrite             Scope = "syncs:write"
	ScopeTouchesWrite           Scope = "touches:write"
	ScopeUsersRead              Scope = "users:read"
	ScopeUsersWrite             Scope = "users:write"
	ScopeWebhooksRead           Scope = "webhooks:read"
	ScopeWebhooksWrite          Scope = "webhooks:write"
)

// Valid indicates whether the value is a known member of the Scope enum.
func (e Scope) Valid() bool {
	switch e {
	case ScopeAccountsRead:
		return true
	case ScopeAccountsWrite:
		return true
	case ScopeAlertsRead:
		return true
	case ScopeAlertsWrite:
		return true
	case ScopeAttributionWrite:
		return true
	case ScopeAuditRead:
		return true
	case ScopeCommissionsDispute:
		return true
	case ScopeCommissionsManage:
		return true
	case ScopeCommissionsRead:
		return true
	case ScopeConnectionsPayloads:
		return true
	case ScopeConnectionsRead:
		return true
	case ScopeConnectionsWrite:
		return true
	case ScopeCredentialsRead:
		return true
	case ScopeCredentialsWrite:
		return true
	case ScopeDealsRead:
		return true
	case ScopeDealsReview:
		return true
	case ScopeDealsWrite:
		return true
	case ScopeEmbedsManage:
		return true
	case ScopeEventTypesWrite:
		return true
	case ScopeEventsWrite:
		return true
	case ScopeExportsRead:
		return true
	case ScopePartnerRead:
		return true
	case ScopePartnersRead:
		return true
	case ScopePartnersWrite:
		return true
	case ScopePayoutsApprove:
		return true
	case ScopePayoutsRead:
		return true
	case ScopePlatformEndpointsRead:
		return true
	case ScopePlatformEndpointsWrite:
		return true
	case ScopeReportsRead:
		return true
	case ScopeSyncsRead:
		return true
	case ScopeSyncsWrite:
		return true
	case ScopeTouchesWrite:
		return true
	case ScopeUsersRead:
		return true
	case ScopeUsersWrite:
		return true
	case ScopeWebhooksRead:
		return true
	case ScopeWebhooksWrite:
		return true
	default:
		return false
	}
}

// Defines values for SendgridRegion.
const (
	SendgridRegionEu     SendgridRegion = "eu"
	SendgridRegionGlobal SendgridRegion = "global"
)

// Valid indicates whether the value is a known member of the SendgridRegion enum.
func (e SendgridRegion) Valid() bool {
	switch e {
	case SendgridRegionEu:
		return true
	case SendgridRegionGlobal:
		return true
	default:
		return false
	}
}

// Defines values for SignedSourceAlgorithm.
const (
	SignedSourceAlgorithmSha1   SignedSourceAlgorithm = "sha1"
	SignedSourceAlgorithmSha256 SignedSourceAlgorithm = "sha256"
	SignedSourceAlgorithmSha512 SignedSourceAlgorithm = "sha512"
)

// Valid indicates whether the value is a known member of the SignedSourceAlgorithm enum.
func (e SignedSourceAlgorithm) Valid() bool {
	switch e {
	case SignedSourceAlgorithmSha1:
		return true
	case SignedSourceAlgorithmSha256:
		return true
	case SignedSourceAlgorithmSha512:
		return true
	default:
		return false
	}
}

// Defines values for SignedSourceEncoding.
const (
	SignedSourceEncodingBase64    SignedSourceEncoding = "base64"
	SignedSourceEncodingBase64url SignedSourceEncoding = "base64url"
	SignedSourceEncodingHex       SignedSourceEncoding = "hex"
)

// Valid indicates whether the value is a known member of the SignedSourceEncoding enum.
func (e SignedSourceEncoding) Valid() bool {
	switch e {
	case SignedSourceEncodingBase64:
		return true
	case SignedSourceEncodingBase64url:
		return true
	case SignedSourceEncodingHex:
		return true
	default:
		return false
	}
}

// Defines values for SignedSourceTimestampUnit.
const (
	SignedSourceTimestampUnitMs SignedSourceTimestampUnit = "ms"
	SignedSourceTimestampUnitS  SignedSourceTimestampUnit = "s"
)

// Valid indicates whether the value is a known member of the SignedSourceTimestampUnit enum.
func (e SignedSourceTimestampUnit) Valid() bool {
	switch e {
	case SignedSourceTimestampUnitMs:
		return true
	case SignedSourceTimestampUnitS:
		return true
	default:
		return false
	}
}

// Defines values for SmtpSecurity.
const (
	SmtpSecurityNone     SmtpSecurity = "none"
	SmtpSecurityStarttls SmtpSecurity = "starttls"
	SmtpSecurityTls      SmtpSecurity = "tls"
)

// Valid indicates whether the value is a known member of the SmtpSecurity enum.
func (e SmtpSecurity) Valid() bool {
	switch e {
	case SmtpSecurityNone:
		return true
	case SmtpSecurityStarttls:
		return true
	case SmtpSecurityTls:
		return true
	default:
		return false
	}
}

// Defines values for SyncFieldDirection.
const (
	SyncFieldDirectionAToB SyncFieldDirection = "a_to_b"
	SyncFieldDirectionBToA SyncFieldDirection = "b_to_a"
	SyncFieldDirectionBoth SyncFieldDirection = "both"
)

// Valid indicates whether the value is a known member of the SyncFieldDirection enum.
func (e SyncFieldDirection) Valid() bool {
	switch e {
	case SyncFieldDirectionAToB:
		return true
	case SyncFieldDirectionBToA:
		return true
	case SyncFieldDirectionBoth:
		return true
	default:
		return false
	}
}

// Defines values for SyncFieldOwner.
const (
	SyncFieldOwnerA       SyncFieldOwner = "a"
	SyncFieldOwnerB       SyncFieldOwner = "b"
	SyncFieldOwnerNewest  SyncFieldOwner = "newest"
	SyncFieldOwnerNone    SyncFieldOwner = "none"
	SyncFieldOwnerPreferA SyncFieldOwner = "prefer_a"
	SyncFieldOwnerPreferB SyncFieldOwner = "prefer_b"
)

// Valid indicates whether the value is a known member of the SyncFieldOwner enum.
func (e SyncFieldOwner) Valid() bool {
	switch e {
	case SyncFieldOwnerA:
		return true
	case SyncFieldOwnerB:
		return true
	case SyncFieldOwnerNewest:
		return true
	case SyncFieldOwnerNone:
		return true
	case SyncFieldOwnerPreferA:
		return true
	case SyncFieldOwnerPreferB:
		return true
	default:
		return false
	}
}

// Defines values for SyncFieldType.
const (
	SyncFieldTypeBoolean   SyncFieldType = "boolean"
	SyncFieldTypeChoice    SyncFieldType = "choice"
	SyncFieldTypeChoices   SyncFieldType = "choices"
	SyncFieldTypeDate      SyncFieldType = "date"
	SyncFieldTypeMoney     SyncFieldType = "money"
	SyncFieldTypeNumber    SyncFieldType = "number"
	SyncFieldTypeReference SyncFieldType = "reference"
	SyncFieldTypeText      SyncFieldType = "text"
	SyncFieldTypeTime      SyncFieldType = "time"
)

// Valid indicates whether the value is a known member of the SyncFieldType enum.
func (e SyncFieldType) Valid() bool {
	switch e {
	case SyncFieldTypeBoolean:
		return true
	case SyncFieldTypeChoice:
		return true
	case SyncFieldTypeChoices:
		return true
	case SyncFieldTypeDate:
		return true
	case SyncFieldTypeMoney:
		return true
	case SyncFieldTypeNumber:
		return true
	case SyncFieldTypeReference:
		return true
	case SyncFieldTypeText:
		return true
	case SyncFieldTypeTime:
		return true
	default:
		return false
	}
}

// Defines values for SyncOutcome.
const (
	SyncOutcomeCreate    SyncOutcome = "create"
	SyncOutcomeSkip      SyncOutcome = "skip"
	SyncOutcomeUnchanged SyncOutcome = "unchanged"
	SyncOutcomeUpdate    SyncOutcome = "update"
)

// Valid indicates whether the value is a known member of the SyncOutcome enum.
func (e SyncOutcome) Valid() bool {
	switch e {
	case SyncOutcomeCreate:
		return true
	case SyncOutcomeSkip:
		return true
	case SyncOutcomeUnchanged:
		return true
	case SyncOutcomeUpdate:
		return true
	default:
		return false
	}
}

// Defines values for SyncPresetRequestPreset.
const (
	SyncPresetRequestPresetCrmBilling SyncPresetRequestPreset = "crm_billing"
	SyncPresetRequestPresetDealsCrm   SyncPresetRequestPreset = "deals_crm"
)

// Valid indicates whether the value is a known member of the SyncPresetRequestPreset enum.
func (e SyncPresetRequestPreset) Valid() bool {
	switch e {
	case SyncPresetRequestPresetCrmBilling:
		return true
	case SyncPresetRequestPresetDealsCrm:
		return true
	default:
		return false
	}
}

// Defines values for SyncRunKind.
const (
	SyncRunKindBackfill    SyncRunKind = "backfill"
	SyncRunKindHinted      SyncRunKind = "hinted"
	SyncRunKindIncremental SyncRunKind = "incremental"
)

// Valid indicates whether the value is a known member of the SyncRunKind enum.
func (e SyncRunKind) Valid() bool {
	switch e {
	case SyncRunKindBackfill:
		return true
	case SyncRunKindHinted:
		return true
	case SyncRunKindIncremental:
		return true
	default:
		return false
	}
}

// Defines values for SyncRunState.
const (
	SyncRunStateCancelled SyncRunState = "cancelled"
	SyncRunStateCompleted SyncRunState = "completed"
	SyncRunStateFailed    SyncRunState = "failed"
	SyncRunStatePartial   SyncRunState = "partial"
	SyncRunStateRunning   SyncRunState = "running"
)

// Valid indicates whether the value is a known member of the SyncRunState enum.
func (e SyncRunState) Valid() bool {
	switch e {
	case SyncRunStateCancelled:
		return true
	case SyncRunStateCompleted:
		return true
	case SyncRunStateFailed:
		return true
	case SyncRunStatePartial:
		return true
	case SyncRunStateRunning:
		return true
	default:
		return false
	}
}

// Defines values for SyncSide.
const (
	SyncSideA SyncSide = "a"
	SyncSideB SyncSide = "b"
)

// Valid indicates whether the value is a known member of the SyncSide enum.
func (e SyncSide) Valid() bool {
	switch e {
	case SyncSideA:
		return true
	case SyncSideB:
		return true
	default:
		return false
	}
}

// Defines values for SyncState.
const (
	SyncStateActive SyncState = "active"
	SyncStatePaused SyncState = "paused"
)

// Valid indicates whether the value is a known member of the SyncState enum.
func (e SyncState) Valid() bool {
	switch e {
	case SyncStateActive:
		return true
	case SyncStatePaused:
		return true
	default:
		return false
	}
}

// Defines values for SyncTestState.
const (
	SyncTestStateCompleted SyncTestState = "completed"
	SyncTestStateFailed    SyncTestState = "failed"
	SyncTestStateLeft      SyncTestState = "left"
	SyncTestStateRunning   SyncTestState = "running"
)

// Valid indicates whether the value is a known member of the SyncTestState enum.
func (e SyncTestState) Valid() bool {
	switch e {
	case SyncTestStateCompleted:
		return true
	case SyncTestStateFailed:
		return true
	case SyncTestStateLeft:
		return true
	case SyncTestStateRunning:
		return true
	default:
		return false
	}
}

// Defines values for SyncTestWriteOperation.
const (
	SyncTestWriteOperationCreate SyncTestWriteOperation = "create"
	SyncTestWriteOperationUpdate SyncTestWriteOperation = "update"
)

// Valid indicates whether the value is a known member of the SyncTestWriteOperation enum.
func (e SyncTestWriteOperation) Valid() bool {
	switch e {
	case SyncTestWriteOperationCreate:
		return true
	case SyncTestWriteOperationUpdate:
		return true
	default:
		return false
	}
}

// Defines values for SyncTestWriteState.
const (
	SyncTestWriteStateLeft      SyncTestWriteState = "left"
	SyncTestWriteStateRefused   SyncTestWriteState = "refused"
	SyncTestWriteStateTakenBack SyncTestWriteState = "taken_back"
	SyncTestWriteStateTried     SyncTestWriteState = "tried"
	SyncTestWriteStateTrying    SyncTestWriteState = "trying"
)

// Valid indicates whether the value is a known member of the SyncTestWriteState enum.
func (e SyncTestWriteState) Valid() bool {
	switch e {
	case SyncTestWriteStateLeft:
		return true
	case SyncTestWriteStateRefused:
		return true
	case SyncTestWriteStateTakenBack:
		return true
	case SyncTestWriteStateTried:
		return true
	case SyncTestWriteStateTrying:
		return true
	default:
		return false
	}
}

// Defines values for SyncWriteOperation.
const (
	SyncWriteOperationCreate SyncWriteOperation = "create"
	SyncWriteOperationDelete SyncWriteOperation = "delete"
	SyncWriteOperationUpdate SyncWriteOperation = "update"
)

// Valid indicates whether the value is a known member of the SyncWriteOperation enum.
func (e SyncWriteOperation) Valid() bool {
	switch e {
	case SyncWriteOperationCreate:
		return true
	case SyncWriteOperationDelete:
		return true
	case SyncWriteOperationUpdate:
		return true
	default:
		return false
	}
}

// Defines values for SyncWriteReason.
const (
	SyncWriteReasonBusy          SyncWriteReason = "busy"
	SyncWriteReasonChanged       SyncWriteReason = "changed"
	SyncWriteReasonDeleted       SyncWriteReason = "deleted"
	SyncWriteReasonDuplicate     SyncWriteReason = "duplicate"
	SyncWriteReasonForbidden     SyncWriteReason = "forbidden"
	SyncWriteReasonGone          SyncWriteReason = "gone"
	SyncWriteReasonInvalid       SyncWriteReason = "invalid"
	SyncWriteReasonMissing       SyncWriteReason = "missing"
	SyncWriteReasonNotAllowed    SyncWriteReason = "not_allowed"
	SyncWriteReasonNotKept       SyncWriteReason = "not_kept"
	SyncWriteReasonNotMapped     SyncWriteReason = "not_mapped"
	SyncWriteReasonNotReadable   SyncWriteReason = "not_readable"
	SyncWriteReasonParentMissing SyncWriteReason = "parent_missing"
	SyncWriteReasonTooLong       SyncWriteReason = "too_long"
	SyncWriteReasonUnclearLink   SyncWriteReason = "unclear_link"
)

// Valid indicates whether the value is a known member of the SyncWriteReason enum.
func (e SyncWriteReason) Valid() bool {
	switch e {
	case SyncWriteReasonBusy:
		return true
	case SyncWriteReasonChanged:
		return true
	case SyncWriteReasonDeleted:
		return true
	case SyncWriteReasonDuplicate:
		return true
	case SyncWriteReasonForbidden:
		return true
	case SyncWriteReasonGone:
		return true
	case SyncWriteReasonInvalid:
		return true
	case SyncWriteReasonMissing:
		return true
	case SyncWriteReasonNotAllowed:
		return true
	case SyncWriteReasonNotKept:
		return true
	case SyncWriteReasonNotMapped:
		return true
	case SyncWriteReasonNotReadable:
		return true
	case SyncWriteReasonParentMissing:
		return true
	case SyncWriteReasonTooLong:
		return true
	case SyncWriteReasonUnclearLink:
		return true
	default:
		return false
	}
}

// Defines values for SyncWriteState.
const (
	SyncWriteStateAcked      SyncWriteState = "acked"
	SyncWriteStateDismissed  SyncWriteState = "dismissed"
	SyncWriteStateFailed     SyncWriteState = "failed"
	SyncWriteStateSuperseded SyncWriteState = "superseded"
	SyncWriteStateWaiting    SyncWriteState = "waiting"
)

// Valid indicates whether the value is a known member of the SyncWriteState enum.
func (e SyncWriteState) Valid() bool {
	switch e {
	case SyncWriteStateAcked:
		return true
	case SyncWriteStateDismissed:
		return true
	case SyncWriteStateFailed:
		return true
	case SyncWriteStateSuperseded:
		return true
	case SyncWriteStateWaiting:
		return true
	default:
		return false
	}
}

// Defines values for TieredRewardMode.
const (
	TieredRewardModeMarginal    TieredRewardMode = "marginal"
	TieredRewardModeWholeAmount TieredRewardMode = "whole_amount"
)

// Valid indicates whether the value is a known member of the TieredRewardMode enum.
func (e TieredRewardMode) Valid() bool {
	switch e {
	case TieredRewardModeMarginal:
		return true
	case TieredRewardModeWholeAmount:
		return true
	default:
		return false
	}
}

// Defines values for TieredRewardOver.
const (
	TieredRewardOverPeriodRevenue TieredRewardOver = "period_revenue"
	TieredRewardOverSale          TieredRewardOver = "sale"
)

// Valid indicates whether the value is a known member of the TieredRewardOver enum.
func (e TieredRewardOver) Valid() bool {
	switch e {
	case TieredRewardOverPeriodRevenue:
		return true
	case TieredRewardOverSale:
		return true
	default:
		return false
	}
}

// Defines values for TouchSource.
const (
	TouchSourceApiKey           TouchSource = "api_key"
	TouchSourceDealRegistration TouchSource = "deal_registration"
	TouchSourceDirect           TouchSource = "direct"
	TouchSourceLink             TouchSource = "link"
	TouchSourceManual           TouchSource = "manual"
	TouchSourceOverlap          TouchSource = "overlap"
	TouchSourceReferralHeader   TouchSource = "referral_header"
	TouchSourceUtm              TouchSource = "utm"
)

// Valid indicates whether the value is a known member of the TouchSource enum.
func (e TouchSource) Valid() bool {
	switch e {
	case TouchSourceApiKey:
		return true
	case TouchSourceDealRegistration:
		return true
	case TouchSourceDirect:
		return true
	case TouchSourceLink:
		return true
	case TouchSourceManual:
		return true
	case TouchSourceOverlap:
		return true
	case TouchSourceReferralHeader:
		return true
	case TouchSourceUtm:
		return true
	default:
		return false
	}
}

// Defines values for UserRole.
const (
	UserRoleAdministrator    UserRole = "administrator"
	UserRoleFinance          UserRole = "finance"
	UserRoleOperator         UserRole = "operator"
	UserRolePartnerAdmin     UserRole = "partner_admin"
	UserRolePartnerDeveloper UserRole = "partner_developer"
	UserRolePartnerFinance   UserRole = "partner_finance"
	UserRolePartnerManager   UserRole = "partner_manager"
	UserRolePartnerSales     UserRole = "partner_sales"
	UserRoleReadOnly         UserRole = "read_only"
)

// Valid indicates whether the value is a known member of the UserRole enum.
func (e UserRole) Valid() bool {
	switch e {
	case UserRoleAdministrator:
		return true
	case UserRoleFinance:
		return true
	case UserRoleOperator:
		return true
	case UserRolePartnerAdmin:
		return true
	case UserRolePartnerDeveloper:
		return true
	case UserRolePartnerFinance:
		return true
	case UserRolePartnerManager:
		return true
	case UserRolePartnerSales:
		return true
	case UserRoleReadOnly:
		return true
	default:
		return false
	}
}

// Defines values for UserStatus.
const (
	UserStatusActive   UserStatus = "active"
	UserStatusDisabled UserStatus = "disabled"
)

// Valid indicates whether the value is a known member of the UserStatus enum.
func (e UserStatus) Valid() bool {
	switch e {
	case UserStatusActive:
		return true
	case UserStatusDisabled:
		return true
	default:
		return false
	}
}

// Defines values for VerdictKind.
const (
	VerdictKindDifferent VerdictKind = "different"
	VerdictKindSame      VerdictKind = "same"
)

// Valid indicates whether the value is a known member of the VerdictKind enum.
func (e VerdictKind) Valid() bool {
	switch e {
	case VerdictKindDifferent:
		return true
	case VerdictKindSame:
		return true
	default:
		return false
	}
}

// Defines values for VerdictSideKind.
const (
	VerdictSideKindName    VerdictSideKind = "name"
	VerdictSideKindWebsite VerdictSideKind = "website"
)

// Valid indicates whether the value is a known member of the VerdictSideKind enum.
func (e VerdictSideKind) Valid() bool {
	switch e {
	case VerdictSideKindName:
		return true
	case VerdictSideKindWebsite:
		return true
	default:
		return false
	}
}

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
	Address      *Address  `json:"address"`
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
	Accounts []CreateAccount `json:"accounts"`
}

// AccountBatchResult defines model for AccountBatchResult.
type AccountBatchResult struct {
	Created int64 `json:"created"`
	Failed  int64 `json:"failed"`

	// Results One result per row, in the order of the request
	Results   []AccountResult `json:"results"`
	Unchanged int64           `json:"unchanged"`
	Updated   int64           `json:"updated"`
}

// AccountList defines model for AccountList.
type AccountList struct {
	Data    []Account `json:"data"`
	HasMore bool      `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// AccountMatch defines model for AccountMatch.
type AccountMatch struct {
	Customer MatchedCompany      `json:"customer"`
	Evidence []DealMatchEvidence `json:"evidence"`
	Other    MatchedCompany      `json:"other"`
	Score    float64             `json:"score"`

	// Sides How POST /account-verdicts names the two. Null if neither a name nor a website tells them apart
	Sides *AccountMatchSides `json:"sides"`

	// Verdict What a person decided about the two. It applies to deals that are submitted afterwards
	Verdict *AccountMatchVerdict `json:"verdict"`
}

// AccountMatchList defines model for AccountMatchList.
type AccountMatchList struct {
	Data    []AccountMatch `json:"data"`
	HasMore bool           `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// AccountMatchSides defines model for AccountMatchSides.
type AccountMatchSides struct {
	A VerdictSide `json:"a"`
	B VerdictSide `json:"b"`
}

// AccountMatchVerdict defines model for AccountMatchVerdict.
type AccountMatchVerdict struct {
	Id      string      `json:"id"`
	Verdict VerdictKind `json:"verdict"`
}

// AccountResult defines model for AccountResult.
type AccountResult struct {
	// Errors Validation errors. A row with errors is not written
	Errors []FieldError `json:"errors"`

	// ExternalId Null if the row has no readable `external_id`
	ExternalId *string `json:"external_id"`

	// Id ID of the account. Null if the row failed
	Id     *string             `json:"id"`
	Status AccountResultStatus `json:"status"`

	// Warnings Values of the row that were ignored
	Warnings []FieldError `json:"warnings"`
}

// AccountResultStatus defines model for AccountResultStatus.
type AccountResultStatus string

// AccountVerdict defines model for AccountVerdict.
type AccountVerdict struct {
	A         VerdictSide `json:"a"`
	B         VerdictSide `json:"b"`
	CreatedAt time.Time   `json:"created_at"`

	// CreatedBy Who decided it
	CreatedBy string      `json:"created_by"`
	Id        string      `json:"id"`
	Reason    *string     `json:"reason"`
	Verdict   VerdictKind `json:"verdict"`
}

// AccountVerdictList defines model for AccountVerdictList.
type AccountVerdictList struct {
	Data    []AccountVerdict `json:"data"`
	HasMore bool             `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// Actor defines model for Actor.
type Actor struct {
	Id   string    `json:"id"`
	Kind ActorKind `json:"kind"`
}

// ActorKind defines model for ActorKind.
type ActorKind string

// Address defines model for Address.
type Address struct {
	City       string `json:"city"`
	Country    string `json:"country"`
	PostalCode string `json:"postal_code"`
	Street     string `json:"street"`
}

// AddressInput defines model for AddressInput.
type AddressInput struct {
	City       string `json:"city"`
	Country    string `json:"country"`
	PostalCode string `json:"postal_code"`
	Street     string `json:"street"`
}

// Alert defines model for Alert.
type Alert struct {
	AcknowledgedAt *time.Time `json:"acknowledged_at"`

	// AcknowledgedBy Name of the credential
	AcknowledgedBy *string `json:"acknowledged_by"`
	Id             string  `json:"id"`

	// LastToldAt When a message about it arrived last
	LastToldAt *time.Time `json:"last_told_at"`

	// Link A path of the API, or a URL
	Link string `json:"link"`

	// PartnerId Null for what belongs to the company
	PartnerId *string `json:"partner_id"`

	// Reason As it was found last
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`

	// Reopened How often it was found again within a few minutes after its end
	Reopened   int64         `json:"reopened"`
	ResolvedAt *time.Time    `json:"resolved_at"`
	Rule       AlertRuleName `json:"rule"`

	// Runbook Section of the runbook
	Runbook  *string       `json:"runbook"`
	Severity AlertSeverity `json:"severity"`
	Since    time.Time     `json:"since"`

	// SnoozedUntil Nobody is told before then
	SnoozedUntil *time.Time   `json:"snoozed_until"`
	State        AlertState   `json:"state"`
	Subject      AlertSubject `json:"subject"`

	// TellingProblem Why nobody can be told of it, or not all
	TellingProblem *string `json:"telling_problem"`
	Title          string  `json:"title"`
}

// AlertChannel defines model for AlertChannel.
type AlertChannel struct {
	CreatedAt time.Time `json:"created_at"`
	Enabled   bool      `json:"enabled"`

	// FailingSince Since when nothing arrives. Null if the last message arrived
	FailingSince  *time.Time           `json:"failing_since"`
	Id            string               `json:"id"`
	LastError     *string              `json:"last_error"`
	LastFailureAt *time.Time           `json:"last_failure_at"`
	LastSuccessAt *time.Time           `json:"last_success_at"`
	Name          string               `json:"name"`
	Settings      AlertChannelSettings `json:"settings"`
	UpdatedAt     time.Time            `json:"updated_at"`
}

// AlertChannelChange defines model for AlertChannelChange.
type AlertChannelChange struct {
	// Enabled A disabled channel is told nothing. What waited for it is dropped
	Enabled *bool `json:"enabled,omitempty"`

	// Name For people, and in messages that say that it does not work
	Name     *string                    `json:"name,omitempty"`
	Settings *AlertChannelSettingsInput `json:"settings,omitempty"`
}

// AlertChannelList defines model for AlertChannelList.
type AlertChannelList struct {
	Data    []AlertChannel `json:"data"`
	HasMore bool           `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// AlertChannelRegion defines model for AlertChannelRegion.
type AlertChannelRegion string

// AlertChannelSettings defines model for AlertChannelSettings.
type AlertChannelSettings = any

// AlertChannelSettingsInput defines model for AlertChannelSettingsInput.
type AlertChannelSettingsInput = any

// AlertChannelSettingsOpsgenie defines model for AlertChannelSettingsOpsgenie.
type AlertChannelSettingsOpsgenie struct {
	Kind   string             `json:"kind"`
	Region AlertChannelRegion `json:"region"`
}

// AlertChannelSettingsPagerduty defines model for AlertChannelSettingsPagerduty.
type AlertChannelSettingsPagerduty struct {
	Kind   string             `json:"kind"`
	Region AlertChannelRegion `json:"region"`
}

// AlertChannelSettingsResend defines model for AlertChannelSettingsResend.
type AlertChannelSettingsResend struct {
	// From The sender. The provider must permit it
	From string   `json:"from"`
	Kind string   `json:"kind"`
	To   []string `json:"to"`
}

// AlertChannelSettingsSendgrid defines model for AlertChannelSettingsSendgrid.
type AlertChannelSettingsSendgrid struct {
	// From The sender. The provider must permit it
	From   string         `json:"from"`
	Kind   string         `json:"kind"`
	Region SendgridRegion `json:"region"`
	To     []string       `json:"to"`
}

// AlertChannelSettingsSlackBot defines model for AlertChannelSettingsSlackBot.
type AlertChannelSettingsSlackBot struct {
	// Channel The ID, which Slack shows at the end of the details of a channel. Invite the app to it
	Channel string `json:"channel"`
	Kind    string `json:"kind"`
}

// AlertChannelSettingsSlackWebhook defines model for AlertChannelSettingsSlackWebhook.
type AlertChannelSettingsSlackWebhook struct {
	Kind string `json:"kind"`
}

// AlertChannelSettingsSmtp defines model for AlertChannelSettingsSmtp.
type AlertChannelSettingsSmtp struct {
	// From The sender. The provider must permit it
	From     string       `json:"from"`
	Host     string       `json:"host"`
	Kind     string       `json:"kind"`
	Port     int32        `json:"port"`
	Security SmtpSecurity `json:"security"`
	To       []string     `json:"to"`

	// Username Null: the server takes mail without a login
	Username *string `json:"username"`
}

// AlertChannelSettingsWebhook defines model for AlertChannelSettingsWebhook.
type AlertChannelSettingsWebhook struct {
	Kind string `json:"kind"`

	// Url Gets a POST that is signed as webhooks are
	Url string `json:"url"`
}

// AlertChannelTest defines model for AlertChannelTest.
type AlertChannelTest struct {
	// Error What the other side said
	Error     *string                    `json:"error"`
	ErrorKind *AlertChannelTestErrorKind `json:"error_kind"`
	Ok        bool                       `json:"ok"`

	// Reference What the channel calls the message
	Reference *string `json:"reference"`
	TookMs    int64   `json:"took_ms"`
}

// AlertChannelTestErrorKind defines model for AlertChannelTestErrorKind.
type AlertChannelTestErrorKind string

// AlertList defines model for AlertList.
type AlertList struct {
	Data    []Alert `json:"data"`
	HasMore bool    `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// AlertNotice defines model for AlertNotice.
type AlertNotice struct {
	// Channel Its name
	Channel   string     `json:"channel"`
	ChannelId string     `json:"channel_id"`
	DueAt     time.Time  `json:"due_at"`
	EndedAt   *time.Time `json:"ended_at"`

	// Error The last failure
	Error *string         `json:"error"`
	Kind  AlertNoticeKind `json:"kind"`

	// MessageId The same for all alerts that one message tells of
	MessageId *string `json:"message_id"`

	// Reference What the channel calls the message
	Reference *string          `json:"reference"`
	State     AlertNoticeState `json:"state"`
	Tries     int64            `json:"tries"`
}

// AlertNoticeKind defines model for AlertNoticeKind.
type AlertNoticeKind string

// AlertNoticeState defines model for AlertNoticeState.
type AlertNoticeState string

// AlertRoutes defines model for AlertRoutes.
type AlertRoutes struct {
	// Routes The first one that matches an alert decides
	Routes []AlertRoutesRoute `json:"routes"`

	// UpdatedAt Null until somebody has set them
	UpdatedAt *time.Time `json:"updated_at"`
}

// AlertRoutesRoute defines model for AlertRoutesRoute.
type AlertRoutesRoute struct {
	// Channels Who is told. Empty: nobody, unless it escalates
	Channels []string `json:"channels"`

	// Escalation Who is told too after so many minutes in which nobody has acknowledged. Default: `[]`
	Escalation []AlertRoutesRouteEscalation `json:"escalation"`

	// GroupS What begins within so many seconds is one message for each rule and channel
	GroupS int32  `json:"group_s"`
	Name   string `json:"name"`

	// PartnerIds Only alerts about these partners
	PartnerIds []string                    `json:"partner_ids,omitempty"`
	QuietHours *AlertRoutesRouteQuietHours `json:"quiet_hours"`

	// RecoverAfterS A recovery is told when it has lasted so long; twice as long after each time that it did not last
	RecoverAfterS int32 `json:"recover_after_s"`

	// RemindEveryMin While nobody has acknowledged. Null: never
	RemindEveryMin *int32 `json:"remind_every_min"`

	// Rules Only alerts of these rules
	Rules []AlertRuleName `json:"rules,omitempty"`

	// Severities Only alerts of these severities
	Severities []AlertSeverity `json:"severities,omitempty"`
}

// AlertRoutesRouteEscalation defines model for AlertRoutesRouteEscalation.
type AlertRoutesRouteEscalation struct {
	AfterMin  int32  `json:"after_min"`
	ChannelId string `json:"channel_id"`
}

// AlertRoutesRouteQuietHours defines model for AlertRoutesRouteQuietHours.
type AlertRoutesRouteQuietHours struct {
	// From When they begin
	From     string `json:"from"`
	TimeZone string `json:"time_zone"`

	// Until When they end, on the next day if that is earlier. The same as `from`: all day
	Until string `json:"until"`
}

// AlertRule defines model for AlertRule.
type AlertRule struct {
	// Description When it alerts
	Description string        `json:"description"`
	Rule        AlertRuleName `json:"rule"`

	// Runbook Section of the runbook
	Runbook string `json:"runbook"`

	// Settings What `alerts.rules` of the settings file says now: thresholds, severity, whether it is on
	Settings map[string]interface{} `json:"settings"`
}

// AlertRuleList defines model for AlertRuleList.
type AlertRuleList struct {
	Data []AlertRule `json:"data"`
}

// AlertRuleName defines model for AlertRuleName.
type AlertRuleName string

// AlertSeverity defines model for AlertSeverity.
type AlertSeverity string

// AlertState defines model for AlertState.
type AlertState string

// AlertSubject defines model for AlertSubject.
type AlertSubject struct {
	Id   string           `json:"id"`
	Kind AlertSubjectKind `json:"kind"`
}

// AlertSubjectKind defines model for AlertSubjectKind.
type AlertSubjectKind string

// AlertWithNotices defines model for AlertWithNotices.
type AlertWithNotices struct {
	AcknowledgedAt *time.Time `json:"acknowledged_at"`

	// AcknowledgedBy Name of the credential
	AcknowledgedBy *string `json:"acknowledged_by"`
	Id             string  `json:"id"`

	// LastToldAt When a message about it arrived last
	LastToldAt *time.Time `json:"last_told_at"`

	// Link A path of the API, or a URL
	Link string `json:"link"`

	// Notices Whom it was told or is to be told, the latest 200
	Notices []AlertNotice `json:"notices"`

	// PartnerId Null for what belongs to the company
	PartnerId *string `json:"partner_id"`

	// Reason As it was found last
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`

	// Reopened How often it was found again within a few minutes after its end
	Reopened   int64         `json:"reopened"`
	ResolvedAt *time.Time    `json:"resolved_at"`
	Rule       AlertRuleName `json:"rule"`

	// Runbook Section of the runbook
	Runbook  *string       `json:"runbook"`
	Severity AlertSeverity `json:"severity"`
	Since    time.Time     `json:"since"`

	// SnoozedUntil Nobody is told before then
	SnoozedUntil *time.Time   `json:"snoozed_until"`
	State        AlertState   `json:"state"`
	Subject      AlertSubject `json:"subject"`

	// TellingProblem Why nobody can be told of it, or not all
	TellingProblem *string `json:"telling_problem"`
	Title          string  `json:"title"`
}

// AllocationRole defines model for AllocationRole.
type AllocationRole string

// AmountsByModel defines model for AmountsByModel.
type AmountsByModel struct {
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
	ReplacedBy *string      `json:"replaced_by"`
	RevokedAt  *time.Time   `json:"revoked_at"`
	Scopes     []Scope      `json:"scopes"`
	Status     ApiKeyStatus `json:"status"`
}

// ApiKeyList defines model for ApiKeyList.
type ApiKeyList struct {
	Data    []ApiKey `json:"data"`
	HasMore bool     `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ApiKeyStatus defines model for ApiKeyStatus.
type ApiKeyStatus string

// ApproveDeal defines model for ApproveDeal.
type ApproveDeal struct {
	// Comment Visible only to the company
	Comment *string `json:"comment,omitempty"`

	// Override Approve despite a conflict. Then `comment` is required
	Override *bool `json:"override,omitempty"`
}

// AskForAction defines model for AskForAction.
type AskForAction struct {
	// Comment What the partner needs to do
	Comment string      `json:"comment"`
	Fields  []DealField `json:"fields"`
}

// Attempt defines model for Attempt.
type Attempt struct {
	// Actor Who asked for it; null if nobody did
	Actor *Author `json:"actor"`

	// ErrorClass Null if the attempt succeeded
	ErrorClass    *ErrorClass `json:"error_class"`
	ErrorDetail   *string     `json:"error_detail"`
	LatencyMs     int64       `json:"latency_ms"`
	NextAttemptAt *time.Time  `json:"next_attempt_at"`

	// NextBecause Reason for the time of the next attempt, or for having none
	NextBecause     *string   `json:"next_because"`
	Number          int64     `json:"number"`
	ResponseSnippet *string   `json:"response_snippet"`
	StartedAt       time.Time `json:"started_at"`

	// StatusCode Null if there was no response
	StatusCode *int64         `json:"status_code"`
	Trigger    AttemptTrigger `json:"trigger"`
}

// AttemptCounts defines model for AttemptCounts.
type AttemptCounts struct {
	ByErrorClass map[string]int64 `json:"by_error_class"`
	LatencyMs    AttemptLatency   `json:"latency_ms"`
	Succeeded    int64            `json:"succeeded"`
	SuccessRate  *float64         `json:"success_rate"`
	Total        int64            `json:"total"`
}

// AttemptLatency defines model for AttemptLatency.
type AttemptLatency struct {
	P50 *int64 `json:"p50"`
	P95 *int64 `json:"p95"`
}

// AttemptTrigger defines model for AttemptTrigger.
type AttemptTrigger string

// AttributionAccuracy defines model for AttributionAccuracy.
type AttributionAccuracy struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf        time.Time         `json:"as_of"`
	ByPartner   []PartnerAccuracy `json:"by_partner"`
	BySource    []SourceAccuracy  `json:"by_source"`
	Conversions int64             `json:"conversions"`
	Explained   int64             `json:"explained"`

	// Lost Why the others have no path: nobody is known (`no_subject`), no touch, only touches that are too old or too late (`outside_window`), of a source that is switched off (`blocked_source`), or of crawlers (`bot`)
	Lost []LostConversions `json:"lost"`

	// Share Explained / conversions; null if there are none
	Share    *float64       `json:"share"`
	Versions ReportVersions `json:"versions"`
	Window   ReportWindow   `json:"window"`
}

// AttributionComparison defines model for AttributionComparison.
type AttributionComparison struct {
	After    int64             `json:"after"`
	Before   int64             `json:"before"`
	From     string            `json:"from"`
	Measure  string            `json:"measure"`
	Model    AttributionModel  `json:"model"`
	Partners []ComparedPartner `json:"partners"`

	// Rules In what the versions differ. Empty: they compute alike
	Rules []ComparedRule `json:"rules"`
	Until string         `json:"until"`
}

// AttributionModel defines model for AttributionModel.
type AttributionModel string

// AttributionSources defines model for AttributionSources.
type AttributionSources struct {
	// ReferrerHosts Hosts of referrers, such as blog.acme.example. A leading `www.` does not matter. Default: `[]`
	ReferrerHosts []string `json:"referrer_hosts"`

	// UtmSources Values of `utm_source`. Case does not matter. Default: `[]`
	UtmSources []string `json:"utm_sources"`
}

// AttributionSourcesInput defines model for AttributionSourcesInput.
type AttributionSourcesInput struct {
	// ReferrerHosts Hosts of referrers, such as blog.acme.example. A leading `www.` does not matter. Default: `[]`
	ReferrerHosts []string `json:"referrer_hosts,omitempty"`

	// UtmSources Values of `utm_source`. Case does not matter. Default: `[]`
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
	State    AttributionVersionState    `json:"state"`
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
	FirstShare   float64 `json:"first_share"`
	HalfLifeDays int32   `json:"half_life_days"`
	LastShare    float64 `json:"last_share"`
	TimeZone     string  `json:"time_zone"`

	// TouchSources Default: `["utm","referral_header","api_key"]`
	TouchSources []RankedTouchSource `json:"touch_sources"`
	WindowDays   int32               `json:"window_days"`
}

// AttributionVersionSettingsInput defines model for AttributionVersionSettingsInput.
type AttributionVersionSettingsInput struct {
	FirstShare   *float64 `json:"first_share,omitempty"`
	HalfLifeDays *int32   `json:"half_life_days,omitempty"`
	LastShare    *float64 `json:"last_share,omitempty"`
	TimeZone     *string  `json:"time_zone,omitempty"`

	// TouchSources Default: `["utm","referral_header","api_key"]`
	TouchSources []RankedTouchSource `json:"touch_sources,omitempty"`
	WindowDays   *int32              `json:"window_days,omitempty"`
}

// AttributionVersionState defines model for AttributionVersionState.
type AttributionVersionState string

// AuditEntry defines model for AuditEntry.
type AuditEntry struct {
	Action string    `json:"action"`
	Actor  Actor     `json:"actor"`
	At     time.Time `json:"at"`

	// Detail For a change: {before, after, changed}, with secrets masked. For an API call: {method, path, status}. Null after a person’s data was erased
	Detail interface{} `json:"detail"`

	// DetailHash SHA-256 of the detail as stored. The export contains exactly these bytes
	DetailHash string `json:"detail_hash"`

	// Hash SHA-256 over this entry and prev_hash
	Hash      string           `json:"hash"`
	Object    AuditEntryObject `json:"object"`
	PartnerId *string          `json:"partner_id"`

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

// AuditEntryObject defines model for AuditEntryObject.
type AuditEntryObject struct {
	Id   string `json:"id"`
	Kind string `json:"kind"`
}

// Author defines model for Author.
type Author struct {
	// Id Null for partners if the author was not one of their own credentials
	Id   *string    `json:"id"`
	Kind AuthorKind `json:"kind"`
}

// AuthorKind defines model for AuthorKind.
type AuthorKind string

// AuthorizationServerMetadata RFC 8414
type AuthorizationServerMetadata struct {
	GrantTypesSupported                                []string                `json:"grant_types_supported"`
	IntrospectionEndpoint                              string                  `json:"introspection_endpoint"`
	IntrospectionEndpointAuthMethodsSupported          []OauthClientAuthMethod `json:"introspection_endpoint_auth_methods_supported"`
	IntrospectionEndpointAuthSigningAlgValuesSupported []string                `json:"introspection_endpoint_auth_signing_alg_values_supported"`
	Issuer                                             string                  `json:"issuer"`
	JwksUri                                            string                  `json:"jwks_uri"`

	// ResponseTypesSupported Empty, because users do not sign in
	ResponseTypesSupported                          []string                `json:"response_types_supported"`
	RevocationEndpoint                              string                  `json:"revocation_endpoint"`
	RevocationEndpointAuthMethodsSupported          []OauthClientAuthMethod `json:"revocation_endpoint_auth_methods_supported"`
	RevocationEndpointAuthSigningAlgValuesSupported []string                `json:"revocation_endpoint_auth_signing_alg_values_supported"`
	ScopesSupported                                 []string                `json:"scopes_supported"`
	ServiceDocumentation                            string                  `json:"service_documentation"`
	TlsClientCertificateBoundAccessTokens           bool                    `json:"tls_client_certificate_bound_access_tokens"`
	TokenEndpoint                                   string                  `json:"token_endpoint"`
	TokenEndpointAuthMethodsSupported               []OauthClientAuthMethod `json:"token_endpoint_auth_methods_supported"`
	TokenEndpointAuthSigningAlgValuesSupported      []string                `json:"token_endpoint_auth_signing_alg_values_supported"`
}

// AutoApprove defines model for AutoApprove.
type AutoApprove struct {
	MaxValue *Money `json:"max_value,omitempty"`
}

// AutoApproveInput defines model for AutoApproveInput.
type AutoApproveInput struct {
	MaxValue *MoneyInput `json:"max_value,omitempty"`
}

// BatchResult defines model for BatchResult.
type BatchResult struct {
	// Results One result per event, in order. It has `event` if its status is 202, otherwise `problem`
	Results []PublishResult `json:"results"`
}

// BegunBookRun defines model for BegunBookRun.
type BegunBookRun struct {
	Book  BookName `json:"book"`
	Night string   `json:"night"`
	RunId string   `json:"run_id"`
}

// BegunSyncTest defines model for BegunSyncTest.
type BegunSyncTest struct {
	Changes []SyncPreviewChange `json:"changes"`

	// Compared Pairs of records that were compared
	Compared  int64                 `json:"compared"`
	Conflicts []SyncPreviewConflict `json:"conflicts"`

	// Faults Values that cannot be written as they are
	Faults []SyncPreviewFault `json:"faults"`

	// LeftOut Fields that an expression makes: only a run evaluates it
	LeftOut []string `json:"left_out"`

	// Records What becomes of each record. Before the first run, some records of both systems are read, and find each other
	Records []SyncPreviewRecord `json:"records"`

	// TestId GET /syncs/{id}/tests/{test} says what became of it
	TestId *string `json:"test_id"`
}

// BinaryFile A file, sent as a stream
type BinaryFile = string

// BonusPeriod defines model for BonusPeriod.
type BonusPeriod string

// Book defines model for Book.
type Book struct {
	Book      BookName `json:"book"`
	LatestRun *BookRun `json:"latest_run"`
}

// BookList defines model for BookList.
type BookList struct {
	Data []Book `json:"data"`
}

// BookName defines model for BookName.
type BookName string

// BookRun defines model for BookRun.
type BookRun struct {
	EndedAt *time.Time `json:"ended_at"`

	// Night By the calendar of `reconciliation.books.time_zone`
	Night        string `json:"night"`
	OpenFindings int64  `json:"open_findings"`

	// Reason Why it is incomplete, failed or was cancelled
	Reason    *string             `json:"reason"`
	RunId     string              `json:"run_id"`
	StartedAt time.Time           `json:"started_at"`
	State     ReconciliationState `json:"state"`
}

// BreakerState defines model for BreakerState.
type BreakerState string

// ChangeDealStage defines model for ChangeDealStage.
type ChangeDealStage struct {
	// Reason Required for `lost`
	Reason *string   `json:"reason,omitempty"`
	Stage  DealStage `json:"stage"`
}

// ChangeNotice defines model for ChangeNotice.
type ChangeNotice string

// CommissionAmount defines model for CommissionAmount.
type CommissionAmount = SignedMoney

// CommissionBalance defines model for CommissionBalance.
type CommissionBalance struct {
	Accrued  CommissionAmount `json:"accrued"`
	Currency string           `json:"currency"`
	Held     CommissionAmount `json:"held"`
	Owed     CommissionAmount `json:"owed"`
	Paid     CommissionAmount `json:"paid"`
	Payable  CommissionAmount `json:"payable"`
}

// CommissionBalances defines model for CommissionBalances.
type CommissionBalances struct {
	// Balances One for each currency
	Balances  []CommissionBalance `json:"balances"`
	PartnerId string              `json:"partner_id"`
}

// CommissionBonus defines model for CommissionBonus.
type CommissionBonus = any

// CommissionBonusInput defines model for CommissionBonusInput.
type CommissionBonusInput = any

// CommissionCorrection defines model for CommissionCorrection.
type CommissionCorrection struct {
	Amount MoneyInput       `json:"amount"`
	Effect CommissionEffect `json:"effect"`
}

// CommissionEffect defines model for CommissionEffect.
type CommissionEffect string

// CommissionExplanation defines model for CommissionExplanation.
type CommissionExplanation struct {
	AboutIt []CommissionLine `json:"about_it"`
	Line    CommissionLine   `json:"line"`

	// Reason Of a correction: what its person wrote
	Reason *string          `json:"reason"`
	Terms  *CommissionTerms `json:"terms"`
}

// CommissionGoal defines model for CommissionGoal.
type CommissionGoal struct {
	// Id The conversion, or the revenue that belongs to none
	Id string `json:"id"`

	// Reason Why it is not settled, or why it brings nobody anything
	Reason    *string             `json:"reason"`
	State     CommissionGoalState `json:"state"`
	UpdatedAt time.Time           `json:"updated_at"`
}

// CommissionGoalList defines model for CommissionGoalList.
type CommissionGoalList struct {
	Data    []CommissionGoal `json:"data"`
	HasMore bool             `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// CommissionGoalState defines model for CommissionGoalState.
type CommissionGoalState string

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
	Reason *string                `json:"reason"`
	State  CommissionInvoiceState `json:"state"`
}

// CommissionInvoiceCancellation defines model for CommissionInvoiceCancellation.
type CommissionInvoiceCancellation struct {
	Reason string `json:"reason"`
}

// CommissionInvoiceLine defines model for CommissionInvoiceLine.
type CommissionInvoiceLine struct {
	Amount      SignedMoney        `json:"amount"`
	Day         string             `json:"day"`
	Explanation string             `json:"explanation"`
	Kind        CommissionLineKind `json:"kind"`
	LineId      string             `json:"line_id"`
}

// CommissionInvoiceList defines model for CommissionInvoiceList.
type CommissionInvoiceList struct {
	Data    []CommissionInvoice `json:"data"`
	HasMore bool                `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// CommissionInvoiceState defines model for CommissionInvoiceState.
type CommissionInvoiceState string

// CommissionInvoiceWithLines defines model for CommissionInvoiceWithLines.
type CommissionInvoiceWithLines struct {
	Amount   SignedMoney             `json:"amount"`
	EndedAt  *time.Time              `json:"ended_at"`
	Id       string                  `json:"id"`
	IssuedAt time.Time               `json:"issued_at"`
	Lines    []CommissionInvoiceLine `json:"lines"`

	// Month Of the statement that it goes with. null: a person issued it
	Month     *string     `json:"month"`
	Open      SignedMoney `json:"open"`
	PartnerId string      `json:"partner_id"`

	// Reason Why it was cancelled
	Reason *string                `json:"reason"`
	State  CommissionInvoiceState `json:"state"`
}

// CommissionLine defines model for CommissionLine.
type CommissionLine struct {
	// About The line whose commission it moves or takes back
	About       *string          `json:"about"`
	Amount      CommissionAmount `json:"amount"`
	Day         string           `json:"day"`
	DealId      *string          `json:"deal_id"`
	Explanation string           `json:"explanation"`

	// FactId The sale
	FactId     *string            `json:"fact_id"`
	Id         string             `json:"id"`
	Kind       CommissionLineKind `json:"kind"`
	RecordedAt time.Time          `json:"recorded_at"`

	// ReleaseDay When its hold period ends
	ReleaseDay *string `json:"release_day"`

	// Reverses The line that it undoes
	Reverses *string `json:"reverses"`
}

// CommissionLineKind defines model for CommissionLineKind.
type CommissionLineKind string

// CommissionLineList defines model for CommissionLineList.
type CommissionLineList struct {
	Data    []CommissionLine `json:"data"`
	HasMore bool             `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// CommissionPeriod defines model for CommissionPeriod.
type CommissionPeriod string

// CommissionPlan defines model for CommissionPlan.
type CommissionPlan struct {
	// Bonuses Default: `[]`
	Bonuses []CommissionBonus  `json:"bonuses"`
	Caps    CommissionPlanCaps `json:"caps"`

	// ChurnDays A customer that leaves within these days takes the whole commission back
	ChurnDays    int32        `json:"churn_days"`
	Currency     string       `json:"currency"`
	CurrencyRule CurrencyRule `json:"currency_rule"`

	// EffectiveFrom Sales from this day on, by the calendar of the time zone, until that of the next version
	EffectiveFrom string `json:"effective_from"`

	// HoldDays The hold period: days after the sale before its commission becomes payable
	HoldDays int32                 `json:"hold_days"`
	Minimum  CommissionPlanMinimum `json:"minimum"`
	Name     string                `json:"name"`
	Period   CommissionPeriod      `json:"period"`

	// Recurring For how long the payments of a subscription count. null: only the first one
	Recurring *CommissionPlanRecurring `json:"recurring"`
	Rules     []CommissionPlanRule     `json:"rules"`
	TimeZone  string                   `json:"time_zone"`
}

// CommissionPlanCaps defines model for CommissionPlanCaps.
type CommissionPlanCaps struct {
	// PerCustomer Of a customer's commissions before they are split
	PerCustomer *string `json:"per_customer"`

	// PerDeal Of a deal's commission before it is split
	PerDeal *string `json:"per_deal"`

	// PerPeriod Of what one partner gets in a period
	PerPeriod *string `json:"per_period"`
}

// CommissionPlanCapsInput defines model for CommissionPlanCapsInput.
type CommissionPlanCapsInput struct {
	// PerCustomer Of a customer's commissions before they are split
	PerCustomer *string `json:"per_customer,omitempty"`

	// PerDeal Of a deal's commission before it is split
	PerDeal *string `json:"per_deal,omitempty"`

	// PerPeriod Of what one partner gets in a period
	PerPeriod *string `json:"per_period,omitempty"`
}

// CommissionPlanCheck defines model for CommissionPlanCheck.
type CommissionPlanCheck struct {
	Errors []FieldError `json:"errors,omitempty"`
	Valid  bool         `json:"valid"`
}

// CommissionPlanInput defines model for CommissionPlanInput.
type CommissionPlanInput struct {
	// Bonuses Default: `[]`
	Bonuses []CommissionBonusInput   `json:"bonuses,omitempty"`
	Caps    *CommissionPlanCapsInput `json:"caps,omitempty"`

	// ChurnDays A customer that leaves within these days takes the whole commission back
	ChurnDays    *int32        `json:"churn_days,omitempty"`
	Currency     string        `json:"currency"`
	CurrencyRule *CurrencyRule `json:"currency_rule,omitempty"`

	// EffectiveFrom Sales from this day on, by the calendar of the time zone, until that of the next version
	EffectiveFrom string `json:"effective_from"`

	// HoldDays The hold period: days after the sale before its commission becomes payable
	HoldDays *int32                      `json:"hold_days,omitempty"`
	Minimum  *CommissionPlanMinimumInput `json:"minimum,omitempty"`
	Name     string                      `json:"name"`
	Period   *CommissionPeriod           `json:"period,omitempty"`

	// Recurring For how long the payments of a subscription count. null: only the first one
	Recurring *CommissionPlanRecurringInput `json:"recurring,omitempty"`
	Rules     []CommissionPlanRuleInput     `json:"rules"`
	TimeZone  *string                       `json:"time_zone,omitempty"`
}

// CommissionPlanList defines model for CommissionPlanList.
type CommissionPlanList struct {
	Data    []CommissionPlanVersion `json:"data"`
	HasMore bool                    `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// CommissionPlanMinimum defines model for CommissionPlanMinimum.
type CommissionPlanMinimum struct {
	// Commission Smaller commissions are raised to it, but never above the sale
	Commission *string `json:"commission"`

	// Sale Smaller sales get nothing
	Sale *string `json:"sale"`
}

// CommissionPlanMinimumInput defines model for CommissionPlanMinimumInput.
type CommissionPlanMinimumInput struct {
	// Commission Smaller commissions are raised to it, but never above the sale
	Commission *string `json:"commission,omitempty"`

	// Sale Smaller sales get nothing
	Sale *string `json:"sale,omitempty"`
}

// CommissionPlanRecurring defines model for CommissionPlanRecurring.
type CommissionPlanRecurring struct {
	MaxMonths int32 `json:"max_months"`
}

// CommissionPlanRecurringInput defines model for CommissionPlanRecurringInput.
type CommissionPlanRecurringInput struct {
	MaxMonths int32 `json:"max_months"`
}

// CommissionPlanRule defines model for CommissionPlanRule.
type CommissionPlanRule struct {
	// CustomerPlans Only sales under these plans of the product, by the `customer_plan` of the revenue. Empty: all. Default: `[]`
	CustomerPlans []string `json:"customer_plans"`
	Name          string   `json:"name"`

	// Products Only sales of these products. Empty: all. Default: `[]`
	Products []string         `json:"products"`
	Reward   CommissionReward `json:"reward"`

	// When JSONata over `deal`, `customer`, `product` and `partner`: only sales for which it is true
	When *string `json:"when"`
}

// CommissionPlanRuleInput defines model for CommissionPlanRuleInput.
type CommissionPlanRuleInput struct {
	// CustomerPlans Only sales under these plans of the product, by the `customer_plan` of the revenue. Empty: all. Default: `[]`
	CustomerPlans []string `json:"customer_plans,omitempty"`
	Name          string   `json:"name"`

	// Products Only sales of these products. Empty: all. Default: `[]`
	Products []string              `json:"products,omitempty"`
	Reward   CommissionRewardInput `json:"reward"`

	// When JSONata over `deal`, `customer`, `product` and `partner`: only sales for which it is true
	When *string `json:"when,omitempty"`
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

// CommissionReward defines model for CommissionReward.
type CommissionReward = any

// CommissionRewardFlat defines model for CommissionRewardFlat.
type CommissionRewardFlat struct {
	Amount string `json:"amount"`
	Kind   string `json:"kind"`

	// RenewalAmount From the second year of a subscription on. null: the same
	RenewalAmount *string `json:"renewal_amount"`
}

// CommissionRewardFlatInput defines model for CommissionRewardFlatInput.
type CommissionRewardFlatInput struct {
	Amount string `json:"amount"`
	Kind   string `json:"kind"`

	// RenewalAmount From the second year of a subscription on. null: the same
	RenewalAmount *string `json:"renewal_amount,omitempty"`
}

// CommissionRewardInput defines model for CommissionRewardInput.
type CommissionRewardInput = any

// CommissionRewardPercent defines model for CommissionRewardPercent.
type CommissionRewardPercent struct {
	Kind    string `json:"kind"`
	Percent string `json:"percent"`

	// RenewalPercent From the second year of a subscription on. null: the same
	RenewalPercent *string `json:"renewal_percent"`
}

// CommissionRewardPercentInput defines model for CommissionRewardPercentInput.
type CommissionRewardPercentInput struct {
	Kind    string `json:"kind"`
	Percent string `json:"percent"`

	// RenewalPercent From the second year of a subscription on. null: the same
	RenewalPercent *string `json:"renewal_percent,omitempty"`
}

// CommissionRewardTiered defines model for CommissionRewardTiered.
type CommissionRewardTiered struct {
	Kind  string           `json:"kind"`
	Mode  TieredRewardMode `json:"mode"`
	Over  TieredRewardOver `json:"over"`
	Tiers []RewardTier     `json:"tiers"`
}

// CommissionRewardTieredInput defines model for CommissionRewardTieredInput.
type CommissionRewardTieredInput struct {
	Kind  string            `json:"kind"`
	Mode  TieredRewardMode  `json:"mode"`
	Over  TieredRewardOver  `json:"over"`
	Tiers []RewardTierInput `json:"tiers"`
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
	Month    string                       `json:"month"`
	Partners []CommissionRoleSplitPartner `json:"partners"`
}

// CommissionRoleSplitPartner defines model for CommissionRoleSplitPartner.
type CommissionRoleSplitPartner struct {
	PartnerId string         `json:"partner_id"`
	Role      AllocationRole `json:"role"`
}

// CommissionSale defines model for CommissionSale.
type CommissionSale struct {
	// CustomerPlan The customer's plan of the product
	CustomerPlan *string          `json:"customer_plan"`
	Day          string           `json:"day"`
	Net          CommissionAmount `json:"net"`
	Product      *string          `json:"product"`

	// Rate With which it was converted, and its day
	Rate *string `json:"rate"`

	// SubscriptionMonth 0 for the first payment
	SubscriptionMonth *int64 `json:"subscription_month"`
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
	IsComplete bool                                `json:"is_complete"`
	Partners   []CommissionSimulationResultPartner `json:"partners"`
	Sales      int64                               `json:"sales"`
}

// CommissionSimulationResultPartner defines model for CommissionSimulationResultPartner.
type CommissionSimulationResultPartner struct {
	Difference SignedMoney `json:"difference"`
	Is         SignedMoney `json:"is"`
	PartnerId  string      `json:"partner_id"`
	Sales      int64       `json:"sales"`
	WouldBe    SignedMoney `json:"would_be"`
}

// CommissionSplit defines model for CommissionSplit.
type CommissionSplit struct {
	Allocations []CommissionSplitAllocation `json:"allocations"`

	// Month The first month in which it applies
	Month string `json:"month"`
}

// CommissionSplitAllocation defines model for CommissionSplitAllocation.
type CommissionSplitAllocation struct {
	// PartnerId null: the company keeps this part
	PartnerId *string `json:"partner_id"`
	Percent   string  `json:"percent"`

	// Role What the partner did for the sale. Explanations say it
	Role *AllocationRole `json:"role"`
}

// CommissionSplitAllocationInput defines model for CommissionSplitAllocationInput.
type CommissionSplitAllocationInput struct {
	// PartnerId null: the company keeps this part
	PartnerId *string `json:"partner_id"`
	Percent   string  `json:"percent"`

	// Role What the partner did for the sale. Explanations say it
	Role *AllocationRole `json:"role,omitempty"`
}

// CommissionSplitInput defines model for CommissionSplitInput.
type CommissionSplitInput struct {
	Allocations []CommissionSplitAllocationInput `json:"allocations"`

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
	Closing  SignedMoney               `json:"closing"`
	Currency string                    `json:"currency"`
	Id       string                    `json:"id"`
	IssuedAt time.Time                 `json:"issued_at"`
	Lines    []CommissionStatementLine `json:"lines"`
	Month    string                    `json:"month"`
	Opening  SignedMoney               `json:"opening"`
}

// CommissionStatementLine defines model for CommissionStatementLine.
type CommissionStatementLine struct {
	// About The line whose commission it moves or takes back
	About       *string          `json:"about"`
	Amount      CommissionAmount `json:"amount"`
	Change      SignedMoney      `json:"change"`
	Day         string           `json:"day"`
	DealId      *string          `json:"deal_id"`
	Explanation string           `json:"explanation"`

	// FactId The sale
	FactId     *string            `json:"fact_id"`
	Id         string             `json:"id"`
	Kind       CommissionLineKind `json:"kind"`
	RecordedAt time.Time          `json:"recorded_at"`

	// ReleaseDay When its hold period ends
	ReleaseDay *string `json:"release_day"`

	// Reverses The line that it undoes
	Reverses *string `json:"reverses"`
}

// CommissionStatementSummary defines model for CommissionStatementSummary.
type CommissionStatementSummary struct {
	Closing  SignedMoney `json:"closing"`
	Currency string      `json:"currency"`
	Id       string      `json:"id"`
	IssuedAt time.Time   `json:"issued_at"`
	Month    string      `json:"month"`
	Opening  SignedMoney `json:"opening"`
}

// CommissionStatements defines model for CommissionStatements.
type CommissionStatements struct {
	Data []CommissionStatementSummary `json:"data"`
}

// CommissionTerms defines model for CommissionTerms.
type CommissionTerms struct {
	AttributionVersion *int64 `json:"attribution_version"`
	FxImport           *int64 `json:"fx_import"`

	// Model By which the attribution shares
	Model       *string `json:"model"`
	PlanId      string  `json:"plan_id"`
	PlanVersion int64   `json:"plan_version"`

	// Rule The name of the rule that took the sale
	Rule *string        `json:"rule"`
	Sale CommissionSale `json:"sale"`

	// Split Null for partners, who see their own part in the line's explanation
	Split *CommissionSplit `json:"split"`

	// SplitRevision Of the deal; null if the attribution shares
	SplitRevision *int64 `json:"split_revision"`
}

// CompareAttributionVersionsMeasure defines model for CompareAttributionVersionsMeasure.
type CompareAttributionVersionsMeasure string

// ComparedFact defines model for ComparedFact.
type ComparedFact struct {
	After  MoneyOrCount `json:"after"`
	Before MoneyOrCount `json:"before"`

	// Change A signed decimal number: `after` less `before`
	Change string `json:"change"`
	Id     string `json:"id"`
}

// ComparedPartner defines model for ComparedPartner.
type ComparedPartner struct {
	After  MoneyOrCount `json:"after"`
	Before MoneyOrCount `json:"before"`

	// Change A signed decimal number: `after` less `before`
	Change string         `json:"change"`
	Facts  []ComparedFact `json:"facts"`

	// PartnerId Null: the company itself
	PartnerId *string `json:"partner_id"`
}

// ComparedRule defines model for ComparedRule.
type ComparedRule struct {
	// After one of: a number, a text, a list
	After interface{} `json:"after"`

	// Before Of learnt coefficients: when the version was made. one of: a number, a text, a list
	Before interface{}      `json:"before"`
	Rule   ComparedRuleName `json:"rule"`
}

// ComparedRuleName defines model for ComparedRuleName.
type ComparedRuleName string

// ConditionalFields defines model for ConditionalFields.
type ConditionalFields struct {
	Require []string       `json:"require"`
	When    FieldCondition `json:"when"`
}

// ConditionalFieldsInput defines model for ConditionalFieldsInput.
type ConditionalFieldsInput struct {
	Require []string            `json:"require"`
	When    FieldConditionInput `json:"when"`
}

// Connection defines model for Connection.
type Connection struct {
	// Account The vendor's account, once it is known
	Account    *ConnectionAccount   `json:"account"`
	AuthMethod ConnectionAuthMethod `json:"auth_method"`

	// BudgetPercent The part that Causeway may use, in percent, of the limits of the vendor that other applications share: of daily quotas, calls a second, and calls at once
	BudgetPercent int32     `json:"budget_percent"`
	CreatedAt     time.Time `json:"created_at"`

	// DisconnectReport After the disconnection: what was erased, and what the vendor still holds
	DisconnectReport *DisconnectReport `json:"disconnect_report"`
	Id               string            `json:"id"`
	MissingScopes    []MissingScope    `json:"missing_scopes"`
	Name             string            `json:"name"`

	// ProcessError Why its workflow gave up, so that tokens are not renewed. Any change of it starts it again
	ProcessError *string `json:"process_error"`

	// PullChanges Read the vendor's own log of changes every minute, for an installation that its webhooks cannot reach. Only vendors that keep one, with `oauth`
	PullChanges bool `json:"pull_changes"`

	// Scopes Null if the vendor does not tell
	Scopes []string         `json:"scopes"`
	Status ConnectionStatus `json:"status"`

	// StatusReason Why, and what to do. Null while everything is well
	StatusReason *string `json:"status_reason"`

	// TokensExpireAt Causeway renews tokens before they expire
	TokensExpireAt *time.Time `json:"tokens_expire_at"`

	// Unavailable Since when the vendor does not answer, or only with faults of its own; null while it works. What waits is tried again by itself
	Unavailable *ConnectionOutage `json:"unavailable"`
	UpdatedAt   time.Time         `json:"updated_at"`
	Vendor      string            `json:"vendor"`
	Version     int64             `json:"version"`

	// WritesPaused True while scopes are missing. Reading continues
	WritesPaused bool `json:"writes_paused"`
}

// ConnectionAccount defines model for ConnectionAccount.
type ConnectionAccount struct {
	Id   string `json:"id"`
	Name string `json:"name"`
}

// ConnectionAuthMethod defines model for ConnectionAuthMethod.
type ConnectionAuthMethod string

// ConnectionCredentials defines model for ConnectionCredentials.
type ConnectionCredentials = any

// ConnectionCredentialsClientCredentials defines model for ConnectionCredentialsClientCredentials.
type ConnectionCredentialsClientCredentials struct {
	ClientId     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`

	// LoginUrl Where the account signs in, if it is not the usual address of the vendor, such as a My Domain of Salesforce
	LoginUrl *string `json:"login_url,omitempty"`
	Method   string  `json:"method"`
}

// ConnectionCredentialsJwtBearer defines model for ConnectionCredentialsJwtBearer.
type ConnectionCredentialsJwtBearer struct {
	ClientId string `json:"client_id"`

	// LoginUrl Where the account signs in, if it is not the usual address of the vendor, such as a My Domain of Salesforce
	LoginUrl *string `json:"login_url,omitempty"`
	Method   string  `json:"method"`

	// PrivateKey PEM, PKCS #8
	PrivateKey string `json:"private_key"`
	Username   string `json:"username"`
}

// ConnectionCredentialsOauth defines model for ConnectionCredentialsOauth.
type ConnectionCredentialsOauth struct {
	ClientId     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`

	// LoginUrl Where the account signs in, if it is not the usual address of the vendor, such as a My Domain of Salesforce
	LoginUrl *string `json:"login_url,omitempty"`
	Method   string  `json:"method"`
}

// ConnectionCredentialsToken defines model for ConnectionCredentialsToken.
type ConnectionCredentialsToken struct {
	// AccountId If the token reaches several accounts: the one that is meant
	AccountId *string `json:"account_id,omitempty"`
	Method    string  `json:"method"`
	Token     string  `json:"token"`
}

// ConnectionLimit defines model for ConnectionLimit.
type ConnectionLimit struct {
	Id string `json:"id"`

	// InUse Slots or calls that processes hold now
	InUse int64 `json:"in_use"`

	// Key Empty, or what the limit counts separately, such as an endpoint of the vendor
	Key string `json:"key"`

	// Max The vendor's number, as its headers or its documentation say
	Max int64 `json:"max"`

	// OwnMax What of it Causeway may use: `budget_percent` of a limit that other applications share, all of another
	OwnMax int64                `json:"own_max"`
	State  ConnectionLimitState `json:"state"`
	Text   string               `json:"text"`

	// UsedToday Our own calls of this day, or of the last 24 hours. Null for limits that are not daily
	UsedToday *int64 `json:"used_today"`

	// UsedTodayByAll The calls of all applications, as the vendor's headers say
	UsedTodayByAll *int64     `json:"used_today_by_all"`
	WaitingUntil   *time.Time `json:"waiting_until"`
}

// ConnectionLimitState defines model for ConnectionLimitState.
type ConnectionLimitState string

// ConnectionLimits defines model for ConnectionLimits.
type ConnectionLimits struct {
	BudgetPercent int64             `json:"budget_percent"`
	Data          []ConnectionLimit `json:"data"`
}

// ConnectionList defines model for ConnectionList.
type ConnectionList struct {
	Data    []Connection `json:"data"`
	HasMore bool         `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ConnectionOutage defines model for ConnectionOutage.
type ConnectionOutage struct {
	Reason string    `json:"reason"`
	Since  time.Time `json:"since"`
}

// ConnectionStatus defines model for ConnectionStatus.
type ConnectionStatus string

// ConnectionWithLink defines model for ConnectionWithLink.
type ConnectionWithLink struct {
	// Account The vendor's account, once it is known
	Account    *ConnectionAccount   `json:"account"`
	AuthMethod ConnectionAuthMethod `json:"auth_method"`

	// BudgetPercent The part that Causeway may use, in percent, of the limits of the vendor that other applications share: of daily quotas, calls a second, and calls at once
	BudgetPercent int32 `json:"budget_percent"`

	// ConnectUrl Open it in the browser of an administrator of the account, within a day. It works once. Null if no person has to consent
	ConnectUrl *string   `json:"connect_url"`
	CreatedAt  time.Time `json:"created_at"`

	// DisconnectReport After the disconnection: what was erased, and what the vendor still holds
	DisconnectReport *DisconnectReport `json:"disconnect_report"`
	Id               string            `json:"id"`
	MissingScopes    []MissingScope    `json:"missing_scopes"`
	Name             string            `json:"name"`

	// ProcessError Why its workflow gave up, so that tokens are not renewed. Any change of it starts it again
	ProcessError *string `json:"process_error"`

	// PullChanges Read the vendor's own log of changes every minute, for an installation that its webhooks cannot reach. Only vendors that keep one, with `oauth`
	PullChanges bool `json:"pull_changes"`

	// Scopes Null if the vendor does not tell
	Scopes []string         `json:"scopes"`
	Status ConnectionStatus `json:"status"`

	// StatusReason Why, and what to do. Null while everything is well
	StatusReason *string `json:"status_reason"`

	// TokensExpireAt Causeway renews tokens before they expire
	TokensExpireAt *time.Time `json:"tokens_expire_at"`

	// Unavailable Since when the vendor does not answer, or only with faults of its own; null while it works. What waits is tried again by itself
	Unavailable *ConnectionOutage `json:"unavailable"`
	UpdatedAt   time.Time         `json:"updated_at"`
	Vendor      string            `json:"vendor"`
	Version     int64             `json:"version"`

	// WritesPaused True while scopes are missing. Reading continues
	WritesPaused bool `json:"writes_paused"`
}

// Connector defines model for Connector.
type Connector struct {
	Api     ConnectorApi           `json:"api"`
	Auth    []ConnectionAuthMethod `json:"auth"`
	Batch   ConnectorBatch         `json:"batch"`
	Label   string                 `json:"label"`
	Limits  []ConnectorLimit       `json:"limits"`
	Objects []ConnectorObject      `json:"objects"`
	Scopes  []ConnectorScope       `json:"scopes"`
	Vendor  string                 `json:"vendor"`
}

// ConnectorApi defines model for ConnectorApi.
type ConnectorApi struct {
	EndsOn  *string `json:"ends_on"`
	Version string  `json:"version"`
}

// ConnectorBatch defines model for ConnectorBatch.
type ConnectorBatch struct {
	Read  int32 `json:"read"`
	Write int32 `json:"write"`
}

// ConnectorLimit defines model for ConnectorLimit.
type ConnectorLimit struct {
	Counts ConnectorLimitCounts `json:"counts"`
	Id     string               `json:"id"`
	Max    int32                `json:"max"`
	Shared bool                 `json:"shared"`
	Text   string               `json:"text"`
	Window ConnectorLimitWindow `json:"window"`
}

// ConnectorLimitCounts defines model for ConnectorLimitCounts.
type ConnectorLimitCounts string

// ConnectorLimitWindow defines model for ConnectorLimitWindow.
type ConnectorLimitWindow = any

// ConnectorLimitWindowConcurrent defines model for ConnectorLimitWindowConcurrent.
type ConnectorLimitWindowConcurrent struct {
	Kind string `json:"kind"`
}

// ConnectorLimitWindowDay defines model for ConnectorLimitWindowDay.
type ConnectorLimitWindowDay struct {
	Kind  string                       `json:"kind"`
	Since ConnectorLimitWindowDaySince `json:"since"`
}

// ConnectorLimitWindowDaySince defines model for ConnectorLimitWindowDaySince.
type ConnectorLimitWindowDaySince string

// ConnectorLimitWindowRolling defines model for ConnectorLimitWindowRolling.
type ConnectorLimitWindowRolling struct {
	Kind    string `json:"kind"`
	Seconds int32  `json:"seconds"`
}

// ConnectorList defines model for ConnectorList.
type ConnectorList struct {
	Data []Connector `json:"data"`
}

// ConnectorObject defines model for ConnectorObject.
type ConnectorObject struct {
	BlindSpots        []string               `json:"blind_spots"`
	Deletes           ChangeNotice           `json:"deletes"`
	Label             string                 `json:"label"`
	Merges            ChangeNotice           `json:"merges"`
	ModifiedField     *string                `json:"modified_field"`
	Name              string                 `json:"name"`
	Removal           ConnectorObjectRemoval `json:"removal"`
	RepeatableCreates bool                   `json:"repeatable_creates"`
	Writable          bool                   `json:"writable"`
}

// ConnectorObjectRemoval defines model for ConnectorObjectRemoval.
type ConnectorObjectRemoval string

// ConnectorScope defines model for ConnectorScope.
type ConnectorScope struct {
	Name      string                  `json:"name"`
	NeededFor ConnectorScopeNeededFor `json:"needed_for"`
	Reason    string                  `json:"reason"`
	Setting   string                  `json:"setting"`
	Text      string                  `json:"text"`
}

// ConnectorScopeNeededFor defines model for ConnectorScopeNeededFor.
type ConnectorScopeNeededFor string

// Conversion defines model for Conversion.
type Conversion struct {
	DealId     *string                `json:"deal_id"`
	ExternalId *string                `json:"external_id"`
	Id         string                 `json:"id"`
	Kind       ConversionKind         `json:"kind"`
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

// ConversionKind defines model for ConversionKind.
type ConversionKind string

// ConversionList defines model for ConversionList.
type ConversionList struct {
	Data    []Conversion `json:"data"`
	HasMore bool         `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ConversionsBatch defines model for ConversionsBatch.
type ConversionsBatch struct {
	Conversions []CreateConversion `json:"conversions"`
}

// Cost defines model for Cost.
type Cost struct {
	Amount     Money                  `json:"amount"`
	ExternalId *string                `json:"external_id"`
	Id         string                 `json:"id"`
	Kind       CostKind               `json:"kind"`
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

// CostKind defines model for CostKind.
type CostKind string

// CostList defines model for CostList.
type CostList struct {
	Data    []Cost `json:"data"`
	HasMore bool   `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// CostsBatch defines model for CostsBatch.
type CostsBatch struct {
	Costs []CreateCost `json:"costs"`
}

// Count defines model for Count.
type Count struct {
	Count string `json:"count"`
}

// CountBonus defines model for CountBonus.
type CountBonus struct {
	Amount  string            `json:"amount"`
	AtLeast int32             `json:"at_least"`
	Measure CountBonusMeasure `json:"measure"`
	Name    string            `json:"name"`
	Per     BonusPeriod       `json:"per"`
}

// CountBonusInput defines model for CountBonusInput.
type CountBonusInput struct {
	Amount  string            `json:"amount"`
	AtLeast int32             `json:"at_least"`
	Measure CountBonusMeasure `json:"measure"`
	Name    string            `json:"name"`
	Per     BonusPeriod       `json:"per"`
}

// CountBonusMeasure defines model for CountBonusMeasure.
type CountBonusMeasure string

// CreateAccount defines model for CreateAccount.
type CreateAccount struct {
	Address *AddressInput `json:"address,omitempty"`
	Duns    *string       `json:"duns,omitempty"`

	// EmailDomains Domains of its people's e-mail addresses. Domains of free-mail providers are ignored. Default: `[]`
	EmailDomains []string `json:"email_domains,omitempty"`

	// ExternalId The account's id in your own system. Repeated calls with the same id update the account
	ExternalId string `json:"external_id"`
	Name       string `json:"name"`

	// Websites URLs or bare host names. Default: `[]`
	Websites []string `json:"websites,omitempty"`
}

// CreateAccountVerdict defines model for CreateAccountVerdict.
type CreateAccountVerdict struct {
	A VerdictSideInput `json:"a"`
	B VerdictSideInput `json:"b"`

	// Reason Why. Only the company sees it
	Reason  *string     `json:"reason,omitempty"`
	Verdict VerdictKind `json:"verdict"`
}

// CreateAlertChannel defines model for CreateAlertChannel.
type CreateAlertChannel struct {
	Enabled *bool `json:"enabled,omitempty"`

	// Name For people, and in messages that say that it does not work
	Name     string                    `json:"name"`
	Settings AlertChannelSettingsInput `json:"settings"`
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
	Scopes []Scope `json:"scopes,omitempty"`
}

// CreateAttributionVersion defines model for CreateAttributionVersion.
type CreateAttributionVersion struct {
	Settings *AttributionVersionSettingsInput `json:"settings,omitempty"`
}

// CreateCommissionAdjustment defines model for CreateCommissionAdjustment.
type CreateCommissionAdjustment struct {
	// About The line that is corrected
	About  *string          `json:"about,omitempty"`
	Amount MoneyInput       `json:"amount"`
	Effect CommissionEffect `json:"effect"`

	// Reason Kept beside the ledger, and erased with the partner
	Reason string `json:"reason"`
}

// CreateCommissionInvoice defines model for CreateCommissionInvoice.
type CreateCommissionInvoice struct {
	Currency string `json:"currency"`
}

// CreateCommissionRepayment defines model for CreateCommissionRepayment.
type CreateCommissionRepayment struct {
	Amount MoneyInput `json:"amount"`

	// Day When it arrived
	Day string `json:"day"`

	// ExternalId Of the transfer, at your bank. The same one is recorded once
	ExternalId string `json:"external_id"`
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

// CreateConversion defines model for CreateConversion.
type CreateConversion struct {
	DealId *string `json:"deal_id,omitempty"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string        `json:"external_id,omitempty"`
	Kind       ConversionKind `json:"kind"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
	Metadata map[string]interface{} `json:"metadata,omitempty"`

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

// CreateCost defines model for CreateCost.
type CreateCost struct {
	Amount MoneyInput `json:"amount"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string  `json:"external_id,omitempty"`
	Kind       CostKind `json:"kind"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
	Metadata map[string]interface{} `json:"metadata,omitempty"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// PartnerId Null: of the programme as a whole
	PartnerId *string `json:"partner_id,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`
	TakenBack *bool   `json:"taken_back,omitempty"`
}

// CreateDeal defines model for CreateDeal.
type CreateDeal struct {
	// CloseDate When the sale is expected to close
	CloseDate  *string `json:"close_date,omitempty"`
	Competitor *string `json:"competitor,omitempty"`

	// Custom Fields of the programme, by its schema. Each value is one of: a text, a number, true or false, a list
	Custom        map[string]interface{} `json:"custom,omitempty"`
	Customer      DealCustomerInput      `json:"customer"`
	ExpectedValue *MoneyInput            `json:"expected_value,omitempty"`

	// ExternalId The partner's own id of the deal, unique among the partner's deals. Repeated imports find the deal by it
	ExternalId *string        `json:"external_id,omitempty"`
	Frequency  *DealFrequency `json:"frequency,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
	Metadata map[string]interface{} `json:"metadata,omitempty"`
	Origin   *DealOrigin            `json:"origin,omitempty"`

	// PartnerId Partner that registers the deal. Required with a platform key; with a partner key always your own partner
	PartnerId *string `json:"partner_id,omitempty"`

	// Problem The business problem that the customer wants solved
	Problem         *string  `json:"problem,omitempty"`
	SalesActivities []string `json:"sales_activities,omitempty"`

	// Team The partner's people
	Team  []DealContactInput `json:"team,omitempty"`
	Title *string            `json:"title,omitempty"`
	Type  *DealType          `json:"type,omitempty"`
}

// CreateDealNote defines model for CreateDealNote.
type CreateDealNote struct {
	// Internal Makes the note visible only to the company. Platform keys only
	Internal *bool  `json:"internal,omitempty"`
	Text     string `json:"text"`
}

// CreateDispute defines model for CreateDispute.
type CreateDispute struct {
	DealId    *string `json:"deal_id,omitempty"`
	InvoiceId *string `json:"invoice_id,omitempty"`
	LineId    *string `json:"line_id,omitempty"`
	Question  string  `json:"question"`
}

// CreateEmbedSession defines model for CreateEmbedSession.
type CreateEmbedSession struct {
	// LifetimeS How long it lasts
	LifetimeS *int32 `json:"lifetime_s,omitempty"`

	// Origin The only page that may show it, as browsers write its origin. Plain http only for localhost, 127.0.0.1 and [::1]
	Origin string `json:"origin"`

	// PartnerId The partner whose health is shown
	PartnerId string `json:"partner_id"`
}

// CreateEndpoint defines model for CreateEndpoint.
type CreateEndpoint struct {
	Description *string `json:"description,omitempty"`

	// EventTypes Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types. Default: `[]`
	EventTypes []string `json:"event_types,omitempty"`

	// Headers Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again. Default: `{}`
	Headers map[string]string `json:"headers,omitempty"`

	// MaxConcurrency Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
	MaxConcurrency *int32 `json:"max_concurrency,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Default: `{}`. Each value is one of: a text, a number, true or false
	Metadata map[string]interface{} `json:"metadata,omitempty"`

	// Ordering Deliver events with the same ordering key in order, one at a time
	Ordering             *bool                 `json:"ordering,omitempty"`
	OrderingOnDeadLetter *OrderingOnDeadLetter `json:"ordering_on_dead_letter,omitempty"`

	// PartnerId Partner that owns the endpoint. Required with a platform key; with a partner key always your own partner
	PartnerId *string `json:"partner_id,omitempty"`

	// RateLimitPerS Maximum attempts per second; null means no limit
	RateLimitPerS *int32 `json:"rate_limit_per_s,omitempty"`

	// Region Region whose workers make its deliveries, one of webhooks.regions of the settings. Null is the home region
	Region *string `json:"region,omitempty"`

	// RetryPolicy Null uses the policy of the partner's tier, as configured at the time of each attempt
	RetryPolicy *RetryPolicyInput `json:"retry_policy,omitempty"`

	// SchemaVersions Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version. Default: `{}`
	SchemaVersions map[string]int64 `json:"schema_versions,omitempty"`
	Signing        *EndpointSigning `json:"signing,omitempty"`

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

// CreateEventType defines model for CreateEventType.
type CreateEventType struct {
	// Description What happened when this event is sent
	Description *string `json:"description,omitempty"`

	// Examples Payloads that match the schema. When an endpoint is saved, its transformation is tested with them. Default: `[]`
	Examples []interface{} `json:"examples,omitempty"`

	// Name Words separated by dots, from general to specific
	Name string `json:"name"`

	// Schema JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it does not name stay in the payload. Keep patterns simple, because they run on every event of the type.
	Schema map[string]interface{} `json:"schema"`
}

// CreateEventTypeVersion defines model for CreateEventTypeVersion.
type CreateEventTypeVersion struct {
	// DownConversion JSONata that converts a payload of this version into one of the previous version, for endpoints that pin an older version. It must work with each of the examples, and at least one example is required
	DownConversion *string `json:"down_conversion,omitempty"`

	// Examples Payloads that match the schema. When an endpoint is saved, its transformation is tested with them. Default: `[]`
	Examples []interface{} `json:"examples,omitempty"`

	// Schema JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it does not name stay in the payload. Keep patterns simple, because they run on every event of the type.
	Schema map[string]interface{} `json:"schema"`
}

// CreateIdentity defines model for CreateIdentity.
type CreateIdentity struct {
	// Is Whom it is the same as: the user, or the account
	Is string `json:"is"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string `json:"sandbox_id,omitempty"`

	// Subject Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id
	Subject string `json:"subject"`
}

// CreateInboundSource defines model for CreateInboundSource.
type CreateInboundSource struct {
	// ConnectionId The connection that these webhooks are about, which must be to the same vendor. The source has its id
	ConnectionId *string       `json:"connection_id,omitempty"`
	Name         string        `json:"name"`
	Scheme       *SignedSource `json:"scheme,omitempty"`

	// Secret Required, unless the vendor signs with the client secret that the connection has, as HubSpot does
	Secret *string `json:"secret,omitempty"`

	// Vendor Such as `slack`, `standard_webhooks`, or `signed` for a system that signs as `scheme` says
	Vendor string `json:"vendor"`
}

// CreateLink defines model for CreateLink.
type CreateLink struct {
	Campaign *string `json:"campaign,omitempty"`

	// Code The end of its address, `/r/<code>`. If omitted, one is made
	Code *string `json:"code,omitempty"`

	// PartnerId Required with a platform key. A partner key creates links of its own
	PartnerId *string `json:"partner_id,omitempty"`

	// Target Where it leads. Its host must be one of `attribution.link_hosts` of the configuration
	Target string `json:"target"`
}

// CreateOauthClient defines model for CreateOauthClient.
type CreateOauthClient struct {
	AuthMethod *OauthClientAuthMethod `json:"auth_method,omitempty"`

	// CertificateSubject For tls_client_auth: the certificate's subject (RFC 4514)
	CertificateSubject *string `json:"certificate_subject,omitempty"`

	// CertificateThumbprint For self_signed_tls_client_auth: SHA-256 of the certificate (DER), base64url
	CertificateThumbprint *string    `json:"certificate_thumbprint,omitempty"`
	Jwks                  *JwksInput `json:"jwks,omitempty"`

	// JwksUri For private_key_jwt, instead of jwks: URL where the client publishes its keys
	JwksUri *string `json:"jwks_uri,omitempty"`

	// Name A name that tells people what the client is
	Name string `json:"name"`

	// PartnerId Owner of the client. Required with a platform key; with a partner's credential always your own partner
	PartnerId *string `json:"partner_id,omitempty"`

	// Scopes Scopes of the client. You can grant only scopes that your own credential has. Default: all of those that the client can have
	Scopes []PartnerScope `json:"scopes,omitempty"`
}

// CreatePartner defines model for CreatePartner.
type CreatePartner struct {
	// Contacts Default: `[]`
	Contacts         []PartnerContactInput `json:"contacts,omitempty"`
	CredentialPolicy *CredentialPolicy     `json:"credential_policy,omitempty"`

	// Fields What you note about it, such as the number or the list of its `certifications`. The rules of levels can ask for them. Default: `{}`. Each value is one of: a number, true or false, a text, a list
	Fields map[string]interface{} `json:"fields,omitempty"`
	Name   string                 `json:"name"`

	// ProgrammeId The programme under which its new deals are registered
	ProgrammeId *string `json:"programme_id,omitempty"`

	// RateLimit Limit of requests to this API; null uses the limit of the tier in the settings
	RateLimit *RateLimitInput      `json:"rate_limit,omitempty"`
	Status    *CreatePartnerStatus `json:"status,omitempty"`
	Tier      *PartnerTier         `json:"tier,omitempty"`

	// TimeZone IANA time zone, for business days and nightly runs
	TimeZone        *string                      `json:"time_zone,omitempty"`
	WebhookSettings *PartnerWebhookSettingsInput `json:"webhook_settings,omitempty"`
}

// CreatePartnerStatus defines model for CreatePartnerStatus.
type CreatePartnerStatus string

// CreatePayoutBatch defines model for CreatePayoutBatch.
type CreatePayoutBatch struct {
	Currency string `json:"currency"`

	// Least Partners with less are paid by a later batch
	Least    *string         `json:"least,omitempty"`
	Provider *PayoutProvider `json:"provider,omitempty"`
}

// CreatePlanAssignment defines model for CreatePlanAssignment.
type CreatePlanAssignment struct {
	// From Sales from this day on
	From string `json:"from"`

	// PlanId null: no plan from that day on
	PlanId   *string              `json:"plan_id"`
	Target   PlanAssignmentTarget `json:"target"`
	TargetId string               `json:"target_id"`
}

// CreatePlatformEndpoint defines model for CreatePlatformEndpoint.
type CreatePlatformEndpoint struct {
	Description *string `json:"description,omitempty"`

	// EventTypes Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types. Default: `[]`
	EventTypes []string `json:"event_types,omitempty"`

	// Headers Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again. Default: `{}`
	Headers map[string]string `json:"headers,omitempty"`

	// MaxConcurrency Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
	MaxConcurrency *int32 `json:"max_concurrency,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Default: `{}`. Each value is one of: a text, a number, true or false
	Metadata map[string]interface{} `json:"metadata,omitempty"`

	// Ordering Deliver events with the same ordering key in order, one at a time
	Ordering             *bool                 `json:"ordering,omitempty"`
	OrderingOnDeadLetter *OrderingOnDeadLetter `json:"ordering_on_dead_letter,omitempty"`

	// RateLimitPerS Maximum attempts per second; null means no limit
	RateLimitPerS *int32 `json:"rate_limit_per_s,omitempty"`

	// Region Region whose workers make its deliveries, one of webhooks.regions of the settings. Null is the home region
	Region *string `json:"region,omitempty"`

	// RetryPolicy Null uses the policy of the partner's tier, as configured at the time of each attempt
	RetryPolicy *RetryPolicyInput `json:"retry_policy,omitempty"`
	Signing     *EndpointSigning  `json:"signing,omitempty"`

	// TimeoutMs Timeout of an attempt, including connect, response headers and body. Default: webhooks.delivery.timeout_ms
	TimeoutMs *int32 `json:"timeout_ms,omitempty"`

	// Transformation JSONata expression that produces `data` from the payload, after schema_versions was applied. At most 16 KiB. Null sends the payload unchanged
	Transformation *string `json:"transformation,omitempty"`

	// Url URL that events are sent to with POST. It must be https; http is only allowed for hosts that the operator permits (EGRESS_ALLOW). It is stored as it is called. Values in its query are stored encrypted and returned as ********. Send that value to keep the stored one
	Url string `json:"url"`
}

// CreateProgramme defines model for CreateProgramme.
type CreateProgramme struct {
	Name     string                   `json:"name"`
	Settings *CreateProgrammeSettings `json:"settings,omitempty"`
}

// CreateProgrammeSettings defines model for CreateProgrammeSettings.
type CreateProgrammeSettings struct {
	// AutoApprove Deals without any match are approved immediately, up to this value. null sends every deal to a reviewer
	AutoApprove *AutoApproveInput `json:"auto_approve,omitempty"`

	// Conditional Fields that a submission must also have if another field has a given value. Default: `[]`
	Conditional []ConditionalFieldsInput `json:"conditional,omitempty"`

	// Currency The only accepted currency. null accepts all
	Currency *string `json:"currency,omitempty"`

	// CustomSchema JSON Schema 2020-12 of `custom`, at most 64 KiB, without references to other schemas. {} accepts anything. Default: `{}`
	CustomSchema map[string]interface{}             `json:"custom_schema,omitempty"`
	Duplicates   *CreateProgrammeSettingsDuplicates `json:"duplicates,omitempty"`
	Exclusivity  *Exclusivity                       `json:"exclusivity,omitempty"`
	Protection   *CreateProgrammeSettingsProtection `json:"protection,omitempty"`

	// Required Paths of the fields that a submission must have, such as customer.website or custom.region. Default: `["customer.website","title","expected_value","close_date","type"]`
	Required []string                       `json:"required,omitempty"`
	Review   *CreateProgrammeSettingsReview `json:"review,omitempty"`
}

// CreateProgrammeSettingsDuplicates defines model for CreateProgrammeSettingsDuplicates.
type CreateProgrammeSettingsDuplicates struct {
	Conflict   *float64    `json:"conflict,omitempty"`
	OnConflict *OnConflict `json:"on_conflict,omitempty"`

	// Possible Matches with at least this score are reviewed by a person
	Possible *float64 `json:"possible,omitempty"`
}

// CreateProgrammeSettingsProtection defines model for CreateProgrammeSettingsProtection.
type CreateProgrammeSettingsProtection struct {
	Days *int32 `json:"days,omitempty"`

	// ExtensionDays Days that one extension adds to the protection. 0 allows no extensions
	ExtensionDays *int32           `json:"extension_days,omitempty"`
	MaxExtensions *int32           `json:"max_extensions,omitempty"`
	ReminderDays  *int32           `json:"reminder_days,omitempty"`
	Starts        *ProtectionStart `json:"starts,omitempty"`
}

// CreateProgrammeSettingsReview defines model for CreateProgrammeSettingsReview.
type CreateProgrammeSettingsReview struct {
	// ActionDays Days that a partner has to make the requested changes before the deal expires
	ActionDays *int32 `json:"action_days,omitempty"`

	// Holidays Default: `[]`
	Holidays []string `json:"holidays,omitempty"`

	// ReminderAt Share of the review time after which the reviewers are reminded
	ReminderAt      *float64 `json:"reminder_at,omitempty"`
	SlaBusinessDays *int32   `json:"sla_business_days,omitempty"`
	TimeZone        *string  `json:"time_zone,omitempty"`
}

// CreatePromotion defines model for CreatePromotion.
type CreatePromotion struct {
	Tier PromotionTier `json:"tier"`
}

// CreateRevenue defines model for CreateRevenue.
type CreateRevenue struct {
	Amount MoneyInput `json:"amount"`

	// ConversionId The conversion whose touches share it. If omitted: that of the subject
	ConversionId *string `json:"conversion_id,omitempty"`

	// CustomerPlan The customer's plan of the product, such as pro. Rules of commissions can ask for it
	CustomerPlan *string `json:"customer_plan,omitempty"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string     `json:"external_id,omitempty"`
	Kind       RevenueKind `json:"kind"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
	Metadata map[string]interface{} `json:"metadata,omitempty"`

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

// CreateSandbox defines model for CreateSandbox.
type CreateSandbox struct {
	// EndpointUrl URL of an endpoint that receives the synthetic events and all later ones. It must meet the rules of any endpoint URL
	EndpointUrl *string `json:"endpoint_url,omitempty"`
	Name        *string `json:"name,omitempty"`

	// Seed The same seed produces the same data. Default: random
	Seed *int32 `json:"seed,omitempty"`
}

// CreateSsoConnection defines model for CreateSsoConnection.
type CreateSsoConnection struct {
	// CreateUsers Whether somebody with an address of a verified domain who has no user yet gets one by signing in
	CreateUsers *bool `json:"create_users,omitempty"`

	// DefaultRoles The roles of people whose groups have none. Empty: they cannot sign in for the first time. Default: `[]`
	DefaultRoles []UserRole `json:"default_roles,omitempty"`

	// Domains People with addresses of these domains sign in through the connection, once the domains are verified: at once if a platform credential names them, else by POST /sso-connections/{id}/verify-domains. Default: `[]`
	Domains []string `json:"domains,omitempty"`
	Enabled *bool    `json:"enabled,omitempty"`

	// GroupRoles Roles by group. If any group is named, the groups of a person decide their roles at each sign-in; else roles are managed here. Default: `[]`
	GroupRoles []GroupRolesInput `json:"group_roles,omitempty"`

	// Name For people: the name of the identity provider, as they know it
	Name string `json:"name"`

	// PartnerId Whose people sign in. With a platform key: the partner, or omitted for your own company. With a partner credential: always your own partner
	PartnerId *string          `json:"partner_id,omitempty"`
	Settings  SsoSettingsInput `json:"settings"`
}

// CreateSync defines model for CreateSync.
type CreateSync struct {
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
	MaxDeletePercent *int32     `json:"max_delete_percent,omitempty"`
	Name             string     `json:"name"`
	State            *SyncState `json:"state,omitempty"`
}

// CreateSyncLink defines model for CreateSyncLink.
type CreateSyncLink struct {
	AId    string `json:"a_id"`
	BId    string `json:"b_id"`
	Object string `json:"object"`
}

// CreateTouch defines model for CreateTouch.
type CreateTouch struct {
	// Campaign If omitted: the `utm_campaign` of `url`
	Campaign *string `json:"campaign,omitempty"`

	// ExternalId Your own id of it. The same content with the same id is recorded once; other content with the same id is a conflict
	ExternalId *string `json:"external_id,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
	Metadata map[string]interface{} `json:"metadata,omitempty"`

	// OccurredAt When it happened; now, if omitted. It may be long ago, but not in the future
	OccurredAt *time.Time `json:"occurred_at,omitempty"`

	// PartnerId The partner that made the touch. A partner key records its own touches only. Null: the company itself
	PartnerId *string `json:"partner_id,omitempty"`

	// Referrer The `Referer` of that request. Its host is read; the rest is not stored
	Referrer *string `json:"referrer,omitempty"`

	// SandboxId Only for platform keys: the sandbox partner in whose sandbox it is recorded. Nothing of a sandbox is in other reports
	SandboxId *string      `json:"sandbox_id,omitempty"`
	Source    *TouchSource `json:"source,omitempty"`

	// Subject Your own id of the visitor, user or account. Only a keyed hash of it is stored, from which nobody can tell the id
	Subject string `json:"subject"`

	// Url The page that was opened. Its UTM parameters are read; the rest is not stored
	Url *string `json:"url,omitempty"`

	// UserAgent The `User-Agent` of that request, to tell crawlers. It is not stored
	UserAgent *string `json:"user_agent,omitempty"`
}

// CreateUser defines model for CreateUser.
type CreateUser struct {
	// Email With it the person signs in
	Email string `json:"email"`

	// Name The name of the person, as the audit log and colleagues read it
	Name string `json:"name"`

	// PartnerId The company of the person. With a platform key: the partner, or omitted for a person of your own company. With a partner credential: always your own partner
	PartnerId *string `json:"partner_id,omitempty"`

	// Roles `administrator`: Everything: users, credentials, settings. `operator`: Runs the installation: deliveries, connections, syncs, event types, partners and their credentials. `partner_manager`: Works with partners: reviews deals, reads reports, plans commissions. `finance`: Reads what is owed to partners, and approves payouts. `read_only`: Reads everything, except bodies of vendors’ webhooks. `partner_admin`: Everything of the partner: its users and credentials too. `partner_developer`: Integrates: endpoints, deliveries, keys. `partner_sales`: Registers deals and follows what they bring. `partner_finance`: Reads statements, and disputes commissions
	Roles []UserRole `json:"roles"`
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
	ReplacedBy *string      `json:"replaced_by"`
	RevokedAt  *time.Time   `json:"revoked_at"`
	Scopes     []Scope      `json:"scopes"`
	Status     ApiKeyStatus `json:"status"`
}

// CreatedEmbedSession defines model for CreatedEmbedSession.
type CreatedEmbedSession struct {
	CreatedAt time.Time `json:"created_at"`

	// CreatedBy ID of the credential that created it
	CreatedBy string    `json:"created_by"`
	ExpiresAt time.Time `json:"expires_at"`

	// Id Public: it is in the address of the frame, and shows nothing without the token
	Id        string     `json:"id"`
	Origin    string     `json:"origin"`
	PartnerId string     `json:"partner_id"`
	RevokedAt *time.Time `json:"revoked_at"`

	// Token Returned only here. Give it to the page, which gives it to the frame
	Token string `json:"token"`
}

// CreatedEndpoint defines model for CreatedEndpoint.
type CreatedEndpoint struct {
	Breaker     EndpointBreaker `json:"breaker"`
	CreatedAt   time.Time       `json:"created_at"`
	Description string          `json:"description"`

	// EventTypes Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types
	EventTypes []string `json:"event_types"`

	// FailingSince Time since which no attempt has succeeded
	FailingSince *time.Time `json:"failing_since"`

	// Headers Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again
	Headers map[string]string `json:"headers"`
	Id      string            `json:"id"`

	// MaxConcurrency Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
	MaxConcurrency int32 `json:"max_concurrency"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
	Metadata map[string]interface{} `json:"metadata"`

	// Ordering Deliver events with the same ordering key in order, one at a time
	Ordering             bool                 `json:"ordering"`
	OrderingOnDeadLetter OrderingOnDeadLetter `json:"ordering_on_dead_letter"`
	PartnerId            string               `json:"partner_id"`

	// PublicKey Public key that the receiver verifies signatures with (`whpk_…`). Only for v1a
	PublicKey *string `json:"public_key"`

	// RateLimitPerS Maximum attempts per second; null means no limit
	RateLimitPerS *int32 `json:"rate_limit_per_s"`

	// Region Region whose workers make its deliveries, one of webhooks.regions of the settings. Null is the home region
	Region *string `json:"region"`

	// RetryPolicy Null uses the policy of the partner's tier, as configured at the time of each attempt
	RetryPolicy *RetryPolicy `json:"retry_policy"`

	// SchemaVersions Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version
	SchemaVersions map[string]int64 `json:"schema_versions"`

	// Secret Secret that the receiver verifies signatures with (`whsec_…`). Null for v1a, whose private key is never returned
	Secret      *string         `json:"secret"`
	Signing     EndpointSigning `json:"signing"`
	State       EndpointState   `json:"state"`
	StateReason *string         `json:"state_reason"`

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
	AuthMethod            OauthClientAuthMethod `json:"auth_method"`
	CertificateSubject    *string               `json:"certificate_subject"`
	CertificateThumbprint *string               `json:"certificate_thumbprint"`

	// ClientSecret It is returned only once. Null if the authentication method needs no secret
	ClientSecret *string   `json:"client_secret"`
	CreatedAt    time.Time `json:"created_at"`
	CreatedBy    string    `json:"created_by"`

	// Id The client_id
	Id      string           `json:"id"`
	Jwks    *OauthClientJwks `json:"jwks"`
	JwksUri *string          `json:"jwks_uri"`

	// LastUsedAt When the client last obtained a token, to the minute
	LastUsedAt *time.Time        `json:"last_used_at"`
	Name       string            `json:"name"`
	PartnerId  string            `json:"partner_id"`
	RevokedAt  *time.Time        `json:"revoked_at"`
	Scopes     []PartnerScope    `json:"scopes"`
	Status     OauthClientStatus `json:"status"`
	UpdatedAt  time.Time         `json:"updated_at"`

	// Version Increases with each change; also the ETag
	Version int64 `json:"version"`
}

// CreatedSandbox defines model for CreatedSandbox.
type CreatedSandbox struct {
	ApiKey CreatedSandboxApiKey `json:"api_key"`

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
	Run    int64         `json:"run"`
	Seed   int64         `json:"seed"`
	Status SandboxStatus `json:"status"`
}

// CreatedSandboxApiKey defines model for CreatedSandboxApiKey.
type CreatedSandboxApiKey struct {
	Id string `json:"id"`

	// Key The partner's API key. It is returned only once
	Key string `json:"key"`
}

// CredentialPolicy defines model for CredentialPolicy.
type CredentialPolicy string

// CurrencyRule defines model for CurrencyRule.
type CurrencyRule string

// DeadLetter defines model for DeadLetter.
type DeadLetter struct {
	AttemptCount   int64     `json:"attempt_count"`
	CreatedAt      time.Time `json:"created_at"`
	DeadLetteredAt time.Time `json:"dead_lettered_at"`
	EndpointId     string    `json:"endpoint_id"`

	// ErrorClass Kind of error of the last attempt
	ErrorClass *ErrorClass `json:"error_class"`
	EventId    string      `json:"event_id"`
	EventType  string      `json:"event_type"`

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
	Endpoints           int64       `json:"endpoints"`
	ErrorClass          *ErrorClass `json:"error_class"`
	FirstDeadLetteredAt time.Time   `json:"first_dead_lettered_at"`
	LastDeadLetteredAt  time.Time   `json:"last_dead_lettered_at"`

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
	DryRun     *bool       `json:"dry_run,omitempty"`
	EndpointId *string     `json:"endpoint_id,omitempty"`
	ErrorClass *ErrorClass `json:"error_class,omitempty"`
	EventId    *string     `json:"event_id,omitempty"`
	EventType  *string     `json:"event_type,omitempty"`

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
	Attempts       []Attempt        `json:"attempts"`
	CreatedAt      time.Time        `json:"created_at"`
	DeadLetteredAt time.Time        `json:"dead_lettered_at"`
	Endpoint       DeliveryEndpoint `json:"endpoint"`
	EndpointId     string           `json:"endpoint_id"`

	// ErrorClass Kind of error of the last attempt
	ErrorClass *ErrorClass    `json:"error_class"`
	Event      DeliveredEvent `json:"event"`
	EventId    string         `json:"event_id"`
	EventType  string         `json:"event_type"`

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
	Conflict  *DealConflictLevel `json:"conflict"`
	CreatedAt time.Time          `json:"created_at"`
	Crm       *DealCrm           `json:"crm,omitempty"`

	// Custom Fields of the programme, by its schema. Each value is one of: a text, a number, true or false, a list
	Custom    map[string]interface{} `json:"custom,omitempty"`
	Customer  DealCustomer           `json:"customer"`
	DecidedAt *time.Time             `json:"decided_at"`

	// EditableFields Fields that may be changed now; null means all
	EditableFields []string       `json:"editable_fields"`
	ExpectedValue  *Money         `json:"expected_value,omitempty"`
	Extensions     int64          `json:"extensions"`
	ExternalId     *string        `json:"external_id"`
	Frequency      *DealFrequency `json:"frequency,omitempty"`
	Id             string         `json:"id"`

	// Metadata What the partner notes beside it
	Metadata map[string]interface{} `json:"metadata"`

	// NextStages Stages to which the deal can be moved now. Platform keys only
	NextStages []DealStage  `json:"next_stages,omitempty"`
	Origin     *DealOrigin  `json:"origin,omitempty"`
	Partner    *DealPartner `json:"partner,omitempty"`
	PartnerId  string       `json:"partner_id"`

	// Problem The business problem that the customer wants solved
	Problem *string `json:"problem,omitempty"`

	// ProcessError Why nothing happens automatically with the deal any more; null otherwise. Its next change tries again. Platform keys only
	ProcessError *string `json:"process_error,omitempty"`
	ProgrammeId  string  `json:"programme_id"`

	// ProtectedUntil No other partner can register this customer until then
	ProtectedUntil *time.Time `json:"protected_until"`

	// Reason Why the deal was rejected, withdrawn or lost, or which changes are requested
	Reason          *string          `json:"reason"`
	ReviewDueAt     *time.Time       `json:"review_due_at"`
	ReviewStatus    DealReviewStatus `json:"review_status"`
	SalesActivities []string         `json:"sales_activities,omitempty"`
	Stage           DealStage        `json:"stage"`

	// StageSince When the deal came to its stage. Until its first change of stage: when it was protected, submitted or created
	StageSince  time.Time  `json:"stage_since"`
	SubmittedAt *time.Time `json:"submitted_at"`

	// Team The partner's people
	Team      []DealContact `json:"team,omitempty"`
	Title     *string       `json:"title,omitempty"`
	Type      *DealType     `json:"type,omitempty"`
	UpdatedAt time.Time     `json:"updated_at"`

	// Version Increases with each change; also the ETag
	Version int64 `json:"version"`
}

// DealChange defines model for DealChange.
type DealChange struct {
	Action string    `json:"action"`
	At     time.Time `json:"at"`
	By     Author    `json:"by"`

	// Changes Maps each changed field to its values before and after
	Changes map[string][]interface{} `json:"changes"`
	Comment *string                  `json:"comment"`

	// RequestId ID of the request that made the change, as in the log and the audit log. Null for a workflow or an import. Platform keys only
	RequestId *string `json:"request_id,omitempty"`
	Version   int64   `json:"version"`
}

// DealConflictLevel defines model for DealConflictLevel.
type DealConflictLevel string

// DealContact defines model for DealContact.
type DealContact struct {
	Email string  `json:"email"`
	Name  string  `json:"name"`
	Phone *string `json:"phone,omitempty"`
	Role  *string `json:"role,omitempty"`
}

// DealContactInput defines model for DealContactInput.
type DealContactInput struct {
	Email string  `json:"email"`
	Name  string  `json:"name"`
	Phone *string `json:"phone,omitempty"`
	Role  *string `json:"role,omitempty"`
}

// DealCrm defines model for DealCrm.
type DealCrm struct {
	// Error Why the last attempt failed, or what the deal waits for
	Error *string `json:"error"`

	// Next When the next attempt is due
	Next  *time.Time   `json:"next"`
	State DealCrmState `json:"state"`

	// Version Version of the deal that was last written to the CRM; null if none, or if that is unknown
	Version *int64 `json:"version"`
}

// DealCrmState defines model for DealCrmState.
type DealCrmState string

// DealCustomer defines model for DealCustomer.
type DealCustomer struct {
	Address       *Address      `json:"address,omitempty"`
	CompanyName   string        `json:"company_name"`
	Contacts      []DealContact `json:"contacts,omitempty"`
	Duns          *string       `json:"duns,omitempty"`
	OtherWebsites []string      `json:"other_websites,omitempty"`

	// Website The main website, as a URL or a bare host name
	Website *string `json:"website,omitempty"`
}

// DealCustomerInput defines model for DealCustomerInput.
type DealCustomerInput struct {
	Address       *AddressInput      `json:"address,omitempty"`
	CompanyName   string             `json:"company_name"`
	Contacts      []DealContactInput `json:"contacts,omitempty"`
	Duns          *string            `json:"duns,omitempty"`
	OtherWebsites []string           `json:"other_websites,omitempty"`

	// Website The main website, as a URL or a bare host name
	Website *string `json:"website,omitempty"`
}

// DealField defines model for DealField.
type DealField string

// DealFrequency defines model for DealFrequency.
type DealFrequency string

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
	Reason *string          `json:"reason"`
	Status DealImportStatus `json:"status"`

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
	Row    int64               `json:"row"`
	Status DealImportRowStatus `json:"status"`
}

// DealImportRowList defines model for DealImportRowList.
type DealImportRowList struct {
	Data    []DealImportRow `json:"data"`
	HasMore bool            `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// DealImportRowStatus defines model for DealImportRowStatus.
type DealImportRowStatus string

// DealImportStatus defines model for DealImportStatus.
type DealImportStatus string

// DealList defines model for DealList.
type DealList struct {
	Data    []Deal `json:"data"`
	HasMore bool   `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// DealMatch defines model for DealMatch.
type DealMatch struct {
	Evidence []DealMatchEvidence `json:"evidence"`
	Id       string              `json:"id"`
	Kind     DealMatchKind       `json:"kind"`
	Score    float64             `json:"score"`
}

// DealMatchEvidence defines model for DealMatchEvidence.
type DealMatchEvidence struct {
	Explanation string  `json:"explanation"`
	Signal      string  `json:"signal"`
	Weight      float64 `json:"weight"`
}

// DealMatchKind defines model for DealMatchKind.
type DealMatchKind string

// DealMatches defines model for DealMatches.
type DealMatches struct {
	Data []DealMatch `json:"data"`
}

// DealNote defines model for DealNote.
type DealNote struct {
	By        Author    `json:"by"`
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

// DealOrigin defines model for DealOrigin.
type DealOrigin string

// DealPart defines model for DealPart.
type DealPart string

// DealPartner defines model for DealPartner.
type DealPartner struct {
	Id     string        `json:"id"`
	Name   string        `json:"name"`
	Status PartnerStatus `json:"status"`
	Tier   PartnerTier   `json:"tier"`
}

// DealPipeline defines model for DealPipeline.
type DealPipeline struct {
	Data []DealPipelineStage `json:"data"`
}

// DealPipelineStage defines model for DealPipelineStage.
type DealPipelineStage struct {
	Ageing DealPipelineStageAgeing `json:"ageing"`
	Deals  int64                   `json:"deals"`

	// ProtectionEndsSoon Deals whose protection ends within 30 days
	ProtectionEndsSoon int64         `json:"protection_ends_soon"`
	Stage              OpenDealStage `json:"stage"`

	// Values The sum of the expected values in each currency
	Values []SignedMoney `json:"values"`

	// WithoutValue Deals that name no value
	WithoutValue int64 `json:"without_value"`
}

// DealPipelineStageAgeing defines model for DealPipelineStageAgeing.
type DealPipelineStageAgeing struct {
	Longer     int64 `json:"longer"`
	UpTo30Days int64 `json:"up_to_30_days"`
	UpTo90Days int64 `json:"up_to_90_days"`
}

// DealReviewStatus defines model for DealReviewStatus.
type DealReviewStatus string

// DealSchema JSON Schema 2020-12
type DealSchema map[string]interface{}

// DealStage defines model for DealStage.
type DealStage string

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
	Statuses []DealStatusRuleStatus `json:"statuses"`

	// Types Only events of these types. Empty: all. Default: `[]`
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
	Statuses []DealStatusRuleStatusInput `json:"statuses"`

	// Types Only events of these types. Empty: all. Default: `[]`
	Types []string `json:"types,omitempty"`
}

// DealStatusRuleStatus defines model for DealStatusRuleStatus.
type DealStatusRuleStatus struct {
	Stage  DealStage `json:"stage"`
	Status string    `json:"status"`
}

// DealStatusRuleStatusInput defines model for DealStatusRuleStatusInput.
type DealStatusRuleStatusInput struct {
	Stage  DealStage `json:"stage"`
	Status string    `json:"status"`
}

// DealType defines model for DealType.
type DealType string

// DealValidation defines model for DealValidation.
type DealValidation struct {
	// Errors All errors that prevent the deal from being submitted
	Errors []FieldError `json:"errors"`
	Valid  bool         `json:"valid"`
}

// DeliveredEvent defines model for DeliveredEvent.
type DeliveredEvent struct {
	CreatedAt time.Time `json:"created_at"`

	// Data Only with `expand=event`: the payload exactly as published, before any transformation
	Data map[string]interface{} `json:"data,omitempty"`

	// ExternalId The publisher’s own id
	ExternalId *string   `json:"external_id"`
	Id         string    `json:"id"`
	OccurredAt time.Time `json:"occurred_at"`
	Type       string    `json:"type"`
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
	ErrorClass *ErrorClass     `json:"error_class"`
	Event      *DeliveredEvent `json:"event,omitempty"`

	// EventId ID of the event. It is also the webhook-id header of every attempt
	EventId   string `json:"event_id"`
	EventType string `json:"event_type"`

	// HoldDetail Details of the hold, such as the error of a transformation
	HoldDetail *string     `json:"hold_detail"`
	HoldReason *HoldReason `json:"hold_reason"`
	Id         string      `json:"id"`

	// LastError Error of the last attempt; null if it succeeded
	LastError     *string        `json:"last_error"`
	NextAttemptAt *time.Time     `json:"next_attempt_at"`
	OrderingKey   *string        `json:"ordering_key"`
	PartnerId     string         `json:"partner_id"`
	Status        DeliveryStatus `json:"status"`

	// UpdatedAt When anything of this last changed
	UpdatedAt time.Time `json:"updated_at"`
}

// DeliveryCounts defines model for DeliveryCounts.
type DeliveryCounts struct {
	ByStatus DeliveryCountsByStatus `json:"by_status"`

	// SuccessRate Share of delivered among delivered and dead-lettered ones; null if there are none
	SuccessRate *float64 `json:"success_rate"`
	Total       int64    `json:"total"`
}

// DeliveryCountsByStatus defines model for DeliveryCountsByStatus.
type DeliveryCountsByStatus struct {
	Cancelled    int64 `json:"cancelled"`
	DeadLettered int64 `json:"dead_lettered"`
	Delivered    int64 `json:"delivered"`
	Held         int64 `json:"held"`
	Pending      int64 `json:"pending"`
	Retrying     int64 `json:"retrying"`
}

// DeliveryDetailPart defines model for DeliveryDetailPart.
type DeliveryDetailPart string

// DeliveryEndpoint defines model for DeliveryEndpoint.
type DeliveryEndpoint struct {
	Description string                `json:"description"`
	Id          string                `json:"id"`
	State       DeliveryEndpointState `json:"state"`
	StateReason *string               `json:"state_reason"`
	Url         string                `json:"url"`
}

// DeliveryEndpointState defines model for DeliveryEndpointState.
type DeliveryEndpointState string

// DeliveryHold defines model for DeliveryHold.
type DeliveryHold struct {
	Explanation string     `json:"explanation"`
	Reason      HoldReason `json:"reason"`
	ReleasedBy  string     `json:"released_by"`
}

// DeliveryList defines model for DeliveryList.
type DeliveryList struct {
	Data    []Delivery `json:"data"`
	HasMore bool       `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// DeliveryPart defines model for DeliveryPart.
type DeliveryPart string

// DeliveryPeriod defines model for DeliveryPeriod.
type DeliveryPeriod struct {
	DeadLettered int64          `json:"dead_lettered"`
	Delivered    int64          `json:"delivered"`
	From         time.Time      `json:"from"`
	LatencyMs    AttemptLatency `json:"latency_ms"`

	// SuccessRate Share of delivered among both; null if there are none
	SuccessRate *float64 `json:"success_rate"`
}

// DeliveryPeriodLength defines model for DeliveryPeriodLength.
type DeliveryPeriodLength string

// DeliverySeries defines model for DeliverySeries.
type DeliverySeries struct {
	By DeliveryPeriodLength `json:"by"`

	// CountedUntil What ended before is counted; null if nothing was counted yet. Usually half a minute ago
	CountedUntil *time.Time `json:"counted_until"`

	// Data Oldest first, also those in which nothing ended
	Data []DeliveryPeriod `json:"data"`
}

// DeliveryStatus defines model for DeliveryStatus.
type DeliveryStatus string

// DeliveryWithTimeline defines model for DeliveryWithTimeline.
type DeliveryWithTimeline struct {
	AttemptCount int64 `json:"attempt_count"`

	// Attempts Oldest first. The numbering continues across replays
	Attempts         []Attempt `json:"attempts"`
	CreatedAt        time.Time `json:"created_at"`
	DeadLetterReason *string   `json:"dead_letter_reason"`

	// EndedAt When it was delivered, dead-lettered or cancelled
	EndedAt    *time.Time       `json:"ended_at"`
	Endpoint   DeliveryEndpoint `json:"endpoint"`
	EndpointId string           `json:"endpoint_id"`

	// ErrorClass Kind of error of the last attempt; null if it succeeded
	ErrorClass *ErrorClass    `json:"error_class"`
	Event      DeliveredEvent `json:"event"`

	// EventId ID of the event. It is also the webhook-id header of every attempt
	EventId   string `json:"event_id"`
	EventType string `json:"event_type"`

	// Hold Why the delivery is held and what releases it. Null unless its status is `held`
	Hold *DeliveryHold `json:"hold"`

	// HoldDetail Details of the hold, such as the error of a transformation
	HoldDetail *string     `json:"hold_detail"`
	HoldReason *HoldReason `json:"hold_reason"`
	Id         string      `json:"id"`

	// LastError Error of the last attempt; null if it succeeded
	LastError     *string        `json:"last_error"`
	NextAttemptAt *time.Time     `json:"next_attempt_at"`
	OrderingKey   *string        `json:"ordering_key"`
	PartnerId     string         `json:"partner_id"`
	Status        DeliveryStatus `json:"status"`

	// UpdatedAt When anything of this last changed
	UpdatedAt time.Time `json:"updated_at"`

	// WorkflowId The workflow that handles the delivery now, or handled it last: its own, a round, or the drain of its endpoint. Platform keys only
	WorkflowId *string `json:"workflow_id,omitempty"`

	// WorkflowUrl The same workflow in Temporal UI. Platform keys only
	WorkflowUrl *string `json:"workflow_url,omitempty"`
}

// DisconnectConnection defines model for DisconnectConnection.
type DisconnectConnection struct {
	Reason *string `json:"reason,omitempty"`
}

// DisconnectReport defines model for DisconnectReport.
type DisconnectReport struct {
	Erased  []string `json:"erased"`
	Remains []string `json:"remains"`
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
	Evidence  []string     `json:"evidence"`
	Id        string       `json:"id"`
	InvoiceId *string      `json:"invoice_id"`
	LineId    *string      `json:"line_id"`
	OpenedAt  time.Time    `json:"opened_at"`
	PartnerId string       `json:"partner_id"`
	Question  string       `json:"question"`
	State     DisputeState `json:"state"`
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

// DisputeState defines model for DisputeState.
type DisputeState string

// EffectiveRateLimit defines model for EffectiveRateLimit.
type EffectiveRateLimit struct {
	Burst     int64 `json:"burst"`
	PerMinute int64 `json:"per_minute"`
}

// EmailApiSecretsInput defines model for EmailApiSecretsInput.
type EmailApiSecretsInput struct {
	ApiKey string `json:"api_key"`
}

// EmbedSession defines model for EmbedSession.
type EmbedSession struct {
	CreatedAt time.Time `json:"created_at"`

	// CreatedBy ID of the credential that created it
	CreatedBy string    `json:"created_by"`
	ExpiresAt time.Time `json:"expires_at"`

	// Id Public: it is in the address of the frame, and shows nothing without the token
	Id        string     `json:"id"`
	Origin    string     `json:"origin"`
	PartnerId string     `json:"partner_id"`
	RevokedAt *time.Time `json:"revoked_at"`
}

// EmbedSessionList defines model for EmbedSessionList.
type EmbedSessionList struct {
	Data    []EmbedSession `json:"data"`
	HasMore bool           `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// EndedSessions defines model for EndedSessions.
type EndedSessions struct {
	// Ended How many sessions ended
	Ended int64 `json:"ended"`
}

// Endpoint defines model for Endpoint.
type Endpoint struct {
	Breaker     EndpointBreaker `json:"breaker"`
	CreatedAt   time.Time       `json:"created_at"`
	Description string          `json:"description"`

	// EventTypes Event types to receive, such as deal.approved, or deal.* for all types that begin with deal. Empty means all types
	EventTypes []string `json:"event_types"`

	// FailingSince Time since which no attempt has succeeded
	FailingSince *time.Time `json:"failing_since"`

	// Headers Custom headers of each attempt. They are stored encrypted and returned as ********. Send that value to keep the stored one. With a url at another origin, every value must be sent again
	Headers map[string]string `json:"headers"`
	Id      string            `json:"id"`

	// MaxConcurrency Maximum concurrent attempts. Default: webhooks.delivery.max_concurrency
	MaxConcurrency int32 `json:"max_concurrency"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
	Metadata map[string]interface{} `json:"metadata"`

	// Ordering Deliver events with the same ordering key in order, one at a time
	Ordering             bool                 `json:"ordering"`
	OrderingOnDeadLetter OrderingOnDeadLetter `json:"ordering_on_dead_letter"`
	PartnerId            string               `json:"partner_id"`

	// RateLimitPerS Maximum attempts per second; null means no limit
	RateLimitPerS *int32 `json:"rate_limit_per_s"`

	// Region Region whose workers make its deliveries, one of webhooks.regions of the settings. Null is the home region
	Region *string `json:"region"`

	// RetryPolicy Null uses the policy of the partner's tier, as configured at the time of each attempt
	RetryPolicy *RetryPolicy `json:"retry_policy"`

	// SchemaVersions Schema versions of event types to receive, such as {"deal.approved": 1}. Newer payloads are converted. Types without an entry are sent in their newest version
	SchemaVersions map[string]int64 `json:"schema_versions"`
	Signing        EndpointSigning  `json:"signing"`
	State          EndpointState    `json:"state"`
	StateReason    *string          `json:"state_reason"`

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

// EndpointActivity defines model for EndpointActivity.
type EndpointActivity struct {
	Attempts   AttemptCounts  `json:"attempts"`
	Deliveries DeliveryCounts `json:"deliveries"`
}

// EndpointBreaker defines model for EndpointBreaker.
type EndpointBreaker struct {
	// Reason Error of the attempt that opened it
	Reason *string      `json:"reason"`
	State  BreakerState `json:"state"`
	Until  *time.Time   `json:"until"`
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
	Previous []PreviousEndpointSecret `json:"previous"`

	// PublicKey Public key that the receiver verifies signatures with (`whpk_…`). Only for v1a
	PublicKey *string `json:"public_key"`

	// Secret Secret that the receiver verifies signatures with (`whsec_…`). Null for v1a, whose private key is never returned
	Secret  *string         `json:"secret"`
	Signing EndpointSigning `json:"signing"`
}

// EndpointSigning defines model for EndpointSigning.
type EndpointSigning string

// EndpointState defines model for EndpointState.
type EndpointState string

// EndpointStats defines model for EndpointStats.
type EndpointStats struct {
	// CountedFrom Set if there were too many deliveries to count. Then the figures only include deliveries since this time
	CountedFrom *time.Time        `json:"counted_from"`
	EndpointId  string            `json:"endpoint_id"`
	Held        EndpointStatsHeld `json:"held"`
	Last24h     EndpointActivity  `json:"last_24h"`
	Last7d      EndpointActivity  `json:"last_7d"`
}

// EndpointStatsHeld defines model for EndpointStatsHeld.
type EndpointStatsHeld struct {
	Count    int64      `json:"count"`
	OldestAt *time.Time `json:"oldest_at"`
}

// Erasure defines model for Erasure.
type Erasure struct {
	// Counts Number of rows erased so far, by kind
	Counts     map[string]int64 `json:"counts"`
	CreatedAt  time.Time        `json:"created_at"`
	FinishedAt *time.Time       `json:"finished_at"`
	Id         string           `json:"id"`
	Kind       ErasureKind      `json:"kind"`

	// PartnerId Null for the erasure of a person, which covers all partners
	PartnerId *string `json:"partner_id"`

	// Reason Why nothing happens any more, although it is not finished; null otherwise
	Reason *string `json:"reason"`

	// RequestedBy The key or OAuth client that requested the erasure
	RequestedBy string        `json:"requested_by"`
	Status      ErasureStatus `json:"status"`
}

// ErasureKind defines model for ErasureKind.
type ErasureKind string

// ErasureList defines model for ErasureList.
type ErasureList struct {
	Data    []Erasure `json:"data"`
	HasMore bool      `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ErasureStatus defines model for ErasureStatus.
type ErasureStatus string

// ErrorClass defines model for ErrorClass.
type ErrorClass string

// EventDelivery defines model for EventDelivery.
type EventDelivery struct {
	Attempts      int64      `json:"attempts"`
	EndedAt       *time.Time `json:"ended_at"`
	EndpointId    string     `json:"endpoint_id"`
	Id            string     `json:"id"`
	NextAttemptAt *time.Time `json:"next_attempt_at"`
	PartnerId     string     `json:"partner_id"`
	Status        string     `json:"status"`
}

// EventDetail defines model for EventDetail.
type EventDetail struct {
	CreatedAt time.Time `json:"created_at"`

	// Data The payload: a JSON object that matches the type’s schema, at most 256 KiB
	Data       map[string]interface{} `json:"data"`
	Deliveries int64                  `json:"deliveries"`

	// DeliveryList The first 100. GET /deliveries?event_id=… lists all
	DeliveryList []EventDelivery `json:"delivery_list"`

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
	Versions []EventTypeVersion `json:"versions"`
}

// EventTypeList defines model for EventTypeList.
type EventTypeList struct {
	Data    []EventType `json:"data"`
	HasMore bool        `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// EventTypeVersion defines model for EventTypeVersion.
type EventTypeVersion struct {
	CreatedAt time.Time `json:"created_at"`

	// DownConversion JSONata that converts a payload of this version into one of the previous version, for endpoints that pin an older version. It must work with each of the examples, and at least one example is required
	DownConversion *string `json:"down_conversion"`

	// Examples Payloads that match the schema. When an endpoint is saved, its transformation is tested with them
	Examples []interface{} `json:"examples"`

	// Schema JSON Schema 2020-12 of the payload (`data`), at most 64 KiB, without references to other schemas. It only validates: fields that it does not name stay in the payload. Keep patterns simple, because they run on every event of the type.
	Schema map[string]interface{} `json:"schema"`

	// Version Counts from 1. New events are validated against the newest version
	Version int64 `json:"version"`
}

// Exclusivity defines model for Exclusivity.
type Exclusivity string

// ExplainedCredit defines model for ExplainedCredit.
type ExplainedCredit struct {
	Amounts *AmountsByModel `json:"amounts"`
	Counts  *NumbersByModel `json:"counts"`
	Measure string          `json:"measure"`

	// PartnerId Null: the company itself
	PartnerId *string `json:"partner_id"`
}

// ExplainedFact defines model for ExplainedFact.
type ExplainedFact struct {
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
	Rates []FactRate `json:"rates"`
}

// ExplainedTouch defines model for ExplainedTouch.
type ExplainedTouch struct {
	Id         string    `json:"id"`
	OccurredAt time.Time `json:"occurred_at"`
	PartnerId  *string   `json:"partner_id"`

	// Refused Why it does not count; null if it does
	Refused *LostReason `json:"refused"`
	Source  TouchSource `json:"source"`

	// Weights Its part of the path, from 0 to 1
	Weights *NumbersByModel `json:"weights"`
}

// ExportPage defines model for ExportPage.
type ExportPage struct {
	Data []ExportRow `json:"data"`

	// HasMore Whether the pass has more pages now
	HasMore bool `json:"has_more"`

	// NextCursor Where to go on. At the end of a pass, keep it: it returns what has changed since, and it does not expire
	NextCursor string `json:"next_cursor"`
}

// ExportRow defines model for ExportRow.
type ExportRow struct {
	// Deleted Such a row has no other fields: delete your copy
	Deleted bool   `json:"deleted"`
	Id      string `json:"id"`

	// UpdatedAt When the row last changed
	UpdatedAt time.Time `json:"updated_at"`
}

// ExportStream defines model for ExportStream.
type ExportStream struct {
	CursorField string           `json:"cursor_field"`
	Description string           `json:"description"`
	Name        ExportStreamName `json:"name"`
	PrimaryKey  []string         `json:"primary_key"`
}

// ExportStreamList defines model for ExportStreamList.
type ExportStreamList struct {
	Data []ExportStream `json:"data"`
}

// ExportStreamName defines model for ExportStreamName.
type ExportStreamName string

// ExportStreamSchema defines model for ExportStreamSchema.
type ExportStreamSchema struct {
	CursorField string           `json:"cursor_field"`
	Description string           `json:"description"`
	Name        ExportStreamName `json:"name"`
	PrimaryKey  []string         `json:"primary_key"`

	// Schema JSON Schema (draft 2020-12) of a row. Columns may be added
	Schema map[string]interface{} `json:"schema"`
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
	Results []FactResult `json:"results"`
}

// FactExplanation defines model for FactExplanation.
type FactExplanation struct {
	// Chain Facts that are credited together: a sale and its refunds, or the changes of a subscription
	Chain   []string          `json:"chain"`
	Credits []ExplainedCredit `json:"credits"`
	FactId  string            `json:"fact_id"`

	// Goal What the touches led to. Null of a cost
	Goal         *FactExplanationGoal `json:"goal"`
	InfluencedBy []string             `json:"influenced_by"`

	// IsWaiting A refund whose sale has not arrived brings nothing until then
	IsWaiting bool `json:"is_waiting"`

	// Lost Why no touch explains it, so that the company itself has the credit
	Lost *LostReason `json:"lost"`

	// Rates With which its day is converted into the currency of reports
	Rates     []FactRate          `json:"rates"`
	SourcedBy *string             `json:"sourced_by"`
	Touches   []ExplainedTouch    `json:"touches"`
	Type      FactExplanationType `json:"type"`
	Version   int64               `json:"version"`
}

// FactExplanationGoal defines model for FactExplanationGoal.
type FactExplanationGoal struct {
	At            time.Time  `json:"at"`
	LeadAt        *time.Time `json:"lead_at"`
	OpportunityAt *time.Time `json:"opportunity_at"`
	RegisteredBy  *string    `json:"registered_by"`
}

// FactExplanationType defines model for FactExplanationType.
type FactExplanationType string

// FactRate defines model for FactRate.
type FactRate struct {
	Currency string `json:"currency"`

	// Day Of the rate: the day of the fact, or up to seven days before
	Day      string `json:"day"`
	ImportId *int64 `json:"import_id"`

	// PerEuro Units for one euro, as the source wrote it
	PerEuro string `json:"per_euro"`
}

// FactResult defines model for FactResult.
type FactResult struct {
	// Errors Why it was not recorded
	Errors []FieldError `json:"errors"`

	// ExternalId Null if the item has none that is readable
	ExternalId *string `json:"external_id"`

	// Id ID of the fact. Null if it was not recorded; in a conflict, the ID of what is stored
	Id     *string          `json:"id"`
	Status FactResultStatus `json:"status"`
}

// FactResultStatus defines model for FactResultStatus.
type FactResultStatus string

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

// FieldCondition defines model for FieldCondition.
type FieldCondition struct {
	Equals FieldConditionValue `json:"equals"`
	Field  string              `json:"field"`
}

// FieldConditionInput defines model for FieldConditionInput.
type FieldConditionInput struct {
	Equals FieldConditionValue `json:"equals"`
	Field  string              `json:"field"`
}

// FieldConditionValue defines model for FieldConditionValue.
type FieldConditionValue = any

// FieldError One validation error
type FieldError struct {
	// Code Stable error code for programs. docs/errors.md lists all codes
	Code string `json:"code"`

	// Field Dotted path, or the pointer inside a payload or a schema. Use `pointer` instead
	// Deprecated: this property has been marked as deprecated upstream, but no `x-deprecated-reason` was set
	Field string        `json:"field"`
	In    *FieldErrorIn `json:"in,omitempty"`

	// LegacyCode Former value of `code`, if it was different
	// Deprecated: this property has been marked as deprecated upstream, but no `x-deprecated-reason` was set
	LegacyCode *string `json:"legacy_code,omitempty"`

	// Message Explanation for people. It continues the name of the field, such as "is required"
	Message string `json:"message"`

	// Pointer JSON Pointer (RFC 6901) to the value; "" refers to the whole
	Pointer string `json:"pointer"`
}

// FieldErrorIn defines model for FieldErrorIn.
type FieldErrorIn string

// FindSignIn defines model for FindSignIn.
type FindSignIn struct {
	Email string `json:"email"`
}

// FindingClass defines model for FindingClass.
type FindingClass string

// FindingState defines model for FindingState.
type FindingState string

// Freshness defines model for Freshness.
type Freshness struct {
	// AgeS Of the last complete run. For an endpoint: of the oldest delivery that waits
	AgeS       int64 `json:"age_s"`
	IsMet      bool  `json:"is_met"`
	ObjectiveS int64 `json:"objective_s"`
}

// GroupRoles defines model for GroupRoles.
type GroupRoles struct {
	// Group The name or ID of the group, exactly as the identity provider sends it
	Group string     `json:"group"`
	Roles []UserRole `json:"roles"`
}

// GroupRolesInput defines model for GroupRolesInput.
type GroupRolesInput struct {
	// Group The name or ID of the group, exactly as the identity provider sends it
	Group string     `json:"group"`
	Roles []UserRole `json:"roles"`
}

// HealthCode defines model for HealthCode.
type HealthCode string

// HealthCondition defines model for HealthCondition.
type HealthCondition struct {
	Code HealthCode `json:"code"`

	// N How many records, deliveries, scopes or endpoints it is about: the n of `partial`. Large numbers are not counted to the end
	N      *int64 `json:"n"`
	Reason string `json:"reason"`

	// Remedy Null if there is nothing to do
	Remedy *HealthRemedy `json:"remedy"`

	// Since The time that is stored, or when it was first seen so, within half a minute. Null if that is not known
	Since *time.Time  `json:"since"`
	State HealthState `json:"state"`
}

// HealthCounts defines model for HealthCounts.
type HealthCounts struct {
	ActionRequired  int64 `json:"action_required"`
	Delayed         int64 `json:"delayed"`
	Healthy         int64 `json:"healthy"`
	Held            int64 `json:"held"`
	Partial         int64 `json:"partial"`
	Paused          int64 `json:"paused"`
	Syncing         int64 `json:"syncing"`
	WaitingForQuota int64 `json:"waiting_for_quota"`
}

// HealthDay defines model for HealthDay.
type HealthDay struct {
	Day string `json:"day"`

	// WatchedPercent For how much of the day somebody looked
	WatchedPercent float64 `json:"watched_percent"`

	// WellPercent For how much of the watched time nothing was wrong: `healthy` or `syncing`
	WellPercent *float64 `json:"well_percent"`

	// Worst The worst state of the day; null if nobody looked
	Worst *HealthState `json:"worst"`
}

// HealthError defines model for HealthError.
type HealthError struct {
	At      time.Time `json:"at"`
	Message *string   `json:"message"`
}

// HealthHistory defines model for HealthHistory.
type HealthHistory struct {
	Data    []HealthPeriod `json:"data"`
	HasMore bool           `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// HealthKind defines model for HealthKind.
type HealthKind string

// HealthPeriod defines model for HealthPeriod.
type HealthPeriod struct {
	BeganAt time.Time  `json:"began_at"`
	Code    HealthCode `json:"code"`

	// EndedAt Null while it lasts. Between two periods nobody looked
	EndedAt *time.Time       `json:"ended_at"`
	Kind    ListedHealthKind `json:"kind"`

	// N As it was last
	N         *int64      `json:"n"`
	PartnerId *string     `json:"partner_id"`
	Reason    string      `json:"reason"`
	State     HealthState `json:"state"`
	SubjectId string      `json:"subject_id"`
}

// HealthRemedy defines model for HealthRemedy.
type HealthRemedy struct {
	// Call The call of this API that does it or shows more
	Call *HealthRemedyCall `json:"call"`

	// Docs The page that explains it, on this host
	Docs string `json:"docs"`
	Text string `json:"text"`
}

// HealthRemedyCall defines model for HealthRemedyCall.
type HealthRemedyCall struct {
	Method HealthRemedyMethod `json:"method"`
	Path   string             `json:"path"`
}

// HealthRemedyMethod defines model for HealthRemedyMethod.
type HealthRemedyMethod string

// HealthState defines model for HealthState.
type HealthState string

// HealthSummary defines model for HealthSummary.
type HealthSummary struct {
	Counts HealthCounts `json:"counts"`

	// LookedAt When that was, usually less than a minute ago; null if nobody has looked yet
	LookedAt *time.Time `json:"looked_at"`
}

// HoldReason defines model for HoldReason.
type HoldReason string

// Identity defines model for Identity.
type Identity struct {
	// Root Pseudonym of the subject that stands for all that are the same: the account, else the user
	Root   string         `json:"root"`
	Status IdentityStatus `json:"status"`
}

// IdentityBatch defines model for IdentityBatch.
type IdentityBatch struct {
	Identities []CreateIdentity `json:"identities"`
}

// IdentityBatchResult defines model for IdentityBatchResult.
type IdentityBatchResult struct {
	// Results One result per item, in the order of the request
	Results []IdentityResult `json:"results"`
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

// IdentityResult defines model for IdentityResult.
type IdentityResult struct {
	Errors []FieldError         `json:"errors"`
	Root   *string              `json:"root"`
	Status IdentityResultStatus `json:"status"`
}

// IdentityResultStatus defines model for IdentityResultStatus.
type IdentityResultStatus string

// IdentityStatus defines model for IdentityStatus.
type IdentityStatus string

// IgnoredJwk defines model for IgnoredJwk.
type IgnoredJwk struct {
	Kid    *string `json:"kid"`
	Kty    *string `json:"kty"`
	Reason string  `json:"reason"`
}

// ImportDealsDelimiter defines model for ImportDealsDelimiter.
type ImportDealsDelimiter string

// ImportedDeal defines model for ImportedDeal.
type ImportedDeal struct {
	// CloseDate When the sale is expected to close
	CloseDate  *string `json:"close_date,omitempty"`
	Competitor *string `json:"competitor,omitempty"`

	// Custom Fields of the programme, by its schema. Each value is one of: a text, a number, true or false, a list
	Custom        map[string]interface{} `json:"custom,omitempty"`
	Customer      DealCustomerInput      `json:"customer"`
	ExpectedValue *MoneyInput            `json:"expected_value,omitempty"`

	// ExternalId The partner's own id of the deal, unique among the partner's deals. Repeated imports find the deal by it
	ExternalId string         `json:"external_id"`
	Frequency  *DealFrequency `json:"frequency,omitempty"`
	Origin     *DealOrigin    `json:"origin,omitempty"`

	// PartnerId If set, must be the partner of the import
	PartnerId *string `json:"partner_id,omitempty"`

	// Problem The business problem that the customer wants solved
	Problem         *string  `json:"problem,omitempty"`
	SalesActivities []string `json:"sales_activities,omitempty"`

	// Team The partner's people
	Team  []DealContactInput `json:"team,omitempty"`
	Title *string            `json:"title,omitempty"`
	Type  *DealType          `json:"type,omitempty"`
}

// InboundEvent defines model for InboundEvent.
type InboundEvent struct {
	// AccountId The vendor's account that it is about
	AccountId *string            `json:"account_id"`
	Effect    InboundEventEffect `json:"effect"`

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
	Reason     *string            `json:"reason"`
	ReceivedAt time.Time          `json:"received_at"`
	RecordId   *string            `json:"record_id"`
	Replays    int64              `json:"replays"`
	SourceId   string             `json:"source_id"`
	Status     InboundEventStatus `json:"status"`

	// Type As the vendor calls it
	Type   string `json:"type"`
	Vendor string `json:"vendor"`

	// WorkflowId The workflow that processed it last
	WorkflowId *string `json:"workflow_id"`
}

// InboundEventDetail defines model for InboundEventDetail.
type InboundEventDetail struct {
	// AccountId The vendor's account that it is about
	AccountId *string            `json:"account_id"`
	Effect    InboundEventEffect `json:"effect"`

	// ExternalId The vendor's own id of the event, or the hash of the webhook. An event with a known id has no effect
	ExternalId string `json:"external_id"`
	Id         string `json:"id"`

	// Object What kind of record it is about
	Object     *string                   `json:"object"`
	OccurredAt *time.Time                `json:"occurred_at"`
	Payload    InboundEventDetailPayload `json:"payload"`

	// ProcessError Why its workflow gave up. A replay tries again
	ProcessError *string    `json:"process_error"`
	ProcessedAt  *time.Time `json:"processed_at"`

	// Reason Why it has failed or was superseded, and what to do
	Reason     *string            `json:"reason"`
	ReceivedAt time.Time          `json:"received_at"`
	RecordId   *string            `json:"record_id"`
	Replays    int64              `json:"replays"`
	SourceId   string             `json:"source_id"`
	Status     InboundEventStatus `json:"status"`

	// Type As the vendor calls it
	Type   string `json:"type"`
	Vendor string `json:"vendor"`

	// WorkflowId The workflow that processed it last
	WorkflowId *string `json:"workflow_id"`
}

// InboundEventDetailPayload defines model for InboundEventDetailPayload.
type InboundEventDetailPayload struct {
	// Body The webhook as it arrived. Null without the scope connections:payloads
	Body        *string `json:"body"`
	Bytes       int64   `json:"bytes"`
	ContentType *string `json:"content_type"`
}

// InboundEventEffect defines model for InboundEventEffect.
type InboundEventEffect string

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
	SourceId *string             `json:"source_id,omitempty"`
	Status   *InboundEventStatus `json:"status,omitempty"`
	Type     *string             `json:"type,omitempty"`
}

// InboundEventStatus defines model for InboundEventStatus.
type InboundEventStatus string

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
	Secrets   []InboundSourceSecret `json:"secrets"`
	UpdatedAt time.Time             `json:"updated_at"`

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

// InboundSourceSecret defines model for InboundSourceSecret.
type InboundSourceSecret struct {
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt *time.Time `json:"expires_at"`
}

// IntegrationHealth defines model for IntegrationHealth.
type IntegrationHealth struct {
	// Also What else holds, the worst first
	Also []HealthCondition `json:"also"`
	Code HealthCode        `json:"code"`

	// FailedRecords Records that are not written, or deliveries that were given up
	FailedRecords int64 `json:"failed_records"`

	// Freshness Null where nothing is awaited
	Freshness *Freshness   `json:"freshness"`
	Id        string       `json:"id"`
	Kind      HealthKind   `json:"kind"`
	LastError *HealthError `json:"last_error"`

	// LastSuccessAt The end of the last complete run. For an endpoint: when the last of its latest 50 deliveries arrived
	LastSuccessAt *time.Time `json:"last_success_at"`

	// N How many records, deliveries, scopes or endpoints it is about: the n of `partial`. Large numbers are not counted to the end
	N *int64 `json:"n"`

	// Name For an endpoint: its URL, with masked values in the query
	Name string `json:"name"`

	// NextRunAt When it goes on by itself; null if nothing is planned
	NextRunAt *time.Time `json:"next_run_at"`

	// PartnerId Null for what belongs to the company
	PartnerId *string `json:"partner_id"`

	// Quota Of the daily quotas, the one of which the least is left
	Quota  *QuotaLeft `json:"quota"`
	Reason string     `json:"reason"`

	// Remedy Null if there is nothing to do
	Remedy *HealthRemedy `json:"remedy"`

	// Since The time that is stored, or when it was first seen so, within half a minute. Null if that is not known
	Since *time.Time  `json:"since"`
	State HealthState `json:"state"`

	// Trend The last 14 days in UTC, the oldest first. Of a partner: of its endpoints together
	Trend  []HealthDay `json:"trend"`
	Vendor *string     `json:"vendor"`
}

// IntegrationHealthDetail defines model for IntegrationHealthDetail.
type IntegrationHealthDetail struct {
	// Also What else holds, the worst first
	Also []HealthCondition `json:"also"`
	Code HealthCode        `json:"code"`

	// FailedRecords Records that are not written, or deliveries that were given up
	FailedRecords int64 `json:"failed_records"`

	// Freshness Null where nothing is awaited
	Freshness *Freshness   `json:"freshness"`
	Id        string       `json:"id"`
	Kind      HealthKind   `json:"kind"`
	LastError *HealthError `json:"last_error"`

	// LastSuccessAt The end of the last complete run. For an endpoint: when the last of its latest 50 deliveries arrived
	LastSuccessAt *time.Time `json:"last_success_at"`

	// N How many records, deliveries, scopes or endpoints it is about: the n of `partial`. Large numbers are not counted to the end
	N *int64 `json:"n"`

	// Name For an endpoint: its URL, with masked values in the query
	Name string `json:"name"`

	// NextRunAt When it goes on by itself; null if nothing is planned
	NextRunAt *time.Time `json:"next_run_at"`

	// Objectives What is promised, how it is kept, and how fast its error budget is used
	Objectives []ServiceObjective `json:"objectives"`

	// PartnerId Null for what belongs to the company
	PartnerId *string `json:"partner_id"`

	// Quota Of the daily quotas, the one of which the least is left
	Quota  *QuotaLeft `json:"quota"`
	Reason string     `json:"reason"`

	// Remedy Null if there is nothing to do
	Remedy *HealthRemedy `json:"remedy"`

	// Since The time that is stored, or when it was first seen so, within half a minute. Null if that is not known
	Since *time.Time  `json:"since"`
	State HealthState `json:"state"`

	// Trend The last 14 days in UTC, the oldest first. Of a partner: of its endpoints together
	Trend  []HealthDay `json:"trend"`
	Vendor *string     `json:"vendor"`
}

// IntegrationHealthList defines model for IntegrationHealthList.
type IntegrationHealthList struct {
	// Banners Vendors that have not answered for a minute, or say of themselves that something is wrong, with a sentence to show to everybody. Only with `connections:read`
	Banners []VendorBanner      `json:"banners"`
	Data    []IntegrationHealth `json:"data"`
	HasMore bool                `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string       `json:"next_cursor"`
	Summary    HealthSummary `json:"summary"`
}

// Introspection RFC 7662. If the token is not valid, or the caller may not see it, the response contains only `active: false`
type Introspection struct {
	Active    bool              `json:"active"`
	Aud       *string           `json:"aud,omitempty"`
	ClientId  *string           `json:"client_id,omitempty"`
	Cnf       *IntrospectionCnf `json:"cnf,omitempty"`
	Exp       *int64            `json:"exp,omitempty"`
	Iat       *int64            `json:"iat,omitempty"`
	Iss       *string           `json:"iss,omitempty"`
	Jti       *string           `json:"jti,omitempty"`
	PartnerId *string           `json:"partner_id,omitempty"`
	Scope     *string           `json:"scope,omitempty"`
	Sub       *string           `json:"sub,omitempty"`
	TokenType *string           `json:"token_type,omitempty"`
}

// IntrospectionCnf defines model for IntrospectionCnf.
type IntrospectionCnf struct {
	X5tS256 string `json:"x5t#S256"`
}

// Jwk defines model for Jwk.
type Jwk struct {
	Kid string `json:"kid"`
	Kty string `json:"kty"`
}

// JwkInput defines model for JwkInput.
type JwkInput struct {
	Kid *string `json:"kid,omitempty"`
	Kty string  `json:"kty"`
}

// Jwks RFC 7517. Contains the keys that sign now, those that will sign next, and those whose tokens have not expired
type Jwks struct {
	Keys []Jwk `json:"keys"`
}

// JwksInput defines model for JwksInput.
type JwksInput struct {
	Keys []JwkInput `json:"keys"`
}

// LevelDefinition defines model for LevelDefinition.
type LevelDefinition struct {
	Name string `json:"name"`

	// Requires All of them, and those of the levels below. Default: `[]`
	Requires []LevelRequirement `json:"requires"`
}

// LevelDefinitionInput defines model for LevelDefinitionInput.
type LevelDefinitionInput struct {
	Name string `json:"name"`

	// Requires All of them, and those of the levels below. Default: `[]`
	Requires []LevelRequirementInput `json:"requires,omitempty"`
}

// LevelRequirement defines model for LevelRequirement.
type LevelRequirement = any

// LevelRequirementDeals defines model for LevelRequirementDeals.
type LevelRequirementDeals struct {
	AtLeast int32  `json:"at_least"`
	Measure string `json:"measure"`
}

// LevelRequirementDealsInput defines model for LevelRequirementDealsInput.
type LevelRequirementDealsInput struct {
	AtLeast int32  `json:"at_least"`
	Measure string `json:"measure"`
}

// LevelRequirementField defines model for LevelRequirementField.
type LevelRequirementField struct {
	AtLeast int32 `json:"at_least"`

	// Field A number, or a list whose items count, in the partner's fields, such as certifications
	Field   string `json:"field"`
	Measure string `json:"measure"`
}

// LevelRequirementFieldInput defines model for LevelRequirementFieldInput.
type LevelRequirementFieldInput struct {
	AtLeast int32 `json:"at_least"`

	// Field A number, or a list whose items count, in the partner's fields, such as certifications
	Field   string `json:"field"`
	Measure string `json:"measure"`
}

// LevelRequirementInput defines model for LevelRequirementInput.
type LevelRequirementInput = any

// LevelRequirementRevenue defines model for LevelRequirementRevenue.
type LevelRequirementRevenue struct {
	AtLeast string `json:"at_least"`
	Measure string `json:"measure"`
}

// LevelRequirementRevenueInput defines model for LevelRequirementRevenueInput.
type LevelRequirementRevenueInput struct {
	AtLeast string `json:"at_least"`
	Measure string `json:"measure"`
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

// ListDealsSort defines model for ListDealsSort.
type ListDealsSort string

// ListSyncConflictsState defines model for ListSyncConflictsState.
type ListSyncConflictsState string

// ListedHealthKind defines model for ListedHealthKind.
type ListedHealthKind string

// Liveness defines model for Liveness.
type Liveness struct {
	Status LivenessStatus `json:"status"`
}

// LivenessStatus defines model for LivenessStatus.
type LivenessStatus string

// LostConversions defines model for LostConversions.
type LostConversions struct {
	Conversions int64          `json:"conversions"`
	Kind        ConversionKind `json:"kind"`
	Reason      LostReason     `json:"reason"`
}

// LostReason defines model for LostReason.
type LostReason string

// MatchedCompany defines model for MatchedCompany.
type MatchedCompany struct {
	Address      *Address `json:"address"`
	Duns         *string  `json:"duns"`
	EmailDomains []string `json:"email_domains"`

	// Id ID of the deal or of the account
	Id   string        `json:"id"`
	Kind DealMatchKind `json:"kind"`
	Name string        `json:"name"`

	// PartnerId Partner of the deal. Null for an account
	PartnerId *string  `json:"partner_id"`
	Websites  []string `json:"websites"`
}

// MergeDeal defines model for MergeDeal.
type MergeDeal struct {
	// Comment Visible only to the company
	Comment *string `json:"comment,omitempty"`

	// Into ID of the deal that stays open
	Into string `json:"into"`
}

// MissingScope defines model for MissingScope.
type MissingScope struct {
	Name string `json:"name"`

	// Setting Where an administrator grants it
	Setting string `json:"setting"`
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

// MoneyOrCount defines model for MoneyOrCount.
type MoneyOrCount = any

// NumbersByModel defines model for NumbersByModel.
type NumbersByModel struct {
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
}

// OauthClient defines model for OauthClient.
type OauthClient struct {
	AuthMethod            OauthClientAuthMethod `json:"auth_method"`
	CertificateSubject    *string               `json:"certificate_subject"`
	CertificateThumbprint *string               `json:"certificate_thumbprint"`
	CreatedAt             time.Time             `json:"created_at"`
	CreatedBy             string                `json:"created_by"`

	// Id The client_id
	Id      string           `json:"id"`
	Jwks    *OauthClientJwks `json:"jwks"`
	JwksUri *string          `json:"jwks_uri"`

	// LastUsedAt When the client last obtained a token, to the minute
	LastUsedAt *time.Time        `json:"last_used_at"`
	Name       string            `json:"name"`
	PartnerId  string            `json:"partner_id"`
	RevokedAt  *time.Time        `json:"revoked_at"`
	Scopes     []PartnerScope    `json:"scopes"`
	Status     OauthClientStatus `json:"status"`
	UpdatedAt  time.Time         `json:"updated_at"`

	// Version Increases with each change; also the ETag
	Version int64 `json:"version"`
}

// OauthClientAuthMethod defines model for OauthClientAuthMethod.
type OauthClientAuthMethod string

// OauthClientJwks defines model for OauthClientJwks.
type OauthClientJwks struct {
	// Ignored What else was in the set, and why it is not used
	Ignored []IgnoredJwk             `json:"ignored,omitempty"`
	Keys    []map[string]interface{} `json:"keys"`
}

// OauthClientList defines model for OauthClientList.
type OauthClientList struct {
	Data    []OauthClient `json:"data"`
	HasMore bool          `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// OauthClientStatus defines model for OauthClientStatus.
type OauthClientStatus string

// OauthError Error response in the format of RFC 6749
type OauthError struct {
	// Error Stable error code for programs
	Error            string `json:"error"`
	ErrorDescription string `json:"error_description"`
}

// ObjectiveBurn defines model for ObjectiveBurn.
type ObjectiveBurn struct {
	// IsBurning Both rates are at least `max_rate`: it matters, and it is still so
	IsBurning bool `json:"is_burning"`

	// LongRate How fast the error budget was used in the long window: 1 uses it up exactly
	LongRate     float64 `json:"long_rate"`
	LongWindowS  int64   `json:"long_window_s"`
	MaxRate      float64 `json:"max_rate"`
	ShortRate    float64 `json:"short_rate"`
	ShortWindowS int64   `json:"short_window_s"`
}

// ObjectiveName defines model for ObjectiveName.
type ObjectiveName string

// OidcSettings defines model for OidcSettings.
type OidcSettings struct {
	// ClientId What the provider calls this installation
	ClientId string `json:"client_id"`

	// GroupsClaim The claim with the groups of the person
	GroupsClaim string `json:"groups_claim"`

	// Issuer The issuer, exactly as the provider names itself in its discovery document (`<issuer>/.well-known/openid-configuration`)
	Issuer string `json:"issuer"`
	Kind   string `json:"kind"`

	// Scopes Asked for beside `openid`. Some providers send groups only for a scope such as `groups`. Default: `["email","profile"]`
	Scopes []string `json:"scopes"`
}

// OidcSettingsInput defines model for OidcSettingsInput.
type OidcSettingsInput struct {
	// ClientId What the provider calls this installation
	ClientId string `json:"client_id"`

	// ClientSecret Stored encrypted and never shown. Omitted for a client without one. In a change, omit it to keep the present one, as long as `issuer` and `client_id` stay
	ClientSecret *string `json:"client_secret,omitempty"`

	// GroupsClaim The claim with the groups of the person
	GroupsClaim *string `json:"groups_claim,omitempty"`

	// Issuer The issuer, exactly as the provider names itself in its discovery document (`<issuer>/.well-known/openid-configuration`)
	Issuer string `json:"issuer"`
	Kind   string `json:"kind"`

	// Scopes Asked for beside `openid`. Some providers send groups only for a scope such as `groups`. Default: `["email","profile"]`
	Scopes []string `json:"scopes,omitempty"`
}

// OnConflict defines model for OnConflict.
type OnConflict string

// OpenDealStage defines model for OpenDealStage.
type OpenDealStage string

// OpsgenieChannelInput defines model for OpsgenieChannelInput.
type OpsgenieChannelInput struct {
	Kind    string               `json:"kind"`
	Region  *AlertChannelRegion  `json:"region,omitempty"`
	Secrets OpsgenieSecretsInput `json:"secrets"`
}

// OpsgenieSecretsInput defines model for OpsgenieSecretsInput.
type OpsgenieSecretsInput struct {
	// ApiKey The key of an API integration
	ApiKey string `json:"api_key"`
}

// OrderingOnDeadLetter defines model for OrderingOnDeadLetter.
type OrderingOnDeadLetter string

// OverrideDeal defines model for OverrideDeal.
type OverrideDeal struct {
	// Conflict Ignore the conflict, so that the deal can be approved
	Conflict *string `json:"conflict,omitempty"`

	// ProtectedUntil New end of the protection. Only for an approved deal
	ProtectedUntil *time.Time `json:"protected_until,omitempty"`

	// Reason Visible only to the company
	Reason string `json:"reason"`

	// ReviewDueAt New due date of the review. Only for a deal that waits for a decision or for the partner
	ReviewDueAt *time.Time     `json:"review_due_at,omitempty"`
	Stage       *OpenDealStage `json:"stage,omitempty"`
}

// PagerdutyChannelInput defines model for PagerdutyChannelInput.
type PagerdutyChannelInput struct {
	Kind    string                `json:"kind"`
	Region  *AlertChannelRegion   `json:"region,omitempty"`
	Secrets PagerdutySecretsInput `json:"secrets"`
}

// PagerdutySecretsInput defines model for PagerdutySecretsInput.
type PagerdutySecretsInput struct {
	// RoutingKey The integration key of an "Events API v2" integration
	RoutingKey string `json:"routing_key"`
}

// PaperFormat defines model for PaperFormat.
type PaperFormat string

// Partner defines model for Partner.
type Partner struct {
	Contacts           []PartnerContact   `json:"contacts"`
	CreatedAt          time.Time          `json:"created_at"`
	CredentialPolicy   CredentialPolicy   `json:"credential_policy"`
	EffectiveRateLimit EffectiveRateLimit `json:"effective_rate_limit"`

	// Fields What you note about it, such as the number or the list of its `certifications`. The rules of levels can ask for them. Each value is one of: a number, true or false, a text, a list
	Fields map[string]interface{} `json:"fields"`
	Id     string                 `json:"id"`
	Name   string                 `json:"name"`

	// ProgrammeId The programme under which its new deals are registered
	ProgrammeId string `json:"programme_id"`

	// RateLimit Limit of requests to this API; null uses the limit of the tier in the settings
	RateLimit    *RateLimit    `json:"rate_limit"`
	Status       PartnerStatus `json:"status"`
	StatusReason *string       `json:"status_reason"`
	Tier         PartnerTier   `json:"tier"`

	// TimeZone IANA time zone, for business days and nightly runs
	TimeZone  string    `json:"time_zone"`
	UpdatedAt time.Time `json:"updated_at"`

	// Version Increases with each change; also the ETag
	Version         int64                  `json:"version"`
	WebhookSettings PartnerWebhookSettings `json:"webhook_settings"`
}

// PartnerAccuracy defines model for PartnerAccuracy.
type PartnerAccuracy struct {
	// Conversions That one of its touches preceded
	Conversions int64  `json:"conversions"`
	Explained   int64  `json:"explained"`
	PartnerId   string `json:"partner_id"`

	// Share Explained / conversions; null if there are none
	Share *float64 `json:"share"`
}

// PartnerCohort defines model for PartnerCohort.
type PartnerCohort struct {
	// Cohort First day of the month in which they became customers
	Cohort     string               `json:"cohort"`
	Customers  float64              `json:"customers"`
	Months     []PartnerCohortMonth `json:"months"`
	RevenueNet SignedMoney          `json:"revenue_net"`

	// Value Net revenue of one customer
	Value *SignedMoney `json:"value"`
}

// PartnerCohortMonth defines model for PartnerCohortMonth.
type PartnerCohortMonth struct {
	Cumulative SignedMoney `json:"cumulative"`

	// Month 0 is the month in which they became customers
	Month      int64       `json:"month"`
	RevenueNet SignedMoney `json:"revenue_net"`
}

// PartnerCohorts defines model for PartnerCohorts.
type PartnerCohorts struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf      time.Time        `json:"as_of"`
	Currency  string           `json:"currency"`
	Data      []PartnerCohort  `json:"data"`
	Model     AttributionModel `json:"model"`
	PartnerId string           `json:"partner_id"`
	Versions  ReportVersions   `json:"versions"`
	Window    ReportWindow     `json:"window"`
}

// PartnerContact defines model for PartnerContact.
type PartnerContact struct {
	Email string             `json:"email"`
	Name  string             `json:"name"`
	Role  PartnerContactRole `json:"role"`
}

// PartnerContactInput defines model for PartnerContactInput.
type PartnerContactInput struct {
	Email string              `json:"email"`
	Name  string              `json:"name"`
	Role  *PartnerContactRole `json:"role,omitempty"`
}

// PartnerContactRole defines model for PartnerContactRole.
type PartnerContactRole string

// PartnerFeatureFlag defines model for PartnerFeatureFlag.
type PartnerFeatureFlag struct {
	Because PartnerFeatureFlagBecause `json:"because"`
	Enabled bool                      `json:"enabled"`
	Name    string                    `json:"name"`
}

// PartnerFeatureFlagBecause defines model for PartnerFeatureFlagBecause.
type PartnerFeatureFlagBecause string

// PartnerFeatureFlags defines model for PartnerFeatureFlags.
type PartnerFeatureFlags struct {
	Data []PartnerFeatureFlag `json:"data"`
}

// PartnerFunnel defines model for PartnerFunnel.
type PartnerFunnel struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf      time.Time `json:"as_of"`
	Currency  string    `json:"currency"`
	Customers float64   `json:"customers"`

	// LeadRate Leads / subjects
	LeadRate      *float64         `json:"lead_rate"`
	Leads         float64          `json:"leads"`
	Model         AttributionModel `json:"model"`
	Opportunities float64          `json:"opportunities"`

	// OpportunityRate Opportunities / leads
	OpportunityRate *float64 `json:"opportunity_rate"`
	PartnerId       string   `json:"partner_id"`

	// Subjects Whom the touches reached
	Subjects int64 `json:"subjects"`

	// Touches Of people: crawlers are not in it
	Touches  int64          `json:"touches"`
	Versions ReportVersions `json:"versions"`

	// WinRate Customers / opportunities
	WinRate *float64     `json:"win_rate"`
	Window  ReportWindow `json:"window"`
}

// PartnerHealth defines model for PartnerHealth.
type PartnerHealth struct {
	// Also What else holds, the worst first
	Also []HealthCondition `json:"also"`
	Code HealthCode        `json:"code"`

	// Endpoints Newest first; at most 200
	Endpoints []IntegrationHealth `json:"endpoints"`

	// FailedRecords Records that are not written, or deliveries that were given up
	FailedRecords int64 `json:"failed_records"`

	// Freshness Null where nothing is awaited
	Freshness *Freshness   `json:"freshness"`
	Id        string       `json:"id"`
	Kind      HealthKind   `json:"kind"`
	LastError *HealthError `json:"last_error"`

	// LastSuccessAt The end of the last complete run. For an endpoint: when the last of its latest 50 deliveries arrived
	LastSuccessAt *time.Time `json:"last_success_at"`

	// N How many records, deliveries, scopes or endpoints it is about: the n of `partial`. Large numbers are not counted to the end
	N *int64 `json:"n"`

	// Name For an endpoint: its URL, with masked values in the query
	Name string `json:"name"`

	// NextRunAt When it goes on by itself; null if nothing is planned
	NextRunAt *time.Time `json:"next_run_at"`

	// Objectives What is promised, how it is kept, and how fast its error budget is used
	Objectives []ServiceObjective `json:"objectives"`

	// PartnerId Null for what belongs to the company
	PartnerId *string `json:"partner_id"`

	// Quota Of the daily quotas, the one of which the least is left
	Quota  *QuotaLeft `json:"quota"`
	Reason string     `json:"reason"`

	// Remedy Null if there is nothing to do
	Remedy *HealthRemedy `json:"remedy"`

	// Since The time that is stored, or when it was first seen so, within half a minute. Null if that is not known
	Since *time.Time  `json:"since"`
	State HealthState `json:"state"`

	// Trend The last 14 days in UTC, the oldest first. Of a partner: of its endpoints together
	Trend  []HealthDay `json:"trend"`
	Vendor *string     `json:"vendor"`
}

// PartnerLeague defines model for PartnerLeague.
type PartnerLeague struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf     time.Time           `json:"as_of"`
	Company  ReturnFigures       `json:"company"`
	Currency string              `json:"currency"`
	Data     []PartnerLeagueRank `json:"data"`
	HasMore  bool                `json:"has_more"`
	Margin   float64             `json:"margin"`
	Model    AttributionModel    `json:"model"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string           `json:"next_cursor"`
	Sort       PartnerLeagueSort `json:"sort"`
	Total      ReturnFigures     `json:"total"`
	Versions   ReportVersions    `json:"versions"`
	Window     ReportWindow      `json:"window"`
}

// PartnerLeagueRank defines model for PartnerLeagueRank.
type PartnerLeagueRank struct {
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

	// PartnerName Null if Causeway does not know the partner
	PartnerName *string         `json:"partner_name"`
	Rank        int64           `json:"rank"`
	Revenue     ReportedRevenue `json:"revenue"`

	// Roas Net revenue / cost
	Roas *float64 `json:"roas"`

	// Roi (net revenue × margin − cost) / cost
	Roi *float64 `json:"roi"`
}

// PartnerLeagueSort defines model for PartnerLeagueSort.
type PartnerLeagueSort string

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
	Change    PartnerLevelChangeKind `json:"change"`
	CreatedAt time.Time              `json:"created_at"`

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

// PartnerLevelChangeKind defines model for PartnerLevelChangeKind.
type PartnerLevelChangeKind string

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
	Partners []PartnerLevelPreviewPartner `json:"partners"`
}

// PartnerLevelPreviewPartner defines model for PartnerLevelPreviewPartner.
type PartnerLevelPreviewPartner struct {
	// BelowSince Its days of grace would run since then
	BelowSince *string                 `json:"below_since"`
	Change     *PartnerLevelChangeKind `json:"change"`
	Deals      int64                   `json:"deals"`
	DemotedOn  *string                 `json:"demoted_on"`
	Level      string                  `json:"level"`
	PartnerId  string                  `json:"partner_id"`
	Reasons    []string                `json:"reasons"`
	Revenue    SignedMoney             `json:"revenue"`
	WouldBe    string                  `json:"would_be"`
}

// PartnerLevels defines model for PartnerLevels.
type PartnerLevels struct {
	// Currency Of revenue. Revenue in other currencies is converted at the rates of its days
	Currency string `json:"currency"`

	// EffectiveFrom These rules decide from this day on, by the calendar of the time zone, until that of the next version
	EffectiveFrom string `json:"effective_from"`

	// GraceDays A partner keeps a level that it no longer reaches for this many days
	GraceDays int32             `json:"grace_days"`
	Levels    []LevelDefinition `json:"levels"`
	TimeZone  string            `json:"time_zone"`

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
	GraceDays *int32                 `json:"grace_days,omitempty"`
	Levels    []LevelDefinitionInput `json:"levels"`
	TimeZone  *string                `json:"time_zone,omitempty"`

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

// PartnerScope defines model for PartnerScope.
type PartnerScope string

// PartnerStatus defines model for PartnerStatus.
type PartnerStatus string

// PartnerTask defines model for PartnerTask.
type PartnerTask struct {
	// Detail The question, the reason, the error or the answer
	Detail *string `json:"detail"`

	// DueAt When it ends, or when it is too late
	DueAt *time.Time `json:"due_at"`

	// Id ID of the deal, endpoint, key, client or dispute that it is about; of a statement, its month and currency: `2026-03/EUR`
	Id   string          `json:"id"`
	Kind PartnerTaskKind `json:"kind"`

	// Name What people call it
	Name string `json:"name"`

	// Since When it came; of a key, when it was last used
	Since *time.Time `json:"since"`
}

// PartnerTaskKind defines model for PartnerTaskKind.
type PartnerTaskKind string

// PartnerTasks defines model for PartnerTasks.
type PartnerTasks struct {
	Data []PartnerTask `json:"data"`
}

// PartnerTier defines model for PartnerTier.
type PartnerTier string

// PartnerWebhookSettings defines model for PartnerWebhookSettings.
type PartnerWebhookSettings struct {
	// MaxEndpoints Replaces webhooks.delivery.max_endpoints_per_partner
	MaxEndpoints *int32       `json:"max_endpoints,omitempty"`
	RetryPolicy  *RetryPolicy `json:"retry_policy,omitempty"`
}

// PartnerWebhookSettingsInput defines model for PartnerWebhookSettingsInput.
type PartnerWebhookSettingsInput struct {
	// MaxEndpoints Replaces webhooks.delivery.max_endpoints_per_partner
	MaxEndpoints *int32            `json:"max_endpoints,omitempty"`
	RetryPolicy  *RetryPolicyInput `json:"retry_policy,omitempty"`
}

// PauseConnection defines model for PauseConnection.
type PauseConnection struct {
	Reason *string `json:"reason,omitempty"`
}

// Payee defines model for Payee.
type Payee struct {
	Bic  *string `json:"bic"`
	Iban string  `json:"iban"`

	// Name Of the account, at most 70 characters, as in payment files
	Name string   `json:"name"`
	Tax  PayeeTax `json:"tax"`
}

// PayeeInput defines model for PayeeInput.
type PayeeInput struct {
	Bic  *string `json:"bic,omitempty"`
	Iban string  `json:"iban"`

	// Name Of the account, at most 70 characters, as in payment files
	Name string         `json:"name"`
	Tax  *PayeeTaxInput `json:"tax,omitempty"`
}

// PayeeTax defines model for PayeeTax.
type PayeeTax struct {
	Country         *string `json:"country"`
	VatId           *string `json:"vat_id"`
	VatRate         *string `json:"vat_rate"`
	WithholdingRate *string `json:"withholding_rate"`
}

// PayeeTaxInput defines model for PayeeTaxInput.
type PayeeTaxInput struct {
	Country         *string `json:"country,omitempty"`
	VatId           *string `json:"vat_id,omitempty"`
	VatRate         *string `json:"vat_rate,omitempty"`
	WithholdingRate *string `json:"withholding_rate,omitempty"`
}

// Payout defines model for Payout.
type Payout struct {
	Amount SignedMoney `json:"amount"`

	// Id The end-to-end id of the transfer
	Id        string `json:"id"`
	PartnerId string `json:"partner_id"`

	// Reason Why it failed
	Reason *string     `json:"reason"`
	State  PayoutState `json:"state"`
	Tax    PayeeTax    `json:"tax"`
}

// PayoutBatch defines model for PayoutBatch.
type PayoutBatch struct {
	ApprovalsNeeded int64 `json:"approvals_needed"`

	// ApprovedBy The credentials of those who approved it
	ApprovedBy []string           `json:"approved_by"`
	CreatedAt  time.Time          `json:"created_at"`
	CreatedBy  string             `json:"created_by"`
	Currency   string             `json:"currency"`
	FinishedAt *time.Time         `json:"finished_at"`
	Id         string             `json:"id"`
	Payouts    PayoutBatchPayouts `json:"payouts"`
	Provider   PayoutProvider     `json:"provider"`
	Reason     *string            `json:"reason"`
	State      PayoutBatchState   `json:"state"`
	Threshold  SignedMoney        `json:"threshold"`
}

// PayoutBatchList defines model for PayoutBatchList.
type PayoutBatchList struct {
	Data    []PayoutBatchSummary `json:"data"`
	HasMore bool                 `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// PayoutBatchPayouts defines model for PayoutBatchPayouts.
type PayoutBatchPayouts struct {
	Collected int64 `json:"collected"`
	Confirmed int64 `json:"confirmed"`
	Failed    int64 `json:"failed"`
	Sent      int64 `json:"sent"`
}

// PayoutBatchState defines model for PayoutBatchState.
type PayoutBatchState string

// PayoutBatchSummary defines model for PayoutBatchSummary.
type PayoutBatchSummary struct {
	ApprovalsNeeded int64 `json:"approvals_needed"`

	// ApprovedBy The credentials of those who approved it
	ApprovedBy []string         `json:"approved_by"`
	CreatedAt  time.Time        `json:"created_at"`
	CreatedBy  string           `json:"created_by"`
	Currency   string           `json:"currency"`
	FinishedAt *time.Time       `json:"finished_at"`
	Id         string           `json:"id"`
	Provider   PayoutProvider   `json:"provider"`
	Reason     *string          `json:"reason"`
	State      PayoutBatchState `json:"state"`
	Threshold  SignedMoney      `json:"threshold"`
}

// PayoutExport defines model for PayoutExport.
type PayoutExport struct {
	Data []Payout `json:"data"`
}

// PayoutExportFormat defines model for PayoutExportFormat.
type PayoutExportFormat string

// PayoutList defines model for PayoutList.
type PayoutList struct {
	Data    []Payout `json:"data"`
	HasMore bool     `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// PayoutOutcome defines model for PayoutOutcome.
type PayoutOutcome struct {
	Id      string            `json:"id"`
	Outcome PayoutOutcomeKind `json:"outcome"`
}

// PayoutOutcomeKind defines model for PayoutOutcomeKind.
type PayoutOutcomeKind string

// PayoutOutcomes defines model for PayoutOutcomes.
type PayoutOutcomes struct {
	Outcomes []PayoutOutcome `json:"outcomes"`
}

// PayoutProvider defines model for PayoutProvider.
type PayoutProvider string

// PayoutResult defines model for PayoutResult.
type PayoutResult struct {
	Id     string           `json:"id"`
	Reason *string          `json:"reason,omitempty"`
	Result PayoutResultKind `json:"result"`
}

// PayoutResultKind defines model for PayoutResultKind.
type PayoutResultKind string

// PayoutResults defines model for PayoutResults.
type PayoutResults struct {
	Results []PayoutResult `json:"results"`
}

// PayoutState defines model for PayoutState.
type PayoutState string

// PlanAssignment defines model for PlanAssignment.
type PlanAssignment struct {
	CreatedAt time.Time `json:"created_at"`
	CreatedBy string    `json:"created_by"`

	// From Sales from this day on
	From string `json:"from"`
	Id   int64  `json:"id"`

	// PlanId null: no plan from that day on
	PlanId   *string              `json:"plan_id"`
	Target   PlanAssignmentTarget `json:"target"`
	TargetId string               `json:"target_id"`
}

// PlanAssignmentList defines model for PlanAssignmentList.
type PlanAssignmentList struct {
	Data    []PlanAssignment `json:"data"`
	HasMore bool             `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// PlanAssignmentTarget defines model for PlanAssignmentTarget.
type PlanAssignmentTarget string

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
	Schema   map[string]interface{}    `json:"schema"`
	Severity PlatformEventTypeSeverity `json:"severity"`
}

// PlatformEventTypeList defines model for PlatformEventTypeList.
type PlatformEventTypeList struct {
	Data []PlatformEventType `json:"data"`
}

// PlatformEventTypeSeverity defines model for PlatformEventTypeSeverity.
type PlatformEventTypeSeverity string

// PreviousEndpointSecret defines model for PreviousEndpointSecret.
type PreviousEndpointSecret struct {
	ExpiresAt time.Time `json:"expires_at"`

	// PublicKey Public key that the receiver verifies signatures with (`whpk_…`). Only for v1a
	PublicKey *string `json:"public_key"`

	// Secret Secret that the receiver verifies signatures with (`whsec_…`). Null for v1a, whose private key is never returned
	Secret *string `json:"secret"`
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
	CreatedAt time.Time         `json:"created_at"`
	Id        string            `json:"id"`
	Name      string            `json:"name"`
	Settings  ProgrammeSettings `json:"settings"`
	UpdatedAt time.Time         `json:"updated_at"`

	// Version Increases with each change; also the ETag
	Version int64 `json:"version"`
}

// ProgrammeEffect defines model for ProgrammeEffect.
type ProgrammeEffect string

// ProgrammeList defines model for ProgrammeList.
type ProgrammeList struct {
	Data    []Programme `json:"data"`
	HasMore bool        `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// ProgrammePreview defines model for ProgrammePreview.
type ProgrammePreview struct {
	// Affected How many of those have a step that the change changes
	Affected int64 `json:"affected"`

	// Deals The first affected deals
	Deals   []ProgrammePreviewDeal   `json:"deals"`
	Effects []ProgrammePreviewEffect `json:"effects"`

	// Examined How many of them were looked at, those first that are not approved. If it is less, the counts are of these
	Examined int64 `json:"examined"`

	// OpenDeals Open deals of the programme, without those of sandboxes
	OpenDeals   int64                     `json:"open_deals"`
	ProgrammeId string                    `json:"programme_id"`
	Untouched   ProgrammePreviewUntouched `json:"untouched"`

	// Version Version of the programme that the change was compared with; also the ETag. Send it as If-Match to save the change
	Version int64 `json:"version"`
}

// ProgrammePreviewDeal defines model for ProgrammePreviewDeal.
type ProgrammePreviewDeal struct {
	CompanyName  string                       `json:"company_name"`
	DealId       string                       `json:"deal_id"`
	Effects      []ProgrammePreviewDealEffect `json:"effects"`
	PartnerId    string                       `json:"partner_id"`
	ReviewStatus DealReviewStatus             `json:"review_status"`
}

// ProgrammePreviewDealEffect defines model for ProgrammePreviewDealEffect.
type ProgrammePreviewDealEffect struct {
	// After By the changed settings, if it happened now
	After *string `json:"after"`

	// Before By the present settings, if it happened now
	Before *string         `json:"before"`
	Effect ProgrammeEffect `json:"effect"`

	// Errors Why its submission would be refused; empty for all other effects
	Errors []FieldError `json:"errors"`
}

// ProgrammePreviewEffect defines model for ProgrammePreviewEffect.
type ProgrammePreviewEffect struct {
	Deals  int64           `json:"deals"`
	Effect ProgrammeEffect `json:"effect"`
}

// ProgrammePreviewRequest defines model for ProgrammePreviewRequest.
type ProgrammePreviewRequest struct {
	Settings UpdateProgrammeSettings `json:"settings"`
}

// ProgrammePreviewUntouched defines model for ProgrammePreviewUntouched.
type ProgrammePreviewUntouched struct {
	// Protections Approved deals. They keep the end of the protection that they have, and their extensions
	Protections int64 `json:"protections"`

	// Questions Deals that need action. They keep the date until which the partner has to answer
	Questions int64 `json:"questions"`

	// Reviews Deals in review. They keep their due date, and what their submission found
	Reviews int64 `json:"reviews"`
}

// ProgrammeSettings defines model for ProgrammeSettings.
type ProgrammeSettings struct {
	// AutoApprove Deals without any match are approved immediately, up to this value. null sends every deal to a reviewer
	AutoApprove *AutoApprove `json:"auto_approve"`

	// Conditional Fields that a submission must also have if another field has a given value. Default: `[]`
	Conditional []ConditionalFields `json:"conditional"`

	// Currency The only accepted currency. null accepts all
	Currency *string `json:"currency"`

	// CustomSchema JSON Schema 2020-12 of `custom`, at most 64 KiB, without references to other schemas. {} accepts anything. Default: `{}`
	CustomSchema map[string]interface{}      `json:"custom_schema"`
	Duplicates   ProgrammeSettingsDuplicates `json:"duplicates"`
	Exclusivity  Exclusivity                 `json:"exclusivity"`
	Protection   ProgrammeSettingsProtection `json:"protection"`

	// Required Paths of the fields that a submission must have, such as customer.website or custom.region. Default: `["customer.website","title","expected_value","close_date","type"]`
	Required []string                `json:"required"`
	Review   ProgrammeSettingsReview `json:"review"`
}

// ProgrammeSettingsDuplicates defines model for ProgrammeSettingsDuplicates.
type ProgrammeSettingsDuplicates struct {
	Conflict   float64    `json:"conflict"`
	OnConflict OnConflict `json:"on_conflict"`

	// Possible Matches with at least this score are reviewed by a person
	Possible float64 `json:"possible"`
}

// ProgrammeSettingsProtection defines model for ProgrammeSettingsProtection.
type ProgrammeSettingsProtection struct {
	Days int32 `json:"days"`

	// ExtensionDays Days that one extension adds to the protection. 0 allows no extensions
	ExtensionDays int32           `json:"extension_days"`
	MaxExtensions int32           `json:"max_extensions"`
	ReminderDays  int32           `json:"reminder_days"`
	Starts        ProtectionStart `json:"starts"`
}

// ProgrammeSettingsReview defines model for ProgrammeSettingsReview.
type ProgrammeSettingsReview struct {
	// ActionDays Days that a partner has to make the requested changes before the deal expires
	ActionDays int32 `json:"action_days"`

	// Holidays Default: `[]`
	Holidays []string `json:"holidays"`

	// ReminderAt Share of the review time after which the reviewers are reminded
	ReminderAt      float64 `json:"reminder_at"`
	SlaBusinessDays int32   `json:"sla_business_days"`
	TimeZone        string  `json:"time_zone"`
}

// Promotion defines model for Promotion.
type Promotion struct {
	Checks     []PromotionCheck `json:"checks"`
	CreatedAt  time.Time        `json:"created_at"`
	FinishedAt *time.Time       `json:"finished_at"`
	Id         string           `json:"id"`
	PartnerId  string           `json:"partner_id"`

	// Reason Why nothing happens any more, although it is not finished; null otherwise
	Reason      *string         `json:"reason"`
	RequestedBy string          `json:"requested_by"`
	Status      PromotionStatus `json:"status"`
	Tier        PartnerTier     `json:"tier"`
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

// PromotionStatus defines model for PromotionStatus.
type PromotionStatus string

// PromotionTier defines model for PromotionTier.
type PromotionTier string

// ProtectionStart defines model for ProtectionStart.
type ProtectionStart string

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

// PublishResult defines model for PublishResult.
type PublishResult struct {
	Event *AcceptedEvent `json:"event,omitempty"`

	// Problem Problem details (RFC 9457). `errors` lists all validation errors
	Problem *Problem `json:"problem,omitempty"`
	Status  int64    `json:"status"`
}

// PurgeDeadLettersResult defines model for PurgeDeadLettersResult.
type PurgeDeadLettersResult struct {
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

// QuotaLeft defines model for QuotaLeft.
type QuotaLeft struct {
	Left     int64      `json:"left"`
	Max      int64      `json:"max"`
	ResetsAt *time.Time `json:"resets_at"`
	Text     string     `json:"text"`
}

// RankedTouchSource defines model for RankedTouchSource.
type RankedTouchSource string

// RateLimit defines model for RateLimit.
type RateLimit struct {
	Burst     int32 `json:"burst"`
	PerMinute int32 `json:"per_minute"`
}

// RateLimitInput defines model for RateLimitInput.
type RateLimitInput struct {
	Burst     int32 `json:"burst"`
	PerMinute int32 `json:"per_minute"`
}

// Readiness defines model for Readiness.
type Readiness struct {
	Checks []ReadinessCheck `json:"checks"`
	Status ReadinessStatus  `json:"status"`
}

// ReadinessCheck defines model for ReadinessCheck.
type ReadinessCheck struct {
	Detail string `json:"detail"`
	Name   string `json:"name"`
	Ok     bool   `json:"ok"`

	// Required Whether the API cannot work without this dependency
	Required bool `json:"required"`
}

// ReadinessStatus defines model for ReadinessStatus.
type ReadinessStatus string

// ReasonGiven defines model for ReasonGiven.
type ReasonGiven struct {
	// Reason Shown as state_reason
	Reason *string `json:"reason,omitempty"`
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
	Book       *BookName  `json:"book"`

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
	Reason    *string             `json:"reason"`
	StartedAt time.Time           `json:"started_at"`
	State     ReconciliationState `json:"state"`

	// SyncId The pair of systems. Null for one of the books of Causeway itself
	SyncId  *string               `json:"sync_id"`
	Trigger ReconciliationTrigger `json:"trigger"`
}

// ReconciliationDrift defines model for ReconciliationDrift.
type ReconciliationDrift struct {
	Data []ReconciliationNight `json:"data"`
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
	Cause *ReconciliationFindingCause `json:"cause"`

	// ChangedAt When the side that is right changed, if it tells
	ChangedAt *time.Time   `json:"changed_at"`
	Class     FindingClass `json:"class"`

	// ConflictId The conflict of the sync that is the same question
	ConflictId *string    `json:"conflict_id"`
	CreatedAt  time.Time  `json:"created_at"`
	EndedAt    *time.Time `json:"ended_at"`

	// Field The names of the field in A and B. Null if the whole record is meant
	Field *string `json:"field"`
	Id    string  `json:"id"`

	// Ignored Said to be right as it is, until the values change or the time has passed
	Ignored *ReconciliationFindingIgnored `json:"ignored"`

	// MergedInto The record that survived a merge
	MergedInto *string `json:"merged_into"`
	Message    string  `json:"message"`
	Object     string  `json:"object"`

	// Reason Why it is not repaired
	Reason           *string `json:"reason"`
	ReconciliationId string  `json:"reconciliation_id"`
	Remedy           string  `json:"remedy"`

	// Repairable The owner rules say what to write. Otherwise a person decides
	Repairable bool         `json:"repairable"`
	State      FindingState `json:"state"`

	// ToSide The side that the owner rules would write
	ToSide  *SyncSide `json:"to_side"`
	ToValue *string   `json:"to_value"`

	// WriteId The write of the sync that repairs it, or that failed for this record
	WriteId *string `json:"write_id"`
}

// ReconciliationFindingCause defines model for ReconciliationFindingCause.
type ReconciliationFindingCause struct {
	Id      *string `json:"id"`
	Kind    string  `json:"kind"`
	Message string  `json:"message"`
}

// ReconciliationFindingIgnored defines model for ReconciliationFindingIgnored.
type ReconciliationFindingIgnored struct {
	By     string     `json:"by"`
	Reason string     `json:"reason"`
	Until  *time.Time `json:"until"`
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

// ReconciliationNight defines model for ReconciliationNight.
type ReconciliationNight struct {
	Findings int64 `json:"findings"`

	// NeedsPerson Findings that nobody but a person can decide
	NeedsPerson      int64  `json:"needs_person"`
	Night            string `json:"night"`
	ReconciliationId string `json:"reconciliation_id"`

	// Records Records that differ
	Records  int64               `json:"records"`
	Repaired int64               `json:"repaired"`
	State    ReconciliationState `json:"state"`

	// TimeToSync Of the writes of the day before: from the change at its source until the other side had it
	TimeToSync *ReconciliationReportTimeToSync `json:"time_to_sync"`
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
	Class *FindingClass `json:"class,omitempty"`

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
	Causes []ReconciliationReportCause `json:"causes"`
	Checks []ReconciliationReportCheck `json:"checks"`

	// Compared Records that were compared
	Compared int64 `json:"compared"`

	// Counts Findings by class and field, and what became of them until now
	Counts   []ReconciliationReportCount `json:"counts"`
	Drift    ReconciliationReportDrift   `json:"drift"`
	Headline string                      `json:"headline"`

	// NotDetectable What a comparison cannot see
	NotDetectable []string `json:"not_detectable"`

	// Samples A few findings of each class and field
	Samples []ReconciliationFinding `json:"samples"`

	// Since Compared with the night before. Null if there is none
	Since *ReconciliationReportSince `json:"since"`

	// TimeToSync Of the writes of the day before: from the change at its source until the other side had it
	TimeToSync *ReconciliationReportTimeToSync `json:"time_to_sync"`
}

// ReconciliationReportCause defines model for ReconciliationReportCause.
type ReconciliationReportCause struct {
	ExampleId *string `json:"example_id"`
	Findings  int64   `json:"findings"`
	Kind      string  `json:"kind"`
	Message   string  `json:"message"`
}

// ReconciliationReportCheck defines model for ReconciliationReportCheck.
type ReconciliationReportCheck struct {
	// ARecords Records that were read of A
	ARecords *int64 `json:"a_records"`
	BRecords *int64 `json:"b_records"`

	// Check The object of the mapping; for a book, what was checked
	Check    string `json:"check"`
	Compared int64  `json:"compared"`

	// Problem Why it could not be compared to its end
	Problem *string `json:"problem"`
	Title   string  `json:"title"`
}

// ReconciliationReportCount defines model for ReconciliationReportCount.
type ReconciliationReportCount struct {
	Class     FindingClass `json:"class"`
	Failed    int64        `json:"failed"`
	Field     *string      `json:"field"`
	Found     int64        `json:"found"`
	Ignored   int64        `json:"ignored"`
	Object    string       `json:"object"`
	Open      int64        `json:"open"`
	Repaired  int64        `json:"repaired"`
	Repairing int64        `json:"repairing"`
	Settled   int64        `json:"settled"`
}

// ReconciliationReportDrift defines model for ReconciliationReportDrift.
type ReconciliationReportDrift struct {
	Findings int64 `json:"findings"`

	// NeedsPerson Differences that no rule decides, or whose repair failed
	NeedsPerson int64 `json:"needs_person"`

	// Records Records with a difference
	Records   int64 `json:"records"`
	Repaired  int64 `json:"repaired"`
	Repairing int64 `json:"repairing"`
}

// ReconciliationReportFormat defines model for ReconciliationReportFormat.
type ReconciliationReportFormat string

// ReconciliationReportSince defines model for ReconciliationReportSince.
type ReconciliationReportSince struct {
	// Gone Null if this night is incomplete: then nobody knows
	Gone             *int64 `json:"gone"`
	New              int64  `json:"new"`
	Night            string `json:"night"`
	ReconciliationId string `json:"reconciliation_id"`
	Still            int64  `json:"still"`
}

// ReconciliationReportTimeToSync defines model for ReconciliationReportTimeToSync.
type ReconciliationReportTimeToSync struct {
	MaxMs  float64 `json:"max_ms"`
	P50Ms  float64 `json:"p50_ms"`
	P95Ms  float64 `json:"p95_ms"`
	P99Ms  float64 `json:"p99_ms"`
	Writes int64   `json:"writes"`
}

// ReconciliationState defines model for ReconciliationState.
type ReconciliationState string

// ReconciliationTrigger defines model for ReconciliationTrigger.
type ReconciliationTrigger string

// Reconciling defines model for Reconciling.
type Reconciling struct {
	Runs []ReconcilingRun `json:"runs"`
}

// ReconcilingRun defines model for ReconcilingRun.
type ReconcilingRun struct {
	Id    string `json:"id"`
	Night string `json:"night"`
}

// RejectDeal defines model for RejectDeal.
type RejectDeal struct {
	// Reason Visible to the partner
	Reason string `json:"reason"`
}

// ReplayDeadLettersResult defines model for ReplayDeadLettersResult.
type ReplayDeadLettersResult struct {
	// Count Number of dead letters that are replayed or purged. With dry_run: total number that match
	Count  int64 `json:"count"`
	DryRun bool  `json:"dry_run"`

	// Endpoints Endpoints that the dead letters are sent to; empty with dry_run
	Endpoints []string `json:"endpoints"`

	// HasMore One call processes at most 50000 dead letters. Repeat it until this is false
	HasMore bool `json:"has_more"`
}

// ReplayInboundEventsResult defines model for ReplayInboundEventsResult.
type ReplayInboundEventsResult struct {
	// Count Number of events that are replayed. With dry_run: total number that match
	Count  int64 `json:"count"`
	DryRun bool  `json:"dry_run"`

	// HasMore One call processes at most 50000 events, the oldest first. Repeat it with next_cursor until this is false
	HasMore    bool    `json:"has_more"`
	NextCursor *string `json:"next_cursor"`
}

// ReplayMissing defines model for ReplayMissing.
type ReplayMissing struct {
	// DryRun Only count the missing deliveries
	DryRun *bool `json:"dry_run,omitempty"`

	// EventTypes Only these of the event types that the endpoint subscribes to; empty means all of them. Default: `[]`
	EventTypes []string `json:"event_types,omitempty"`

	// From Inclusive start of the time range in which the events were accepted
	From time.Time `json:"from"`

	// To Exclusive end of the time range
	To time.Time `json:"to"`
}

// ReplayMissingResult defines model for ReplayMissingResult.
type ReplayMissingResult struct {
	// Count Number of deliveries that were created, or would be created with dry_run
	Count  int64 `json:"count"`
	DryRun bool  `json:"dry_run"`
}

// ReportFormat defines model for ReportFormat.
type ReportFormat string

// ReportVersions defines model for ReportVersions.
type ReportVersions struct {
	Attribution int64  `json:"attribution"`
	FxImport    *int64 `json:"fx_import"`
	Rules       *int64 `json:"rules"`
}

// ReportWindow defines model for ReportWindow.
type ReportWindow struct {
	From     time.Time `json:"from"`
	TimeZone string    `json:"time_zone"`
	To       time.Time `json:"to"`
}

// ReportedReconciliation defines model for ReportedReconciliation.
type ReportedReconciliation struct {
	ApprovedAt *time.Time `json:"approved_at"`
	ApprovedBy *string    `json:"approved_by"`
	Book       *BookName  `json:"book"`

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
	Report    *StoredReconciliationReport `json:"report"`
	StartedAt time.Time                   `json:"started_at"`
	State     ReconciliationState         `json:"state"`

	// SyncId The pair of systems. Null for one of the books of Causeway itself
	SyncId  *string               `json:"sync_id"`
	Trigger ReconciliationTrigger `json:"trigger"`
}

// ReportedRevenue defines model for ReportedRevenue.
type ReportedRevenue struct {
	Gross      SignedMoney `json:"gross"`
	Influenced SignedMoney `json:"influenced"`
	Net        SignedMoney `json:"net"`
	Refunds    SignedMoney `json:"refunds"`
	Sourced    SignedMoney `json:"sourced"`
	Tax        SignedMoney `json:"tax"`
}

// ResendChannelInput defines model for ResendChannelInput.
type ResendChannelInput struct {
	// From The sender. The provider must permit it
	From    string               `json:"from"`
	Kind    string               `json:"kind"`
	Secrets EmailApiSecretsInput `json:"secrets"`
	To      []string             `json:"to"`
}

// RetryBackoff defines model for RetryBackoff.
type RetryBackoff struct {
	BaseS float64 `json:"base_s"`

	// DeadlineS Seconds after acceptance at which the delivery is dead-lettered
	DeadlineS int32 `json:"deadline_s"`

	// Jitter Share by which a delay varies in both directions
	Jitter      float64  `json:"jitter"`
	MaxAttempts int32    `json:"max_attempts"`
	MaxDelayS   *float64 `json:"max_delay_s,omitempty"`
	Multiplier  float64  `json:"multiplier"`
}

// RetryBackoffInput defines model for RetryBackoffInput.
type RetryBackoffInput struct {
	BaseS float64 `json:"base_s"`

	// DeadlineS Seconds after acceptance at which the delivery is dead-lettered
	DeadlineS *int32 `json:"deadline_s,omitempty"`

	// Jitter Share by which a delay varies in both directions
	Jitter      *float64 `json:"jitter,omitempty"`
	MaxAttempts int32    `json:"max_attempts"`
	MaxDelayS   *float64 `json:"max_delay_s,omitempty"`
	Multiplier  float64  `json:"multiplier"`
}

// RetryPolicy defines model for RetryPolicy.
type RetryPolicy = any

// RetryPolicyInput defines model for RetryPolicyInput.
type RetryPolicyInput = any

// RetrySchedule defines model for RetrySchedule.
type RetrySchedule struct {
	// DeadlineS Seconds after acceptance at which the delivery is dead-lettered
	DeadlineS int32 `json:"deadline_s"`

	// Jitter Share by which a delay varies in both directions
	Jitter    float64   `json:"jitter"`
	ScheduleS []float64 `json:"schedule_s"`
}

// RetryScheduleInput defines model for RetryScheduleInput.
type RetryScheduleInput struct {
	// DeadlineS Seconds after acceptance at which the delivery is dead-lettered
	DeadlineS *int32 `json:"deadline_s,omitempty"`

	// Jitter Share by which a delay varies in both directions
	Jitter    *float64  `json:"jitter,omitempty"`
	ScheduleS []float64 `json:"schedule_s"`
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
	Opportunities float64         `json:"opportunities"`
	Revenue       ReportedRevenue `json:"revenue"`

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
	Kind         RevenueKind            `json:"kind"`
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

// RevenueBonus defines model for RevenueBonus.
type RevenueBonus struct {
	Amount  string      `json:"amount"`
	AtLeast string      `json:"at_least"`
	Measure string      `json:"measure"`
	Name    string      `json:"name"`
	Per     BonusPeriod `json:"per"`
}

// RevenueBonusInput defines model for RevenueBonusInput.
type RevenueBonusInput struct {
	Amount  string      `json:"amount"`
	AtLeast string      `json:"at_least"`
	Measure string      `json:"measure"`
	Name    string      `json:"name"`
	Per     BonusPeriod `json:"per"`
}

// RevenueItemsBatch defines model for RevenueItemsBatch.
type RevenueItemsBatch struct {
	Revenue []CreateRevenue `json:"revenue"`
}

// RevenueKind defines model for RevenueKind.
type RevenueKind string

// RevenueList defines model for RevenueList.
type RevenueList struct {
	Data    []Revenue `json:"data"`
	HasMore bool      `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// RevokeTokenResponse The token is not valid any more
type RevokeTokenResponse = map[string]interface{}

// RewardTier defines model for RewardTier.
type RewardTier struct {
	// From The amount at which the tier begins; that of the first one is 0
	From    string `json:"from"`
	Percent string `json:"percent"`

	// To Where the next tier begins. null for the last one, which has no end
	To *string `json:"to"`
}

// RewardTierInput defines model for RewardTierInput.
type RewardTierInput struct {
	// From The amount at which the tier begins; that of the first one is 0
	From    string `json:"from"`
	Percent string `json:"percent"`

	// To Where the next tier begins. null for the last one, which has no end
	To *string `json:"to"`
}

// RoiExplanation defines model for RoiExplanation.
type RoiExplanation struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf     time.Time        `json:"as_of"`
	Currency string           `json:"currency"`
	Data     []ExplainedFact  `json:"data"`
	HasMore  bool             `json:"has_more"`
	Measure  RoiMeasure       `json:"measure"`
	Model    AttributionModel `json:"model"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string        `json:"next_cursor"`
	PartnerId  string         `json:"partner_id"`
	Versions   ReportVersions `json:"versions"`
	Window     ReportWindow   `json:"window"`
}

// RoiMeasure defines model for RoiMeasure.
type RoiMeasure string

// RoiPeriod defines model for RoiPeriod.
type RoiPeriod string

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
	Leads  float64          `json:"leads"`
	Ltv    RoiReportLtv     `json:"ltv"`
	Margin float64          `json:"margin"`
	Model  AttributionModel `json:"model"`

	// Opportunities Shared like revenue, so it can have a fraction
	Opportunities float64         `json:"opportunities"`
	PartnerId     string          `json:"partner_id"`
	Revenue       ReportedRevenue `json:"revenue"`

	// Roas Net revenue / cost
	Roas *float64 `json:"roas"`

	// Roi (net revenue × margin − cost) / cost
	Roi      *float64       `json:"roi"`
	Versions ReportVersions `json:"versions"`
	Window   ReportWindow   `json:"window"`
}

// RoiReportLtv defines model for RoiReportLtv.
type RoiReportLtv struct {
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
	Observed *RoiReportLtvObserved `json:"observed"`
}

// RoiReportLtvObserved defines model for RoiReportLtvObserved.
type RoiReportLtvObserved struct {
	// Customers Shared like revenue, so it can have a fraction
	Customers  float64      `json:"customers"`
	RevenueNet SignedMoney  `json:"revenue_net"`
	Value      *SignedMoney `json:"value"`
}

// RoiSeries defines model for RoiSeries.
type RoiSeries struct {
	// AsOf Everything that was recorded until then is in it, and nothing else
	AsOf      time.Time        `json:"as_of"`
	By        RoiPeriod        `json:"by"`
	Currency  string           `json:"currency"`
	Data      []RoiSeriesItem  `json:"data"`
	Margin    float64          `json:"margin"`
	Model     AttributionModel `json:"model"`
	PartnerId string           `json:"partner_id"`
	Versions  ReportVersions   `json:"versions"`
	Window    ReportWindow     `json:"window"`
}

// RoiSeriesItem defines model for RoiSeriesItem.
type RoiSeriesItem struct {
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
	Opportunities float64         `json:"opportunities"`
	Revenue       ReportedRevenue `json:"revenue"`

	// Roas Net revenue / cost
	Roas *float64 `json:"roas"`

	// Roi (net revenue × margin − cost) / cost
	Roi *float64 `json:"roi"`
}

// RotateApiKey defines model for RotateApiKey.
type RotateApiKey struct {
	// ExpiresAt When the new key expires. Default: never
	ExpiresAt *time.Time `json:"expires_at,omitempty"`

	// OverlapS Seconds for which the old key continues to work. Default: one day. Use 0 to end it immediately, for example after a leak
	OverlapS *int32 `json:"overlap_s,omitempty"`
}

// RotateConnection defines model for RotateConnection.
type RotateConnection struct {
	Credentials ConnectionCredentials `json:"credentials"`
}

// RotateEndpointSecret defines model for RotateEndpointSecret.
type RotateEndpointSecret struct {
	// OverlapH Hours for which the current secret continues to sign. Use 0 to end all older secrets immediately, for example after a leak
	OverlapH *float64         `json:"overlap_h,omitempty"`
	Signing  *EndpointSigning `json:"signing,omitempty"`
}

// RotateOauthClientSecret defines model for RotateOauthClientSecret.
type RotateOauthClientSecret struct {
	// OverlapS Seconds for which the current secret continues to work. Default: one day. Use 0 to end all older secrets immediately, for example after a leak
	OverlapS *int32 `json:"overlap_s,omitempty"`
}

// SamlSettings defines model for SamlSettings.
type SamlSettings struct {
	// AllowIdpInitiated Whether people may begin at the identity provider. Then somebody else can sign a browser in as themselves, so leave it off if you can
	AllowIdpInitiated bool `json:"allow_idp_initiated"`

	// Certificates With which it signs assertions: PEM, or the base64 of its metadata. Several while it changes them
	Certificates []string `json:"certificates"`

	// EntityId The entity ID of the identity provider, exactly as its metadata has it
	EntityId string `json:"entity_id"`

	// GroupsAttribute The attribute with the groups of the person
	GroupsAttribute string `json:"groups_attribute"`
	Kind            string `json:"kind"`

	// SsoUrl Where browsers are sent: the SingleSignOnService with the binding HTTP-Redirect
	SsoUrl string `json:"sso_url"`
}

// SamlSettingsInput defines model for SamlSettingsInput.
type SamlSettingsInput struct {
	// AllowIdpInitiated Whether people may begin at the identity provider. Then somebody else can sign a browser in as themselves, so leave it off if you can
	AllowIdpInitiated *bool `json:"allow_idp_initiated,omitempty"`

	// Certificates With which it signs assertions: PEM, or the base64 of its metadata. Several while it changes them
	Certificates []string `json:"certificates"`

	// EntityId The entity ID of the identity provider, exactly as its metadata has it
	EntityId string `json:"entity_id"`

	// GroupsAttribute The attribute with the groups of the person
	GroupsAttribute *string `json:"groups_attribute,omitempty"`
	Kind            string  `json:"kind"`

	// SsoUrl Where browsers are sent: the SingleSignOnService with the binding HTTP-Redirect
	SsoUrl string `json:"sso_url"`
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
	Run    int64         `json:"run"`
	Seed   int64         `json:"seed"`
	Status SandboxStatus `json:"status"`
}

// SandboxStatus defines model for SandboxStatus.
type SandboxStatus string

// ScimToken defines model for ScimToken.
type ScimToken struct {
	// Token Returned only here
	Token string `json:"token"`

	// Url The address of SCIM, which providers call the tenant URL or base URL
	Url string `json:"url"`
}

// Scope defines model for Scope.
type Scope string

// SendgridChannelInput defines model for SendgridChannelInput.
type SendgridChannelInput struct {
	// From The sender. The provider must permit it
	From    string               `json:"from"`
	Kind    string               `json:"kind"`
	Region  *SendgridRegion      `json:"region,omitempty"`
	Secrets EmailApiSecretsInput `json:"secrets"`
	To      []string             `json:"to"`
}

// SendgridRegion defines model for SendgridRegion.
type SendgridRegion string

// ServiceObjective defines model for ServiceObjective.
type ServiceObjective struct {
	// BudgetLeftPercent What is left of the week's error budget. Below 0 the objective is missed
	BudgetLeftPercent float64         `json:"budget_left_percent"`
	Burns             []ObjectiveBurn `json:"burns"`

	// CountedFrom Set if there were too many deliveries to count: only those since this time were
	CountedFrom *time.Time `json:"counted_from"`

	// GoodPercent Of the last seven days; null if nothing was counted
	GoodPercent   *float64      `json:"good_percent"`
	IsBurning     bool          `json:"is_burning"`
	Name          ObjectiveName `json:"name"`
	TargetPercent float64       `json:"target_percent"`

	// Total Deliveries, or watched seconds, of the last seven days
	Total   float64 `json:"total"`
	WithinS *int64  `json:"within_s"`
}

// Session defines model for Session.
type Session struct {
	CreatedAt time.Time `json:"created_at"`

	// ExpiresAt It ends at this time, or after 30 minutes without a request
	ExpiresAt time.Time `json:"expires_at"`
	Id        string    `json:"id"`

	// LastSeenAt Time of its last request, to the minute
	LastSeenAt time.Time `json:"last_seen_at"`

	// Network Network that it was begun from: an IPv4 address, or the first half of an IPv6 address
	Network string `json:"network"`

	// UserAgent The browser, as it called itself
	UserAgent string `json:"user_agent"`
}

// SessionList defines model for SessionList.
type SessionList struct {
	Data    []Session `json:"data"`
	HasMore bool      `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// SetAlertRoutes defines model for SetAlertRoutes.
type SetAlertRoutes struct {
	Routes []SetAlertRoutesRoute `json:"routes"`
}

// SetAlertRoutesRoute defines model for SetAlertRoutesRoute.
type SetAlertRoutesRoute struct {
	// Channels Who is told. Empty: nobody, unless it escalates
	Channels []string `json:"channels"`

	// Escalation Who is told too after so many minutes in which nobody has acknowledged. Default: `[]`
	Escalation []SetAlertRoutesRouteEscalation `json:"escalation,omitempty"`

	// GroupS What begins within so many seconds is one message for each rule and channel
	GroupS *int32 `json:"group_s,omitempty"`
	Name   string `json:"name"`

	// PartnerIds Only alerts about these partners
	PartnerIds []string                       `json:"partner_ids,omitempty"`
	QuietHours *SetAlertRoutesRouteQuietHours `json:"quiet_hours,omitempty"`

	// RecoverAfterS A recovery is told when it has lasted so long; twice as long after each time that it did not last
	RecoverAfterS *int32 `json:"recover_after_s,omitempty"`

	// RemindEveryMin While nobody has acknowledged. Null: never
	RemindEveryMin *int32 `json:"remind_every_min,omitempty"`

	// Rules Only alerts of these rules
	Rules []AlertRuleName `json:"rules,omitempty"`

	// Severities Only alerts of these severities
	Severities []AlertSeverity `json:"severities,omitempty"`
}

// SetAlertRoutesRouteEscalation defines model for SetAlertRoutesRouteEscalation.
type SetAlertRoutesRouteEscalation struct {
	AfterMin  int32  `json:"after_min"`
	ChannelId string `json:"channel_id"`
}

// SetAlertRoutesRouteQuietHours defines model for SetAlertRoutesRouteQuietHours.
type SetAlertRoutesRouteQuietHours struct {
	// From When they begin
	From     string  `json:"from"`
	TimeZone *string `json:"time_zone,omitempty"`

	// Until When they end, on the next day if that is earlier. The same as `from`: all day
	Until string `json:"until"`
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

// SignIn defines model for SignIn.
type SignIn struct {
	Email    string `json:"email"`
	Password string `json:"password"`
}

// SignInLink defines model for SignInLink.
type SignInLink struct {
	ExpiresAt time.Time `json:"expires_at"`

	// Url Opens the page where the person chooses a password. It works once, and is returned only here
	Url string `json:"url"`
}

// SignInWay defines model for SignInWay.
type SignInWay struct {
	// Connection The identity provider. Null: with a password
	Connection *SignInWayConnection `json:"connection"`
}

// SignInWayConnection defines model for SignInWayConnection.
type SignInWayConnection struct {
	Id   string `json:"id"`
	Name string `json:"name"`

	// Url Open it in the browser, with `return_to` if another page of the console is meant
	Url string `json:"url"`
}

// SignOut defines model for SignOut.
type SignOut struct {
	Everywhere *bool `json:"everywhere,omitempty"`
}

// SignedIn defines model for SignedIn.
type SignedIn struct {
	// Scopes What the roles of the person allow; while they look as a partner, what of it the partner may read
	Scopes    []Scope `json:"scopes"`
	SessionId string  `json:"session_id"`
	User      User    `json:"user"`

	// Viewing The partner as which somebody of the company looks; null otherwise
	Viewing *SignedInViewing `json:"viewing"`
}

// SignedInViewing defines model for SignedInViewing.
type SignedInViewing struct {
	Name      string `json:"name"`
	PartnerId string `json:"partner_id"`
}

// SignedMoney defines model for SignedMoney.
type SignedMoney struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

// SignedSource defines model for SignedSource.
type SignedSource struct {
	Algorithm *SignedSourceAlgorithm `json:"algorithm,omitempty"`
	Encoding  *SignedSourceEncoding  `json:"encoding,omitempty"`

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
	Timestamp *SignedSourceTimestamp `json:"timestamp,omitempty"`
	TypePath  *string                `json:"type_path,omitempty"`
}

// SignedSourceAlgorithm defines model for SignedSourceAlgorithm.
type SignedSourceAlgorithm string

// SignedSourceEncoding defines model for SignedSourceEncoding.
type SignedSourceEncoding string

// SignedSourceTimestamp defines model for SignedSourceTimestamp.
type SignedSourceTimestamp struct {
	Header string `json:"header"`

	// ToleranceS How far its time may differ from ours, in both directions
	ToleranceS *int32                     `json:"tolerance_s,omitempty"`
	Unit       *SignedSourceTimestampUnit `json:"unit,omitempty"`
}

// SignedSourceTimestampUnit defines model for SignedSourceTimestampUnit.
type SignedSourceTimestampUnit string

// SlackBotChannelInput defines model for SlackBotChannelInput.
type SlackBotChannelInput struct {
	// Channel The ID, which Slack shows at the end of the details of a channel. Invite the app to it
	Channel string               `json:"channel"`
	Kind    string               `json:"kind"`
	Secrets SlackBotSecretsInput `json:"secrets"`
}

// SlackBotSecretsInput defines model for SlackBotSecretsInput.
type SlackBotSecretsInput struct {
	// Token The bot token (`xoxb-…`), with the scope `chat:write`
	Token string `json:"token"`
}

// SlackWebhookChannelInput defines model for SlackWebhookChannelInput.
type SlackWebhookChannelInput struct {
	Kind    string                   `json:"kind"`
	Secrets SlackWebhookSecretsInput `json:"secrets"`
}

// SlackWebhookSecretsInput defines model for SlackWebhookSecretsInput.
type SlackWebhookSecretsInput struct {
	// Url Whoever knows this URL can post
	Url string `json:"url"`
}

// SmtpChannelInput defines model for SmtpChannelInput.
type SmtpChannelInput struct {
	// From The sender. The provider must permit it
	From     string            `json:"from"`
	Host     string            `json:"host"`
	Kind     string            `json:"kind"`
	Port     *int32            `json:"port,omitempty"`
	Secrets  *SmtpSecretsInput `json:"secrets,omitempty"`
	Security *SmtpSecurity     `json:"security,omitempty"`
	To       []string          `json:"to"`

	// Username Null: the server takes mail without a login
	Username *string `json:"username,omitempty"`
}

// SmtpSecretsInput defines model for SmtpSecretsInput.
type SmtpSecretsInput struct {
	Password *string `json:"password,omitempty"`
}

// SmtpSecurity defines model for SmtpSecurity.
type SmtpSecurity string

// SnoozeAlert defines model for SnoozeAlert.
type SnoozeAlert struct {
	// Until At most 30 days from now. Null: no longer
	Until *time.Time `json:"until"`
}

// SourceAccuracy defines model for SourceAccuracy.
type SourceAccuracy struct {
	// Conversions That one of its touches preceded
	Conversions int64 `json:"conversions"`
	Explained   int64 `json:"explained"`

	// Share Explained / conversions; null if there are none
	Share  *float64    `json:"share"`
	Source TouchSource `json:"source"`
}

// SsoConnection defines model for SsoConnection.
type SsoConnection struct {
	CreateUsers  bool        `json:"create_users"`
	CreatedAt    time.Time   `json:"created_at"`
	CreatedBy    string      `json:"created_by"`
	DefaultRoles []UserRole  `json:"default_roles"`
	Domains      []SsoDomain `json:"domains"`
	Enabled      bool        `json:"enabled"`

	// EntityId Our entity ID, which is also the address of our metadata. Null without SAML
	EntityId   *string      `json:"entity_id"`
	GroupRoles []GroupRoles `json:"group_roles"`
	HasSecret  bool         `json:"has_secret"`
	Id         string       `json:"id"`
	Name       string       `json:"name"`

	// PartnerId Whose people sign in. Null for your own company
	PartnerId *string `json:"partner_id"`

	// RedirectUri The address that the identity provider must permit: the redirect URI, or with SAML the assertion consumer service
	RedirectUri string `json:"redirect_uri"`

	// ScimEnabled Whether the identity provider has a token for SCIM. Then it decides who is a user, and signing in creates none
	ScimEnabled bool        `json:"scim_enabled"`
	Settings    SsoSettings `json:"settings"`
	UpdatedAt   time.Time   `json:"updated_at"`
}

// SsoConnectionList defines model for SsoConnectionList.
type SsoConnectionList struct {
	Data    []SsoConnection `json:"data"`
	HasMore bool            `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// SsoDomain defines model for SsoDomain.
type SsoDomain struct {
	Domain string `json:"domain"`

	// TxtRecord The TXT record of `_causeway.<domain>` that verifies it
	TxtRecord string `json:"txt_record"`

	// VerifiedAt Null: it does not count yet
	VerifiedAt *time.Time `json:"verified_at"`
}

// SsoSettings defines model for SsoSettings.
type SsoSettings = any

// SsoSettingsInput defines model for SsoSettingsInput.
type SsoSettingsInput = any

// StoredReconciliationReport defines model for StoredReconciliationReport.
type StoredReconciliationReport struct {
	// Agreed Records without a difference. Ignored ones count as agreed
	Agreed int64 `json:"agreed"`

	// Causes What let differences happen
	Causes []ReconciliationReportCause `json:"causes"`
	Checks []ReconciliationReportCheck `json:"checks"`

	// Compared Records that were compared
	Compared int64 `json:"compared"`

	// Counts Findings by class and field, and what became of them until now
	Counts   []ReconciliationReportCount `json:"counts"`
	Drift    ReconciliationReportDrift   `json:"drift"`
	Headline string                      `json:"headline"`

	// NotDetectable What a comparison cannot see
	NotDetectable []string `json:"not_detectable"`

	// Samples A few findings of each class and field
	Samples []ReconciliationFinding `json:"samples"`

	// Since Compared with the night before. Null if there is none
	Since *ReconciliationReportSince `json:"since"`

	// TimeToSync Of the writes of the day before: from the change at its source until the other side had it
	TimeToSync *ReconciliationReportTimeToSync `json:"time_to_sync"`
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
	State        SyncState `json:"state"`
	UpdatedAt    time.Time `json:"updated_at"`
}

// SyncBothFields defines model for SyncBothFields.
type SyncBothFields struct {
	A string `json:"a"`
	B string `json:"b"`
}

// SyncBothFieldsInput defines model for SyncBothFieldsInput.
type SyncBothFieldsInput struct {
	A string `json:"a"`
	B string `json:"b"`
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
	Winner *SyncSide `json:"winner"`
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

// SyncField defines model for SyncField.
type SyncField struct {
	// A The field in system A, as its API spells it
	A string `json:"a"`

	// Allowed If there are any, only these values are written. Default: `[]`
	Allowed []string `json:"allowed"`

	// B The field in system B, as its API spells it. `billing:mrr` and the like are computed from subscriptions
	B         string             `json:"b"`
	Direction SyncFieldDirection `json:"direction"`

	// Fallback Written where the source is blank
	Fallback *string `json:"fallback"`

	// Once Written to a new record only, and then left to the people who work with it
	Once  *bool          `json:"once,omitempty"`
	Owner SyncFieldOwner `json:"owner"`

	// References The value is a record of this object, and becomes the id of its counterpart
	References *string `json:"references,omitempty"`

	// Transforms Applied in order, from the source to the target. Default: `[]`
	Transforms []SyncFieldTransform `json:"transforms"`
	Type       SyncFieldType        `json:"type"`

	// Values Pairs of values. If there are any, all other values are refused. Several values of one side may mean one of the other. Default: `[]`
	Values []SyncFieldValue `json:"values"`
}

// SyncFieldDirection defines model for SyncFieldDirection.
type SyncFieldDirection string

// SyncFieldInput defines model for SyncFieldInput.
type SyncFieldInput struct {
	// A The field in system A, as its API spells it
	A string `json:"a"`

	// Allowed If there are any, only these values are written. Default: `[]`
	Allowed []string `json:"allowed,omitempty"`

	// B The field in system B, as its API spells it. `billing:mrr` and the like are computed from subscriptions
	B         string             `json:"b"`
	Direction SyncFieldDirection `json:"direction"`

	// Fallback Written where the source is blank
	Fallback *string `json:"fallback,omitempty"`

	// Once Written to a new record only, and then left to the people who work with it
	Once  *bool          `json:"once,omitempty"`
	Owner SyncFieldOwner `json:"owner"`

	// References The value is a record of this object, and becomes the id of its counterpart
	References *string `json:"references,omitempty"`

	// Transforms Applied in order, from the source to the target. Default: `[]`
	Transforms []SyncFieldTransformInput `json:"transforms,omitempty"`
	Type       SyncFieldType             `json:"type"`

	// Values Pairs of values. If there are any, all other values are refused. Several values of one side may mean one of the other. Default: `[]`
	Values []SyncFieldValueInput `json:"values,omitempty"`
}

// SyncFieldOwner defines model for SyncFieldOwner.
type SyncFieldOwner string

// SyncFieldTransform defines model for SyncFieldTransform.
type SyncFieldTransform = any

// SyncFieldTransformDomain defines model for SyncFieldTransformDomain.
type SyncFieldTransformDomain struct {
	Kind string `json:"kind"`
}

// SyncFieldTransformDomainInput defines model for SyncFieldTransformDomainInput.
type SyncFieldTransformDomainInput struct {
	Kind string `json:"kind"`
}

// SyncFieldTransformInput defines model for SyncFieldTransformInput.
type SyncFieldTransformInput = any

// SyncFieldTransformJsonata defines model for SyncFieldTransformJsonata.
type SyncFieldTransformJsonata struct {
	Expression string   `json:"expression"`
	Kind       string   `json:"kind"`
	Reads      []string `json:"reads"`
}

// SyncFieldTransformJsonataInput defines model for SyncFieldTransformJsonataInput.
type SyncFieldTransformJsonataInput struct {
	Expression string   `json:"expression"`
	Kind       string   `json:"kind"`
	Reads      []string `json:"reads"`
}

// SyncFieldTransformLowercase defines model for SyncFieldTransformLowercase.
type SyncFieldTransformLowercase struct {
	Kind string `json:"kind"`
}

// SyncFieldTransformLowercaseInput defines model for SyncFieldTransformLowercaseInput.
type SyncFieldTransformLowercaseInput struct {
	Kind string `json:"kind"`
}

// SyncFieldTransformTrim defines model for SyncFieldTransformTrim.
type SyncFieldTransformTrim struct {
	Kind string `json:"kind"`
}

// SyncFieldTransformTrimInput defines model for SyncFieldTransformTrimInput.
type SyncFieldTransformTrimInput struct {
	Kind string `json:"kind"`
}

// SyncFieldTransformTruncate defines model for SyncFieldTransformTruncate.
type SyncFieldTransformTruncate struct {
	Kind   string `json:"kind"`
	Length int32  `json:"length"`
}

// SyncFieldTransformTruncateInput defines model for SyncFieldTransformTruncateInput.
type SyncFieldTransformTruncateInput struct {
	Kind   string `json:"kind"`
	Length int32  `json:"length"`
}

// SyncFieldTransformUppercase defines model for SyncFieldTransformUppercase.
type SyncFieldTransformUppercase struct {
	Kind string `json:"kind"`
}

// SyncFieldTransformUppercaseInput defines model for SyncFieldTransformUppercaseInput.
type SyncFieldTransformUppercaseInput struct {
	Kind string `json:"kind"`
}

// SyncFieldType defines model for SyncFieldType.
type SyncFieldType string

// SyncFieldValue defines model for SyncFieldValue.
type SyncFieldValue struct {
	A string `json:"a"`
	B string `json:"b"`
}

// SyncFieldValueInput defines model for SyncFieldValueInput.
type SyncFieldValueInput struct {
	A string `json:"a"`
	B string `json:"b"`
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
	Objects []SyncObject `json:"objects"`

	// TimeZone In which moments become days
	TimeZone string `json:"time_zone"`
}

// SyncMappingInput defines model for SyncMappingInput.
type SyncMappingInput struct {
	Objects []SyncObjectInput `json:"objects"`

	// TimeZone In which moments become days
	TimeZone *string `json:"time_zone,omitempty"`
}

// SyncObject defines model for SyncObject.
type SyncObject struct {
	// A The object in system A
	A string `json:"a"`

	// B The object in system B
	B       string             `json:"b"`
	Company *SyncObjectCompany `json:"company,omitempty"`

	// Creates The sides on which missing records are created
	Creates []SyncSide `json:"creates"`

	// Deletes The sides on which records are deleted after their counterpart was. Default: `[]`
	Deletes []SyncSide       `json:"deletes"`
	Fields  []SyncField      `json:"fields"`
	Links   []SyncObjectLink `json:"links"`
	Name    string           `json:"name"`

	// Subscriptions The object of B whose records are added up, and its field with the id of the record of B
	Subscriptions *SyncObjectSubscriptions `json:"subscriptions"`
}

// SyncObjectCompany defines model for SyncObjectCompany.
type SyncObjectCompany struct {
	Domain *SyncBothFields `json:"domain,omitempty"`
	Name   SyncBothFields  `json:"name"`
}

// SyncObjectCompanyInput defines model for SyncObjectCompanyInput.
type SyncObjectCompanyInput struct {
	Domain *SyncBothFieldsInput `json:"domain,omitempty"`
	Name   SyncBothFieldsInput  `json:"name"`
}

// SyncObjectInput defines model for SyncObjectInput.
type SyncObjectInput struct {
	// A The object in system A
	A string `json:"a"`

	// B The object in system B
	B       string                  `json:"b"`
	Company *SyncObjectCompanyInput `json:"company,omitempty"`

	// Creates The sides on which missing records are created
	Creates []SyncSide `json:"creates"`

	// Deletes The sides on which records are deleted after their counterpart was. Default: `[]`
	Deletes []SyncSide            `json:"deletes,omitempty"`
	Fields  []SyncFieldInput      `json:"fields"`
	Links   []SyncObjectLinkInput `json:"links"`
	Name    string                `json:"name"`

	// Subscriptions The object of B whose records are added up, and its field with the id of the record of B
	Subscriptions *SyncObjectSubscriptionsInput `json:"subscriptions,omitempty"`
}

// SyncObjectLink defines model for SyncObjectLink.
type SyncObjectLink = any

// SyncObjectLinkDomain defines model for SyncObjectLinkDomain.
type SyncObjectLinkDomain struct {
	A   string `json:"a"`
	B   string `json:"b"`
	How string `json:"how"`
}

// SyncObjectLinkDomainInput defines model for SyncObjectLinkDomainInput.
type SyncObjectLinkDomainInput struct {
	A   string `json:"a"`
	B   string `json:"b"`
	How string `json:"how"`
}

// SyncObjectLinkEmail defines model for SyncObjectLinkEmail.
type SyncObjectLinkEmail struct {
	A   string `json:"a"`
	B   string `json:"b"`
	How string `json:"how"`
}

// SyncObjectLinkEmailInput defines model for SyncObjectLinkEmailInput.
type SyncObjectLinkEmailInput struct {
	A   string `json:"a"`
	B   string `json:"b"`
	How string `json:"how"`
}

// SyncObjectLinkExternalId defines model for SyncObjectLinkExternalId.
type SyncObjectLinkExternalId struct {
	A   string `json:"a"`
	B   string `json:"b"`
	How string `json:"how"`
}

// SyncObjectLinkExternalIdInput defines model for SyncObjectLinkExternalIdInput.
type SyncObjectLinkExternalIdInput struct {
	A   string `json:"a"`
	B   string `json:"b"`
	How string `json:"how"`
}

// SyncObjectLinkInput defines model for SyncObjectLinkInput.
type SyncObjectLinkInput = any

// SyncObjectSubscriptions defines model for SyncObjectSubscriptions.
type SyncObjectSubscriptions struct {
	Object string `json:"object"`
	Parent string `json:"parent"`
}

// SyncObjectSubscriptionsInput defines model for SyncObjectSubscriptionsInput.
type SyncObjectSubscriptionsInput struct {
	Object string `json:"object"`
	Parent string `json:"parent"`
}

// SyncOutcome defines model for SyncOutcome.
type SyncOutcome string

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
	BConnectionId string                  `json:"b_connection_id"`
	Preset        SyncPresetRequestPreset `json:"preset"`
}

// SyncPresetRequestPreset defines model for SyncPresetRequestPreset.
type SyncPresetRequestPreset string

// SyncPreview defines model for SyncPreview.
type SyncPreview struct {
	Changes []SyncPreviewChange `json:"changes"`

	// Compared Pairs of records that were compared
	Compared  int64                 `json:"compared"`
	Conflicts []SyncPreviewConflict `json:"conflicts"`

	// Faults Values that cannot be written as they are
	Faults []SyncPreviewFault `json:"faults"`

	// LeftOut Fields that an expression makes: only a run evaluates it
	LeftOut []string `json:"left_out"`

	// Records What becomes of each record. Before the first run, some records of both systems are read, and find each other
	Records []SyncPreviewRecord `json:"records"`
}

// SyncPreviewChange defines model for SyncPreviewChange.
type SyncPreviewChange struct {
	// After one of: a text, a number, true or false, a list
	After interface{} `json:"after"`

	// Before one of: a text, a number, true or false, a list
	Before   interface{} `json:"before"`
	Field    string      `json:"field"`
	RecordId string      `json:"record_id"`
	Side     SyncSide    `json:"side"`
}

// SyncPreviewConflict defines model for SyncPreviewConflict.
type SyncPreviewConflict struct {
	AId   string `json:"a_id"`
	BId   string `json:"b_id"`
	Field string `json:"field"`
}

// SyncPreviewFault defines model for SyncPreviewFault.
type SyncPreviewFault struct {
	Field    string   `json:"field"`
	Message  string   `json:"message"`
	RecordId string   `json:"record_id"`
	Side     SyncSide `json:"side"`
}

// SyncPreviewRecord defines model for SyncPreviewRecord.
type SyncPreviewRecord struct {
	AId *string `json:"a_id"`
	BId *string `json:"b_id"`

	// Name The first of its values that is mapped
	Name    *string     `json:"name"`
	Outcome SyncOutcome `json:"outcome"`

	// Reason Why it is skipped, or what else is to be known of it
	Reason *string `json:"reason"`
}

// SyncPreviewRequest defines model for SyncPreviewRequest.
type SyncPreviewRequest struct {
	// AId Only this record of A, with `b_id` or its counterpart
	AId *string `json:"a_id,omitempty"`

	// BId Only this record of B
	BId *string `json:"b_id,omitempty"`

	// Limit Without an id, how many records are compared
	Limit   *int32            `json:"limit,omitempty"`
	Mapping *SyncMappingInput `json:"mapping,omitempty"`

	// Object The name of an object map
	Object string `json:"object"`
}

// SyncResolution defines model for SyncResolution.
type SyncResolution struct {
	Winner SyncSide `json:"winner"`
}

// SyncRetried defines model for SyncRetried.
type SyncRetried struct {
	Retried int64 `json:"retried"`
}

// SyncRetry defines model for SyncRetry.
type SyncRetry struct {
	// Id Only this one
	Id *string `json:"id,omitempty"`

	// Ids Only these
	Ids    []string         `json:"ids,omitempty"`
	Reason *SyncWriteReason `json:"reason,omitempty"`

	// RecordId Only writes of this record. Of a creation, the record of the other side
	RecordId *string `json:"record_id,omitempty"`
}

// SyncRun defines model for SyncRun.
type SyncRun struct {
	Changed   int64 `json:"changed"`
	Conflicts int64 `json:"conflicts"`

	// Doing What it does now. Null if it has ended
	Doing   *string     `json:"doing"`
	EndedAt *time.Time  `json:"ended_at"`
	Failed  int64       `json:"failed"`
	Id      string      `json:"id"`
	Kind    SyncRunKind `json:"kind"`

	// NeedsApproval It waits for a yes: POST /syncs/{id}/approve
	NeedsApproval bool  `json:"needs_approval"`
	Read          int64 `json:"read"`

	// Reason Why it is partial or failed, or what it waits for
	Reason    *string      `json:"reason"`
	StartedAt time.Time    `json:"started_at"`
	State     SyncRunState `json:"state"`
	Written   int64        `json:"written"`
}

// SyncRunKind defines model for SyncRunKind.
type SyncRunKind string

// SyncRunList defines model for SyncRunList.
type SyncRunList struct {
	Data    []SyncRun `json:"data"`
	HasMore bool      `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// SyncRunState defines model for SyncRunState.
type SyncRunState string

// SyncSide defines model for SyncSide.
type SyncSide string

// SyncState defines model for SyncState.
type SyncState string

// SyncTest defines model for SyncTest.
type SyncTest struct {
	AId       *string    `json:"a_id"`
	BId       *string    `json:"b_id"`
	CreatedAt time.Time  `json:"created_at"`
	EndedAt   *time.Time `json:"ended_at"`
	Id        string     `json:"id"`
	Object    string     `json:"object"`

	// Reason Why it failed, or why there was nothing to write
	Reason *string       `json:"reason"`
	State  SyncTestState `json:"state"`
	SyncId string        `json:"sync_id"`

	// WaitsFor What keeps it: it goes on by itself
	WaitsFor *string         `json:"waits_for"`
	Writes   []SyncTestWrite `json:"writes"`
}

// SyncTestList defines model for SyncTestList.
type SyncTestList struct {
	Data    []SyncTest `json:"data"`
	HasMore bool       `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// SyncTestRequest defines model for SyncTestRequest.
type SyncTestRequest struct {
	// AId The record of A
	AId *string `json:"a_id,omitempty"`

	// BId The record of B, or the counterpart of `a_id`
	BId *string `json:"b_id,omitempty"`

	// Object The name of an object map
	Object string `json:"object"`

	// TakeBack False: it stays. The sync must be active, and syncs this record before all others
	TakeBack *bool `json:"take_back,omitempty"`
}

// SyncTestState defines model for SyncTestState.
type SyncTestState string

// SyncTestWrite defines model for SyncTestWrite.
type SyncTestWrite struct {
	// Fields What was written
	Fields []SyncTestWriteField `json:"fields"`
	Id     string               `json:"id"`

	// Message Why it was refused or is left, in the vendor's words
	Message   *string                `json:"message"`
	Operation SyncTestWriteOperation `json:"operation"`

	// RecordId The record that was written. Null until one is created
	RecordId *string            `json:"record_id"`
	Remedy   *string            `json:"remedy"`
	Side     SyncSide           `json:"side"`
	State    SyncTestWriteState `json:"state"`
}

// SyncTestWriteField defines model for SyncTestWriteField.
type SyncTestWriteField struct {
	// After one of: a text, a number, true or false, a list
	After interface{} `json:"after"`

	// Before one of: a text, a number, true or false, a list
	Before interface{} `json:"before"`
	Field  string      `json:"field"`
}

// SyncTestWriteOperation defines model for SyncTestWriteOperation.
type SyncTestWriteOperation string

// SyncTestWriteState defines model for SyncTestWriteState.
type SyncTestWriteState string

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
	NextAttemptAt *time.Time         `json:"next_attempt_at"`
	Object        string             `json:"object"`
	Operation     SyncWriteOperation `json:"operation"`

	// Reason Class of the failure
	Reason *string `json:"reason"`

	// RecordId The record; for a creation, the record of the other side
	RecordId string         `json:"record_id"`
	Remedy   *string        `json:"remedy"`
	Side     SyncSide       `json:"side"`
	State    SyncWriteState `json:"state"`

	// Text The class, in words
	Text *string `json:"text"`
}

// SyncWriteGroup defines model for SyncWriteGroup.
type SyncWriteGroup struct {
	// Count At most the latest 100,000 failed records are counted
	Count         int64           `json:"count"`
	FirstFailedAt time.Time       `json:"first_failed_at"`
	LastFailedAt  time.Time       `json:"last_failed_at"`
	Reason        SyncWriteReason `json:"reason"`
	Remedy        string          `json:"remedy"`

	// Text The reason, in words
	Text string `json:"text"`
}

// SyncWriteGroupList defines model for SyncWriteGroupList.
type SyncWriteGroupList struct {
	Data []SyncWriteGroup `json:"data"`
}

// SyncWriteList defines model for SyncWriteList.
type SyncWriteList struct {
	Data    []SyncWrite `json:"data"`
	HasMore bool        `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// SyncWriteOperation defines model for SyncWriteOperation.
type SyncWriteOperation string

// SyncWriteReason defines model for SyncWriteReason.
type SyncWriteReason string

// SyncWriteState defines model for SyncWriteState.
type SyncWriteState string

// TestPartnerWebhooks defines model for TestPartnerWebhooks.
type TestPartnerWebhooks struct {
	// EndpointId Endpoint to test. Default: all enabled endpoints
	EndpointId *string `json:"endpoint_id,omitempty"`
}

// TestSent Read GET /deliveries/{id} to see the result
type TestSent struct {
	Deliveries []TestSentDelivery `json:"deliveries"`
	Event      TestSentEvent      `json:"event"`
}

// TestSentDelivery defines model for TestSentDelivery.
type TestSentDelivery struct {
	EndpointId string `json:"endpoint_id"`
	Id         string `json:"id"`
}

// TestSentEvent defines model for TestSentEvent.
type TestSentEvent struct {
	Id   string `json:"id"`
	Type string `json:"type"`
}

// TextFile A file of text, sent as a stream
type TextFile = string

// TieredRewardMode defines model for TieredRewardMode.
type TieredRewardMode string

// TieredRewardOver defines model for TieredRewardOver.
type TieredRewardOver string

// TokenForm defines model for TokenForm.
type TokenForm struct {
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
	SandboxId *string     `json:"sandbox_id"`
	Source    TouchSource `json:"source"`

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

// TouchSource defines model for TouchSource.
type TouchSource string

// TouchesBatch defines model for TouchesBatch.
type TouchesBatch struct {
	Touches []CreateTouch `json:"touches"`
}

// TransformationPreview defines model for TransformationPreview.
type TransformationPreview struct {
	// EventId A published event to transform. With a partner key it must be an event with a delivery to the partner
	EventId *string                      `json:"event_id,omitempty"`
	Sample  *TransformationPreviewSample `json:"sample,omitempty"`

	// SchemaVersions Used instead of the endpoint's own schema_versions
	SchemaVersions map[string]int64 `json:"schema_versions,omitempty"`

	// Transformation Used instead of the endpoint's own transformation; null for none
	Transformation *string `json:"transformation,omitempty"`
}

// TransformationPreviewSample defines model for TransformationPreviewSample.
type TransformationPreviewSample struct {
	// Data The payload to transform
	Data interface{} `json:"data"`

	// Type Words separated by dots, from general to specific
	Type string `json:"type"`

	// Version Schema version of the data. Default: the newest
	Version *int64 `json:"version,omitempty"`
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

	// Custom Fields of the programme, by its schema. Each value is one of: a text, a number, true or false, a list
	Custom        map[string]interface{} `json:"custom,omitempty"`
	Customer      *DealCustomerInput     `json:"customer,omitempty"`
	ExpectedValue *MoneyInput            `json:"expected_value,omitempty"`
	Frequency     *DealFrequency         `json:"frequency,omitempty"`

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. It may be changed in every state
	Metadata map[string]interface{} `json:"metadata,omitempty"`
	Origin   *DealOrigin            `json:"origin,omitempty"`

	// Problem The business problem that the customer wants solved
	Problem         *string  `json:"problem,omitempty"`
	SalesActivities []string `json:"sales_activities,omitempty"`

	// Team The partner's people
	Team  []DealContactInput `json:"team,omitempty"`
	Title *string            `json:"title,omitempty"`
	Type  *DealType          `json:"type,omitempty"`
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

	// Metadata At most 32 texts, numbers or booleans, and 4 KiB. Not for personal data. Each value is one of: a text, a number, true or false
	Metadata map[string]interface{} `json:"metadata,omitempty"`

	// Ordering Deliver events with the same ordering key in order, one at a time
	Ordering             *bool                 `json:"ordering,omitempty"`
	OrderingOnDeadLetter *OrderingOnDeadLetter `json:"ordering_on_dead_letter,omitempty"`

	// RateLimitPerS Maximum attempts per second; null means no limit
	RateLimitPerS *int32 `json:"rate_limit_per_s,omitempty"`

	// Region Region whose workers make its deliveries, one of webhooks.regions of the settings. Null is the home region
	Region *string `json:"region,omitempty"`

	// RetryPolicy Null uses the policy of the partner's tier, as configured at the time of each attempt
	RetryPolicy *RetryPolicyInput `json:"retry_policy,omitempty"`

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
	CertificateThumbprint *string    `json:"certificate_thumbprint,omitempty"`
	Jwks                  *JwksInput `json:"jwks,omitempty"`

	// JwksUri For private_key_jwt, instead of jwks: URL where the client publishes its keys
	JwksUri *string `json:"jwks_uri,omitempty"`

	// Name A name that tells people what the client is
	Name *string `json:"name,omitempty"`

	// Scopes `partner:read`: Read your partner profile, limits and feature flags. `credentials:read`: List your API keys and OAuth clients, without their secrets. `credentials:write`: Create, rotate and revoke your API keys and OAuth clients. `users:read`: Read the people of your company who can sign in, and their sessions. `users:write`: Invite, change and disable the people of your company, and end their sessions. `webhooks:read`: Read endpoints, events, deliveries and dead letters. `webhooks:write`: Create and change endpoints, send tests, retry, cancel and replay deliveries. `deals:read`: Read deals. `deals:write`: Submit and change deals. `touches:write`: Record touches of your own, and create links that record them. `exports:read`: Read exports for ETL tools: the rows of every stream that you may see, and what was deleted. `reports:read`: Read reports and statistics. `commissions:dispute`: Dispute your commissions. `commissions:read`: Read commissions: balances, lines and why each is what it is; the level of the partner
	Scopes []PartnerScope `json:"scopes,omitempty"`
}

// UpdatePartner Only the fields in the request change
type UpdatePartner struct {
	Contacts         []PartnerContactInput `json:"contacts,omitempty"`
	CredentialPolicy *CredentialPolicy     `json:"credential_policy,omitempty"`

	// Fields What you note about it, such as the number or the list of its `certifications`. The rules of levels can ask for them. Each value is one of: a number, true or false, a text, a list
	Fields map[string]interface{} `json:"fields,omitempty"`
	Name   *string                `json:"name,omitempty"`

	// ProgrammeId The programme under which its new deals are registered
	ProgrammeId *string `json:"programme_id,omitempty"`

	// RateLimit Limit of requests to this API; null uses the limit of the tier in the settings
	RateLimit *RateLimitInput `json:"rate_limit,omitempty"`
	Tier      *PartnerTier    `json:"tier,omitempty"`

	// TimeZone IANA time zone, for business days and nightly runs
	TimeZone        *string                      `json:"time_zone,omitempty"`
	WebhookSettings *PartnerWebhookSettingsInput `json:"webhook_settings,omitempty"`
}

// UpdateProgramme Only the fields in the request change. `review`, `protection` and `duplicates` are merged field by field; any other setting is replaced as a whole
type UpdateProgramme struct {
	Name     *string                  `json:"name,omitempty"`
	Settings *UpdateProgrammeSettings `json:"settings,omitempty"`
}

// UpdateProgrammeSettings defines model for UpdateProgrammeSettings.
type UpdateProgrammeSettings struct {
	// AutoApprove Deals without any match are approved immediately, up to this value. null sends every deal to a reviewer
	AutoApprove *AutoApproveInput `json:"auto_approve,omitempty"`

	// Conditional Fields that a submission must also have if another field has a given value
	Conditional []ConditionalFieldsInput `json:"conditional,omitempty"`

	// Currency The only accepted currency. null accepts all
	Currency *string `json:"currency,omitempty"`

	// CustomSchema JSON Schema 2020-12 of `custom`, at most 64 KiB, without references to other schemas. {} accepts anything
	CustomSchema map[string]interface{}             `json:"custom_schema,omitempty"`
	Duplicates   *UpdateProgrammeSettingsDuplicates `json:"duplicates,omitempty"`
	Exclusivity  *Exclusivity                       `json:"exclusivity,omitempty"`
	Protection   *UpdateProgrammeSettingsProtection `json:"protection,omitempty"`

	// Required Paths of the fields that a submission must have, such as customer.website or custom.region
	Required []string                       `json:"required,omitempty"`
	Review   *UpdateProgrammeSettingsReview `json:"review,omitempty"`
}

// UpdateProgrammeSettingsDuplicates defines model for UpdateProgrammeSettingsDuplicates.
type UpdateProgrammeSettingsDuplicates struct {
	Conflict   *float64    `json:"conflict,omitempty"`
	OnConflict *OnConflict `json:"on_conflict,omitempty"`

	// Possible Matches with at least this score are reviewed by a person
	Possible *float64 `json:"possible,omitempty"`
}

// UpdateProgrammeSettingsProtection defines model for UpdateProgrammeSettingsProtection.
type UpdateProgrammeSettingsProtection struct {
	Days *int32 `json:"days,omitempty"`

	// ExtensionDays Days that one extension adds to the protection. 0 allows no extensions
	ExtensionDays *int32           `json:"extension_days,omitempty"`
	MaxExtensions *int32           `json:"max_extensions,omitempty"`
	ReminderDays  *int32           `json:"reminder_days,omitempty"`
	Starts        *ProtectionStart `json:"starts,omitempty"`
}

// UpdateProgrammeSettingsReview defines model for UpdateProgrammeSettingsReview.
type UpdateProgrammeSettingsReview struct {
	// ActionDays Days that a partner has to make the requested changes before the deal expires
	ActionDays *int32   `json:"action_days,omitempty"`
	Holidays   []string `json:"holidays,omitempty"`

	// ReminderAt Share of the review time after which the reviewers are reminded
	ReminderAt      *float64 `json:"reminder_at,omitempty"`
	SlaBusinessDays *int32   `json:"sla_business_days,omitempty"`
	TimeZone        *string  `json:"time_zone,omitempty"`
}

// UpdateSsoConnection defines model for UpdateSsoConnection.
type UpdateSsoConnection struct {
	// CreateUsers Whether somebody with an address of a verified domain who has no user yet gets one by signing in
	CreateUsers *bool `json:"create_users,omitempty"`

	// DefaultRoles The roles of people whose groups have none. Empty: they cannot sign in for the first time
	DefaultRoles []UserRole `json:"default_roles,omitempty"`

	// Domains Replaces the list. Those that stay are as verified as they were
	Domains []string `json:"domains,omitempty"`

	// Enabled Nobody signs in through a disabled connection. Sessions that were begun stay
	Enabled *bool `json:"enabled,omitempty"`

	// GroupRoles Roles by group. If any group is named, the groups of a person decide their roles at each sign-in; else roles are managed here
	GroupRoles []GroupRolesInput `json:"group_roles,omitempty"`

	// Name For people: the name of the identity provider, as they know it
	Name     *string           `json:"name,omitempty"`
	Settings *SsoSettingsInput `json:"settings,omitempty"`
}

// UpdateUser defines model for UpdateUser.
type UpdateUser struct {
	// Name The name of the person, as the audit log and colleagues read it
	Name *string `json:"name,omitempty"`

	// Roles `administrator`: Everything: users, credentials, settings. `operator`: Runs the installation: deliveries, connections, syncs, event types, partners and their credentials. `partner_manager`: Works with partners: reviews deals, reads reports, plans commissions. `finance`: Reads what is owed to partners, and approves payouts. `read_only`: Reads everything, except bodies of vendors’ webhooks. `partner_admin`: Everything of the partner: its users and credentials too. `partner_developer`: Integrates: endpoints, deliveries, keys. `partner_sales`: Registers deals and follows what they bring. `partner_finance`: Reads statements, and disputes commissions
	Roles  []UserRole  `json:"roles,omitempty"`
	Status *UserStatus `json:"status,omitempty"`
}

// UseSignInLink defines model for UseSignInLink.
type UseSignInLink struct {
	// Link What follows `#link=` in the one-time link
	Link string `json:"link"`

	// Password The new password
	Password string `json:"password"`
}

// User defines model for User.
type User struct {
	CreatedAt time.Time `json:"created_at"`
	CreatedBy string    `json:"created_by"`
	Email     string    `json:"email"`

	// HasPassword False until the person has used a one-time link
	HasPassword  bool       `json:"has_password"`
	Id           string     `json:"id"`
	LastSignInAt *time.Time `json:"last_sign_in_at"`
	Name         string     `json:"name"`

	// PartnerId The company of the person. Null for your own company
	PartnerId *string    `json:"partner_id"`
	Roles     []UserRole `json:"roles"`
	Status    UserStatus `json:"status"`
	UpdatedAt time.Time  `json:"updated_at"`
}

// UserList defines model for UserList.
type UserList struct {
	Data    []User `json:"data"`
	HasMore bool   `json:"has_more"`

	// NextCursor Cursor of the next page. Null on the last page
	NextCursor *string `json:"next_cursor"`
}

// UserRole defines model for UserRole.
type UserRole string

// UserStatus defines model for UserStatus.
type UserStatus string

// VendorBanner defines model for VendorBanner.
type VendorBanner struct {
	Since  time.Time `json:"since"`
	Text   string    `json:"text"`
	Vendor string    `json:"vendor"`
}

// VendorObject defines model for VendorObject.
type VendorObject struct {
	Fields []VendorObjectField `json:"fields"`
	Object string              `json:"object"`
}

// VendorObjectField defines model for VendorObjectField.
type VendorObjectField struct {
	Label     string `json:"label"`
	MaxLength *int64 `json:"max_length"`
	Name      string `json:"name"`

	// Options The permitted values; null if any is permitted
	Options    []VendorObjectFieldOption `json:"options"`
	ReadOnly   bool                      `json:"read_only"`
	References []string                  `json:"references"`
	Required   bool                      `json:"required"`
	Type       string                    `json:"type"`
}

// VendorObjectFieldOption defines model for VendorObjectFieldOption.
type VendorObjectFieldOption struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// VerdictKind defines model for VerdictKind.
type VerdictKind string

// VerdictSide defines model for VerdictSide.
type VerdictSide struct {
	Kind  VerdictSideKind `json:"kind"`
	Value string          `json:"value"`
}

// VerdictSideInput defines model for VerdictSideInput.
type VerdictSideInput struct {
	Kind VerdictSideKind `json:"kind"`

	// Value A name, in any spelling and with any legal form, or a website
	Value string `json:"value"`
}

// VerdictSideKind defines model for VerdictSideKind.
type VerdictSideKind string

// ViewAsPartner defines model for ViewAsPartner.
type ViewAsPartner struct {
	PartnerId string `json:"partner_id"`
}

// WebhookChannelInput defines model for WebhookChannelInput.
type WebhookChannelInput struct {
	Kind    string              `json:"kind"`
	Secrets WebhookSecretsInput `json:"secrets"`

	// Url Gets a POST that is signed as webhooks are
	Url string `json:"url"`
}

// WebhookSecretsInput defines model for WebhookSecretsInput.
type WebhookSecretsInput struct {
	// SigningSecret `whsec_…` or `whsk_…`, as Standard Webhooks defines it
	SigningSecret string `json:"signing_secret"`
}
