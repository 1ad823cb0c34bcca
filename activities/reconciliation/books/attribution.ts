import { type Book, type BookCheck, type Found, type Look, type Page, start } from '#activities/reconciliation/book.ts';
import { checkMonths, type WrongMonth } from '#db/attribution/reports/convert-months.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import { findActiveVersion, type Version } from '#db/attribution/versions/version.ts';
import type { Sql } from '#db/database.ts';
import {
  compareDays,
  compareMonths,
  type ComparedVersion,
  creditedKinds,
  type FactPlace,
  firstChangedDay,
  listMiscredited,
  nextPartner,
  type WrongFact,
  type WrongSum,
} from '#db/reconciliation/books/attribution-book.ts';
import { findLastEnd, hadFindings } from '#db/reconciliation/books/book-check.ts';
import { measures, models } from '#domain/attribution/facts.ts';

export interface AttributionBookDeps {
  sql: Sql;
  /** The attribution store, which can be another database. */
  attribution: Pick<AttributionStore, 'sql' | 'rates'>;
}

/** Rows that a page reads, and partners who have few. */
const creditLimit = 20_000;
const partnerLimit = 20;
const factLimit = 2_000;
/** Facts are credited within seconds. A long transaction elsewhere changes nothing about that. */
const settledS = 900;
/** What is credited at this moment is there by then. */
const settleMs = 20_000;

const remedy =
  'Compute a new version with the same settings, compare it, and make it active. Credits and sums are only written together, so somebody changed the database directly, or a backup was restored. See the runbook';

type ActiveVersion = ComparedVersion & Pick<Version, 'position' | 'completeTo' | 'settings'>;

/** Where the comparison of sums goes on: the version, what was recorded later is new, and the partner and the day that come next. */
interface SumPlace {
  version: number;
  since: string | null;
  /** The moment for which this run looks. */
  until: string | null;
  partnerId: string | null;
  from: string | null;
}

/** Reports against what they are made of: sums of months and days, the credits of the active version, and the facts. */
export function attributionBook({ sql, attribution }: AttributionBookDeps): Book {
  const store = attribution.sql;

  const rollups: BookCheck = {
    name: 'rollups',
    title: 'The sums of days and months that reports read are those of the credits of each partner',
    settleMs,
    async page(place, look) {
      const version = await activeVersion();
      if (version === null) return nothing(place);
      const at = await placeOf(version, place, look);
      const page: Page = { checked: 0, found: [], next: null };
      // Partners without news are passed over; many small ones are one page.
      for (let partners = 0; partners < partnerLimit; partners++) {
        if (at.from === null) {
          const partnerId = await nextPartner(store, version, at.partnerId);
          if (partnerId === undefined) return { ...page, end: endOf(at) };
          at.partnerId = partnerId;
          at.from = await firstChangedDay(store, version, { partnerId, since: at.since === null ? null : new Date(at.since) });
          if (at.from === null) continue;
          const months = await compareMonths(store, version, partnerId);
          page.checked += months.checked;
          page.found.push(...months.wrong.map((wrong) => wrongSum('month_rollup', partnerId, wrong)));
          const converted = await checkMonths(attribution, version, partnerId);
          page.checked += converted.checked;
          page.found.push(...converted.wrong.map((wrong) => wrongMonth(partnerId, wrong)));
        }
        const { partnerId, from } = at;
        const days = await compareDays(store, version, { partnerId: partnerId ?? '', from, limit: creditLimit });
        page.checked += days.checked;
        page.found.push(...days.wrong.map((wrong) => wrongSum('day_rollup', partnerId ?? '', wrong)));
        at.from = days.to;
        if (days.to !== null) break;
      }
      return { ...page, next: JSON.stringify(at) };
    },
  };

  const facts = creditedKinds.map((kind): BookCheck => ({
    name: `${kind}s`,
    title: `The credits of each ${kind} add up to what it is worth, by each model`,
    settleMs,
    async page(place, look) {
      const version = await activeVersion();
      if (version === null) return nothing(place);
      const after = factPlace(version, place === start ? await lastEnd(look, `${kind}s`) : place);
      const { checked, wrong, last } = await listMiscredited(store, version, kind, { after, limit: factLimit, settledS });
      const found = wrong.map((one) => wrongFact(kind, one));
      // A transaction that still goes on can add facts before later ones: those after the position are read again in the next night.
      const isSettled = last !== null && BigInt(last.addedBy) < BigInt(version.position);
      const end = isSettled ? placeText(version, last) : placeText(version, { addedBy: version.position, id: '' });
      return { checked, found, next: last === null || checked < factLimit ? null : placeText(version, last), end };
    },
  }));

  async function activeVersion(): Promise<ActiveVersion | null> {
    const version = await findActiveVersion(store);
    return version && { ...version, timeZone: version.settings.time_zone };
  }

  /** What is after it is new. After a night that found something all is read again, so that nothing counts as settled because nobody looked. */
  async function lastEnd({ runId, isFull }: Look, check: string): Promise<string> {
    if (isFull || (await hadFindings(sql, runId))) return start;
    return (await findLastEnd(sql, runId, check)) ?? start;
  }

  /** Credits of another version are all new. */
  async function placeOf({ number, completeTo }: ActiveVersion, place: string, look: Look): Promise<SumPlace> {
    const first: SumPlace = { version: number, since: null, until: completeTo?.toISOString() ?? null, partnerId: null, from: null };
    if (place !== start) {
      const at = JSON.parse(place) as SumPlace;
      return at.version === number ? at : first;
    }
    const end = await lastEnd(look, 'rollups');
    if (end === start) return first;
    const before = JSON.parse(end) as SumPlace;
    return before.version === number ? { ...first, since: before.until } : first;
  }

  return {
    name: 'attribution',
    checks: [rollups, ...facts],
    blind: [
      'Which partner has a credit: the totals of each fact are compared, and the paths are not weighed again. Computing a new version does that',
      'Versions that are not active, and sandboxes',
      'Subscriptions, tax, and sourced and influenced revenue of single facts: their sums are compared with their credits',
    ],
  };
}

