import type { Queryable, Sql } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import { nameOf, resolveSubjects, type SubjectKey } from './resolve-subjects.ts';

/** That a subject is another one (a cookie is a user, a user belongs to an account); `parent` null: that it is not, after all. */
export interface Identification {
  scope: string;
  key: string;
  parentKey: string | null;
  occurredAt: Date;
}

/**
 * `unchanged`: that was known. `cycle`: the other one is this one already. `taken`: it was said to be somebody else, which must be taken back
 * first. `alone`: it is the same as nobody, so there is nothing to take back.
 */
export interface IdentityOutcome {
  status: 'changed' | 'unchanged' | 'cycle' | 'taken' | 'alone';
  /** The pseudonym of the subject that stands for all that are the same. */
  rootKey: string;
}

interface Node {
  id: string;
  parentId: string | null;
  rootId: string;
}

/**
 * Says which subjects are the same, one after the other. Each change is another line of `identity`, so that what follows from it is computed
 * anew. One call at a time in a scope: two changes at once could make a cycle.
 */
export function identifySubjects(sql: Sql, identifications: Identification[]): Promise<IdentityOutcome[]> {
  return sql.begin<IdentityOutcome[]>(async (tx) => {
    const scopes = [...new Set(identifications.map(({ scope }) => scope))].toSorted();
    for (const scope of scopes) await tx`select pg_advisory_xact_lock(hashtextextended(${`identity ${scope}`}, 0))`;
    const keys = identifications.flatMap(({ scope, key, parentKey }): SubjectKey[] => [
      { scope, key },
      ...(parentKey === null ? [] : [{ scope, key: parentKey }]),
    ]);
    const ids = await resolveSubjects(tx, keys);
    const outcomes: IdentityOutcome[] = [];
    for (const one of identifications) {
      const idOf = (key: string) => ids.get(nameOf({ scope: one.scope, key })) ?? '';
      const parentId = one.parentKey === null ? null : idOf(one.parentKey);
      const status = await setParent(tx, one, idOf(one.key), parentId);
      outcomes.push({ status, rootKey: await rootKeyOf(tx, idOf(one.key)) });
    }
    return outcomes;
  });
}

async function setParent(
  tx: Queryable,
  { scope, occurredAt }: Identification,
  id: string,
  parentId: string | null,
): Promise<IdentityOutcome['status']> {
  const child = await readNode(tx, id);
  if (parentId === null && child.parentId === null) return 'alone';
  if (parentId === child.parentId) return 'unchanged';
  if (parentId !== null) {
    const parent = await readNode(tx, parentId);
    if (parentId === id || (await isAbove(tx, id, parentId))) return 'cycle';
    if (child.parentId !== null) return 'taken';
    // It was alone at the top, so that it is the root of all that are the same as it.
    await tx`update subject set root_id = ${parent.rootId} where root_id = ${id}`;
  } else {
    await tx`
      with recursive below as (
        select ${id}::bigint as id union all select s.id from subject s join below b on s.parent_id = b.id
      ) update subject set root_id = ${id} where id in (select id from below)`;
  }
  await tx`update subject set parent_id = ${parentId} where id = ${id}`;
  await tx`insert into identity (id, scope, subject_id, parent_id, occurred_at) values (${newId('idn')}, ${scope}, ${id}, ${parentId}, ${occurredAt})`;
  return 'changed';
}

async function readNode(tx: Queryable, id: string): Promise<Node> {
  const [node] = await tx<Node[]>`
    select id::text, parent_id::text as "parentId", root_id::text as "rootId" from subject where id = ${id}`;
  if (!node) throw new Error(`There is no subject ${id}`);
  return node;
}

async function isAbove(tx: Queryable, id: string, below: string): Promise<boolean> {
  const [found] = await tx`
    with recursive above as (
      select id, parent_id from subject where id = ${below}
      union select s.id, s.parent_id from subject s join above a on s.id = a.parent_id
    ) select from above where id = ${id}`;
  return found !== undefined;
}

async function rootKeyOf(tx: Queryable, id: string): Promise<string> {
  const [root] = await tx<{ key: string }[]>`
    select encode(substr(r.key, 1, 12), 'hex') as key from subject s join subject r on r.id = s.root_id where s.id = ${id}`;
  return root?.key ?? '';
}
