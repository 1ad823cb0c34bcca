import { findGroups, rememberGroups } from '#apps/api/attribution/reports/report-groups.ts';
import type { Basis } from '#apps/api/attribution/reports/report-query.ts';
import { computeRoi, findRoi } from '#apps/api/attribution/reports/report-roi.ts';
import { readRatesFor } from '#apps/api/attribution/reports/report-sums.ts';
import { toRoiReport } from '#apps/api/attribution/reports/roi-view.ts';
import { getReportVersion } from '#db/attribution/reports/find-version.ts';
import { nothingAffected } from '#db/attribution/versions/affected.ts';
import { readUnits } from '#db/attribution/versions/credit-unit.ts';
import { findActiveVersion, type Version } from '#db/attribution/versions/version.ts';
import { creditedOf } from '#db/attribution/versions/write-credits.ts';
import type { DailySum } from '#domain/attribution/converted-sums.ts';
import { liveScope, type Measure, measures, models } from '#domain/attribution/facts.ts';
import { stateMeasures, windowMeasures } from '#domain/attribution/return.ts';
import { localDate } from '#domain/business-days.ts';
import { percentiles, round } from './percentiles.ts';
import { beginOfHistory, partnerName, partnersTotal } from './roi-generate.ts';
import type { RoiStack } from './roi-stack.ts';

export interface WindowsFound {
  p50: number;
  p95: number;
  /** Sixteen at once, each of another partner. */
  at16P95: number;
  /** One round trip to the same database that reads one row by its key. */
  floorP50: number;
  rawP50: number;
  rawSamples: number;
  equalToRaw: boolean;
}

const HOUR_MS = 3_600_000;
const margin = 700_000n;

/** Numbers from 0 to 1 that follow from a seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

async function newBasis({ attribution }: RoiStack, random: () => number): Promise<Basis> {
  const version = await getReportVersion(attribution.sql, {});
  // Any window of at most a year, with any begin and end, to the millisecond.
  const lengthMs = (1 + random() * 364) * 24 * HOUR_MS;
  const from = new Date(Math.floor(Date.parse(beginOfHistory) + random() * (720 * 24 * HOUR_MS - lengthMs)));
  return {
    version,
    books: { version: version.number, scope: liveScope, model: 'position_based', asOf: version.completeTo, timeZone: 'UTC' },
    window: { from, to: new Date(from.getTime() + Math.floor(lengthMs)) },
    currency: 'EUR',
  };
}

export async function measureWindows(stack: RoiStack, { samples, raws }: { samples: number; raws: number }): Promise<WindowsFound> {
  const random = seeded(7);
  const report = async (partnerId: string, basis: Basis) =>
    JSON.stringify(toRoiReport(partnerId, basis, await findRoi(stack, { basis, partnerId, margin, observed: false }), margin));
  const anyPartner = () => partnerName(Math.floor(random() * partnersTotal));
  const timed = async (work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };
  for (let warm = 0; warm < 20; warm += 1) await report(anyPartner(), await newBasis(stack, random));
  const [times, floors, at16]: number[][] = [[], [], []];
  for (let sample = 0; sample < samples; sample += 1) {
    const basis = await newBasis(stack, random);
    times?.push(await timed(() => report(anyPartner(), basis)));
    floors?.push(await timed(() => stack.attribution.sql`select number from version where number = 1`));
  }
  for (let sample = 0; sample < samples / 16; sample += 1) {
    const bases = await Promise.all(Array.from({ length: 16 }, () => newBasis(stack, random)));
    at16?.push(...(await Promise.all(bases.map((basis) => timed(() => report(anyPartner(), basis))))));
  }
  const rawTimes: number[] = [];
  let equalToRaw = true;
  for (let sample = 0; sample < raws; sample += 1) {
    // From the middle of the partners: the largest would take minutes.
    const partnerId = partnerName(Math.floor(partnersTotal * (0.4 + random() * 0.6)));
    const basis = await newBasis(stack, random);
    let raw = '';
    rawTimes.push(await timed(async () => void (raw = await rawReport(stack, partnerId, basis))));
    equalToRaw &&= raw === (await report(partnerId, basis));
  }
  const found = percentiles(times ?? []);
  return {
    ...{ p50: found.p50, p95: found.p95, at16P95: percentiles(at16 ?? []).p95, floorP50: percentiles(floors ?? []).p50 },
    ...{ rawP50: round(percentiles(rawTimes).p50, 0), rawSamples: raws, equalToRaw },
  };
}

const ROOTS_AT_ONCE = 500;

/** The same report from touches, conversions, revenue and costs: every path of whom the partner has ever touched is credited anew. */
async function rawReport({ attribution, admin }: RoiStack, partnerId: string, basis: Basis): Promise<string> {
  const version = (await findActiveVersion(attribution.sql)) as Version;
  const roots = await admin<{ root: string }[]>`
    select distinct s.root_id::text as root from touch t join subject s on s.id = t.subject_id where t.partner_id = ${partnerId}`;
  const costs = await admin<{ id: string }[]>`select id from cost where partner_id = ${partnerId}`;
  const [sums, before] = [new Map<string, DailySum>(), new Map<string, DailySum>()];
  const nameOf = new Map<number, Measure>(Object.entries(measures).map(([name, number]) => [number, name as Measure]));
  const place = models.indexOf(basis.books.model);
  const read = async (affected: ReturnType<typeof nothingAffected>) => {
    for (const unit of await readUnits(admin, affected)) {
      for (const credit of creditedOf(unit, version).credits) {
        const measure = nameOf.get(credit.measure) as Measure;
        if (credit.partnerId !== partnerId || credit.at >= basis.window.to.getTime()) continue;
        const isIn = credit.at >= basis.window.from.getTime();
        if (!(isIn ? windowMeasures : stateMeasures).includes(measure)) continue;
        const day = credit.currency === '' || credit.currency === basis.currency ? null : localDate(new Date(credit.at), 'UTC');
        const key = `${measure} ${credit.currency} ${day ?? ''}`;
        const into = isIn ? sums : before;
        const amount = (credit.byModel[place] ?? 0n) + (into.get(key)?.amount ?? 0n);
        into.set(key, { partnerId, measure, currency: credit.currency, day, amount });
      }
    }
  };
  const everything = { from: -Infinity, to: Infinity };
  for (let page = 0; page < roots.length; page += ROOTS_AT_ONCE) {
    const affected = nothingAffected();
    for (const { root } of roots.slice(page, page + ROOTS_AT_ONCE)) affected.roots.set(root, everything);
    await read(affected);
  }
  for (let page = 0; page < costs.length; page += ROOTS_AT_ONCE) {
    await read({ ...nothingAffected(), costIds: new Set(costs.slice(page, page + ROOTS_AT_ONCE).map(({ id }) => id)) });
  }
  const [added, state] = [[...sums.values()], [...before.values()]];
  const { rates, importId } = await readRatesFor(admin, basis, [...added, ...state]);
  const found = computeRoi({ sums: added, before: state, cohorts: null, rates, fxImport: importId }, basis, margin);
  return JSON.stringify(toRoiReport(partnerId, basis, found, margin));
}

