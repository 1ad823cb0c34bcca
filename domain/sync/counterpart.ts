import type { KnownVerdict } from '#domain/accounts/verdict.ts';
import { areSetApart, decideByCompany, type RecordCompany } from './company-link.ts';
import { decideLink, type LinkDecision } from './link.ts';
import type { ObjectMap } from './mapping.ts';

/** What a record can find its counterpart by. */
export interface Findable {
  id: string;
  keys: readonly string[];
  company: RecordCompany | null;
}

/** Records of one side, by what they can be found by. */
export type Findables = ReadonlyMap<string, readonly Findable[]>;

export function byKeys(records: readonly Findable[]): Findables {
  const found = new Map<string, Findable[]>();
  for (const record of records) {
    for (const key of namesOf(record)) {
      const present = found.get(key);
      if (present) present.push(record);
      else found.set(key, [record]);
    }
  }
  return found;
}

/** The counterpart of a record without one, as a run decides that knows these records of both sides and no links. */
export function findCounterpart(
  map: ObjectMap,
  own: Findable,
  { others, rivals }: { others: Findables; rivals: Findables },
  verdicts: KnownVerdict[],
): LinkDecision {
  const candidatesIn = (records: Findables) =>
    own.keys.flatMap((key) =>
      (records.get(key) ?? [])
        .filter((one) => one.id !== own.id || records !== rivals)
        .filter(({ company }) => !areSetApart(own.company, company, verdicts))
        .map(({ id }) => ({ id, key, isLinked: false })),
    );
  const byKey = decideLink(map, own.keys, candidatesIn(others), candidatesIn(rivals));
  if (byKey.kind !== 'none' || own.company === null) return byKey;
  const { company } = own;
  const alikeIn = (records: Findables) => {
    const found = company.keys
      .flatMap((key) => records.get(`company:${key}`) ?? [])
      .filter((one) => one.id !== own.id || records !== rivals);
    return [...new Map(found.map((one) => [one.id, one])).values()].flatMap((one) =>
      one.company ? [{ id: one.id, company: one.company, isLinked: false }] : [],
    );
  };
  return decideByCompany(company, alikeIn(others), alikeIn(rivals), verdicts);
}

const namesOf = ({ keys, company }: Findable): string[] => [...keys, ...(company?.keys ?? []).map((key) => `company:${key}`)];
