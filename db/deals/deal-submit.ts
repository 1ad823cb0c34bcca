import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { and, eq, gt, gte, ne, sql } from '#db/drizzle.ts';
import { deal, dealMatch, partner } from '#db/schema.ts';
import { type CompanyProfile, profileOf } from '#domain/accounts/matching.ts';
import type { KnownVerdict } from '#domain/accounts/verdict.ts';
import { localDate } from '#domain/business-days.ts';
import { canMove, isClosed } from '#domain/deals/deal-states.ts';
import { factsOf, type DealFields } from '#domain/deals/deal.ts';
import { type ConflictState, reviewDueAt } from '#domain/deals/programme-rules.ts';
import { checkSubmission, type ProgrammeSettings } from '#domain/deals/programme.ts';
import { DomainError, type FieldError } from '#domain/errors.ts';
import { fromPointer } from '#domain/field-error.ts';
import { stateError } from '#domain/registration-errors.ts';
import type { CustomFieldsCheck } from './custom-fields.ts';
import { findMatches, type FoundMatch, indexDeal, lockCustomer, saveMatches } from './deal-match.ts';
import { type DealRow, stepDeal } from './deal.ts';

/** The rules for a submission. Null skips the check of custom fields. */
export interface SubmissionRules {
  settings: ProgrammeSettings;
  checkCustomFields: CustomFieldsCheck | null;
}

export interface Submission extends SubmissionRules {
  assertVersion: (row: DealRow) => void;
  quiet?: boolean | undefined;
}

/**
 * Submits a draft. Submissions for one customer wait for each other from the locks to the commit, so that the first one finds no other, each
 * later one finds the first, and the order is that of `submitted_at`. The matches are stored with the deal, so that repeating a submission
 * returns the same.
 */
export function submitDeal(db: Database, id: string, options: Submission, actor: Actor): Promise<DealRow> {
  return changeAs(db, actor, (tx) => submitIn(tx, id, options, actor));
}

/** Like `submitDeal`, within the caller's transaction. If it throws a DomainError, nothing was written. */
export function submitIn(
  tx: Transaction,
  id: string,
  { settings, checkCustomFields, assertVersion, quiet }: Submission,
  actor: Actor,
): Promise<DealRow> {
  return stepDeal(
    tx,
    id,
    async (present) => {
      assertVersion(present);
      if (!canMove(present, 'submit')) throw notSubmittable(present);
      const faults = submissionFaults(present.fields, { settings, checkCustomFields });
      if (faults.length > 0) {
        throw new DomainError(
          'invalid_deal',
          `The deal cannot be submitted yet: it has ${faults.length} error${faults.length === 1 ? '' : 's'}.`,
          faults.map((fault) => ({ ...fault, in: 'resource' })),
        );
      }
      const { state, matches } = await checkConflicts(tx, present, settings);
      const [{ now } = { now: '' }] = await tx.execute<{ now: string }>(sql`select clock_timestamp()::text as now`);
      await saveMatches(tx, id, matches);
      return {
        action: present.reviewStatus === 'draft' ? 'submitted' : 'resubmitted',
        quiet,
        set: {
          reviewStatus: 'submitted',
          // The first submission stays first, even after a review that requested changes.
          submittedAt: present.submittedAt ?? now,
          conflictState: state,
          reviewDueAt: reviewDueAt(settings, new Date()),
          requestedFields: [],
          reason: null,
        },
      };
    },
    actor,
  );
}

/** The errors about these fields. */
export function faultsAmong(names: readonly string[], fields: DealFields, rules: SubmissionRules): FieldError[] {
  return submissionFaults(fields, rules).filter(({ pointer }) => names.includes(fromPointer(pointer)[0] ?? ''));
}

export function submissionFaults(fields: DealFields, { settings, checkCustomFields }: SubmissionRules): FieldError[] {
  const faults = checkSubmission(fields, settings, localDate(new Date(), settings.review.time_zone));
  const known = new Set(faults.map((fault) => fault.pointer));
  const ofCustom = checkCustomFields?.(fields.custom ?? {}, settings.custom_schema) ?? [];
  return [...faults, ...ofCustom.filter((fault) => !known.has(fault.pointer))];
}

async function checkConflicts(tx: Transaction, present: DealRow, settings: ProgrammeSettings): Promise<Conflicts> {
  const profile = profileOf(factsOf(present.fields));
  const verdicts = await lockCustomer(tx, profile);
  const found = await findCustomer(tx, present, { profile, verdicts, least: settings.duplicates.possible });
  await indexDeal(tx, present.id, profile);
  return conflictsUnder(tx, present, settings, found);
}

interface Conflicts {
  state: ConflictState;
  matches: FoundMatch[];
}

/** The accounts and open deals that a submission would find now. */
export async function findCustomer(
  tx: Transaction,
  present: DealRow,
  { profile, ...options }: { profile: CompanyProfile; verdicts: KnownVerdict[]; least: number },
): Promise<FoundMatch[]> {
  const [owner] = await tx.select({ tier: partner.tier }).from(partner).where(eq(partner.id, present.partnerId));
  return findMatches(tx, profile, {
    ...options,
    exceptDealId: present.id,
    sandboxOf: owner?.tier === 'sandbox' ? present.partnerId : null,
  });
}

/** What that means under these rules. */
export async function conflictsUnder(
  tx: Transaction,
  present: DealRow,
  { duplicates: { possible, conflict }, exclusivity }: ProgrammeSettings,
  found: readonly FoundMatch[],
): Promise<Conflicts> {
  const matches = found.filter(({ score }) => score >= possible);
  const later = await listYielding(tx, present, conflict);
  const earlier = matches.filter((match) => !later.has(match.otherId));
  return { state: judge(earlier, conflict, exclusivity), matches };
}

/**
 * Open deals that were submitted later for the customer and conflicted with this deal. When this deal is submitted again, they are not a
 * conflict for it. A later deal for a customer that this deal was only changed to afterwards is not among them, because it did not find this deal.
 */
async function listYielding(tx: Transaction, { id, submittedAt }: DealRow, conflictFrom: number): Promise<Set<string>> {
  if (submittedAt === null) return new Set();
  const rows = await tx
    .select({ id: deal.id })
    .from(dealMatch)
    .innerJoin(deal, eq(deal.id, dealMatch.dealId))
    .where(
      and(
        eq(dealMatch.otherId, id),
        gte(dealMatch.score, conflictFrom),
        gt(deal.submittedAt, submittedAt),
        eq(deal.conflictState, 'conflict'),
        ne(deal.reviewStatus, 'approved'),
      ),
    );
  return new Set(rows.map((row) => row.id));
}

/** A match with an account needs a reviewer. Another open deal for the customer is a conflict if deals are exclusive. */
function judge(matches: FoundMatch[], conflictFrom: number, exclusivity: ProgrammeSettings['exclusivity']): ConflictState {
  if (matches.length === 0) return 'clear';
  const held = exclusivity === 'customer' && matches.some((match) => match.kind === 'deal' && match.score >= conflictFrom);
  return held ? 'conflict' : 'possible';
}

function notSubmittable(present: DealRow): DomainError {
  const why = isClosed(present) ? 'it is closed' : `its review status is ${present.reviewStatus}`;
  return new DomainError('invalid_state', `Deal ${present.id} cannot be submitted: ${why}.`, [
    stateError('review_status', 'invalid_state', `must be draft or action_required, but is ${present.reviewStatus}`),
  ]);
}
