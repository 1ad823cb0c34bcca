import type { Sql } from '#db/database.ts';
import { findPartnerName } from '#db/partners/partner-name.ts';

/** A name that was changed is shown for so long. */
const KEPT_MS = 600_000;
const MAX_KEPT = 10_000;

/** Names of partners for what people read. It never fails: a name that cannot be read is undefined. */
export function rememberNames(sql: Sql): (partnerId: string) => Promise<string | undefined> {
  const known = new Map<string, { name: string | undefined; until: number }>();
  return async (partnerId) => {
    const kept = known.get(partnerId);
    if (kept && kept.until > Date.now()) return kept.name;
    const name = await findPartnerName(sql, partnerId).catch(() => undefined);
    if (known.size >= MAX_KEPT) known.clear();
    known.set(partnerId, { name, until: Date.now() + KEPT_MS });
    return name;
  };
}
