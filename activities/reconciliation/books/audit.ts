import { type Book, type BookCheck, type Found, type Look, start } from '#activities/reconciliation/book.ts';
import { type AuditRow, faultOf, listAuditEntriesAbove } from '#db/audit/audit.ts';
import type { Database } from '#db/database.ts';
import { findFirstFault, findHashes, listHeads } from '#db/reconciliation/books/audit-book.ts';
import { findLastEnd } from '#db/reconciliation/books/book-check.ts';

export interface AuditBookDeps {
  db: Database;
}

type Head = Pick<AuditRow, 'seq' | 'hash'>;

/** Of a thousand bytes each. */
const limit = 2_000;
/** A year of nights. */
const nights = 400;
const remedy =
  'Somebody changed the database directly, or a backup was restored. Compare with a backup and with the heads that were told before. See the runbook';

/**
 * The chain of the audit log: what is new since the last night, and everything on Sundays. The heads of earlier nights are kept outside of the
 * chain, and told in each report, so that entries are missed which were removed at its end.
 */
export function auditBook({ db }: AuditBookDeps): Book {
  const { sql } = db;

  const heads: BookCheck = {
    name: 'heads',
    title: 'The last entry of each earlier night is still there, unchanged',
    settleMs: 0,
    async page(_place, { runId }) {
      const known = await listHeads(sql, runId, nights);
      const hashes = await findHashes(
        sql,
        known.map(({ seq }) => seq),
      );
      // The oldest says from where on the log was rewritten.
      const lost = known.findLast(({ seq, hash }) => hashes.get(seq) !== hash);
      return { checked: known.length, found: lost ? [rewritten(lost, hashes.has(lost.seq))] : [], next: null };
    },
  };

  const chain: BookCheck = {
    name: 'chain',
    title: 'Each entry of the audit log follows from the one before, and was not changed',
    settleMs: 0,
    async page(place, look) {
      let before = place === start ? await firstOf(look) : headOf(place);
      const rows = await listAuditEntriesAbove(db, before?.seq ?? null, limit);
      const found: Found[] = [];
      for (const row of rows) {
        const fault = faultOf(row, before);
        if (fault) found.push(tampered(row.seq, fault));
        before = row;
      }
      const end = before ? `${before.seq}:${before.hash}` : start;
      return { checked: rows.length, found, next: rows.length === limit ? end : null, end };
    },
  };

  /** The entry after which the check begins; null for the first. What was found to be wrong is found again each night. */
  async function firstOf({ runId, isFull }: Look): Promise<Head | null> {
    const end = isFull ? null : await findLastEnd(sql, runId, 'chain');
    if (end === null || end === start) return null;
    const head = headOf(end);
    const fault = await findFirstFault(sql, runId);
    const seq = fault === null ? head.seq : Math.min(head.seq, fault - 1);
    const hash = (await findHashes(sql, [seq])).get(seq);
    if (hash === undefined || (seq === head.seq && hash !== head.hash)) return null;
    return { seq, hash };
  }

  return {
    name: 'audit',
    checks: [heads, chain],
    blind: [
      'Changes of the database that a superuser made while triggers were disabled: they have no entry',
      'Entries that were removed at the end since the last night, unless their successors are there',
    ],
  };
}

function headOf(place: string): Head {
  const [seq = '', hash = ''] = place.split(':');
  return { seq: Number(seq), hash };
}

const tampered = (seq: number, fault: string): Found => ({
  ...{ object: 'audit_entry', class: 'broken', id: String(seq), value: fault, remedy },
  message: `Entry ${seq} of the audit log was tampered with: ${fault}`,
});

const rewritten = ({ seq, hash, night }: Head & { night: string }, isThere: boolean): Found => ({
  ...{ object: 'audit_head', class: 'broken', id: String(seq), value: hash, remedy },
  message: isThere
    ? `Entry ${seq} of the audit log, the last one in the night of ${night}, is another one now: the log was rewritten`
    : `Entry ${seq} of the audit log, the last one in the night of ${night}, is not there: the log was truncated`,
});
