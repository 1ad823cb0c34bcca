import { findVerdicts } from '#db/accounts/verdict.ts';
import type { Database } from '#db/database.ts';
import { and, desc, eq, inArray, isNull, ne, sql } from '#db/drizzle.ts';
import { deal, partner } from '#db/schema.ts';
import { readSnapshot } from '#db/snapshot.ts';
import { profileOf } from '#domain/accounts/matching.ts';
import { identityKeys } from '#domain/accounts/verdict.ts';
import type { ReviewStatus } from '#domain/deals/deal-states.ts';
import { factsOf } from '#domain/deals/deal.ts';
import {
  type BeforeAfter,
  changesJudgement,
  type DealEffect,
  effectsOn,
  isSubmittable,
  type Rules,
} from '#domain/deals/programme-effects.ts';
import type { ConflictState } from '#domain/deals/programme-rules.ts';
import type { ProgrammeSettings } from '#domain/deals/programme.ts';
import type { FieldError } from '#domain/errors.ts';
import type { CustomFieldsEvaluator } from './custom-fields.ts';
import { conflictsUnder, findCustomer, submissionFaults } from './deal-submit.ts';
import type { DealRow } from './deal.ts';

/** Deals that one preview looks at: comparing the customer of each takes milliseconds. */
const MAX_DEALS = 500;
/** A schema of custom fields may take long for each of them. */
const MAX_MS = 5_000;
/** Deals that are in memory at once: each may have fields of 64 KiB. */
const PAGE = 50;

export interface ProgrammePreview {
  /** Open deals, by their status. */
  open: Partial<Record<ReviewStatus, number>>;
  /** How many of them were looked at. */
  examined: number;
  affected: { id: string; partnerId: string; company: string; reviewStatus: ReviewStatus; effects: DealEffect[] }[];
}

/** The change, and who validates custom fields under both schemas. */
interface Change {
  settings: BeforeAfter<ProgrammeSettings>;
  evaluate: CustomFieldsEvaluator;
}

/**
 * What a change of the programme's settings changes for its open deals, by the same rules that decide them later. Those that are not approved
 * come first, the newest first. Deals of sandboxes are left out. Nothing is written.
 */
export async function previewProgramme(db: Database, programmeId: string, change: Change): Promise<ProgrammePreview> {
  const until = performance.now() + MAX_MS;
  const preview: ProgrammePreview = { open: await countOpen(db, programmeId), examined: 0, affected: [] };
  const ids = await listOpenIds(db, programmeId);
  for (let at = 0; at < ids.length; at += PAGE) {
    for (const { row, isPartnerActive } of await readDeals(db, ids.slice(at, at + PAGE))) {
      if (performance.now() > until) return preview;
      const effects = effectsOn({ ...row, isPartnerActive }, await rulesFor(db, row, change), new Date());
      preview.examined++;
      const { id, partnerId, reviewStatus, fields } = row;
      if (effects.length > 0) preview.affected.push({ id, partnerId, company: fields.customer.company_name, reviewStatus, effects });
    }
  }
  return preview;
}

const openOf = (programmeId: string) =>
  and(eq(deal.programmeId, programmeId), isNull(deal.closedAt), ne(partner.tier, 'sandbox'), ne(partner.status, 'deleted'));

async function countOpen({ orm }: Database, programmeId: string): Promise<ProgrammePreview['open']> {
  const rows = await orm
    .select({ status: deal.reviewStatus, n: sql<number>`count(*)::int` })
    .from(deal)
    .innerJoin(partner, eq(partner.id, deal.partnerId))
    .where(openOf(programmeId))
    .groupBy(deal.reviewStatus);
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}

async function listOpenIds({ orm }: Database, programmeId: string): Promise<string[]> {
  const rows = await orm
    .select({ id: deal.id })
    .from(deal)
    .innerJoin(partner, eq(partner.id, deal.partnerId))
    .where(openOf(programmeId))
    .orderBy(sql`${deal.reviewStatus} = 'approved'`, desc(deal.id))
    .limit(MAX_DEALS);
  return rows.map(({ id }) => id);
}

async function readDeals({ orm }: Database, ids: string[]): Promise<{ row: DealRow; isPartnerActive: boolean }[]> {
  const rows = await orm
    .select({ row: deal, status: partner.status })
    .from(deal)
    .innerJoin(partner, eq(partner.id, deal.partnerId))
    .where(and(inArray(deal.id, ids), isNull(deal.closedAt)))
    .orderBy(sql`${deal.reviewStatus} = 'approved'`, desc(deal.id));
  return rows.map(({ row, status }) => ({ row, isPartnerActive: status === 'active' }));
}

async function rulesFor(db: Database, row: DealRow, { settings, evaluate }: Change): Promise<BeforeAfter<Rules>> {
  const { before, after } = settings;
  if (!isSubmittable(row)) {
    const { conflictState } = row;
    return { before: { settings: before, faults: [], conflictState }, after: { settings: after, faults: [], conflictState } };
  }
  const conflicts = changesJudgement(settings) ? await findConflicts(db, row, settings) : { before: null, after: null };
  return {
    before: { settings: before, faults: await faultsOf(row, before, evaluate), conflictState: conflicts.before },
    after: { settings: after, faults: await faultsOf(row, after, evaluate), conflictState: conflicts.after },
  };
}

async function faultsOf(
  { partnerId, fields }: DealRow,
  settings: ProgrammeSettings,
  evaluate: CustomFieldsEvaluator,
): Promise<FieldError[]> {
  const ofCustom = await evaluate(partnerId, fields.custom ?? {}, settings.custom_schema);
  return submissionFaults(fields, { settings, checkCustomFields: () => ofCustom });
}

async function findConflicts(db: Database, row: DealRow, settings: BeforeAfter<ProgrammeSettings>): Promise<BeforeAfter<ConflictState>> {
  const profile = profileOf(factsOf(row.fields));
  const verdicts = await findVerdicts(db.sql, identityKeys(profile));
  const least = Math.min(settings.before.duplicates.possible, settings.after.duplicates.possible);
  return readSnapshot(db, async ({ orm }) => {
    const found = await findCustomer(orm, row, { profile, verdicts, least });
    const [before, after] = [await conflictsUnder(orm, row, settings.before, found), await conflictsUnder(orm, row, settings.after, found)];
    return { before: before.state, after: after.state };
  });
}
