import type { Actor } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { isClosed, type Stage } from '#domain/deals/deal-states.ts';
import type { DealFields } from '#domain/deals/deal.ts';
import { LOST_IN_CRM, type SaleNews, shownStage } from '#domain/deals/synced-deal.ts';
import { DomainError } from '#domain/errors.ts';
import { Day } from '#domain/instant.ts';
import { Money, toMinor, toMoney } from '#domain/money.ts';
import { invalidState } from './deal-review.ts';
import { changeDeal, type DealRow, type DealStep } from './deal.ts';

const isEnd = (stage: Stage) => stage === 'won' || stage === 'lost';

/**
 * Brings a deal to what the company's own system says of the sale. That system may jump over stages. A deal that is closed keeps its stage,
 * but its amount and date may still change there: some systems set the date when an opportunity is closed. Safe to repeat: what the deal has already changes nothing.
 */
export function followSale(db: Database, id: string, news: SaleNews, actor: Actor): Promise<DealRow> {
  return changeDeal(db, id, (present) => stepTo(present, news), actor);
}

/** The step to it, or null if there is nothing new. Throws DomainError if the deal cannot follow. */
export function stepTo(present: DealRow, news: SaleNews): DealStep | null {
  const stage = news.stage === undefined || news.stage === shownStage(present) ? null : news.stage;
  const fields = fieldsAfter(present, news);
  const reason = reasonAfter(present, stage, news.lostReason);
  if (stage === null && fields === null && reason === present.reason) return null;
  const isOver = present.protectedFrom === null || (stage !== null && isClosed(present));
  if (isOver) throw invalidState(present, stage === null ? 'be changed' : `go to ${stage}`);
  const set = { ...(fields && { fields }), ...(stage && { stage }), reason, ...(stage && isEnd(stage) && { closedAt: new Date() }) };
  const action = stage === null ? 'updated' : isEnd(stage) ? stage : 'stage_changed';
  return { action, set, ...(stage === 'lost' && reason !== null && { comment: reason }) };
}

function reasonAfter(present: DealRow, stage: Stage | null, told: string | null | undefined): string | null {
  if (stage === 'won') return null;
  if ((stage ?? shownStage(present)) !== 'lost' || present.reviewStatus !== 'approved') return present.reason;
  if (stage === null && told === undefined) return present.reason;
  return told ?? LOST_IN_CRM;
}

/** The fields with what is new, or null if nothing is. */
function fieldsAfter({ fields, valueMinor, currency: present }: DealRow, { amount, currency, closeDate }: SaleNews): DealFields | null {
  const { expected_value: value, close_date: date, ...others } = fields;
  const money =
    amount === undefined && currency == null ? value : moneyOf(amount === undefined ? value?.amount : amount, currency ?? present);
  const day = closeDate === undefined ? date : dayOf(closeDate);
  const isSame = (money ? toMinor(money) : null) === valueMinor && (money?.currency ?? null) === present && day === date;
  return isSame ? null : { ...others, ...(money && { expected_value: money }), ...(day !== undefined && { close_date: day }) };
}

/** PostgreSQL would also take words, such as "infinity". */
function dayOf(told: string | null): string | undefined {
  if (told === null) return undefined;
  if (Day.safeParse(told).success) return told;
  throw new DomainError('invalid_request', `${told} is no close date of a deal: it must be a day such as 2026-03-01.`);
}

function moneyOf(amount: string | null | undefined, currency: string | null): Money | undefined {
  if (amount == null) return undefined;
  const money = Money.safeParse({ amount, currency: currency ?? undefined });
  if (money.success) return toMoney(toMinor(money.data), money.data.currency);
  const [issue] = money.error.issues;
  throw new DomainError('invalid_request', `${amount} ${currency ?? '(no currency)'} is no amount of a deal: ${issue?.message ?? ''}`);
}
