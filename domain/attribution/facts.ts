/** How a touch came to be known. */
export const touchSources = ['utm', 'referral_header', 'api_key', 'deal_registration', 'link', 'overlap', 'manual', 'direct'] as const;

/** Those that the settings can switch off. The others are told on purpose. */
export const switchedSources = ['utm', 'referral_header', 'api_key'] as const;

/** By what a partner is known in an address or a request. */
export const sourceNameKinds = ['utm_source', 'referrer_host'] as const;

export const conversionKinds = ['lead', 'opportunity', 'customer'] as const;

export const revenueKinds = ['sale', 'refund', 'subscription_started', 'subscription_changed', 'subscription_stopped'] as const;

export const costKinds = ['commission', 'bonus', 'programme', 'discount', 'other'] as const;

/** Why no touch explains a conversion. */
export const lostReasons = ['no_subject', 'no_touch', 'outside_window', 'blocked_source', 'bot'] as const;
export type LostReason = (typeof lostReasons)[number];

/** Building: being computed. Ready: can be compared, and becomes active when somebody says so. Retired: readable, as of its last moment. */
export const versionStates = ['building', 'ready', 'active', 'retired', 'failed'] as const;

/** The models, in the order of `credit.by_model`. New ones are added at the end. */
export const models = [
  'first_touch',
  'last_touch',
  'last_non_direct',
  'linear',
  'position_based',
  'time_decay',
  'w_shaped',
  'full_path',
  'markov',
  'shapley',
] as const;

/**
 * What credits add up, by the number that `credit.measure` holds. Money in minor units; what is counted in millionths, so that a lead that
 * several partners share is still one lead. `sourced` and `influenced` are not shares of a model: each is whole, in every place of `by_model`.
 */
export const measures = {
  revenue: 1,
  refund: 2,
  tax: 3,
  leads: 4,
  opportunities: 5,
  customers: 6,
  sourced_revenue: 7,
  influenced_revenue: 8,
  cost: 9,
  monthly_revenue: 10,
  /** Subscriptions that began, less those that stopped: what is left at a moment is the sum until then. */
  subscribers: 11,
  /** Subscriptions that stopped. */
  subscribers_lost: 12,
} as const;
export type Measure = keyof typeof measures;
export type Model = (typeof models)[number];

/** The scope of everything that is no sandbox partner's. */
export const liveScope = 'live';
