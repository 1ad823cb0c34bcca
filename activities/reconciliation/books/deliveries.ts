import { type Book, type BookCheck, type Found, type Page, start } from '#activities/reconciliation/book.ts';
import type { Sql } from '#db/database.ts';
import { listDrainable } from '#db/delivery/hold.ts';
import { findLastEnd } from '#db/reconciliation/books/book-check.ts';
import {
  findDoubleAttempts,
  findEventGaps,
  findStatuses,
  idAt,
  listAttended,
  listUnattended,
  type OpenDelivery,
} from '#db/reconciliation/books/delivery-book.ts';
import { DAY_MS, daysAgo } from '#domain/days.ts';
import type { Settings } from '#domain/settings.ts';

export interface DeliveryBookDeps {
  sql: Sql;
  settings: () => Settings;
  /** Those of at most a thousand workflow ids that have no running workflow. */
  findNotRunning: (workflowIds: string[]) => Promise<string[]>;
  /** A page of the workflows of deliveries that have been running for long. */
  listDeliveryWorkflows: (page: {
    olderThanS: number;
    place: string;
  }) => Promise<{ workflows: { workflowId: string; deliveryIds: string[] }[]; next: string | null }>;
}

/** As many as Temporal counts in one query. */
const limit = 1_000;
/** The sweeper starts a workflow that is missing within 3 s to 10 s. */
const settleMs = 20_000;
/** Ten times what the sweeper needs, and longer than a restart of Temporal takes. */
const graceS = 300;
/** The sweeper starts what is 10 min overdue. */
const overdueS = 900;
const HOUR_MS = 3_600_000;
/** A delivery's attempts end within five days by the default policy. */
const attemptDays = 7;
/** What was accepted in these minutes may be in a transaction that is open. */
const freshMs = 600_000;

const remedies = {
  start: 'Look at the sweeper in /health/ready and at Temporal. Retry the delivery: POST /api/v1/deliveries/{id}/retry',
  end: 'Read the history of the workflow in Temporal UI, then terminate it. Nothing more is sent for a delivery that has ended',
  twice: 'The receiver has the webhook-id twice, and ignores the second if it compares ids. Look for a process that froze at that time',
};

/** Open deliveries and the workflows that handle them; attempts; events and the deliveries that they should have. */
export function deliveriesBook({ sql, settings, findNotRunning, listDeliveryWorkflows }: DeliveryBookDeps): Book {
  const attended = (status: 'pending' | 'retrying'): BookCheck => ({
    name: `${status}-deliveries`,
    title: `A running workflow handles each ${status} delivery, and makes its attempts in time`,
    settleMs,
    async page(after) {
      const rows = await listAttended(sql, status, { after, limit });
      const lost = await withoutWorkflow(rows);
      const found = rows.flatMap((row) => (lost.has(row.id) ? noWorkflow(row) : isStuck(row) ? stuck(row) : []));
      return pageOf(rows, found);
    },
  });

  /** A delivery that fails leaves its round for a workflow of its own. */
  async function withoutWorkflow(rows: OpenDelivery[]): Promise<Set<string>> {
    const idOf = (row: OpenDelivery) => row.workflowId ?? '';
    const notRunning = new Set(await findNotRunning([...new Set(rows.map(idOf))]));
    const suspects = rows.filter((row) => notRunning.has(idOf(row)) && !row.isClaimed);
    const own = new Set(await findNotRunning(suspects.map(({ id }) => ownWorkflow(id))));
    return new Set(suspects.map(({ id }) => id).filter((id) => own.has(ownWorkflow(id))));
  }

  const unattended: BookCheck = {
    name: 'new-deliveries',
    title: 'Each delivery gets its workflow, or is being sent by a live process',
    settleMs,
    async page(after) {
      const rows = await listUnattended(sql, graceS, { after, limit });
      return pageOf(rows, rows.map(noWorkflow));
    },
  };

  const workflows: BookCheck = {
    name: 'workflows',
    title: 'Each running workflow of deliveries has one that is still open',
    settleMs,
    async page(place) {
      const page = await listDeliveryWorkflows({ olderThanS: graceS, place });
      const statuses = await findStatuses(
        sql,
        page.workflows.flatMap(({ deliveryIds }) => deliveryIds),
      );
      const ended = page.workflows.filter(({ deliveryIds }) => deliveryIds.every((id) => isOver(statuses.get(id))));
      return { checked: page.workflows.length, found: ended.map((one) => aimless(one, statuses)), next: page.next };
    },
  };

  const drains: BookCheck = {
    name: 'drains',
    title: 'Held deliveries of an endpoint that may receive are being drained',
    settleMs,
    async page(after) {
      const rows = await listDrainable(sql, { after, limit });
      const lost = new Set(await findNotRunning(rows.map(({ id }) => `drain-endpoint/${id}`)));
      const found = rows.filter(({ id }) => lost.has(`drain-endpoint/${id}`)).map(({ id }) => undrained(id));
      return pageOf(rows, found);
    },
  };

  const attempts: BookCheck = {
    name: 'attempts',
    title: 'No delivery was posted twice at the same time, or again after a success',
    settleMs: 0,
    async page(place) {
      // By hours of the ids, so that a statement reads a bounded part of the index whether it finds something or not.
      const [hour, after] = place === start ? [firstHour(), ''] : (JSON.parse(place) as [number, string]);
      const upTo = idAt('dlv', new Date((hour + 1) * HOUR_MS));
      const from = after === '' ? idAt('dlv', new Date(hour * HOUR_MS)) : after;
      const { checked, last, found } = await findDoubleAttempts(sql, { after: from, upTo, limit });
      const isOver = (hour + 1) * HOUR_MS > Date.now();
      const next = checked === limit ? [hour, last] : isOver ? null : [hour + 1, ''];
      return { checked, found: found.map(postedTwice), next: next && JSON.stringify(next) };
    },
  };

  const events: BookCheck = {
    name: 'events',
    title: 'Each event has one delivery for each endpoint that was to receive it',
    settleMs: 0,
    async page(place, { runId }) {
      const after = place === start ? await firstEvent(runId) : place;
      const before = idAt('evt', new Date(Date.now() - freshMs));
      const { checked, last, missing, doubles } = await findEventGaps(sql, { after, before, limit });
      const found = [...missing.map(undelivered), ...doubles.map(deliveredTwice)];
      return { checked, found, next: checked === limit ? last : null, end: last ?? after };
    },
  };

  /** Where the last night ended. Dead letters of longer ago may have been purged. */
  async function firstEvent(runId: string): Promise<string> {
    const earliest = idAt('evt', daysAgo(Math.min(2, settings().webhooks.dlq.retention_days)));
    const last = await findLastEnd(sql, runId, 'events');
    return last !== null && last > earliest ? last : earliest;
  }

  return {
    name: 'deliveries',
    checks: [unattended, attended('pending'), attended('retrying'), workflows, drains, attempts, events],
    blind: [
      'A webhook that was posted and whose attempt could not be stored, because its process died at that moment',
      'A missing delivery to an endpoint that was changed after the event, or whose dead letters somebody purged after it',
    ],
  };
}