export interface LeagueFound {
  p50: number;
  p95: number;
  /** Of windows that begin and end with a day, as people choose them. */
  ofDays: { p50: number; p95: number };
  /** The first one, of all history. */
  coldMs: number;
  /** Sixteen at once, each of another window. */
  at16P95: number;
  /** Sixteen who look at the same one. */
  sameAt16P95: number;
  partners: number;
}

const dayOf = (time: Date): Date => new Date(Math.floor(time.getTime() / (24 * HOUR_MS)) * 24 * HOUR_MS);
const wholeDays = ({ from, to }: Basis['window']): Basis['window'] => ({
  from: dayOf(from),
  to: dayOf(new Date(to.getTime() + 24 * HOUR_MS)),
});

/** The league of windows that nobody has asked for before, so that none is remembered. */
export async function measureLeague(stack: RoiStack, samples: number): Promise<LeagueFound> {
  const random = seeded(11);
  let partners = 0;
  const league = async (windowOf: (any: Basis['window']) => Basis['window'] = (any) => any) => {
    const basis = await newBasis(stack, random);
    basis.window = windowOf(basis.window);
    return timedLeague(findGroups, basis);
  };
  const timedLeague = async (find: typeof findGroups, basis: Basis) => {
    const startedAt = performance.now();
    const { groups } = await find(stack, { basis, byDay: false }, ({ partnerId }) => partnerId);
    partners = Math.max(partners, groups.size);
    return performance.now() - startedAt;
  };
  // Once without: the currencies are not noticed yet.
  const allHistory = { from: new Date(beginOfHistory), to: new Date(Date.parse(beginOfHistory) + 720 * 24 * HOUR_MS) };
  await league();
  const coldMs = round(await league(() => allHistory), 0);
  const [times, ofDays]: [number[], number[]] = [[], []];
  for (let sample = 0; sample < samples; sample += 1) {
    times.push(await league());
    ofDays.push(await league(wholeDays));
  }
  const at16 = await Promise.all(Array.from({ length: 16 }, () => league()));
  const [shared, basis] = [rememberGroups(findGroups), await newBasis(stack, random)];
  const same = await Promise.all(Array.from({ length: 16 }, () => timedLeague(shared, basis)));
  const { p50, p95 } = percentiles(times);
  const { p50: daysP50, p95: daysP95 } = percentiles(ofDays);
  return {
    ...{ p50, p95, ofDays: { p50: daysP50, p95: daysP95 }, coldMs, partners },
    ...{ at16P95: percentiles(at16).p95, sameAt16P95: percentiles(same).p95 },
  };
}
