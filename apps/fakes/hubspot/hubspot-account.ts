import type { FieldSpec } from '#apps/fakes/field-spec.ts';
import { type Fields, type RecordChange, RecordStore } from '#apps/fakes/record-store.ts';
import type { VendorClock } from '#apps/fakes/vendor-clock.ts';
import { DAY_MS } from '#domain/days.ts';
import { invalid, RecordProblem } from './hubspot-errors.ts';
import { type ObjectType, objectTypes, type Pipeline, pipelines } from './hubspot-schema.ts';

/** Who made a change, as webhooks tell it. */
export type ChangeSource = 'CRM_UI' | 'INTEGRATION' | 'IMPORT';

export interface AccountChange extends RecordChange {
  type: ObjectType;
  source: ChangeSource;
}

export interface Association {
  from: string;
  fromId: string;
  to: string;
  toId: string;
  typeId: number;
}

export interface MergedRecords {
  type: ObjectType;
  primaryId: string;
  mergedIds: string[];
  newId: string;
}

/** One HubSpot account (a "portal"): its objects, properties, records and associations. */
export class HubSpotAccount {
  readonly portalId = 139_872_111;
  readonly clock: VendorClock;
  readonly types = objectTypes();
  readonly pipelines: Record<string, Pipeline[]> = pipelines();
  readonly owners = [{ id: '71001', email: 'ada@sandbox.example', firstName: 'Ada', lastName: 'Marks', userId: 9001, archived: false }];
  associations: Association[] = [];
  /** Lists and searches return their first page for ever. */
  repeatPages = false;
  /** The list begins again after the record with this id, for ever. */
  beginsAgainAfter = Number.POSITIVE_INFINITY;
  /** How many results a search gives altogether. */
  searchCap = 10_000;
  source: ChangeSource = 'CRM_UI';
  onChange: (change: AccountChange) => void = () => {};
  onMerge: (merged: MergedRecords) => void = () => {};
  onAssociation: (association: Association, removed: boolean) => void = () => {};
  readonly #stores = new Map<string, RecordStore>();
  #ids = 51_000_000;

  constructor(clock: VendorClock) {
    this.clock = clock;
    for (const type of this.types) {
      const store = new RecordStore({
        clock,
        nextId: () => String(++this.#ids),
        unique: () => [...type.properties.values()].flatMap((spec) => (spec.unique ? spec.name : [])),
        onChange: (change) => this.onChange({ ...change, type, source: this.source }),
      });
      this.#stores.set(type.name, store);
    }
    this.addProperty('deals', { name: 'causeway_deal_id', label: 'Causeway deal', type: 'text', unique: true, maxLength: 64 });
  }

  /** By plural, singular or type id, as paths name it. */
  type(name: string): ObjectType {
    const found = this.types.find((type) => [type.name, type.singular, type.typeId].includes(name.toLowerCase()));
    if (!found) throw new RecordProblem(invalid(`Unable to infer object type from: ${name}`));
    return found;
  }

  records(name: string): RecordStore {
    const store = this.#stores.get(this.type(name).name);
    if (!store) throw new Error(`there are no ${name}`);
    return store;
  }

  /** So many records of the day before, which need no memory until they change. */
  seed(name: string, count: number, fieldsOf: (index: number) => Fields): void {
    this.records(name).seed({ firstId: this.#ids + 1, count, writtenAt: this.clock.now() - DAY_MS, fieldsOf });
    this.#ids += count;
  }

  addProperty(type: string, spec: FieldSpec): void {
    this.type(type).properties.set(spec.name, spec);
  }

  /** The administrator deletes a property: it is no longer described, shown or accepted. */
  loseProperty(type: string, name: string): void {
    this.type(type).properties.delete(name);
  }

  /** Does something as somebody. */
  as<T>(source: ChangeSource, act: () => T): T {
    const before = this.source;
    this.source = source;
    try {
      return act();
    } finally {
      this.source = before;
    }
  }

  /**
   * A contact keeps the id of the primary record; other objects get a new record, and reading an old id shows it. Neither is among the
   * deleted ones.
   */
  merge(name: string, primaryId: string, otherId: string): string {
    const type = this.type(name);
    const store = this.records(name);
    const [primary, other] = [store.get(primaryId), store.get(otherId)];
    if (!primary || !other || primary.archivedAt !== undefined || other.archivedAt !== undefined || primaryId === otherId) {
      throw new RecordProblem(
        invalid('Object not found. objectIds are usually case-sensitive.', { status: 404, category: 'OBJECT_NOT_FOUND' }),
      );
    }
    const fields = {
      ...other.fields,
      ...primary.fields,
      hs_merged_object_ids: [primary.fields['hs_merged_object_ids'], other.fields['hs_merged_object_ids'], primaryId, otherId]
        .filter((id) => id != null)
        .join(';'),
    };
    const stays = type.name === 'contacts';
    const losers = stays ? [otherId] : [primaryId, otherId];
    const newId = stays ? primaryId : String(this.#ids + 1);
    for (const loser of losers) store.archive(loser, newId);
    if (stays) store.update(primaryId, fields);
    else store.create(fields);
    this.associations = this.associations.map((one) => ({
      ...one,
      fromId: one.from === type.name && losers.includes(one.fromId) ? newId : one.fromId,
      toId: one.to === type.name && losers.includes(one.toId) ? newId : one.toId,
    }));
    this.onMerge({ type, primaryId, mergedIds: [otherId], newId });
    return newId;
  }
}
