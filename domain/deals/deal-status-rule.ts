import { z } from 'zod';
import { textAt } from '#domain/at-pointer.ts';
import { BodyPath } from '#domain/connections/signed-source.ts';
import type { IssueCode } from '#domain/issue-errors.ts';
import { FilledText } from '#domain/plain-text.ts';
import { stages } from './deal-states.ts';
import type { SaleNews } from './synced-deal.ts';

/** How the webhooks of a source tell the status of deals. Paths are JSON Pointers into the body. */
export const DealStatusRule = z
  .strictObject({
    types: z.array(FilledText(200)).max(50).default([]).describe('Only events of these types. Empty: all'),
    deal_path: BodyPath.nullable().default(null).describe('Leads to our id of the deal (`deal_…`)'),
    external_id_path: BodyPath.nullable()
      .default(null)
      .describe("Leads to the partner's own id of the deal, if there is no id at `deal_path`"),
    partner_id: z.string().max(64).nullable().default(null).describe("Only this partner's deals: for a system that is the partner's"),
    status_path: BodyPath.describe('Leads to the status'),
    statuses: z
      .array(z.strictObject({ status: FilledText(200), stage: z.enum(stages) }))
      .min(1)
      .max(100)
      .describe('What each status means. Several may mean one stage'),
    amount_path: BodyPath.nullable().default(null).describe('Leads to the amount, in the currency of the deal'),
    close_date_path: BodyPath.nullable().default(null).describe('Leads to the date on which the sale closes: ISO 8601'),
    reason_path: BodyPath.nullable().default(null).describe('Leads to the reason if the deal is lost'),
  })
  .superRefine(({ deal_path: deal, external_id_path: external, statuses }, context) => {
    const say = (path: string, message: string, code: IssueCode['code']) =>
      context.addIssue({ code: 'custom', path: [path], message, params: { code } satisfies IssueCode });
    if (deal === null && external === null) say('deal_path', 'is required, or external_id_path: one of them leads to the deal', 'required');
    if (new Set(statuses.map(({ status }) => status)).size < statuses.length) say('statuses', 'must name each status once', 'duplicate');
  })
  .meta({
    id: 'DealStatusRule',
    example: {
      types: ['deal.status_changed'],
      deal_path: '/deal/causeway_id',
      external_id_path: '/deal/id',
      partner_id: null,
      status_path: '/deal/status',
      statuses: [
        { status: 'Negotiation', stage: 'committed' },
        { status: 'Closed - Won', stage: 'won' },
        { status: 'Closed - Lost', stage: 'lost' },
      ],
      amount_path: null,
      close_date_path: '/deal/closed_on',
      reason_path: '/deal/loss_reason',
    },
  });
export type DealStatusRule = z.infer<typeof DealStatusRule>;

/** What a webhook says, or why it says nothing that can be followed: with the remedy, for people. */
export type ToldStatus = { dealId: string | null; externalId: string | null; news: SaleNews } | { fault: string };

/** Undefined for an event that is not about the status of a deal. */
export function readDealStatus(rule: DealStatusRule, type: string, body: unknown): ToldStatus | undefined {
  if (rule.types.length > 0 && !rule.types.includes(type)) return undefined;
  const at = (path: string | null) => (path === null ? null : textAt(body, path));
  const [dealId, externalId] = [at(rule.deal_path), at(rule.external_id_path)];
  if (dealId === null && externalId === null) {
    const paths = [rule.deal_path, rule.external_id_path].filter((path) => path !== null).join(' and ');
    return { fault: `The body has no text at ${paths}, which should name the deal. Correct the path in the rule, then replay the event` };
  }
  const status = at(rule.status_path);
  const meant = rule.statuses.find((one) => one.status === status?.trim());
  if (status === null || !meant) {
    const what =
      status === null
        ? `The body has no status at ${rule.status_path}. Correct status_path`
        : `The status ${shown(status)} means no stage. Add it to statuses`;
    return { fault: `${what} in the rule, then replay the event` };
  }
  const [amount, closeDate, lostReason] = [at(rule.amount_path), at(rule.close_date_path), at(rule.reason_path)];
  const news: SaleNews = {
    stage: meant.stage,
    ...(amount !== null && { amount }),
    ...(closeDate !== null && { closeDate: closeDate.slice(0, 10) }),
    ...(lostReason !== null && lostReason.trim() !== '' && { lostReason: lostReason.slice(0, MAX_REASON) }),
  };
  return { dealId, externalId, news };
}

/** Of a deal's reason. */
const MAX_REASON = 2_000;

/** Foreign text in messages is cut. */
export const shown = (text: string): string => JSON.stringify(text.length <= 60 ? text : `${text.slice(0, 57)}…`);
