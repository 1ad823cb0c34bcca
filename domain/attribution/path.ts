import { DAY_MS } from '#domain/days.ts';
import { type conversionKinds, type LostReason, switchedSources, touchSources } from './facts.ts';
import type { VersionSettings } from './version-settings.ts';

/** A stored touch, as the models see it. Times are in milliseconds. */
export interface Touch {
  id: string;
  /** Null: of the company itself. */
  partnerId: string | null;
  source: (typeof touchSources)[number];
  at: number;
  isBot: boolean;
}

/** A stored conversion. */
export interface Conversion {
  id: string;
  kind: (typeof conversionKinds)[number];
  at: number;
  registeredBy: string | null;
  registeredAt: number | null;
}

/** What is known of the subjects that are the same: their touches and conversions, in any order. */
export interface History {
  touches: readonly Touch[];
  conversions: readonly Conversion[];
}

/** For what credit is given: a conversion, or money that came at that time without one. */
export type Goal = Pick<Conversion, 'kind' | 'at' | 'registeredBy' | 'registeredAt'>;

/** The touches that led to a goal, in order, and when it became a lead and an opportunity. */
export interface Path {
  touches: readonly Touch[];
  goal: Goal;
  leadAt: number | null;
  opportunityAt: number | null;
  /** The partner of the registration that was approved before the opportunity. */
  registeredBy: string | null;
}

/** The exact length of the window in milliseconds: a touch that is as old as this counts, one that is older does not. */
export const windowMs = ({ window_days }: Pick<VersionSettings, 'window_days'>): number => window_days * DAY_MS;

/** Why a touch does not count for a goal; null if it counts. */
export function refusal(
  touch: Touch,
  goal: Pick<Goal, 'at'>,
  settings: VersionSettings,
): Exclude<LostReason, 'no_subject' | 'no_touch'> | null {
  if (touch.at > goal.at || goal.at - touch.at > windowMs(settings)) return 'outside_window';
  if (touch.isBot) return 'bot';
  const isSwitched = (switchedSources as readonly string[]).includes(touch.source);
  return isSwitched && !(settings.touch_sources as readonly string[]).includes(touch.source) ? 'blocked_source' : null;
}

/** The path to a goal. Without a history, nobody knows whose it is. */
export function pathTo(goal: Goal, history: History | null, settings: VersionSettings): Path {
  const touches = (history?.touches ?? []).filter((touch) => refusal(touch, goal, settings) === null).toSorted(byTime);
  const opportunity = goal.kind === 'lead' ? null : goal.kind === 'opportunity' ? goal : latest(history, 'opportunity', goal.at);
  const lead = goal.kind === 'lead' ? goal : latest(history, 'lead', opportunity?.at ?? goal.at);
  const opportunityAt = opportunity?.at ?? null;
  const registration = [goal, opportunity, lead].find(
    (one) => one?.registeredBy && (one.registeredAt ?? one.at) <= (opportunityAt ?? goal.at),
  );
  return { touches, goal, leadAt: lead?.at ?? null, opportunityAt, registeredBy: registration?.registeredBy ?? null };
}

const priorityOf = new Map(touchSources.map((source, index) => [source, index]));
const idOrder = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const byTime = (a: Touch, b: Touch): number =>
  a.at - b.at || (priorityOf.get(a.source) ?? 0) - (priorityOf.get(b.source) ?? 0) || idOrder(a, b);

/** The last conversion of a kind until a time. */
export function latest<Of extends Conversion>(
  history: { conversions: readonly Of[] } | null,
  kind: Conversion['kind'],
  until: number,
): Of | null {
  const earlier = (history?.conversions ?? []).filter((one) => one.kind === kind && one.at <= until);
  return earlier.toSorted((a, b) => a.at - b.at || idOrder(a, b)).at(-1) ?? null;
}

/**
 * Why a goal has no explained path; null if it has one. What a person could change comes first: a source that is switched off, before robots,
 * before touches at other times.
 */
export function lostReason(goal: Goal, history: History | null, settings: VersionSettings): LostReason | null {
  if (history === null) return 'no_subject';
  const refusals = new Set(history.touches.map((touch) => refusal(touch, goal, settings)));
  if (refusals.has(null)) return null;
  return (['blocked_source', 'bot', 'outside_window'] as const).find((reason) => refusals.has(reason)) ?? 'no_touch';
}

/**
 * Who is the source: the partner of the approved registration, else of the first touch before the opportunity (before the goal, if there was
 * none). Null: the company itself.
 */
export function sourcedBy({ registeredBy, touches, opportunityAt, goal }: Path): string | null {
  const until = opportunityAt ?? goal.at;
  return registeredBy ?? touches.find((touch) => touch.partnerId !== null && touch.at <= until)?.partnerId ?? null;
}

/** Every other partner with a touch that counts. */
export function influencedBy(path: Path): string[] {
  const source = sourcedBy(path);
  return [...new Set(path.touches.flatMap(({ partnerId }) => (partnerId === null || partnerId === source ? [] : [partnerId])))].toSorted();
}

/**
 * What Markov and Shapley learn from: each customer with the touches since the one before, and what came after the last one and has led to
 * nothing yet.
 */
export function journeysOf(history: History, settings: VersionSettings): { touches: readonly Touch[]; isConverted: boolean }[] {
  const customers = history.conversions.filter(({ kind }) => kind === 'customer').toSorted((a, b) => a.at - b.at || idOrder(a, b));
  let since = -Infinity;
  const journeys = customers.map((goal) => {
    const touches = pathTo(goal, history, settings).touches.filter(({ at }) => at > since);
    since = goal.at;
    return { touches, isConverted: true };
  });
  const rest = history.touches.filter((touch) => touch.at > since && refusal(touch, touch, settings) === null);
  return [...journeys, { touches: rest.toSorted(byTime), isConverted: false }].filter(({ touches }) => touches.length > 0);
}
