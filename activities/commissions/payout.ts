import { heartbeat } from '@temporalio/activity';
import { reportGivenUp } from '#activities/give-up.ts';
import { progressed } from '#activities/unfinished-work.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { PayoutProvider } from '#connectors/payouts/payout-provider.ts';
import { insertPayouts, readPayable } from '#db/commissions/collect-payouts.ts';
import { countPayouts, dropCollected, findBatch, listFinishedBatches, listPayouts, moveBatch } from '#db/commissions/payout-batch.ts';
import { sendPayouts } from '#db/commissions/settle-payouts.ts';
import type { Sql } from '#db/database.ts';
import { DAY_MS } from '#domain/days.ts';
import { newId } from '#domain/id.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { askProvider, deliverPayouts } from './deliver-payouts.ts';

export interface PayoutActivityDeps {
  payouts: { sql: Sql; providers: Readonly<Record<string, PayoutProvider>> };
  notify: Notify;
}

/** What the workflow of a batch does next. */
interface PayoutSituation {
  state: string;
  /** Transfers whose result is not known. */
  open: number;
  /** Whether a provider can be asked about them. Absent in runs that began before it was. */
  isAsked?: boolean;
}

const COLLECTED = 1_000;
const SENT = 500;
const LATE = 100;
/**
 * How long a provider is asked about the transfers of a finished batch, in days: banks return transfers within business days, and settle recalls within weeks.
 */
const LATE_DAYS = 30;

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
      const isAsked = batch !== undefined && batch.provider in providers;
      return { state: batch?.state ?? 'cancelled', open: collected + sent, isAsked };
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
      if (provider) await deliverPayouts({ sql, provider }, { batchId, day, nextPage });
      await moveBatch(sql, batchId, { from: ['sending'], to: 'awaiting_results' });
    },

    /** Asks the provider what became of the transfers. Returns how many have changed. Safe to repeat: what is known changes nothing. */
    async askPayout(batchId: string, day: string): Promise<number> {
      const batch = await findBatch(sql, batchId);
      const provider = batch?.state === 'awaiting_results' ? providers[batch.provider] : undefined;
      return provider === undefined ? 0 : askProvider({ sql, provider }, { batchId, day, nextPage });
    },

    /**
     * Asks the providers once more about the transfers of batches that finished lately: a yes can become a no, and then the amount is payable again. Returns
     * how many have. Safe to repeat: what is known changes nothing. A provider that does not answer is asked in the next night, and keeps nobody.
     */
    async askFinishedPayouts(at: string): Promise<number> {
      const since = new Date(Date.parse(at) - LATE_DAYS * DAY_MS);
      let changed = 0;
      for (let after = ''; ;) {
        const page = await listFinishedBatches(sql, { providers: Object.keys(providers), since, after, limit: LATE });
        for (const { id, provider: name } of page) {
          const provider = providers[name];
          if (provider) changed += await askLate({ sql, provider }, { batchId: id, day: at.slice(0, 10), nextPage });
          nextPage();
        }
        const last = page.at(-1);
        if (last === undefined || page.length < LATE) return changed;
        after = last.id;
      }
    },

    /** Ends a batch whose transfers have all ended. Safe to repeat. */
    async finishPayout(batchId: string): Promise<void> {
      await moveBatch(sql, batchId, { from: ['awaiting_results'], to: 'finished' });
    },

    /** Stores why a batch stands still. Safe to repeat: the first reason stays. What is sent stays sent, and what is not is payable in another batch. */
    async giveUpPayout(batchId: string, reason: string): Promise<void> {
      await sql.begin(async (tx) => {
        await moveBatch(tx, batchId, { from: ['collecting', 'awaiting_approval', 'sending', 'awaiting_results'], to: 'failed', reason });
        await dropCollected(tx, batchId, 'the batch has failed');
      });
      await reportGivenUp(notify, batchId, reason);
    },
  };
}

/** Zero if the provider is away. */
async function askLate(to: Parameters<typeof askProvider>[0], run: Parameters<typeof askProvider>[1]): Promise<number> {
  try {
    return await askProvider(to, run);
  } catch (error) {
    if (error instanceof ConnectorError) return 0;
    throw error;
  }
}
