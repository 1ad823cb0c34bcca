import type { Logger } from 'pino';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { CurrentRun } from '#db/sync/sync-run.ts';
import { missingFields } from '#domain/sync/mapping-check.ts';
import { fieldsToRead, type ObjectMap, type Side, sides } from '#domain/sync/mapping.ts';
import { laneOf, type OpenConnections, patienceMs } from './open-connection.ts';

/** Runs for hints may follow each other twice a second. */
const KNOWN_FOR_MS = 60_000;
/** Some CRMs have hundreds. */
const MAX_LOGGED = 50;

/**
 * Ends a run before it begins if a mapped field is no longer there. Some vendors show such a field as blank, and a blank value would be carried
 * over to every record of the other side. Logs the fields that the mapping does not use: at first all of them, then those that appear.
 */
export function createFieldWatch(open: OpenConnections, log: Logger): (run: CurrentRun) => Promise<void> {
  const seen = new Map<string, number>();
  const logged = new Map<string, ReadonlySet<string>>();

  function logIgnored(key: string, where: object, ignored: string[]): void {
    const known = logged.get(key);
    const fresh = ignored.filter((name) => !known?.has(name));
    logged.set(key, new Set(ignored));
    if (fresh.length > 0) {
      log.info({ ...where, fields: fresh.slice(0, MAX_LOGGED), count: fresh.length }, 'fields that the mapping does not use are ignored');
    }
  }

  async function check(run: CurrentRun, map: ObjectMap, side: Side): Promise<void> {
    const connectionId = side === 'a' ? run.aConnectionId : run.bConnectionId;
    const fields = fieldsToRead(map, side);
    const key = JSON.stringify([connectionId, map[side], fields]);
    if (performance.now() - (seen.get(key) ?? -KNOWN_FOR_MS) < KNOWN_FOR_MS) return;
    const { connector, session } = await open(connectionId, { lane: laneOf(run), patienceMs });
    const described = await connector.objects.describe(session, map[side]);
    const missing = missingFields(described.fields, fields);
    if (missing.length > 0) {
      const names = missing.join(', ');
      throw new ConnectorError(
        'rejected',
        `${connector.manifest.vendor} no longer shows ${names} of ${map[side]}: add them there again, or take them out of the mapping`,
      );
    }
    const ignored = described.fields.map(({ name }) => name).filter((name) => !fields.includes(name));
    logIgnored(key, { sync: run.syncId, vendor: connector.manifest.vendor, object: map[side] }, ignored);
    seen.set(key, performance.now());
  }

  return async (run) => {
    for (const map of run.mapping.objects) await Promise.all(sides.map((side) => check(run, map, side)));
  };
}