const nothing = (end: string): Page => ({ checked: 0, found: [], next: null, end });

/** After the last partner: what the next night has to know. */
const endOf = ({ version, until }: SumPlace): string =>
  JSON.stringify({ version, since: null, until, partnerId: null, from: null } satisfies SumPlace);

const placeText = ({ number }: ComparedVersion, { addedBy, id }: FactPlace): string => [number, addedBy, id].join(' ');
function factPlace({ number }: ComparedVersion, place: string): FactPlace | null {
  const [version, addedBy = '', id = ''] = place.split(' ');
  return version === String(number) ? { addedBy, id } : null;
}

const measureNames = new Map<number, string>(Object.entries(measures).map(([name, number]) => [number, name]));

function wrongSum(object: 'day_rollup' | 'month_rollup', partnerId: string, { day, measure, currency, summed, kept }: WrongSum): Found {
  const model = models.findIndex((_, place) => (summed?.[place] ?? '0') !== (kept?.[place] ?? '0'));
  const [right, stored] = [summed?.[model] ?? '0', kept?.[model] ?? '0'];
  const name = measureNames.get(measure) ?? String(measure);
  const [who, unit] = [partnerId || 'the company itself', currency === '' ? 'millionths' : `of the smallest unit of ${currency}`];
  const [what, parts] = object === 'day_rollup' ? [`on ${day}`, 'credits'] : [`in ${day.slice(0, 7)}`, 'days'];
  return {
    ...{ object, class: 'broken', id: [partnerId, day, name, currency].filter((part) => part !== '').join('/'), remedy },
    ...{ field: models[model] ?? '', value: right, otherValue: stored },
    message: `The sum of ${name} of ${who} ${what} is ${stored} by ${models[model]}, and its ${parts} add up to ${right} (${unit})`,
  };
}

function wrongMonth(partnerId: string, { month, currency, model }: WrongMonth): Found {
  const who = partnerId || 'the company itself';
  return {
    ...{ object: 'converted_month', class: 'broken', id: [partnerId, month, currency, model].filter((part) => part !== '').join('/') },
    message: `What is stored of ${who} for ${month.slice(0, 7)}, by ${model} in ${currency}, is not what the sums of its days give`,
    remedy: 'Delete the row of converted_month: reports read the days until it is stored anew. See the runbook',
  };
}

const wrongFact = (kind: string, { id, worth, least, most }: WrongFact): Found => ({
  ...{ object: kind, class: 'broken', id, value: worth, otherValue: least === most ? least : `${least} to ${most}`, remedy },
  message: `The credits of ${kind} ${id} add up to ${least === most ? least : `${least} to ${most}, depending on the model`} instead of ${worth}`,
});
