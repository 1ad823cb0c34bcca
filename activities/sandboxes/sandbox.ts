import { heartbeat, sleep } from '@temporalio/activity';
import { type RunningDeliveries, tellCancelled } from '#activities/delivery/running-deliveries.ts';
import { reportGivenUp } from '#activities/give-up.ts';
import { inPages, untilEmpty } from '#activities/pages.ts';
import { progressed } from '#activities/unfinished-work.ts';
import { deleteScope } from '#db/attribution/facts/erase-facts.ts';
import { createPseudonyms } from '#db/attribution/facts/pseudonyms.ts';
import type { Database, Sql } from '#db/database.ts';
import { insertEventType } from '#db/events/event-type.ts';
import { deleteSyntheticDeals, registerSyntheticDeals } from '#db/sandboxes/sandbox-deals.ts';
import {
  deleteSynthetic,
  findProvisioning,
  findRun,
  giveUpSandbox,
  listSyntheticDeliveries,
  markSandboxReady,
  type SandboxRun,
} from '#db/sandboxes/sandbox.ts';
import type { NewEvent } from '#domain/events/event.ts';
import { newId } from '#domain/id.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { sampleEventTypes } from '#domain/sandboxes/sample-event-types.ts';
import { syntheticDeals } from '#domain/sandboxes/synthetic-deals.ts';
import { syntheticEvents, syntheticId, syntheticIds, type SyntheticEvent } from '#domain/sandboxes/synthetic-events.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import { recordSyntheticFacts } from './synthetic-facts.ts';

export interface SandboxActivityDeps {
  notify: Notify;
  db: Database;
  /** The pool of the attribution store. */
  attribution: Sql;
  secretBox: SecretBox;
  deliveries: RunningDeliveries;
  publish: (events: NewEvent[]) => Promise<unknown>;
  /** The type's newest version if this payload matches its schema; undefined if it does not match or the type does not exist. */
  fittingVersion: (type: string, data: Record<string, unknown>) => Promise<number | undefined>;
}

/** Events per publish, small so that live traffic is published between two pages. */
const publishPage = 10;
/** Rows of facts at once. */
const scopePage = 2_000;

export function createSandboxActivities({ db, attribution, secretBox, deliveries, publish, fittingVersion, notify }: SandboxActivityDeps) {
  const { sql } = db;
  const pseudonyms = createPseudonyms(attribution, secretBox);

  return {
    /** The run that the partner's sandbox needs now, if any. Only reads. */
    findSandboxRun: (partnerId: string): Promise<SandboxRun | null> => findProvisioning(sql, partnerId),

    /**
     * Erases the synthetic events and deals of the runs before `run`, or of all runs if it is null, and all that the sandbox recorded for
     * attribution: what was computed from it can only go as a whole. Safe to repeat, even after the partner has
     * moved to production: it only finds remaining synthetic data.
     */
    async eraseSyntheticData(partnerId: string, run: number | null): Promise<void> {
      await deleteSyntheticDeals(sql, partnerId);
      await untilEmpty(async () => (await deleteScope(attribution, partnerId, scopePage)).deleted);
      const end = run ?? (await findRun(sql, partnerId)) + 1;
      await inPages(1, async (earlier) => {
        if (earlier >= end) return null;
        const ids = syntheticIds(partnerId, earlier);
        const owed = await listSyntheticDeliveries(sql, ids);
        await tellCancelled(deliveries, owed);
        await deleteSynthetic(
          sql,
          ids,
          owed.map((delivery) => delivery.id),
        );
        return earlier + 1;
      });
    },

    /**
     * Publishes a run's events as a publisher would, only to this partner. Safe to repeat: the ids are derived from run and index, and a known
     * id adds nothing. A payload that does not match the company's own schema is skipped.
     */
    async publishSyntheticData(partnerId: string, { seed, run }: SandboxRun): Promise<void> {
      const events = syntheticEvents(seed);
      await addMissingTypes(partnerId, events);
      for (let from = 0; from < events.length; from += publishPage) {
        heartbeat(from);
        await sleep(0);
        // The sandbox was deleted or reset. Events published after a reset would be erased again; after a deletion, nothing would erase them.
        if ((await findProvisioning(sql, partnerId))?.run !== run) return;
        const page = events
          .slice(from, from + publishPage)
          .map((event, i) => toNewEvent(event, partnerId, syntheticId(partnerId, run, from + i)));
        await publish((await Promise.all(page)).filter((event) => event !== undefined));
        progressed();
      }
      heartbeat(events.length);
      await registerSyntheticDeals(db, partnerId, run, syntheticDeals(events));
      await recordSyntheticFacts(attribution, await pseudonyms(), partnerId, { seed, run });
    },

    /** Marks the sandbox ready with counts of its data; false if it was reset in the meantime. Safe to repeat: it counts existing rows. */
    markSandboxReady: (partnerId: string, run: number): Promise<boolean> =>
      markSandboxReady(sql, partnerId, run, syntheticIds(partnerId, run)),

    /** Stores why the sandbox is not filled, and reports it. Safe to repeat: the same reason is stored. */
    async giveUpSandbox(partnerId: string, reason: string): Promise<void> {
      await giveUpSandbox(sql, partnerId, reason);
      await reportGivenUp(notify, partnerId, reason);
    },
  };

  async function addMissingTypes(partnerId: string, events: SyntheticEvent[]): Promise<void> {
    const used = new Set<string>(events.map((event) => event.type));
    const actor = { kind: 'system', id: `provision-sandbox/${partnerId}` } as const;
    for (const type of sampleEventTypes) if (used.has(type.name)) await insertEventType(sql, type, actor);
  }

  async function toNewEvent({ type, data }: SyntheticEvent, partnerId: string, externalId: string): Promise<NewEvent | undefined> {
    const schemaVersion = await fittingVersion(type, data);
    if (schemaVersion === undefined) return undefined;
    return {
      id: newId('evt'),
      type,
      schemaVersion,
      externalId,
      occurredAt: new Date(),
      dataJson: JSON.stringify(data),
      partnerIds: [partnerId],
    };
  }
}
