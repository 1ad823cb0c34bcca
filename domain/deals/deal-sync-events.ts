import { type FailureReason, failureReasons } from '#domain/sync/write-failure.ts';

/** A deal as its partner knows it. */
interface ToldDeal {
  dealId: string;
  externalId: string | null;
  version: number;
}

const about = ({ dealId, externalId, version }: ToldDeal) => ({ deal_id: dealId, external_id: externalId, version });

/** Not the CRM's own words: they can name fields, rules and people of the company. */
export const recordFailedPayload = (deal: ToldDeal, code: FailureReason) => ({ ...about(deal), code, reason: failureReasons[code].text });

/** `key`: of the field map. What follows the sign is the name in the deal. */
export const conflictOpenedPayload = (deal: ToldDeal, key: string) => ({ ...about(deal), field: key.slice(key.indexOf('=') + 1) });

const id = { type: 'string', minLength: 1, maxLength: 255 };
const deal = {
  deal_id: id,
  external_id: { type: ['string', 'null'], maxLength: 200 },
  version: { type: 'integer', format: 'int32', minimum: 1, maximum: 2_147_483_647 },
};
const present = { deal_id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d', external_id: 'CRM-1042', version: 4 };
const schema = (properties: Record<string, unknown>) => ({
  type: 'object',
  required: ['deal_id', ...Object.keys(properties)],
  properties: { ...deal, ...properties },
});

/** What a sync tells a partner about its deals in the company's CRM. The company has the same news with all details: `causeway.…`. */
export const dealSyncEventTypes = [
  {
    name: 'record.failed',
    description: 'A deal could not be written to the CRM of the company, which has been told. The deal itself is as it was.',
    schema: schema({ code: { type: 'string', maxLength: 50 }, reason: { type: 'string', maxLength: 200 } }),
    example: { ...present, code: 'not_allowed', reason: failureReasons.not_allowed.text },
  },
  {
    name: 'conflict.opened',
    description: 'A field of a deal was changed here and in the CRM of the company, which decides what is right.',
    schema: schema({ field: { type: 'string', maxLength: 200 } }),
    example: { ...present, field: 'amount' },
  },
] as const;
