import type { VendorRecord } from '#connectors/record.ts';
import { findVerdicts } from '#db/accounts/verdict.ts';
import type { Database } from '#db/database.ts';
import { findCounterparts } from '#db/sync/sync-link.ts';
import type { RunningTest } from '#db/sync/sync-test.ts';
import { identityKeys } from '#domain/accounts/verdict.ts';
import { DomainError } from '#domain/errors.ts';
import { companyOf, profileOfRecord } from '#domain/sync/company-link.ts';
import { byKeys, type Findable, findCounterpart } from '#domain/sync/counterpart.ts';
import { linkKeys } from '#domain/sync/link.ts';
import { fieldsToRead, type ObjectMap, otherSide, type Side } from '#domain/sync/mapping.ts';
import type { OpenConnection } from './open-connection.ts';

export type Opened = Readonly<Record<Side, OpenConnection>>;
/** The records of a test. A side without one has no counterpart. */
export type TestedPair = Readonly<Record<Side, VendorRecord | null>> & { source: Side };

/** A hundred calls of a vendor whose pages have a hundred records: some ten seconds. */
const MAX_LOOKED_THROUGH = 10_000;

/** Reads the record that is tested, and its counterpart: the named one, the linked one, or the one that the rules of the mapping find. */
export async function findPair(db: Database, opened: Opened, test: RunningTest, map: ObjectMap): Promise<TestedPair> {
  const source: Side = test.aId === null ? 'b' : 'a';
  const ids = { a: test.aId, b: test.bId };
  const own = await readNamed(opened[source], map, source, ids[source] ?? '');
  const other = otherSide(source);
  const named = ids[other] ?? (await linkedTo(db, test, source, own.id));
  const counterpart = named === null ? await lookFor(db, opened, map, { source, own }) : await readNamed(opened[other], map, other, named);
  const taken = named === null && counterpart !== null ? await linkedTo(db, test, other, counterpart.id) : null;
  if (taken !== null) {
    throw new DomainError('conflict', `The counterpart of ${own.id} may be ${counterpart?.id}, which is linked to ${taken}`);
  }
  return source === 'a' ? { a: own, b: counterpart, source } : { a: counterpart, b: own, source };
}

async function linkedTo({ sql }: Database, { syncId, object }: RunningTest, side: Side, id: string): Promise<string | null> {
  const [link] = await findCounterparts(sql, { syncId, object }, side, [id]);
  return link?.counterpart ?? null;
}

async function readNamed({ connector, session }: OpenConnection, map: ObjectMap, side: Side, id: string): Promise<VendorRecord> {
  const records = await connector.objects.readMany(session, map[side], [id], fieldsToRead(map, side));
  const record = records.find((one) => one.state === 'live' && one.id === id);
  if (!record) throw new DomainError('not_found', `${connector.manifest.label} has no record ${id} among its ${map[side]}`);
  return record;
}

async function lookFor(
  db: Database,
  opened: Opened,
  map: ObjectMap,
  { source, own }: { source: Side; own: VendorRecord },
): Promise<VendorRecord | null> {
  const other = otherSide(source);
  const records = await readAll(opened[other], map, other);
  const known = findable(map, source, own);
  const identity = known.company ? identityKeys(profileOfRecord(known.company)) : [];
  const verdicts = await findVerdicts(db.sql, new Set(identity));
  const others = byKeys(records.map((record) => findable(map, other, record)));
  const decision = findCounterpart(map, known, { others, rivals: new Map() }, verdicts);
  if (decision.kind === 'none') return null;
  if (decision.kind === 'link') return records.find(({ id }) => id === decision.id) ?? null;
  throw new DomainError('conflict', `The counterpart of ${own.id} may be ${decision.candidates.join(' or ')}. Name the right one`);
}

const findable = (map: ObjectMap, side: Side, record: VendorRecord): Findable => ({
  id: record.id,
  keys: linkKeys(map, side, record),
  company: companyOf(map, side, record.fields),
});

async function readAll({ connector, session }: OpenConnection, map: ObjectMap, side: Side): Promise<VendorRecord[]> {
  const records: VendorRecord[] = [];
  for (let cursor: string | null = null; ;) {
    const request = { object: map[side], fields: fieldsToRead(map, side), what: 'all', since: null, cursor } as const;
    const page = await connector.objects.readPage(session, request);
    records.push(...page.records.filter(({ state }) => state === 'live'));
    if (page.next === null) return records;
    if (records.length >= MAX_LOOKED_THROUGH) {
      const text = `${connector.manifest.label} has more than ${MAX_LOOKED_THROUGH} ${map[side]}, so a test does not look through them. Name the counterpart`;
      throw new DomainError('conflict', text);
    }
    cursor = page.next;
  }
}
