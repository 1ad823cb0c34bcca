import { counted } from '#domain/counted.ts';
import { because, inWords } from '#domain/health/health.ts';
import type { Look } from '#domain/health/look.ts';
import type { RuleSettings } from './alert-settings.ts';
import { shortName } from './finding.ts';
import { judge, type Judged } from './judged.ts';

const conditionOf = ({ verdict }: Look, codes: readonly string[]) =>
  [verdict, ...verdict.also].find(({ code }) => codes.includes(code)) ?? null;

/** Runs that failed since the last one that did not. */
export interface FailingSync {
  failedRuns: number;
  failedRecords: number;
}

/** Its workflow gave up, runs fail one after the other, or many records are not written: below half of them it ends. */
export function judgeFailingSync(facts: FailingSync, look: Look, settings: RuleSettings<'sync_failing'>): Judged[] {
  const { failedRuns, failedRecords } = facts;
  const ended = conditionOf(look, ['process_ended']);
  const failed = failedRuns > 0 ? conditionOf(look, ['run_failed']) : null;
  const isFiring = ended !== null || failedRuns >= settings.runs || failedRecords >= settings.records;
  if (!isFiring && failed === null && failedRecords * 2 <= settings.records) return [];
  const condition = ended ?? failed ?? conditionOf(look, ['records_failed']);
  const runs = failedRuns > 1 ? `${counted(failedRuns, 'run')} have failed, one after the other. ` : '';
  return [
    judge(
      'sync_failing',
      settings,
      {
        subject: { kind: 'sync', id: look.id },
        title: `The sync ${shortName(look.name)} fails`,
        reason: `${runs}${condition?.reason ?? `${counted(failedRecords, 'record')} could not be written`}`,
        remedy: condition?.remedy?.text ?? 'See its failed records with the reason and remedy of each',
        link: `/api/v1/syncs/${look.id}/health`,
      },
      !isFiring,
    ),
  ];
}

/** Who knows why a sync does not run: these have alerts, or states, of their own. */
const explained = [
  'process_ended',
  'run_failed',
  'connection_blocks',
  'quota_used_up',
  'approval_needed',
  'reading_everything',
  'sync_paused',
];

/** A sync whose last complete run is long ago, although nothing explains it. */
export function judgeLateSync(look: Look, settings: RuleSettings<'schedule_missed'>): Judged[] {
  const late = conditionOf(look, ['run_late']);
  if (late === null || conditionOf(look, explained) !== null) return [];
  return [
    judge('schedule_missed', settings, {
      subject: { kind: 'sync', id: look.id },
      title: `The sync ${shortName(look.name)} does not run`,
      reason: late.reason,
      remedy: 'See whether a worker runs, and its workflow sync-connection and its schedule in Temporal UI',
      link: `/api/v1/syncs/${look.id}/runs`,
    }),
  ];
}

/** Something that should have begun, or ended: a night, the release of commissions, a payout. */
export interface Missed {
  /** Unique among them. */
  id: string;
  what: string;
  dueS: number;
  link: string;
  remedy: string;
}

export const judgeMissed = ({ id, what, dueS, link, remedy }: Missed, settings: RuleSettings<'schedule_missed'>): Judged =>
  judge('schedule_missed', settings, {
    subject: { kind: 'platform', id },
    title: `${shortName(what)} is overdue`,
    reason: `It was due ${inWords(dueS)} ago`,
    remedy,
    link,
  });

/** What the last night of a pair or of a book left. */
export interface LastNight {
  /** The sync's id, or the book's name. */
  id: string;
  isBook: boolean;
  name: string;
  runId: string;
  night: string;
  /** Records or rows that were compared. */
  checked: number;
  /** Differences that are still open, or could not be repaired. */
  left: number;
  question: string | null;
}

export function judgeDrift(facts: LastNight, settings: RuleSettings<'drift'>): Judged[] {
  const { id, isBook, name, runId, night, checked, left, question } = facts;
  const percent = checked > 0 ? (left / checked) * 100 : 0;
  // A single difference among few records is a large share, and no drift.
  const isShare = percent >= settings.percent && left >= Math.min(settings.findings, FEW);
  if (left === 0 || (left * 2 <= settings.findings && !isShare)) return [];
  const share = checked > 0 ? ` of ${counted(checked, isBook ? 'row' : 'record')}` : '';
  return [
    judge(
      'drift',
      settings,
      {
        subject: isBook ? { kind: 'platform', id: `book/${id}` } : { kind: 'sync', id },
        title: isBook ? `The book ${name} has differences` : `The two sides of ${shortName(name)} differ`,
        reason: `The night of ${night} left ${counted(left, 'difference')}${share}${because(question)}`,
        remedy: isBook
          ? 'Do what the remedy of each finding says, then reconcile the book'
          : 'Read the report, then approve the repairs or correct the mapping',
        link: `/api/v1/reconciliations/${runId}`,
      },
      !(isShare || left >= settings.findings),
    ),
  ];
}

const FEW = 3;
