import { compilePayloadCheck, type PayloadCheck } from '#apps/api/http/payload-check.ts';
import type { Sql } from '#db/database.ts';
import { getSchema, listEventTypes, type StoredEventType } from '#db/events/event-type.ts';

/** How long a type that another process changed may look unchanged here. */
const FRESH_MS = 2_000;
/** A compiled schema takes some 10 to 100 KiB. */
const MAX_COMPILED = 1_000;

/** The event types, in memory: publishing looks at them for every event. */
export interface EventTypeCatalogue {
  /** Undefined when there is none; then the database has just been asked. */
  find(name: string): Promise<StoredEventType | undefined>;
  names(): Promise<string[]>;
  /** The check of a type's newest schema. */
  checkOf(type: StoredEventType): Promise<PayloadCheck>;
  /** Call it after a change, so that the change works at once on this process. */
  refresh(): Promise<void>;
}

export function createEventTypeCatalogue(sql: Sql, { now = Date.now }: { now?: () => number } = {}): EventTypeCatalogue {
  let types = new Map<string, StoredEventType>();
  let freshUntil = 0;
  let running: Promise<void> | undefined;
  // Versions never change, so what is compiled stays right.
  const compiled = new Map<string, PayloadCheck>();

  const load = async () => {
    // The list is as of now, not of when it arrives.
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
      // A load under way may have read before the change.
      await running?.catch(() => {});
      await reload();
    },
  };
}
