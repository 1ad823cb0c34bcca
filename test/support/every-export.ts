import { postTransactions } from '#db/commissions/post-transaction.ts';
import { newId } from '#domain/id.ts';
import type { TestApp, TestPartner } from './app.ts';
import { addFact, addSubject } from './attribution-world.ts';
import { lineOf } from './ledger-world.ts';
import { insertFinding, insertNight } from './reconciliation-rows.ts';

/** A row in each stream of the exports, of the partner where it can be. */
export async function fillEveryStream({ app, db: { sql }, attribution, headers, eventType }: TestApp, partner: TestPartner): Promise<void> {
  const post = async (url: string, payload: object, whose: object = headers) => {
    const reply = await app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { ...whose }, payload });
    if (reply.statusCode >= 300) throw new Error(reply.body);
    return reply.json();
  };
  const name = newId('acc');
  const deal = await post(
    '/deals',
    { customer: { company_name: name }, expected_value: { amount: '48000.00', currency: 'EUR' } },
    partner.headers,
  );
  const { results } = await post('/accounts/batch', { accounts: [{ external_id: name, name: 'Acme', websites: ['https://acme.com'] }] });
  await sql`insert into deal_match (deal_id, other_id, kind, score, evidence) values (${deal.id}, ${results[0].id}, 'account', 0.9, '[]')`;
  const subject = await addSubject(attribution.sql, name);
  await addFact(attribution.sql, 'touch', { id: newId('tch'), subject_id: subject, partner_id: partner.id, source: 'utm' });
  await addFact(attribution.sql, 'conversion', { id: newId('cnv'), subject_id: subject, kind: 'lead' });
  const id = newId('lin');
  const movement = { kind: 'accrual', amountMinor: 1_250n } as const;
  await sql.begin((tx) =>
    postTransactions(tx, [lineOf({ id, source: id, partnerId: partner.id, currency: 'EUR', about: null, movement })]),
  );
  await eventType('deal.approved');
  await post('/endpoints', { url: 'https://partner.example/' }, partner.headers);
  await post('/events', { type: 'deal.approved', data: {}, partner_ids: [partner.id] });
  await sql`
    insert into health_period (kind, subject_id, state, code, reason, began_at)
    values ('connection', ${newId('con')}, 'healthy', 'healthy', 'All is well', now() - interval '1 hour')`;
  await insertFinding(sql, { runId: await insertNight(sql, { book: 'deals', state: 'completed' }) });
}
