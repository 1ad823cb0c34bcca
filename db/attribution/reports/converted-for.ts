import type { Queryable, Sql } from '#db/database.ts';
import { liveScope, type Model } from '#domain/attribution/facts.ts';
import { DAY_MS } from '#domain/days.ts';

/** Into which currency, and by which model, months of partners are stored. */
export interface ConvertedFor {
  currency: string;
  model: Model;
}

/** Each takes 64 MiB for a thousand partners and two years. */
const KEPT = 8;
/** One that no report of these days had is not kept. */
const KEPT_DAYS = 30;

/** Has months converted so, by whoever rolls up, from now on. Does nothing if there are `most` others. */
export async function askFor(sql: Queryable, { currency, model }: ConvertedFor, most = KEPT): Promise<void> {
  await sql`
    insert into converted_for as asked (currency, model) select ${currency}, ${model}
    where (select count(*) from converted_for where (currency, model) <> (${currency}, ${model})) < ${most}
    on conflict (currency, model) do update set asked_at = now() where asked.asked_at < now() - interval '1 day'`;
}

/** What is asked for, and the end of what is not any more, with its months. */
export async function listConvertedFor(sql: Sql): Promise<ConvertedFor[]> {
  const ended = await sql<ConvertedFor[]>`
    delete from converted_for where asked_at < now() - ${KEPT_DAYS} * interval '1 day' returning currency, model`;
  for (const { currency, model } of ended) await sql`delete from converted_month where currency = ${currency} and model = ${model}`;
  return sql<ConvertedFor[]>`select currency, model from converted_for order by currency, model`;
}

/** From the versions that reports do not read by default any more, all is taken. */
export async function forgetOtherVersions(sql: Sql): Promise<void> {
  await sql`delete from converted_month where version = any(array(select number from version where state <> 'active'))`;
}

/** Tells the store what reports ask for, each once a day. */
export class ReportAsks {
  readonly #sql: Sql;
  readonly #askedAt = new Map<string, number>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Only of the live scope: sandboxes are small, and read by day. */
  async note({ scope, currency, model }: ConvertedFor & { scope: string }): Promise<void> {
    const key = `${currency} ${model}`;
    if (scope !== liveScope || (this.#askedAt.get(key) ?? 0) > Date.now() - DAY_MS) return;
    this.#askedAt.set(key, Date.now());
    // What the settings name comes before.
    await askFor(this.#sql, { currency, model }, KEPT - 1);
  }
}
