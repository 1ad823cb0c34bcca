import type { FieldValue } from './field-spec.ts';
import type { VendorClock } from './vendor-clock.ts';

export type Fields = Record<string, FieldValue>;

/** One version of a record. Versions are never changed, so that a reader can keep one. */
export interface StoredRecord {
  id: string;
  fields: Fields;
  createdAt: number;
  updatedAt: number;
  archivedAt?: number;
  /** The record that this one was merged into. */
  mergedInto?: string;
}

export interface RecordChange {
  before: StoredRecord | undefined;
  after: StoredRecord;
}

/**
 * Records that are made whenever somebody looks at them, so that a million need no memory. Each is kept once it changes. They are not found by
 * unique values.
 */
export interface Seed {
  /** Ids are numbers, one after the other from this one. */
  firstId: number;
  count: number;
  writtenAt: number;
  fieldsOf: (index: number) => Fields;
}

/** Which records: those with numbers as ids above this one and up to that one, changed since, archived or not. By default all. */
interface Visible {
  archived?: boolean;
  afterId?: number;
  untilId?: number;
  since?: number;
}

interface Options {
  clock: VendorClock;
  nextId: () => string;
  /** Fields by whose value a record can be found. */
  unique?: () => readonly string[];
  onChange?: (change: RecordChange) => void;
}

/**
 * The records of one object type. Reading by id shows the latest version. Lists and searches show an index, which is brought up to date at
 * once, or not before `index` when `lagging` is set: then rows become visible late, with the times at which they were written.
 */
export class RecordStore {
  lagging = false;
  readonly #options: Options;
  readonly #current = new Map<string, StoredRecord>();
  readonly #indexed = new Map<string, StoredRecord>();
  readonly #waiting = new Set<string>();
  readonly #byValue = new Map<string, string>();
  #seed: Seed | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Before anything is created, because lists show these records first. */
  seed(seed: Seed): void {
    if (this.#seed !== undefined || this.#current.size > 0) throw new Error('only an empty store can be seeded');
    this.#seed = seed;
  }

  get(id: string): StoredRecord | undefined {
    return this.#current.get(id) ?? this.#seeded(id);
  }

  /** The present records, in the order of their creation. */
  all(): StoredRecord[] {
    return [...this.#shown(this.#current)];
  }

  /** What lists and searches show, in the order of creation. */
  visible({ archived, afterId = 0, untilId = Number.POSITIVE_INFINITY, since = 0 }: Visible = {}): IteratorObject<StoredRecord, undefined> {
    const withSeed = this.#seed !== undefined && this.#seed.writtenAt >= since && archived !== true;
    return (withSeed ? this.#shown(this.#indexed, afterId, untilId) : this.#indexed.values()).filter(
      ({ id, updatedAt, archivedAt }) =>
        updatedAt >= since &&
        (afterId === 0 || Number(id) > afterId) &&
        (untilId === Number.POSITIVE_INFINITY || Number(id) <= untilId) &&
        (archived === undefined || (archivedAt !== undefined) === archived),
    );
  }

  /** How many live records `visible` shows above this id and up to that one, without making those of the seed. */
  countLive({ afterId = 0, untilId = Number.POSITIVE_INFINITY }: Pick<Visible, 'afterId' | 'untilId'>): number {
    const isWithin = (id: number) => id > afterId && id <= untilId;
    const { firstId, count } = this.#seed ?? { firstId: 0, count: 0 };
    const seeded = Math.max(0, Math.min(firstId + count - 1, untilId) - Math.max(firstId, afterId + 1) + 1);
    const kept = this.#indexed.values().filter(({ id }) => isWithin(Number(id)));
    return kept.reduce((sum, { id, archivedAt }) => sum + (archivedAt === undefined ? 1 : 0) - (this.#isSeeded(id) ? 1 : 0), seeded);
  }

  *#shown(kept: ReadonlyMap<string, StoredRecord>, afterId = 0, untilId = Number.POSITIVE_INFINITY): Generator<StoredRecord, undefined> {
    const { firstId, count } = this.#seed ?? { firstId: 0, count: 0 };
    for (let id = Math.max(firstId, afterId + 1); id < firstId + count && id <= untilId; id++) {
      const record = kept.get(String(id)) ?? this.#seeded(String(id));
      if (record) yield record;
    }
    for (const record of kept.values()) if (!this.#isSeeded(record.id)) yield record;
  }

  #isSeeded(id: string): boolean {
    return this.#seed !== undefined && Number(id) >= this.#seed.firstId && Number(id) < this.#seed.firstId + this.#seed.count;
  }

  #seeded(id: string): StoredRecord | undefined {
    if (this.#seed === undefined || !this.#isSeeded(id)) return undefined;
    const { firstId, writtenAt, fieldsOf } = this.#seed;
    return { id, fields: fieldsOf(Number(id) - firstId), createdAt: writtenAt, updatedAt: writtenAt };
  }

  findBy(field: string, value: FieldValue): StoredRecord | undefined {
    const id = this.#byValue.get(keyOf(field, value));
    return id === undefined ? undefined : this.#current.get(id);
  }

  create(fields: Fields): StoredRecord {
    const now = this.#options.clock.now();
    return this.#keep({ id: this.#options.nextId(), fields: withoutEmpty(fields), createdAt: now, updatedAt: now });
  }

  update(id: string, fields: Fields): StoredRecord {
    const { fields: before, createdAt } = this.#must(id);
    return this.#keep({ id, fields: withoutEmpty({ ...before, ...fields }), createdAt, updatedAt: this.#options.clock.now() });
  }

  archive(id: string, mergedInto?: string): StoredRecord {
    const now = this.#options.clock.now();
    return this.#keep({ ...this.#must(id), updatedAt: now, archivedAt: now, ...(mergedInto === undefined ? {} : { mergedInto }) });
  }

  /** Removes a record without a trace, as the recycle bin does when it is emptied. */
  purge(id: string): void {
    this.#forgetValues(this.#current.get(id));
    this.#current.delete(id);
    this.#indexed.delete(id);
    this.#waiting.delete(id);
  }

  /** Shows in lists and searches what was written so far. */
  index(): void {
    for (const id of this.#waiting) this.#indexed.set(id, this.#must(id));
    this.#waiting.clear();
  }

  #must(id: string): StoredRecord {
    const found = this.get(id);
    if (!found) throw new Error(`there is no record ${id}`);
    return found;
  }

  #keep(after: StoredRecord): StoredRecord {
    const before = this.get(after.id);
    this.#forgetValues(before);
    this.#current.set(after.id, after);
    if (after.archivedAt === undefined) for (const key of this.#keysOf(after)) this.#byValue.set(key, after.id);
    this.#waiting.add(after.id);
    if (!this.lagging) this.index();
    this.#options.onChange?.({ before, after });
    return after;
  }

  #forgetValues(record: StoredRecord | undefined): void {
    for (const key of this.#keysOf(record)) if (this.#byValue.get(key) === record?.id) this.#byValue.delete(key);
  }

  #keysOf(record: StoredRecord | undefined): string[] {
    const fields = this.#options.unique?.() ?? [];
    return fields.flatMap((field) => (record?.fields[field] == null ? [] : keyOf(field, record.fields[field])));
  }
}

/** Vendors compare unique values without regard to case. */
const keyOf = (field: string, value: FieldValue) => `${field}\n${String(value).toLowerCase()}`;

const withoutEmpty = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''));
