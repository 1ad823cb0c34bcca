import { heartbeat } from '@temporalio/activity';
import { reportGivenUp } from '#activities/give-up.ts';
import { progressed } from '#activities/unfinished-work.ts';
import type { PayoutProvider } from '#connectors/payouts/payout-provider.ts';
import { insertPayouts, readPayable } from '#db/commissions/collect-payouts.ts';
import {
  countPayouts,
  findBatch,
  listPayouts,
  listUndelivered,
  markAccepted,
  moveBatch,
  type Payout,
} from '#db/commissions/payout-batch.ts';
import { noAccount, recordResults, sendPayouts } from '#db/commissions/settle-payouts.ts';
import type { Sql } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import { toMoney } from '#domain/money.ts';
import type { Notify } from '#domain/platform-event-types.ts';

export interface PayoutActivityDeps {
  payouts: { sql: Sql; providers: Readonly<Record<string, PayoutProvider>> };
  notify: Notify;
}

/** What the workflow of a batch does next. */
interface PayoutSituation {
  state: string;
  /** Transfers whose result is not known. */
  open: number;
}

const COLLECTED = 1_000;
const SENT = 500;
const DELIVERED = 50;

const beat = () => {
  heartbeat();
  progressed();
};

/** `nextPage` is called between two pages. */
export function createPayoutActivities({ payouts: { sql, providers }, notify }: PayoutActivityDeps, nextPage: () => void = beat) {
  return {
    /** Collects who is paid how much. Safe to repeat: each partner is in a batch once, and in one open batch at a time. */
    async collectPayout(batchId: string): Promise<void> {
      const batch = await findBatch(sql, batchId);
      if (batch?.state !== 'collecting') return;
      for (let after = ''; ;) {
        const page = await readPayable(sql, batch, { after, limit: COLLECTED });
        await insertPayouts(
          sql,
          batch,
          page.map((one) => ({ ...one, id: newId('pyl') })),
        );
        const last = page.at(-1);
        if (!last || page.length < COLLECTED) break;
        after = last.partnerId;
        nextPage();
      }
      await moveBatch(sql, batchId, { from: ['collecting'], to: batch.approvalsNeeded > 0 ? 'awaiting_approval' : 'sending' });
    },

    /** Where a batch is. Only reads. */
    async readPayout(batchId: string): Promise<PayoutSituation> {
      const batch = await findBatch(sql, batchId);
      const { collected = 0, sent = 0 } = await countPayouts(sql, batchId);
      return { state: batch?.state ?? 'cancelled', open: collected + sent };
    },

    /**
     * Takes the transfers out of what is payable, and gives them to the provider. Safe to repeat: the ledger has one payout for each, and a provider
     * is asked whether it has a transfer before it gets it.
     */
    async sendPayout(batchId: string, day: string): Promise<void> {
      const batch = await findBatch(sql, batchId);
      if (batch?.state !== 'sending') return;
      for (;;) {
        const page = await listPayouts(sql, batchId, { states: ['collected'], after: '', limit: SENT });
        if (page.length === 0) break;
        const ids = page.map(({ id }) => id);
        await sql.begin((tx) => sendPayouts(tx, batchId, ids, day));
        nextPage();
      }
      const provider = providers[batch.provider];
      if (provider) await deliverAll(provider, batchId, day);
      await moveBatch(sql, batchId, { from: ['sending'], to: 'awaiting_results' });
    },

    /** Ends a batch whose transfers have all ended. Safe to repeat. */
    async finishPayout(batchId: string): Promise<void> {
      await moveBatch(sql, batchId, { from: ['awaiting_results'], to: 'finished' });
    },

    /** Stores why a batch stands still. Safe to repeat: the first reason stays. What is sent stays sent. */
    async giveUpPayout(batchId: string, reason: string): Promise<void> {
      await moveBatch(sql, batchId, { from: ['collecting', 'awaiting_approval', 'sending', 'awaiting_results'], to: 'failed', reason });
      await reportGivenUp(notify, batchId, reason);
    },
  };

  async function deliverAll(provider: PayoutProvider, batchId: string, day: string): Promise<void> {
    for (;;) {
      const page = await listUndelivered(sql, batchId, DELIVERED);
      if (page.length === 0) return;
      for (const payout of page) await deliver(provider, payout, day);
      nextPage();
    }
  }

  async function deliver(provider: PayoutProvider, payout: Payout, day: string): Promise<void> {
    const { id, batchId, payee, amountMinor, currency } = payout;
    const say = (result: 'confirmed' | 'failed', reason: string | null) =>
      sql.begin((tx) => recordResults(tx, batchId, [{ id, result, reason }], { day }));
    if (payee === null) return void (await say('failed', noAccount));
    // An earlier try can have reached the provider.
    const told = (await provider.find(id)) ?? (await provider.send({ reference: id, amount: toMoney(amountMinor, currency), payee }));
    if (told.state === 'rejected') return void (await say('failed', told.reason));
    if (told.state === 'confirmed') await say('confirmed', null);
    await markAccepted(sql, [id]);
  }
}
