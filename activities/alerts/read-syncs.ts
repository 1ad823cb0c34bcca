import { listFailingSyncs, listLateSyncs, readLastNights } from '#db/alerts/sync-facts.ts';
import { listDueLines } from '#db/commissions/due-line.ts';
import { lookAtSyncs } from '#db/health/look-at-syncs.ts';
import { findLastBookNight } from '#db/reconciliation/books/book-run.ts';
import { listStandingBatches } from '#db/reconciliation/books/commission-book.ts';
import { clockOf, listAttended } from '#db/reconciliation/reconciliation-plan.ts';
import { judgeDrift, judgeFailingSync, judgeLateSync, judgeMissed, type Missed } from '#domain/alerts/judge-syncs.ts';
import { readingOf } from '#domain/alerts/judged.ts';
import { DAY_MS } from '#domain/days.ts';
import { momentOfDay } from '#domain/moment-of-day.ts';
import { nightDue } from '#domain/reconciliation/book-night.ts';
import { momentOfNight, nightsBetween } from '#domain/reconciliation/night.ts';
import { inDetail, readLimit, type ReadRule, type RuleContext } from './rule-reader.ts';

export const readFailingSyncs: ReadRule<'sync_failing'> = async (context, settings) => {
  const { sql, describe, now } = context;
  const failing = await listFailingSyncs(sql, { records: Math.max(1, Math.floor(settings.records / 2)), limit: readLimit });
  return inDetail(failing, context, async (chosen) => {
    const facts = new Map(chosen.map((one) => [one.id, one]));
    const looks = await lookAtSyncs(sql, { ids: [...facts.keys()], limit: facts.size }, { describe, now });
    return looks.flatMap((look) => {
      const own = facts.get(look.id);
      return own ? judgeFailingSync(own, look, settings) : [];
    });
  });
};

export const readDrift: ReadRule<'drift'> = async ({ sql }, settings) => {
  const nights = await readLastNights(sql, readLimit);
  return readingOf(nights.flatMap((night) => judgeDrift(night, settings)));
};

export const readMissed: ReadRule<'schedule_missed'> = async (context, settings) => {
  const { sql, describe, now } = context;
  const late = await listLateSyncs(sql, { intervals: settings.intervals, graceMin: settings.grace_min, limit: readLimit });
  const reading = await inDetail(
    late.map((id) => ({ id })),
    context,
    async (chosen) => {
      const looks = await lookAtSyncs(sql, { ids: chosen.map(({ id }) => id), limit: chosen.length }, { describe, now });
      return looks.flatMap((look) => judgeLateSync(look, settings));
    },
  );
  const graceMs = settings.grace_min * 60_000;
  const missed = [
    ...(await missedNights(context, graceMs)),
    ...(await missedBooks(context, graceMs)),
    ...(await missedMoney(context, graceMs)),
  ];
  return { ...reading, judged: [...reading.judged, ...missed.map((one) => judgeMissed(one, settings))] };
};

const sinceS = (due: Date, now: Date): number => Math.max(0, (now.getTime() - due.getTime()) / 1_000);

/** Pairs with a night that is due and has no run. The first ones: a company has tens. */
async function missedNights({ sql, now }: RuleContext, graceMs: number): Promise<Missed[]> {
  const pairs = await listAttended(sql, { after: '', limit: readLimit });
  return pairs.flatMap((pair): Missed[] => {
    const clock = clockOf(pair);
    const seenTo =
      pair.lastNight === null ? pair.since : new Date(Math.max(pair.since.getTime(), momentOfNight(pair.lastNight, clock).getTime()));
    const [night] = nightsBetween(seenTo, new Date(now.getTime() - graceMs), clock);
    if (night === undefined) return [];
    return [
      {
        ...{ id: `night/${pair.id}`, what: `The night of ${night} of sync ${pair.id}`, dueS: sinceS(momentOfNight(night, clock), now) },
        link: `/api/v1/reconciliations?sync_id=${pair.id}`,
        remedy: 'Look at its schedule wake-reconciliation in Temporal UI, and whether a worker runs',
      },
    ];
  });
}

async function missedBooks({ sql, now, bookNights }: RuleContext, graceMs: number): Promise<Missed[]> {
  const last = await findLastBookNight(sql);
  const due = nightDue(new Date(now.getTime() - graceMs), bookNights);
  // The first night of an installation is the schedule's.
  if (last === null || last >= due) return [];
  const dueS = sinceS(momentOfDay(due, bookNights), now);
  const remedy = 'Look at the schedule wake-books in Temporal UI, and whether a worker runs';
  return [{ id: 'books', what: `The night of ${due} of the books`, dueS, link: '/api/v1/books', remedy }];
}

/** The nightly release, after which statements are issued, begins by then. */
const RELEASE_MS = DAY_MS;
/** Banks answer within business days, and people too. */
const BATCH_DAYS = 7;
/** One alert each. */
const MAX_BATCHES = 50;

async function missedMoney({ sql, now }: RuleContext, graceMs: number): Promise<Missed[]> {
  const [line] = await listDueLines(sql, { at: new Date(now.getTime() - RELEASE_MS - graceMs), limit: 1 });
  const batches = await listStandingBatches(sql, BATCH_DAYS, { after: '', limit: MAX_BATCHES });
  const release: Missed[] = line
    ? [
        {
          ...{ id: 'release-holds', what: 'The release of commissions', dueS: sinceS(new Date(`${line.releaseDay}T00:00:00Z`), now) },
          link: '/api/v1/books',
          remedy: 'Look at the schedule release-holds in Temporal UI: statements are issued after it',
        },
      ]
    : [];
  return [
    ...release,
    ...batches.map(({ id, createdAt }) => ({
      ...{ id: `payout/${id}`, what: `The end of payout batch ${id}`, dueS: sinceS(createdAt, now) - BATCH_DAYS * 86_400 },
      link: `/api/v1/payout-batches/${id}`,
      remedy: 'Approve or cancel it, or report the results of the bank',
    })),
  ];
}
