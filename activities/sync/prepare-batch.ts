import { randomUUID } from 'node:crypto';
import type { VendorRecord } from '#connectors/record.ts';
import type { Database } from '#db/database.ts';
import { billingOf } from '#db/sync/sync-billing.ts';
import { countLinks } from '#db/sync/sync-link.ts';
import type { Place, ReadRecord } from '#db/sync/sync-record.ts';
import { askPerson, type CurrentRun } from '#db/sync/sync-run.ts';
import { claimWrites, type ClaimedWrite, countDue, releaseWrites, renewClaims } from '#db/sync/sync-write.ts';
import { hashValues, pick } from '#domain/sync/desired-hash.ts';
import { fieldsToRead, type ObjectMap, type Side } from '#domain/sync/mapping.ts';
import { laneOf, type OpenConnection, type OpenConnections, patienceMs } from './open-connection.ts';
import { type EvaluateField, translatePage } from './translate-page.ts';

export interface BatchDeps {
  db: Database;
  open: OpenConnections;
  evaluate: EvaluateField;
}

/** A batch of the ledger that nobody else writes, compared with what its targets are now. */
export interface PreparedBatch {
  opened: OpenConnection;
  claimed: readonly ClaimedWrite[];
  ready: readonly ClaimedWrite[];
  /** Their targets are as they should be already: the vendor did the write, and its answer was lost with those of the rest of a batch. */
  done: readonly ClaimedWrite[];
  /** Their targets changed since both sides were compared. */
  stale: readonly { write: ClaimedWrite; record: ReadRecord }[];
  allowed: Allowed;
  /** Somebody else may write them. */
  release(): Promise<void>;
  /** They have been written, so nobody must keep them any longer. */
  end(): void;
}

/** A third of the time after which a claim ends by itself. */
const RENEW_CLAIM_MS = 15_000;
/** Few enough changes need no yes, whatever their share: a person looks at them as fast as the question. */
const ALWAYS_ALLOWED = 20;

/** Claims the next writes, and reads what their targets are now. Asks a person first if it must. */
export async function prepareBatch(
  { db, open, evaluate }: BatchDeps,
  run: CurrentRun,
  side: Side,
  map: ObjectMap,
  known?: Allowed,
): Promise<PreparedBatch> {
  const place: Place = { syncId: run.syncId, object: map.name };
  const allowed = known ?? (await allowedBy(db, run));
  if (allowed.question !== null) await askPerson(db.sql, run.id, allowed.question);
  const opened = await open(side === 'a' ? run.aConnectionId : run.bConnectionId, {
    lane: laneOf(run),
    patienceMs,
    writes: true,
  });
  const { batch } = opened.connector.manifest;
  const owner = randomUUID();
  // What hints led to is done at once, and does not wait for thousands of writes of another run.
  const since = run.kind === 'hinted' ? run.startedAt : null;
  const claimed = await claimWrites(db.sql, place, side, { owner, limit: Math.min(batch.write, batch.read), since, ...allowed });
  const ids = claimed.map(({ id }) => id);
  // While this process lives, however long the vendor takes.
  const renewal = setInterval(() => void renewClaims(db.sql, owner, ids).catch(() => {}), RENEW_CLAIM_MS);
  const end = () => clearInterval(renewal);
  const release = async () => {
    end();
    await releaseWrites(db.sql, owner, ids);
  };
  try {
    const { done, stale } = await compare(await readTargets(opened, map, side, claimed));
    const isSettled = new Set([...done, ...stale.map(({ write }) => write)].map(({ id }) => id));
    return { opened, allowed, claimed, ready: claimed.filter(({ id }) => !isSettled.has(id)), done, stale, release, end };
  } catch (error) {
    await release();
    throw error;
  } finally {
    if (claimed.length === 0) end();
  }

  async function compare(fresh: Map<string, VendorRecord>): Promise<Pick<PreparedBatch, 'done' | 'stale'>> {
    const updates = claimed.filter(({ operation, target }) => operation === 'update' && fresh.has(target));
    const targets = updates.map(({ target }) => target);
    const billing = side === 'b' ? await billingOf(db.sql, run.syncId, map, targets) : new Map();
    const records = targets.flatMap((target) => fresh.get(target) ?? []);
    const now = new Map(
      (await translatePage({ ...run, map, side }, records, evaluate, billing)).map((record) => [record.recordId, record]),
    );
    const changed = updates.flatMap((write) => {
      const record = now.get(write.target);
      const hash = record && hashValues(pick(record.values, Object.keys(write.values)));
      return record === undefined || hash === write.baseHash ? [] : [{ write, record, isDone: hash === hashValues(write.values) }];
    });
    return { done: changed.flatMap(({ write, isDone }) => (isDone ? [write] : [])), stale: changed.filter(({ isDone }) => !isDone) };
  }
}

interface Allowed {
  withDeletes: boolean;
  withUpdates: boolean;
  question: string | null;
}

/** How much of the ledger may be written without a person's yes. */
async function allowedBy({ sql }: Database, run: CurrentRun): Promise<Allowed> {
  if (run.approvedAt !== null) return { withDeletes: true, withUpdates: true, question: null };
  const { deletes, updates } = await countDue(sql, run.syncId);
  if (deletes === 0 && updates <= ALWAYS_ALLOWED) return { withDeletes: true, withUpdates: true, question: null };
  const links = await countLinks(sql, run.syncId);
  const withDeletes = deletes <= Math.floor((links * run.maxDeletePercent) / 100);
  const withUpdates = run.kind === 'backfill' || updates <= ALWAYS_ALLOWED || updates <= Math.floor((links * run.maxChangePercent) / 100);
  const parts = [
    ...(withDeletes ? [] : [`${deletes} deletions, more than ${run.maxDeletePercent} % of ${links} linked records`]),
    ...(withUpdates ? [] : [`${updates} changes, more than ${run.maxChangePercent} % of ${links} linked records`]),
  ];
  return { withDeletes, withUpdates, question: parts.length === 0 ? null : `Waits for a person's yes: ${parts.join(', and ')}` };
}

/** What the targets are now, so that a change that was made meanwhile is not overwritten unseen. */
async function readTargets(
  { connector, session }: OpenConnection,
  map: ObjectMap,
  side: Side,
  writes: readonly ClaimedWrite[],
): Promise<Map<string, VendorRecord>> {
  const ids = writes.filter(({ operation }) => operation === 'update').map(({ target }) => target);
  if (ids.length === 0) return new Map();
  const records = await connector.objects.readMany(session, map[side], ids, fieldsToRead(map, side));
  return new Map(records.map((record) => [record.id, record]));
}
