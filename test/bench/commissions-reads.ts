import { Pool } from 'undici';
import { lockLedger } from '#db/commissions/post-transaction.ts';
import { insertStatements } from '#db/commissions/statement.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newId } from '#domain/id.ts';
import { tester } from '#test/support/tester.ts';
import { generateAccruals } from './commissions-generate.ts';
import type { CommissionStack } from './commissions-stack.ts';
import { percentiles } from './percentiles.ts';

interface Ms {
  p50: number;
  p95: number;
}
export interface ReadsFound {
  lines: number;
  statementMs: Ms;
  explainMs: Ms;
}

const month = '2026-03';
/** So that the key's limit of a minute is not what is measured. */
const FEW = 30;

/** One request after the other to an API process of its own, until the last byte of the answer. */
export async function measureReads(
  { db, admin, planId, startApi }: CommissionStack,
  { lines, requests }: { lines: number; requests: number },
): Promise<ReadsFound> {
  const { id: partnerId } = await createPartner(db, { name: 'Statement', tier: 'standard' }, tester);
  await generateAccruals(admin, { name: 'statement', partners: [partnerId], planId, count: lines });
  const holder = { partnerId, currency: 'EUR' };
  await db.sql.begin(async (tx) => {
    await lockLedger(tx, [holder]);
    return insertStatements(tx, [{ id: newId('stm'), ...holder }], { month, until: new Date('2026-04-01T00:00:00Z') });
  });
  const api = await startApi();
  const pool = new Pool(api.origin, { connections: 1 });
  const read = async (path: string, index: number) => {
    const authorization = `Bearer ${api.platformKeys[index % api.platformKeys.length]}`;
    const startedAt = performance.now();
    const { statusCode, body } = await pool.request({
      path: `/api/v1/partners/${partnerId}${path}`,
      method: 'GET',
      headers: { authorization },
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${text.slice(0, 200)}`);
    return { ms: performance.now() - startedAt, text };
  };
  try {
    const statement = `/statements/${month}?currency=EUR`;
    const { text } = await read(statement, 0);
    const ids = (JSON.parse(text) as { lines: { id: string }[] }).lines.map(({ id }) => id);
    if (ids.length !== lines) throw new Error(`the statement has ${ids.length} lines, not ${lines}`);
    const [statements, explained]: [number[], number[]] = [[], []];
    for (let index = 0; index < Math.min(requests, FEW); index++) statements.push((await read(statement, index)).ms);
    for (let index = 0; index < requests; index++) {
      const id = ids[(index * 7_919) % ids.length];
      explained.push((await read(`/commissions/lines/${id}`, index)).ms);
    }
    const of = (values: number[]): Ms => {
      const { p50, p95 } = percentiles(values);
      return { p50, p95 };
    };
    return { lines, statementMs: of(statements), explainMs: of(explained) };
  } finally {
    await pool.close();
    await api.stop();
  }
}
