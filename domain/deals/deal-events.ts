import { toMoney } from '#domain/money.ts';
import type { ReviewStatus, Stage } from './deal-states.ts';

/** The parts of a deal that its events contain, as they were after the change that the event reports. */
export interface DealAsOf {
  id: string;
  externalId: string | null;
  programmeId: string;
  company: string;
  title: string | null;
  valueMinor: bigint | null;
  currency: string | null;
  reviewStatus: ReviewStatus;
  stage: Stage;
  conflictState: 'clear' | 'possible' | 'conflict' | null;
  reason: string | null;
  requestedFields: string[];
  protectedUntil: string | null;
}

/** By the action in the deal's history. */
const typesByAction: Readonly<Record<string, DealEventType>> = {
  submitted: 'deal.submitted',
  resubmitted: 'deal.submitted',
  approved: 'deal.approved',
  rejected: 'deal.rejected',
  action_required: 'deal.action_required',
  expired: 'deal.expired',
  won: 'deal.won',
  lost: 'deal.lost',
};

/** The types of the events that notify a partner of one step of its deal. */
export function dealEventsOf(action: string, deal: Pick<DealAsOf, 'conflictState'>): DealEventType[] {
  const type = typesByAction[action] ?? 'deal.updated';
  return type === 'deal.submitted' && deal.conflictState === 'conflict' ? [type, 'deal.conflict'] : [type];
}

/** The payload. It leaves out the customer's people: anyone who may read the deal finds them there. */
export function dealPayload(deal: DealAsOf, { action, version }: { action: string; version: number }): Record<string, unknown> {
  const value = deal.valueMinor !== null && deal.currency !== null ? toMoney(deal.valueMinor, deal.currency) : undefined;
  return {
    deal_id: deal.id,
    external_id: deal.externalId,
    programme_id: deal.programmeId,
    company: deal.company,
    title: deal.title,
    ...value,
    action,
    version,
    review_status: deal.reviewStatus,
    stage: deal.stage,
    conflict: deal.conflictState,
    reason: deal.reason,
    requested_fields: deal.requestedFields,
    protected_until: deal.protectedUntil,
  };
}

const id = { type: 'string', minLength: 1, maxLength: 255 };
const text = (maxLength: number) => ({ type: ['string', 'null'], maxLength });
// Fits every currency: yen have no decimals, dinars have three.
const amount = { type: 'string', maxLength: 30, pattern: '^\\d+(\\.\\d+)?$' };

/** Only the id is required, because a company may also publish events of these types about deals of other systems. */
const schema = {
  type: 'object',
  required: ['deal_id'],
  properties: {
    deal_id: id,
    external_id: text(200),
    programme_id: id,
    company: text(2000),
    title: text(300),
    amount,
    currency: { type: 'string', maxLength: 3, pattern: '^[A-Z]{3}$' },
    action: { type: 'string', maxLength: 100 },
    version: { type: 'integer', format: 'int32', minimum: 1, maximum: 2_147_483_647 },
    review_status: { type: 'string', maxLength: 50 },
    stage: { type: 'string', maxLength: 50 },
    conflict: { type: ['string', 'null'], maxLength: 50 },
    reason: text(2000),
    requested_fields: { type: 'array', maxItems: 100, items: { type: 'string', maxLength: 100 } },
    protected_until: { type: ['string', 'null'], maxLength: 64 },
  },
};

const present = {
  deal_id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d',
  external_id: 'CRM-1042',
  programme_id: 'prg_default',
  company: 'Brightwell Analytics GmbH',
  title: 'Data platform for the Vienna office',
  amount: '48000.00',
  currency: 'EUR',
};
const state = { stage: 'prospect', conflict: 'clear', reason: null, requested_fields: [], protected_until: null };
const end = '2027-06-01T09:30:00.000Z';

function typeOf<Name extends string>(name: Name, description: string, example: Record<string, unknown>) {
  return { name, description, schema, example: { ...present, ...state, ...example } };
}

/** The events that notify a partner about its deals. */
export const dealEventTypes = [
  typeOf('deal.submitted', 'A partner submitted a deal.', { action: 'submitted', version: 2, review_status: 'submitted' }),
  typeOf('deal.conflict', 'A deal was submitted for a customer that an earlier deal has registered.', {
    action: 'submitted',
    version: 2,
    review_status: 'submitted',
    conflict: 'conflict',
  }),
  typeOf('deal.action_required', 'The company requests changes before it decides. The partner may change `requested_fields`.', {
    action: 'action_required',
    version: 4,
    review_status: 'action_required',
    reason: 'When do they decide?',
    requested_fields: ['close_date'],
  }),
  typeOf('deal.approved', 'A deal was approved. No other partner can register its customer until `protected_until`.', {
    action: 'approved',
    version: 4,
    review_status: 'approved',
    protected_until: end,
  }),
  typeOf('deal.rejected', 'A deal was rejected. `reason` says why.', {
    action: 'rejected',
    version: 4,
    review_status: 'rejected',
    reason: 'The company is a customer already',
  }),
  typeOf('deal.expiring', 'The protection of a deal ends soon, at `protected_until`.', {
    action: 'expiring',
    version: 4,
    review_status: 'approved',
    protected_until: end,
  }),
  typeOf('deal.expired', 'The protection of a deal has ended, or the partner did not make the requested changes in time.', {
    action: 'expired',
    version: 5,
    review_status: 'expired',
    protected_until: end,
  }),
  typeOf('deal.won', 'The deal was won.', { action: 'won', version: 9, review_status: 'approved', stage: 'won', protected_until: end }),
  typeOf('deal.lost', 'The deal was lost. `reason` says why.', {
    action: 'lost',
    version: 6,
    review_status: 'approved',
    stage: 'lost',
    reason: 'They keep what they have',
    protected_until: end,
  }),
  typeOf('deal.updated', 'A deal changed in some other way. `action` names the change.', {
    action: 'stage_changed',
    version: 5,
    review_status: 'approved',
    stage: 'qualified',
    protected_until: end,
  }),
] as const;
export type DealEventType = (typeof dealEventTypes)[number]['name'];
