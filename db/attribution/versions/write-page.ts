import { setImmediate as nextTurn } from 'node:timers/promises';
import { copyRows } from '#db/copy-rows.ts';
import type { Sql } from '#db/database.ts';
import type { Credited } from '#domain/attribution/credits.ts';
import { creditColumns, creditLine } from './credit-lines.ts';
import { draftOf } from './credit-partitions.ts';
import type { CreditUnit } from './credit-unit.ts';
import { inVersion } from './roll-up.ts';
import type { Version } from './version.ts';
import { creditingUnits, isSomething, noteLost } from './write-credits.ts';

export type CreditedPage = (Credited & { unit: CreditUnit })[];

/**
 * Facts that are credited between two turns of the event loop: some milliseconds of a process that also makes deliveries, and that sends the last page and
 * receives the next one meanwhile.
 */
const atOnce = 50;

/** Computes what a page brings. */
export async function creditPage(units: readonly CreditUnit[], version: Version): Promise<CreditedPage> {
  const credit = creditingUnits(version);
  const credited: CreditedPage = [];
  for (const [index, unit] of units.entries()) {
    credited.push({ unit, ...credit(unit) });
    if (index % atOnce === atOnce - 1) await nextTurn();
  }
  return credited;
}

/** Writes a page into the version's draft and moves the cursor, unless somebody else has moved it, or nobody wants the version any more. */
export async function writePage(
  sql: Sql,
  number: number,
  { from, to, credited }: { from: string; to: string; credited: CreditedPage },
): Promise<'done' | 'moved' | 'unwanted'> {
  const written = await inVersion(
    sql,
    number,
    async (tx, version, recordedAt) => {
      if (version.cursor !== from) return { isMoved: true, credits: 0 };
      const line = creditLine(number, recordedAt);
      const lines = credited.flatMap(({ unit: { scope }, credits }) => credits.filter(isSomething).map((credit) => line(credit, scope)));
      if (lines.length > 0) await copyRows(tx, draftOf(number), creditColumns, lines);
      // None of them was noted before: each fact is in one page.
      await noteLost(tx, number, credited);
      await tx`update version set cursor = ${to} where number = ${number}`;
      return { isMoved: false, credits: lines.length };
    },
    ['building'],
  );
  if (written === null) return 'unwanted';
  return written.isMoved ? 'moved' : 'done';
}
