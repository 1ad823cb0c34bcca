import type { Queryable } from '#db/database.ts';
import type { versionStates } from '#domain/attribution/facts.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { DomainError } from '#domain/errors.ts';

/** A version as reports read it. */
export interface ReportVersion {
  number: number;
  state: (typeof versionStates)[number];
  settings: VersionSettings;
  /**
   * The newest report that can be made from it. Not before its activation, so that this moment finds this version. What is recorded after that is
   * recorded later, so the report stays as it is.
   */
  completeTo: Date;
  createdAt: Date;
}

interface VersionRow extends Omit<ReportVersion, 'settings' | 'completeTo'> {
  settings: unknown;
  completeTo: Date | null;
}

/**
 * The version that answers: the one that is named, else the one that was active at `asOf`, else the one that is active. Throws `not_found` if
 * there is none, and `report_not_ready` if nothing is computed yet or the moment is later than what is computed.
 */
export async function getReportVersion(
  sql: Queryable,
  wanted: { number?: number | undefined; asOf?: Date | undefined },
): Promise<ReportVersion> {
  const [row] = await sql<VersionRow[]>`
    select number, state, settings, created_at as "createdAt", greatest(complete_to, case when complete_to is not null then activated_at end) as "completeTo" from version where ${
      wanted.number !== undefined ? sql`number = ${wanted.number}` : sql`activated_at <= ${wanted.asOf ?? new Date('9999-12-31T00:00:00Z')}`
    } order by activated_at desc nulls last, number desc limit 1`;
  if (!row) throw noVersion(wanted);
  const { completeTo } = row;
  if (completeTo === null) {
    throw new DomainError('report_not_ready', `Version ${row.number} has no credits yet: it is ${row.state}. Ask again when it is ready.`);
  }
  if (wanted.asOf && wanted.asOf > completeTo && row.state !== 'retired') {
    const message = `Version ${row.number} is complete until ${completeTo.toISOString()}, which is before as_of (${wanted.asOf.toISOString()}). Ask again later, or omit as_of.`;
    throw new DomainError('report_not_ready', message);
  }
  return { ...row, completeTo, settings: VersionSettings.parse(row.settings) };
}

function noVersion({ number, asOf }: { number?: number | undefined; asOf?: Date | undefined }): DomainError {
  if (number !== undefined) return new DomainError('not_found', `There is no attribution version ${number}.`);
  if (asOf) return new DomainError('report_not_ready', `No attribution version was active at ${asOf.toISOString()}.`);
  return new DomainError('report_not_ready', 'No attribution version is active yet. Ask again in a minute.');
}
