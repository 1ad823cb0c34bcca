import type { Queryable } from '#db/database.ts';
import { localDate } from '#domain/business-days.ts';
import type { levelChangeKinds } from '#domain/commissions/level.ts';
import { listLevelRules } from './level-rules.ts';

/** A step in the history of a partner's level. */
export interface LevelChange {
  id: number;
  partnerId: string;
  level: string;
  before: string;
  kind: (typeof levelChangeKinds)[number];
  effectiveFrom: string;
  effectiveAt: Date;
  rulesNumber: number;
  reasons: string[];
  keepUntil: string | null;
  note: string | null;
  createdAt: Date;
  createdBy: string;
}
export type NewLevelChange = Omit<LevelChange, 'id' | 'createdAt'>;

const columns = (sql: Queryable) => sql`id, partner_id as "partnerId", level, before, kind, effective_from::text as "effectiveFrom",
  effective_at as "effectiveAt", rules_number as "rulesNumber", reasons, keep_until::text as "keepUntil", note, created_at as "createdAt",
  created_by as "createdBy"`;

/** Only after `lockLevels`. The rules change the level of a partner once a day: a repetition adds nothing. Returns what was added. */
export async function insertLevelChanges(tx: Queryable, changes: readonly NewLevelChange[]): Promise<LevelChange[]> {
  if (changes.length === 0) return [];
  const rows = changes.map((one) => ({
    ...{ partner_id: one.partnerId, level: one.level, before: one.before, kind: one.kind, effective_from: one.effectiveFrom },
    ...{ effective_at: one.effectiveAt, rules_number: one.rulesNumber, reasons: JSON.stringify(one.reasons), keep_until: one.keepUntil },
    ...{ note: one.note, created_by: one.createdBy },
  }));
  return tx<LevelChange[]>`
    insert into commissions.level_change ${tx(rows)}
    on conflict (partner_id, effective_from) where kind <> 'set' do nothing returning ${columns(tx)}`;
}

/** By partner, the change by which each has its level at a moment. One without any has the first level of the rules. */
export async function readLevelChangesAt(
  sql: Queryable,
  partnerIds: readonly string[],
  moment: Date,
): Promise<ReadonlyMap<string, LevelChange>> {
  const rows = await sql<LevelChange[]>`
    select distinct on (partner_id) ${columns(sql)} from commissions.level_change
    where partner_id = any(${[...partnerIds]}::text[]) and effective_at <= ${moment} order by partner_id, effective_at desc, id desc`;
  return new Map(rows.map((row) => [row.partnerId, row]));
}

/** The level of a partner at a moment; null if there were no levels then. */
export type LevelAt = (partnerId: string, at: Date) => string | null;

/** The levels of partners at any moment until a last one. One without any change has the first level of the rules of that time. */
export async function readLevels(sql: Queryable, partnerIds: readonly string[], last: Date): Promise<LevelAt> {
  const versions = await listLevelRules(sql);
  if (versions.length === 0) return () => null;
  const rows = await sql<Pick<LevelChange, 'partnerId' | 'level' | 'effectiveAt'>[]>`
    select partner_id as "partnerId", level, effective_at as "effectiveAt" from commissions.level_change
    where partner_id = any(${[...partnerIds]}::text[]) and effective_at <= ${last} order by effective_at, id`;
  const changes = Map.groupBy(rows, ({ partnerId }) => partnerId);
  return (partnerId, at) => {
    const then = versions.find(({ rules }) => rules.effective_from <= localDate(at, rules.time_zone));
    const [lowest] = then?.rules.levels ?? [];
    if (!lowest) return null;
    return changes.get(partnerId)?.findLast(({ effectiveAt }) => effectiveAt <= at)?.level ?? lowest.name;
  };
}

/** Of a partner, newest first, below an id. */
export function listLevelChanges(
  sql: Queryable,
  { partnerId, below, limit }: { partnerId: string; below: number | undefined; limit: number },
): Promise<LevelChange[]> {
  return sql<LevelChange[]>`
    select ${columns(sql)} from commissions.level_change
    where partner_id = ${partnerId} and ${below === undefined ? sql`true` : sql`id < ${below}`} order by id desc limit ${limit}`;
}

/** The next change of a partner that has not begun at a moment. */
export async function findNextLevelChange(sql: Queryable, partnerId: string, moment: Date): Promise<LevelChange | undefined> {
  const [row] = await sql<LevelChange[]>`
    select ${columns(sql)} from commissions.level_change
    where partner_id = ${partnerId} and effective_at > ${moment} order by effective_at, id desc limit 1`;
  return row;
}

/** Those that nobody was told of, oldest first. */
export function listUntoldLevelChanges(sql: Queryable, limit: number): Promise<LevelChange[]> {
  return sql<LevelChange[]>`select ${columns(sql)} from commissions.level_change where told_at is null order by id limit ${limit}`;
}

export async function markLevelChangesTold(sql: Queryable, ids: readonly number[]): Promise<void> {
  await sql`update commissions.level_change set told_at = now() where id = any(${[...ids]}::int[])`;
}
