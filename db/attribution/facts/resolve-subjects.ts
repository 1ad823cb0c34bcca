import type { Queryable } from '#db/database.ts';

export interface SubjectKey {
  scope: string;
  /** The pseudonym, as hex digits. */
  key: string;
}

export const nameOf = ({ scope, key }: SubjectKey): string => `${scope} ${key}`;

/**
 * The ids of subjects, by `nameOf`. Those that nobody has heard of are added, each alone. Only what is committed is found, so a subject that
 * somebody else adds at this moment is read once that is known.
 */
export async function resolveSubjects(sql: Queryable, wanted: SubjectKey[]): Promise<Map<string, string>> {
  const missing = new Map(wanted.map((one) => [nameOf(one), one]));
  const ids = new Map<string, string>();
  const note = (rows: (SubjectKey & { id: string })[]) => {
    for (const row of rows) {
      ids.set(nameOf(row), row.id);
      missing.delete(nameOf(row));
    }
  };
  note(await findSubjects(sql, [...missing.values()]));
  for (let tries = 0; missing.size > 0; tries++) {
    if (tries === 5) throw new Error(`${missing.size} subjects are neither found nor added`);
    note(await addSubjects(sql, [...missing.values()]));
    if (missing.size > 0) note(await findSubjects(sql, [...missing.values()]));
  }
  return ids;
}

const columnsOf = (keys: SubjectKey[]) => [keys.map(({ scope }) => scope), keys.map(({ key }) => key)] as const;

async function findSubjects(sql: Queryable, keys: SubjectKey[]): Promise<(SubjectKey & { id: string })[]> {
  if (keys.length === 0) return [];
  const [scopes, hexes] = columnsOf(keys);
  return sql<(SubjectKey & { id: string })[]>`
    select s.id::text, s.scope, encode(s.key, 'hex') as key
    from unnest(${scopes}::text[], ${hexes}::text[]) w (scope, key) join subject s on s.scope = w.scope and s.key = decode(w.key, 'hex')`;
}

/** In the order of their keys, so that two calls do not wait for each other in a circle. */
function addSubjects(sql: Queryable, keys: SubjectKey[]): Promise<(SubjectKey & { id: string })[]> {
  const [scopes, hexes] = columnsOf(keys);
  return sql<(SubjectKey & { id: string })[]>`
    insert into subject (id, scope, key, root_id) overriding system value
    select w.id, w.scope, w.key, w.id from (
      select nextval('subject_id_seq') as id, scope, decode(key, 'hex') as key
      from (select scope, key from unnest(${scopes}::text[], ${hexes}::text[]) u (scope, key) order by scope, key) sorted) w
    on conflict (scope, key) do nothing
    returning id::text, scope, encode(key, 'hex') as key`;
}
