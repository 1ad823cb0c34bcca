import type { OpenConnection } from '#activities/sync/open-connection.ts';
import type { VendorRecord } from '#connectors/record.ts';
import type { KnownVerdict } from '#domain/accounts/verdict.ts';
import { identityKeys } from '#domain/accounts/verdict.ts';
import type { Clocks } from '#domain/sync/clock.ts';
import { companyOf, profileOfRecord } from '#domain/sync/company-link.ts';
import { byKeys, type Findable, findCounterpart } from '#domain/sync/counterpart.ts';
import { linkKeys } from '#domain/sync/link.ts';
import { fieldsToRead, type Mapping, type ObjectMap, otherSide, type Side } from '#domain/sync/mapping.ts';
import { addRecord, emptyPreview, type Preview, previewCreation, previewPair } from './preview-pair.ts';

interface Sampled {
  mapping: Mapping;
  map: ObjectMap;
  clocks: Clocks;
}

/** Five calls of a vendor whose pages have a hundred records: a person waits. */
const MAX_READ = 500;

interface Sample {
  records: (Findable & { record: VendorRecord })[];
  /** The vendor has no more. */
  isAll: boolean;
}

/**
 * What a first run would do to some records, before anything was read or linked. Each finds its counterpart among the first records of the other
 * side; what has none there may have one further on, and says so.
 */
export async function previewSample(
  opened: Record<Side, OpenConnection>,
  how: Sampled,
  {
    limit,
    only,
    findVerdicts,
  }: {
    limit: number;
    only?: { side: Side; id: string } | undefined;
    findVerdicts: (keys: ReadonlySet<string>) => PromiseLike<KnownVerdict[]>;
  },
): Promise<Preview> {
  const { map } = how;
  const [a, b] = await Promise.all([readSample(opened.a, map, 'a', only), readSample(opened.b, map, 'b', only)]);
  const read = { a, b };
  const indexed = { a: byKeys(read.a.records), b: byKeys(read.b.records) };
  const preview = emptyPreview();
  const taken = new Set<string>();
  for (const side of only ? [only.side] : sourcesOf(map)) {
    const other = otherSide(side);
    const own = read[side].records.filter(({ id }) => (only ? id === only.id : !taken.has(`${side}:${id}`))).slice(0, limit);
    const verdicts = await findVerdicts(
      new Set(own.flatMap(({ company }) => (company ? [...identityKeys(profileOfRecord(company))] : []))),
    );
    for (const one of own) {
      const decision = findCounterpart(map, one, { others: indexed[other], rivals: indexed[side] }, verdicts);
      const counterpart = decision.kind === 'link' ? read[other].records.find(({ id }) => id === decision.id) : undefined;
      if (counterpart) {
        taken.add(`${other}:${counterpart.id}`);
        const [x, y] = side === 'a' ? [one.record, counterpart.record] : [counterpart.record, one.record];
        const pair = { aId: x.id, bId: y.id, agreed: {}, a: x, b: y, clocks: how.clocks, computed: undefined };
        previewPair(preview, how.mapping, map, pair);
      } else {
        addAlone(preview, how, { side, one, decision, others: read[other] });
      }
    }
  }
  return preview;
}

/** Those first whose records are to be created on the other side. */
function sourcesOf({ creates }: ObjectMap): Side[] {
  if (creates.length === 2) return ['a', 'b'];
  return creates.includes('a') ? ['b'] : ['a'];
}

function addAlone(
  preview: Preview,
  { mapping, map }: Sampled,
  {
    side,
    one,
    decision,
    others,
  }: { side: Side; one: Sample['records'][number]; decision: ReturnType<typeof findCounterpart>; others: Sample },
): void {
  const other = otherSide(side);
  const { record } = one;
  const skip = (reason: string) => addRecord(preview, { side, record, name: nameIn(map, side, record) }, { outcome: 'skip', reason });
  if (decision.kind === 'unclear') {
    return skip(`The counterpart may be ${[...decision.candidates, ...decision.rivals].join(' or ')}: a person decides`);
  }
  const unsure = others.isAll ? null : `Not among the first ${others.records.length} ${map[other]}: a run looks at all of them`;
  if (map.creates.includes(other)) return previewCreation(preview, mapping, map, { side, record, computed: undefined, reason: unsure });
  skip(unsure ?? `It has no counterpart, and the mapping creates no ${map[other]}`);
}

const nameIn = (map: ObjectMap, side: Side, { fields }: VendorRecord): string | null => {
  const name = map.fields.map((field) => fields[field[side]]).find((value) => typeof value === 'string' && value !== '');
  return typeof name === 'string' ? name : null;
};

async function readSample(
  { connector, session }: OpenConnection,
  map: ObjectMap,
  side: Side,
  only: { side: Side; id: string } | undefined,
): Promise<Sample> {
  const fields = fieldsToRead(map, side);
  const toSample = (records: readonly VendorRecord[]) =>
    records
      .filter(({ state }) => state === 'live')
      .map((record) => ({ id: record.id, keys: linkKeys(map, side, record), company: companyOf(map, side, record.fields), record }));
  if (only?.side === side) {
    return { records: toSample(await connector.objects.readMany(session, map[side], [only.id], fields)), isAll: true };
  }
  const records: VendorRecord[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await connector.objects.readPage(session, { object: map[side], fields, what: 'all', since: null, cursor });
    records.push(...page.records);
    if (page.next === null || records.length >= MAX_READ) return { records: toSample(records), isAll: page.next === null };
    cursor = page.next;
  }
}
