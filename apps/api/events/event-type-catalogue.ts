import { compilePayloadCheck, type PayloadCheck } from '#apps/api/http/payload-check.ts';
import type { Sql } from '#db/database.ts';
import { getSchema, listEventTypes, type StoredEventType } from '#db/events/event-type.ts';

/** How long a change by another process can go unnoticed here. */
const FRESH_MS = 2_000;
/** A compiled schema takes about 10 to 100 KiB. */
const MAX_COMPILED = 1_000;

/** In-memory cache of the event types, because publishing reads them for every event. */
export interface EventTypeCatalogue {
  /** Undefined if the type does not exist. That is only returned after a fresh query. */
  find(name: string): Promise<StoredEventType | undefined>;
  names(): Promise<string[]>;
  /** The check for the newest schema of a type. */
  checkOf(type: StoredEventType): Promise<PayloadCheck>;
  /** Call this after a change, so that it takes effect on this process immediately. */
  refresh(): Promise<void>;
}

export function createEventTypeCatalogue(sql: Sql, { now = Date.now }: { now?: () => number } = {}): EventTypeCatalogue {
  let types = new Map<string, StoredEventType>();
  let freshUntil = 0;
  let running: Promise<void> | undefined;
  // Versions are immutable, so compiled checks stay valid.
  const compiled = new Map<string, PayloadCheck>();

  const load = async () => {
    // The list is as old as the start of the query, not its end.
    const startedAt = now();
    types = new Map((await listEventTypes(sql)).map((type) => [type.name, type]));
    freshUntil = startedAt + FRESH_MS;
  };
  const reload = () => (running ??= load().finally(() => (running = undefined)));
  const keepFresh = async () => {
    if (now() >= freshUntil) await reload();
  };

  return {
    async find(name) {
      await keepFresh();
      const type = types.get(name);
      if (type) return type;
      await reload();
      return types.get(name);
    },
    async names() {
      await keepFresh();
      return [...types.keys()];
    },
    async checkOf({ name, version }) {
      const key = `${name}@${version}`;
      const known = compiled.get(key);
      if (known) return known;
      const check = compilePayloadCheck(await getSchema(sql, name, version));
      if (compiled.size >= MAX_COMPILED) compiled.clear();
      compiled.set(key, check);
      return check;
    },
    async refresh() {
      // A running load may have read the list before the change.
      await running?.catch(() => {});
      await reload();
    },
  };
}
