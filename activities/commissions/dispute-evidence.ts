import { listConversionsOfDeal } from '#db/attribution/facts/conversions-of-deal.ts';
import { readLinesOfDeal, readGoals } from '#db/commissions/dispute-facts.ts';
import type { Dispute } from '#db/commissions/dispute.ts';
import { findInvoice, readInvoiceLines } from '#db/commissions/invoice.ts';
import { findLine, type Line, readLinesAbout } from '#db/commissions/line.ts';
import { listSplits } from '#db/commissions/split.ts';
import type { Sql } from '#db/database.ts';
import { showMoney } from '#domain/commissions/show-money.ts';
import { partsOf, showPart } from '#domain/commissions/split.ts';

/**
 * What the books say about a dispute, a sentence each, for its partner and for who decides: the lines, the partner's own part by each split, and
 * why a conversion brought nothing. Nothing about other partners is in it.
 */
export async function gatherEvidence({ sql, store }: { sql: Sql; store: Sql }, dispute: Dispute): Promise<string[]> {
  const { partnerId, dealId, lineId, invoiceId } = dispute;
  const sentences = lineId === null ? [] : await ofLine(sql, partnerId, lineId);
  if (invoiceId !== null) sentences.push(...(await ofInvoice(sql, partnerId, invoiceId)));
  if (dealId !== null) {
    const lines = await readLinesOfDeal(sql, partnerId, dealId);
    sentences.push(...(lines.length === 0 ? ['The ledger has no line of this partner for the deal.'] : lines.map(tell)));
    sentences.push(...(await ofSplits(sql, partnerId, dealId)), ...(await ofConversions({ sql, store }, dealId)));
  }
  return sentences;
}

async function ofLine(sql: Sql, partnerId: string, lineId: string): Promise<string[]> {
  const line = await findLine(sql, partnerId, lineId);
  return line === undefined ? [] : [tell(line), ...(await readLinesAbout(sql, lineId)).slice(0, 50).map(tell)];
}

async function ofInvoice(sql: Sql, partnerId: string, invoiceId: string): Promise<string[]> {
  const invoice = await findInvoice(sql, partnerId, invoiceId);
  if (!invoice) return [];
  const { currency, amountMinor, openMinor, state } = invoice;
  const lines = (await readInvoiceLines(sql, invoiceId)).slice(0, 50);
  return [
    `The invoice is over ${showMoney(amountMinor, currency)}, of which ${showMoney(openMinor, currency)} is owed; it is ${state}.`,
    ...lines.map(
      (line) => `${showMoney(line.changeMinor, currency)} of it for ${line.id}: ${line.day}, ${line.kind}: ${line.explanation}.`,
    ),
  ];
}

const tell = ({ id, kind, day, amountMinor, currency, explanation }: Line): string =>
  `${day}: ${kind} of ${showMoney(amountMinor, currency)} (${id}): ${explanation}.`;

async function ofSplits(sql: Sql, partnerId: string, dealId: string): Promise<string[]> {
  const splits = await listSplits(sql, dealId);
  if (splits.length === 0) return ['The deal has no split, so the attribution shares its commissions.'];
  return splits.slice(-20).map(({ revision, split }) => {
    const part = partsOf(split).find((one) => one.partnerId === partnerId);
    return `By revision ${revision} of the split the partner has ${part ? showPart(part) : '0 %'} from ${split.month} on.`;
  });
}

async function ofConversions({ sql, store }: { sql: Sql; store: Sql }, dealId: string): Promise<string[]> {
  const conversions = await listConversionsOfDeal(store, dealId);
  if (conversions.length === 0) return ['The attribution knows no conversion of the deal: it is not approved, or not won.'];
  const goals = new Map(
    (
      await readGoals(
        sql,
        conversions.map(({ id }) => id),
      )
    ).map((goal) => [goal.id, goal]),
  );
  return conversions.map(({ id, kind, occurredAt }) => {
    const goal = goals.get(id);
    const how = goal === undefined ? 'it has brought no money' : `${goal.state}${goal.reason === null ? '' : `: ${goal.reason}`}`;
    return `The conversion ${id} (${kind}) of ${occurredAt.toISOString().slice(0, 10)}: ${how}.`;
  });
}
