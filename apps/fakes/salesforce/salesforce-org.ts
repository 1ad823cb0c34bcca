import type { FieldValue } from '#apps/fakes/field-spec.ts';
import { type Fields, RecordStore, type StoredRecord } from '#apps/fakes/record-store.ts';
import type { VendorClock } from '#apps/fakes/vendor-clock.ts';
import { RecordError, refuse } from './salesforce-errors.ts';
import { type SalesforceField, type SObjectType, sobjectTypes } from './salesforce-schema.ts';

interface DuplicateRule {
  object: string;
  field: string;
  /** `alert` can be overridden with `allowSave=true`. */
  action: 'alert' | 'block';
}

interface ValidationRule {
  object: string;
  field: string;
  message: string;
  fails: (fields: Readonly<Record<string, FieldValue>>) => boolean;
}

/** One Salesforce org: its objects, fields, rules and records. */
export class SalesforceOrg {
  readonly orgId = '00D5g000004CausEAE';
  readonly userId = '0055g000001AdaMAA0';
  readonly clock: VendorClock;
  readonly types = sobjectTypes();
  readonly validationRules: ValidationRule[] = [
    { object: 'Opportunity', field: 'Amount', message: 'Amount must not be negative.', fails: ({ Amount }) => Number(Amount ?? 0) < 0 },
  ];
  readonly duplicateRules: DuplicateRule[] = [];
  /** Records that another transaction holds. */
  readonly locked = new Set<string>();
  /** Every page of a query leads to the first again. */
  repeatPages = false;
  readonly #stores = new Map<string, RecordStore>();
  #ids = 1_000;

  constructor(clock: VendorClock) {
    this.clock = clock;
    for (const type of this.types) {
      const unique = () => [...type.fields.values()].flatMap((field) => (field.unique ? field.name : []));
      this.#stores.set(
        type.name,
        new RecordStore({ clock, unique, nextId: () => (type.name === 'Organization' ? this.orgId : this.newId(type.keyPrefix)) }),
      );
    }
    this.records('Organization').create({ Name: 'Causeway Sandbox' });
  }

  /** Names are compared without regard to case. */
  type(name: string): SObjectType {
    const found = this.types.find((type) => type.name.toLowerCase() === name.toLowerCase());
    if (!found) throw refuse(404, 'NOT_FOUND', 'The requested resource does not exist');
    return found;
  }

  records(name: string): RecordStore {
    const store = this.#stores.get(this.type(name).name);
    if (!store) throw new Error(`there are no ${name}`);
    return store;
  }

  field(type: SObjectType, name: string): SalesforceField | undefined {
    return type.fields.get(name) ?? [...type.fields.values()].find((field) => field.name.toLowerCase() === name.toLowerCase());
  }

  addField(type: string, field: SalesforceField): void {
    this.type(type).fields.set(field.name, field);
  }

  loseField(type: string, name: string): void {
    this.type(type).fields.delete(name);
  }

  newId(prefix: string): string {
    return withChecksum(`${prefix}5g0000${String(++this.#ids).padStart(6, '0')}`);
  }

  /** By the id of 15 or 18 characters. Undefined if it is in no store, deleted or not. */
  find(type: SObjectType, id: string): StoredRecord | undefined {
    return this.records(type.name).get(id.length === 15 ? withChecksum(id) : id);
  }

  getLive(type: SObjectType, id: string): StoredRecord {
    const found = this.find(type, id);
    if (!found) throw new RecordError('NOT_FOUND', 'The requested resource does not exist', [], 404);
    if (found.archivedAt !== undefined) throw new RecordError('ENTITY_IS_DELETED', 'entity is deleted', [], 404);
    return found;
  }

  /** As a person does it in the user interface: the API has no merge. Losers go to the recycle bin and name their master. */
  merge(name: string, masterId: string, loserIds: readonly string[]): void {
    const type = this.type(name);
    if (!type.mergeable) throw new Error(`${name} cannot be merged`);
    const store = this.records(name);
    const master = this.getLive(type, masterId);
    const fields = Object.assign({}, ...loserIds.map((id) => this.getLive(type, id).fields), master.fields) as Fields;
    for (const id of loserIds) store.archive(id, masterId);
    store.update(masterId, fields);
  }

  /** What a field shows, as JSON has it. Times have whole seconds: ties are normal. */
  value(type: SObjectType, record: StoredRecord, name: string): FieldValue {
    switch (name) {
      case 'Id':
        return record.id;
      case 'IsDeleted':
        return record.archivedAt !== undefined;
      case 'MasterRecordId':
        return record.mergedInto ?? null;
      case 'OwnerId':
        return record.fields['OwnerId'] ?? this.userId;
      case 'CreatedDate':
        return shownTime(record.createdAt);
      case 'LastModifiedDate':
      case 'SystemModstamp':
        return shownTime(record.updatedAt);
      case 'IsClosed':
        return String(record.fields['StageName']).startsWith('Closed');
      case 'IsWon':
        return record.fields['StageName'] === 'Closed Won';
      default:
        return record.fields[name] ?? (type.fields.get(name)?.type === 'boolean' ? false : null);
    }
  }
}

export const shownTime = (ms: number): string => `${new Date(Math.floor(ms / 1_000) * 1_000).toISOString().slice(0, -1)}+0000`;

/** The last three characters tell which of the 15 before are upper case, so that ids survive systems that ignore case. */
function withChecksum(id: string): string {
  const chunks = [0, 5, 10].map((start) =>
    [0, 1, 2, 3, 4].reduce((sum, place) => sum + (/[A-Z]/.test(id.charAt(start + place)) ? 1 << place : 0), 0),
  );
  return id + chunks.map((sum) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[sum]).join('');
}