const firstHour = (): number => Math.floor((Date.now() - attemptDays * DAY_MS) / HOUR_MS);
const ownWorkflow = (id: string): string => `deliver-webhook/${id}`;
const isStuck = ({ overdueS: late, isClaimed }: OpenDelivery): boolean => late > overdueS && !isClaimed;
/** Held and cancelled deliveries may have a workflow, which notices it at its next attempt. */
const isOver = (status: string | undefined): boolean => status === undefined || status === 'delivered' || status === 'dead_lettered';

const pageOf = (rows: { id: string }[], found: Found[]): Page => ({
  checked: rows.length,
  found,
  next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
});

const noWorkflow = ({ id, workflowId }: OpenDelivery): Found => ({
  ...{ object: 'delivery', class: 'missing_right', id, value: workflowId },
  message: `No workflow handles delivery ${id}, which is still to be sent`,
  remedy: remedies.start,
});

const stuck = ({ id, workflowId, overdueS: late, lostHolder }: OpenDelivery): Found => ({
  ...{ object: 'delivery', class: 'stale', id, otherId: workflowId, value: lostHolder },
  message: `An attempt of delivery ${id} was due ${Math.round(late / 60)} min ago${lostHolder ? `; process ${lostHolder}, which had claimed it, is gone` : ''}`,
  remedy: remedies.start,
});

const aimless = ({ workflowId, deliveryIds }: { workflowId: string; deliveryIds: string[] }, statuses: Map<string, string>): Found => ({
  ...{ object: 'workflow', class: 'missing_left', id: workflowId },
  message:
    deliveryIds.length === 1
      ? `Workflow ${workflowId} is running, but its delivery ${statuses.has(deliveryIds[0] ?? '') ? 'has ended' : 'does not exist'}`
      : `Workflow ${workflowId} is running, but all its ${deliveryIds.length} deliveries have ended`,
  remedy: remedies.end,
});

const undrained = (id: string): Found => ({
  ...{ object: 'endpoint', class: 'missing_right', id },
  message: `Endpoint ${id} may receive and has held deliveries, but no workflow drains them`,
  remedy: 'Look at the sweeper in /health/ready and at Temporal. It starts drain-endpoint by itself',
});

const postedTwice = ({ deliveryId: id, successes, overlap }: { deliveryId: string; successes: number; overlap: string | null }): Found => ({
  ...{ object: 'attempt', class: 'duplicate', id, value: String(successes), otherValue: overlap },
  message: overlap
    ? `Attempts ${overlap} of delivery ${id} were made at the same time`
    : `Delivery ${id} was posted again after a success: ${successes} attempts succeeded`,
  remedy: remedies.twice,
});

const undelivered = ({ eventId, endpointId }: { eventId: string; endpointId: string }): Found => ({
  ...{ object: 'event', class: 'missing_right', id: eventId, otherId: endpointId },
  message: `Event ${eventId} has no delivery to endpoint ${endpointId}, which was to receive it`,
  remedy: 'Replay what is missing: POST /api/v1/endpoints/{id}/replay-missing',
});

const deliveredTwice = ({ eventId, endpointId, deliveries }: { eventId: string; endpointId: string; deliveries: number }): Found => ({
  ...{ object: 'event', class: 'duplicate', id: eventId, otherId: endpointId, value: String(deliveries) },
  message: `Event ${eventId} has ${deliveries} deliveries to endpoint ${endpointId}`,
  remedy: 'Cancel those that are still open: POST /api/v1/deliveries/{id}/cancel',
});
