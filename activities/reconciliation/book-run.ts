import { hash } from 'node:crypto';
import { heartbeat, sleep } from '@temporalio/activity';
import { reportGivenUp } from '#activities/give-up.ts';
import { progressed } from '#activities/unfinished-work.ts';
import type { Database } from '#db/database.ts';
import {
  beginChecks,
  countFindings,
  getCheck,
  listChecks,
  type NewFinding,
  noteProblem,
  storePage,
} from '#db/reconciliation/books/book-check.ts';
import { endBookRun, settleFindings } from '#db/reconciliation/books/book-report.ts';
import { beginNight, type BookRun, getBookRun, listJustSkipped, listUnfinishedBookRuns } from '#db/reconciliation/books/book-run.ts';
import { applyIgnores } from '#db/reconciliation/finding-ignore.ts';
import { countDrift, storeReport } from '#db/reconciliation/report.ts';
import { newId } from '#domain/id.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { type BookNights, isSunday, nightDue } from '#domain/reconciliation/book-night.ts';
import type { BookName } from '#domain/reconciliation/reconciliation.ts';
import { reportOf } from '#domain/reconciliation/report.ts';
import { type Book, type BookCheck, type Found, identity, type Look, lookTwice, start } from './book.ts';
import { tellEnd } from './tell-night.ts';

export interface BookActivityDeps {
  db: Database;
  /** When they are compared. */
  nights: () => BookNights;
  notify: Notify;
  books: readonly Book[];
  /** Starts the workflow of a run. */
  startBook: (run: BookRun) => Promise<void>;
}

/** Between two reports of its progress. */
const sliceMs = 60_000;
/** More is one fault, not so many: the cause is to be removed first. */
const maxFindings = 10_000;

/** How far a check has come, for people. */
export interface SliceOfCheck {
  isEnded: boolean;
  checked: number;
}

export function createBookActivities({ db, nights, notify, books, startBook }: BookActivityDeps) {
  const { sql } = db;
  return {
    /** Begins the night that is due at this time, book by book. Safe to repeat: each night begins once. */
    async wakeBooks(at: string): Promise<void> {
      const night = nightDue(new Date(at), nights());
      await beginNight(
        sql,
        night,
        books.map(({ name }) => name),
      );
      for (const { book, night: skipped, reason } of await listJustSkipped(sql)) {
        const type = 'causeway.reconciliation.missed';
        await notify(type, { sync_id: null, book, night: skipped, reason, caught_up: skipped < night }, `${type}/${book}/${skipped}`);
      }
      for (const run of await listUnfinishedBookRuns(sql, { after: '', limit: books.length })) await startBook(run);
    },

    /** The checks that are left of a run. Safe to repeat: what has ended is not named. */
    async beginBookRun(runId: string): Promise<string[]> {
      const { book, state } = await getBookRun(sql, runId);
      if (state !== 'running') return [];
      const checks = await beginChecks(
        sql,
        runId,
        (books.find(({ name }) => name === book)?.checks ?? []).map(({ name }) => name),
      );
      return checks.filter(({ isEnded }) => !isEnded).map(({ check }) => check);
    },

    /** Does the next pages of a check, for a minute. Safe to repeat: it goes on after the last page that was stored. */
    async checkBook({ runId, check: name }: { runId: string; check: string }): Promise<SliceOfCheck> {
      const run = await getBookRun(sql, runId);
      const check = books.find((book) => book.name === run.book)?.checks.find((one) => one.name === name);
      // A release has removed it meanwhile.
      if (!check || run.state !== 'running') return { isEnded: true, checked: 0 };
      const look: Look = { runId, night: run.night, isFull: run.trigger !== 'schedule' || isSunday(run.night) };
      for (const until = performance.now() + sliceMs; ;) {
        const isEnded = await checkPage(run.book, check, look);
        progressed();
        if (isEnded || performance.now() > until) return { isEnded, checked: (await getCheck(sql, runId, name)).checked };
      }
    },

    /** Stores why a check could not be done: the run ends as incomplete. Safe to repeat: the first reason stays. */
    noteBookProblem: (runId: string, check: string, reason: string): Promise<void> => noteProblem(sql, runId, check, reason),

    /** Ends a run whose checks have ended, makes its report and tells of it. Safe to repeat: the first end stays, and each event is told once. */
    async finishBookRun(runId: string): Promise<void> {
      const run = await getBookRun(sql, runId);
      if (run.state !== 'running') return;
      await applyIgnores(sql, runId);
      const checks = await listChecks(sql, runId);
      const problems = checks.filter(({ problem }) => problem !== null);
      const reason = problems.map(({ check, problem }) => `${check}: ${problem}`).join('; ') || null;
      if (reason === null) await settleFindings(sql, runId);
      const book = books.find(({ name }) => name === run.book);
      const titleOf = (check: string) => book?.checks.find(({ name }) => name === check)?.title ?? check;
      const reported = checks.map(({ check, checked, problem }) => ({ check, title: titleOf(check), checked, problem }));
      const found = (await countDrift(sql, runId)).reduce((sum, { findings }) => sum + findings, 0);
      await storeReport(sql, runId, reportOf('book', { checks: reported, found, notDetectable: book?.blind ?? [] }));
      await tellEnd(db, notify, runId);
      await endBookRun(sql, runId, { state: reason === null ? 'completed' : 'incomplete', reason });
    },

    /** Ends a run that somebody cancelled. Safe to repeat: the first end stays. */
    async cancelBookRun(runId: string, reason: string): Promise<void> {
      await endBookRun(sql, runId, { state: 'cancelled', reason });
    },

    /** Stores why a run has failed, and reports it. Safe to repeat: the first end stays. */
    async giveUpBookRun(runId: string, reason: string): Promise<void> {
      await endBookRun(sql, runId, { state: 'failed', reason });
      await reportGivenUp(notify, runId, reason);
    },
  };

  /** Returns whether it was the last page. */
  async function checkPage(book: BookName, check: BookCheck, look: Look): Promise<boolean> {
    const { runId } = look;
    const { place, isEnded } = await getCheck(sql, runId, check.name);
    if (isEnded) return true;
    heartbeat();
    const { checked, found, next, end = place ?? start } = await lookTwice(check, place ?? start, look, pause);
    const findings = found.map((one) => findingOf(`${book}/${check.name}`, one));
    await storePage(sql, { runId, check: check.name, place, checked, findings, next, end });
    if (next === null || (await countFindings(sql, runId)) < maxFindings) return next === null;
    await noteProblem(sql, runId, check.name, `more than ${maxFindings} findings. Remove their cause, then reconcile the book again`);
    return true;
  }

  async function pause(ms: number): Promise<void> {
    heartbeat();
    // Rejects if the worker stops or the workflow is cancelled.
    await sleep(ms);
  }
}

const sha256 = (value: unknown) => hash('sha256', JSON.stringify(value), 'hex');

function findingOf(check: string, found: Found): NewFinding {
  const { object, class: of, id: aId, otherId: bId = null, field = null, value: aValue = null, otherValue: bValue = null } = found;
  const { message, remedy } = found;
  const [fingerprint, valuesHash] = [sha256([check, identity(found)]), sha256([aValue, bValue])];
  return { id: newId('fnd'), object, class: of, field, aId, bId, aValue, bValue, message, remedy, fingerprint, valuesHash };
}
