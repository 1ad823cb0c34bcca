import type { Queryable } from '#db/database.ts';
import { findCandidates, insertLinks, type NewLink, type SyncLinkRow } from '#db/sync/sync-link.ts';
import type { PendingRecord, Place } from '#db/sync/sync-record.ts';
import type { WantedWrite } from '#db/sync/sync-write.ts';
import { newId } from '#domain/id.ts';
import { areSetApart, decideByCompany } from '#domain/sync/company-link.ts';
import { decideLink } from '#domain/sync/link.ts';
import { type ObjectMap, otherSide, type Side } from '#domain/sync/mapping.ts';
import { valuesForNew } from '#domain/sync/merge.ts';
import { findCompanies } from './find-companies.ts';
import { findParents, withParents } from './parents.ts';
import { wantedWrite } from './wanted-write.ts';

/** Finds the counterparts of records that have none. Who stays alone is created on the other side, or is a question for a person. */
export async function linkPage(
  tx: Queryable,
  place: Place,
  { map, objects }: { map: ObjectMap; objects: readonly ObjectMap[] },
  alone: readonly PendingRecord[],
): Promise<{ links: SyncLinkRow[]; writes: WantedWrite[] }> {
  if (alone.length === 0) return { links: [], writes: [] };
  const candidates = await findCandidates(
    tx,
    place,
    alone.flatMap(({ keys }) => keys),
  );
  const { verdicts, companies } = await findCompanies(tx, place, alone);
  const parents = await findParents(tx, place, map, alone);
  const links: NewLink[] = [];
  const writes: WantedWrite[] = [];
  const taken = new Set<string>();
  const nameOf = (side: Side, id: string) => `${side}:${id}`;
  const isTaken = (one: { side: Side; id: string; isLinked: boolean }) => one.isLinked || taken.has(nameOf(one.side, one.id));
  for (const { side, recordId, keys, values, faults, company } of alone) {
    if (taken.has(nameOf(side, recordId))) continue;
    const other = otherSide(side);
    const known = candidates
      .filter((one) => !areSetApart(company, one.company, verdicts))
      .map((one) => ({ ...one, isLinked: isTaken(one) }));
    const byKey = decideLink(
      map,
      keys,
      known.filter((one) => one.side === other),
      known.filter((one) => one.side === side && one.id !== recordId && !one.isLinked),
    );
    const alike = companies.filter((one) => one.of === recordId && one.ofSide === side).map((one) => ({ ...one, isLinked: isTaken(one) }));
    const [others, own] = [alike.filter((one) => one.side === other), alike.filter((one) => one.side === side)];
    const decision = byKey.kind === 'none' && company ? decideByCompany(company, others, own, verdicts) : byKey;
    if (decision.kind === 'link') {
      const [aId, bId] = side === 'a' ? [recordId, decision.id] : [decision.id, recordId];
      links.push({ id: newId('lnk'), aId, bId, how: decision.how, agreed: {} });
      taken.add(nameOf('a', aId)).add(nameOf('b', bId));
    } else if (map.creates.includes(other)) {
      const { values: wantedValues, missing } = withParents(map, other, valuesForNew(map, other, values), { parents, objects });
      const creation = { side: other, operation: 'create' as const, target: recordId, linkId: null, values: wantedValues, base: {} };
      const wanted = wantedWrite(map, { ...creation, fault: missing ?? faults[0] });
      writes.push(decision.kind === 'none' ? wanted : { ...wanted, failure: unclear(decision) });
    } else if (decision.kind === 'unclear') {
      const nothing = { side: other, operation: 'create' as const, target: recordId, linkId: null, values: {}, base: {}, fault: undefined };
      writes.push({ ...wantedWrite(map, nothing), failure: unclear(decision) });
    }
  }
  await insertLinks(tx, place, links);
  return { links, writes };
}

function unclear({ candidates, rivals }: { candidates: string[]; rivals: string[] }): NonNullable<WantedWrite['failure']> {
  const shared = rivals.length === 0 ? '' : `; ${rivals.join(', ')} of the same side may be it too`;
  return { reason: 'unclear_link', message: `the counterpart may be ${candidates.join(' or ')}${shared}`, field: null };
}
