import { type Actor, changeAs, type Transaction } from '#db/actor.ts';
import type { Database } from '#db/database.ts';
import { isNull, sql } from '#db/drizzle.ts';
import { alertChannel, alertRouting } from '#db/schema.ts';
import type { AlertRoute } from '#domain/alerts/alert-routes.ts';

export interface Routing {
  routes: AlertRoute[];
  version: number;
  /** Null until somebody has set them. */
  updatedAt: Date | null;
}

/** The routes; none at the beginning. For an update, nobody else changes them until the end of the transaction. */
export async function readRouting({ orm }: { orm: Pick<Database['orm'], 'select'> }, lock?: 'update'): Promise<Routing> {
  const query = orm.select().from(alertRouting);
  const [row] = await (lock ? query.for(lock) : query);
  return row ?? { routes: [], version: 0, updatedAt: null };
}

/** `check` sees what is replaced and the channels that there are, and throws if that does not fit. */
export function replaceRouting(
  db: Database,
  routes: AlertRoute[],
  { actor, check }: { actor: Actor; check: (present: Routing, channelIds: ReadonlySet<string>) => void },
): Promise<Routing> {
  return changeAs(db, actor, async (tx) => {
    await lockRouting(tx);
    const present = await readRouting({ orm: tx }, 'update');
    const channels = await tx.select({ id: alertChannel.id }).from(alertChannel).where(isNull(alertChannel.deletedAt)).for('share');
    check(present, new Set(channels.map(({ id }) => id)));
    const updated = { routes, version: present.version + 1, updatedAt: new Date() };
    await tx.insert(alertRouting).values(updated).onConflictDoUpdate({ target: alertRouting.id, set: updated });
    return updated;
  });
}

/** There is no row to lock before the first change. */
async function lockRouting(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('causeway.alert_routing', 0))`);
}
