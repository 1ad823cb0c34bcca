import { type LostReason, measures, models, type revenueKinds } from './facts.ts';
import type { Learnt } from './models/learnt.ts';
import { type PartnerWeights, partnerWeights, shareByModel } from './partner-weights.ts';
import { type Conversion, type Goal, type History, influencedBy, latest, lostReason, type Path, pathTo, sourcedBy } from './path.ts';
import type { VersionSettings } from './version-settings.ts';

/** Revenue as it is stored. Times are in milliseconds, amounts in minor units. */
export interface Revenue {
  id: string;
  kind: (typeof revenueKinds)[number];
  at: number;
  amountMinor: bigint;
  /** Included in the amount. */
  taxMinor: bigint;
  currency: string;
}

/**
 * For what credit is given. Revenue is a chain: a sale and its refunds, or what becomes of a subscription, because later ones take back or
 * change what the first one brought; in any order. `conversion` is the one that the caller named, which may be missing.
 */
export type Fact =
  | { type: 'conversion'; conversion: Conversion }
  | { type: 'revenue'; chain: readonly Revenue[]; conversion: Conversion | null }
  | { type: 'cost'; id: string; partnerId: string | null; at: number; amountMinor: bigint; currency: string };

/** What a fact brings a partner: a row of `credit` without its version, scope and time of recording. */
export interface Credit {
  factId: string;
  /** Empty: the company itself. */
  partnerId: string;
  measure: number;
  /** Empty for what is counted, in millionths. */
  currency: string;
  /** Of the fact itself, in milliseconds: a refund counts on its own day. */
  at: number;
  /** In the order of `models`. */
  byModel: readonly bigint[];
}

export interface Credited {
  credits: Credit[];
  /** Why the company itself gets all of it; null if touches explain it, and for costs. */
  lost: LostReason | null;
}

/** One lead that several partners share is still one lead. */
const millionths = 1_000_000n;
const counted = { lead: measures.leads, opportunity: measures.opportunities, customer: measures.customers } as const;

/**
 * All credits of a fact. `history` is that of its subject, or of the conversion that it names; null if there is none. Pure: the same input gives
 * the same credits, in the same order.
 */
export const creditsOf = (fact: Fact, history: History | null, settings: VersionSettings, learnt: Learnt): Credited =>
  crediting(settings, learnt)(fact, history);

/** What follows from a goal, whatever came of it. */
interface Weighed {
  path: Path;
  lost: LostReason | null;
  weights: PartnerWeights;
}

/** `creditsOf` for many facts: the conversion, the sale and the subscription of a customer have one goal, whose path is weighed once. */
export function crediting(settings: VersionSettings, learnt: Learnt): (fact: Fact, history: History | null) => Credited {
  const known = new WeakMap<History, Map<string, Weighed>>();
  const weigh = (goal: Goal, history: History | null): Weighed => {
    const path = pathTo(goal, history, settings);
    return { path, lost: lostReason(goal, history, settings), weights: partnerWeights(path, settings, learnt) };
  };
  const weighOnce = (goal: Goal, history: History | null): Weighed => {
    if (history === null) return weigh(goal, history);
    const ofHistory = known.get(history) ?? new Map<string, Weighed>();
    known.set(history, ofHistory);
    // All that a goal is.
    const key = `${goal.kind} ${goal.at} ${goal.registeredAt} ${goal.registeredBy}`;
    const weighed = ofHistory.get(key) ?? weigh(goal, history);
    ofHistory.set(key, weighed);
    return weighed;
  };
  return (fact, history) => {
    if (fact.type === 'cost') return { credits: [costCredit(fact)], lost: null };
    const { path, lost, weights } = weighOnce(goalOf(fact, history), history);
    if (fact.type === 'revenue') return { credits: chainCredits(fact.chain, path, weights), lost };
    const { id, kind, at } = fact.conversion;
    return { credits: shared({ factId: id, measure: counted[kind], currency: '', at }, shareByModel(millionths, weights), weights), lost };
  };
}

/**
 * What a fact's touches led to: the conversion; of revenue the conversion that it names, else the last customer until then. Revenue without one
 * is its own.
 */
export function goalOf(fact: Exclude<Fact, { type: 'cost' }>, history: History | null): Goal {
  if (fact.type === 'conversion') return fact.conversion;
  const at = inOrder(fact.chain)[0]?.at ?? 0;
  return fact.conversion ?? latest(history, 'customer', at) ?? { kind: 'customer', at, registeredBy: null, registeredAt: null };
}

/** The first one decides about the path; it is the sale, or the start of the subscription. */
const inOrder = (chain: readonly Revenue[]): Revenue[] =>
  chain.toSorted(
    (a, b) => Number(a.kind === 'refund') - Number(b.kind === 'refund') || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );

