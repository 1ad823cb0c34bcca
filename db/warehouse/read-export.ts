import type { Sql } from '#db/database.ts';
import { type ExportStream, iso } from './export-stream.ts';
import { columnsFor } from './export-streams.ts';

/** What a pass reads: all that changed at or after `since` and before `until`. Everything, if `since` is null. ISO 8601. */
export interface ExportWindow {
  since: string | null;
  until: string;
}

/** Where a pass goes on: tombstones come first, then rows. `after` is the key of the last one; null before the first. */
export interface ExportPlace {
  part: 'deleted' | 'rows';
  after: readonly string[] | null;
}

/** A row as JSON, and the place behind it. */
export interface ExportedRow {
  line: string;
  place: ExportPlace;
}

/** Rows are read at once as far as they have about so many characters. */
const TEXT_AT_ONCE = 512 * 1024;
const MAX_ROWS_AT_ONCE = 2_000;
/** How many rows are read before it is known how large they are. */
const FIRST_ROWS = 20;

interface ExportSource {
  sql: Sql;
  stream: ExportStream;
  /** Undefined: the company. */
  partnerId: string | undefined;
  window: ExportWindow;
}

/**
 * Reads the rest of a pass behind a place, a few rows at a time, so that one of any size needs little memory. Tombstones come before rows, so that
 * a row that was deleted and made again is last what it is now.
 */
export async function* readExport(source: ExportSource, from: ExportPlace, maxAtOnce = MAX_ROWS_AT_ONCE): AsyncGenerator<ExportedRow[]> {
  let place = from;
  for (let limit = Math.min(FIRST_ROWS, maxAtOnce); ;) {
    const rows = await (place.part === 'deleted' ? readTombstones(source, place, limit) : readRows(source, place, limit));
    const last = rows.at(-1);
    if (last) yield rows;
    if (rows.length === limit && last) {
      const characters = rows.reduce((sum, { line }) => sum + line.length, 0);
      place = last.place;
      limit = Math.max(1, Math.min(maxAtOnce, MAX_ROWS_AT_ONCE, Math.ceil(TEXT_AT_ONCE / (characters / rows.length))));
    } else if (place.part === 'deleted') {
      place = { part: 'rows', after: null };
    } else {
      return;
    }
  }
}

async function readRows({ sql, stream, partnerId, window }: ExportSource, { after }: ExportPlace, limit: number): Promise<ExportedRow[]> {
  const { key, changedAt, from } = stream;
  const bound = new Bound();
  const columns = columnsFor(stream, partnerId).map(({ name, sql: value }) => `'${name}', ${value}`);
  const line = `json_build_object('id', ${stream.id}, ${columns.join(', ')}, 'updated_at', ${iso(changedAt)}, 'deleted', false)`;
  const conditions = [
    bound.visible(stream, partnerId),
    `${changedAt} < ${bound.time(window.until)}`,
    ...(window.since === null ? [] : [`${changedAt} >= ${bound.time(window.since)}`]),
    ...(after === null
      ? []
      : [`(${key.map((part) => part.sql).join(', ')}) > (${key.map(({ type }, i) => bound.add(after[i], type)).join(', ')})`]),
  ];
  const found = await sql.unsafe<{ line: string; place: string }[]>(
    `select ${line}::text as line, json_build_array(${key.map((part) => `(${part.sql})::text`).join(', ')})::text as place from ${from}
     where ${conditions.join(' and ')} order by ${key.map((part) => part.sql).join(', ')} limit ${limit}`,
    bound.values,
  );
  return found.map((row) => ({ line: row.line, place: { part: 'rows', after: JSON.parse(row.place) as string[] } }));
}

/** Whoever reads everything has nothing to delete. Neither has a row that is there again, or that has moved to somebody else and back. */
async function readTombstones(
  { sql, stream, partnerId, window }: ExportSource,
  { after }: ExportPlace,
  limit: number,
): Promise<ExportedRow[]> {
  if (window.since === null) return [];
  const bound = new Bound();
  const conditions = [
    `x.stream = ${bound.add(stream.name, 'text')}`,
    `x.deleted_at >= ${bound.time(window.since)} and x.deleted_at < ${bound.time(window.until)}`,
    ...(partnerId === undefined ? [] : [`x.partner_id = ${bound.add(partnerId, 'text')}`]),
    `not exists (select from ${stream.from} where ${stream.hasId} and ${bound.visible(stream, partnerId)})`,
    ...(after === null ? [] : [`x.row_id > ${bound.add(after[0], 'text')}`]),
  ];
  const found = await sql.unsafe<{ line: string; place: string }[]>(
    `select json_build_object('id', x.row_id, 'updated_at', ${iso('max(x.deleted_at)')}, 'deleted', true)::text as line, x.row_id as place
     from export_tombstone x where ${conditions.join(' and ')} group by x.row_id order by x.row_id limit ${limit}`,
    bound.values,
  );
  return found.map((row) => ({ line: row.line, place: { part: 'deleted', after: [row.place] } }));
}

/** The values of a statement, each with its place in it. */
class Bound {
  readonly values: string[] = [];

  add(value: string | undefined, type: string): string {
    this.values.push(value ?? '');
    return `$${this.values.length}::text::${type}`;
  }

  time(value: string): string {
    return this.add(value, 'timestamptz');
  }

  visible({ isLive, isOwn }: ExportStream, partnerId: string | undefined): string {
    if (partnerId === undefined) return isLive;
    if (isOwn === null) throw new Error('Only the company sees this stream');
    return isOwn.replaceAll('$partner', () => this.add(partnerId, 'text'));
  }
}