/** What is left of the chain after a fact. A refund of more than is left takes what is left. */
interface Standing {
  amount: bigint;
  tax: bigint;
}

function after({ kind, amountMinor: amount, taxMinor: tax }: Revenue, before: Standing): Standing {
  if (kind === 'subscription_stopped') return { amount: 0n, tax: 0n };
  if (kind !== 'refund') return { amount, tax };
  return { amount: atLeastZero(before.amount - amount), tax: atLeastZero(before.tax - tax) };
}
const atLeastZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

/**
 * Each fact brings what the partners have by the standing after it, less what they have by the standing before it. So the refunds of a sale
 * mirror it line by line once it is given back completely, however many there were.
 */
function chainCredits(chain: readonly Revenue[], path: Path, weights: PartnerWeights): Credit[] {
  const [first, ...later] = inOrder(chain);
  if (first === undefined) return [];
  // A refund that names no sale gives back what its own touches brought.
  if (first.kind === 'refund') {
    return inOrder(chain).flatMap((refund) =>
      moneyCredits(refund, { amount: refund.amountMinor, tax: refund.taxMinor }, { amount: 0n, tax: 0n }, path, weights),
    );
  }
  let standing: Standing = { amount: 0n, tax: 0n };
  return [first, ...later.filter(({ currency }) => currency === first.currency)].flatMap((one) => {
    const next = after(one, standing);
    const credits = moneyCredits(one, standing, next, path, weights);
    standing = next;
    return credits;
  });
}

function moneyCredits(
  { id, kind, currency, at }: Revenue,
  before: Standing,
  next: Standing,
  path: Path,
  weights: PartnerWeights,
): Credit[] {
  const change = (of: keyof Standing, sign: 1n | -1n): bigint[][] => {
    if (before[of] === next[of]) return [];
    const has = shareByModel(next[of], weights);
    // Most are the first of their chain.
    if (before[of] === 0n && sign === 1n) return has;
    const had = shareByModel(before[of], weights);
    return has.map((shares, place) => shares.map((share, model) => sign * (share - (had[place]?.[model] ?? 0n))));
  };
  const base = { factId: id, currency, at };
  if (kind.startsWith('subscription')) {
    return [
      ...shared({ ...base, measure: measures.monthly_revenue }, change('amount', 1n), weights),
      ...subscriberCredits({ kind, base: { factId: id, currency: '', at } }, weights),
    ];
  }
  const isRefund = kind === 'refund';
  return [
    ...shared({ ...base, measure: isRefund ? measures.refund : measures.revenue }, change('amount', isRefund ? -1n : 1n), weights),
    ...shared({ ...base, measure: measures.tax }, change('tax', 1n), weights),
    ...wholes(base, next.amount - next.tax - (before.amount - before.tax), path),
  ];
}

/** A subscription counts from its start until it stops. */
function subscriberCredits(
  { kind, base }: { kind: Revenue['kind']; base: Omit<Credit, 'partnerId' | 'byModel' | 'measure'> },
  weights: PartnerWeights,
): Credit[] {
  const counts = (measure: number, count: bigint) => shared({ ...base, measure }, shareByModel(count, weights), weights);
  if (kind === 'subscription_started') return counts(measures.subscribers, millionths);
  if (kind !== 'subscription_stopped') return [];
  return [...counts(measures.subscribers, -millionths), ...counts(measures.subscribers_lost, millionths)];
}

/** Sourced and influenced revenue is whole and net of tax; a refund takes it back. */
function wholes(base: Pick<Credit, 'factId' | 'currency' | 'at'>, net: bigint, path: Path): Credit[] {
  if (net === 0n) return [];
  const byModel = models.map(() => net);
  return [
    { ...base, partnerId: sourcedBy(path) ?? '', measure: measures.sourced_revenue, byModel },
    ...influencedBy(path).map((partnerId) => ({ ...base, partnerId, measure: measures.influenced_revenue, byModel })),
  ];
}

function shared(base: Omit<Credit, 'partnerId' | 'byModel'>, shares: bigint[][], { partners }: PartnerWeights): Credit[] {
  const { factId, measure, currency, at } = base;
  const credits: Credit[] = [];
  for (const [place, byModel] of shares.entries()) {
    if (byModel.some((share) => share !== 0n)) credits.push({ factId, partnerId: partners[place] ?? '', measure, currency, at, byModel });
  }
  return credits;
}

function costCredit({ id, partnerId, at, amountMinor, currency }: Extract<Fact, { type: 'cost' }>): Credit {
  return { factId: id, partnerId: partnerId ?? '', measure: measures.cost, currency, at, byModel: models.map(() => amountMinor) };
}
