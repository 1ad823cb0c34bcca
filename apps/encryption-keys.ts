import type { Logger } from 'pino';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import type { Sql } from '#db/database.ts';
import { isDatabaseUnavailable, isUndefinedTable } from '#db/failure.ts';
import { attributionSealedColumns, type SealedColumn, sealedColumns, type SealedValue } from '#db/sealed.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import { isSealedFault, type SecretBox } from '#domain/secret-box.ts';
import { thisInstance } from './fault-watch.ts';

/** Another process can have written values with a key that this one lacks. Its operator has to know within a minute. */
const lookEveryMs = 20_000;

export interface EncryptionKeysDeps {
  sql: Sql;
  /** Of the attribution store, whose key of pseudonyms is encrypted too. */
  attribution?: Sql;
  log: Logger;
  secretBox: SecretBox;
  /** Keys that the operator has given up: without them a process starts all the same. */
  lostKeyIds: readonly string[];
  everyMs?: number;
  notify: Notify;
}

/** A key that stored values need and that this process lacks. */
interface MissingKey {
  keyId: string;
  /** Another key is configured under this id. */
  isWrong: boolean;
  /** How many values of which kind need it. */
  needs: { kind: string; rows: number }[];
}

/** The values of a column, in the database that it is in, that need a key. */
interface Use {
  column: SealedColumn;
  store: Sql;
  samples: SealedValue[];
}

/** What is wrong with the attribution store, its own check tells. */
function unlessAway(error: unknown): void {
  if (!isDatabaseUnavailable(error) && !isUndefinedTable(error)) throw error;
}

/** Compares the configured encryption keys with those that stored values need: at start, and while the process runs. */
export class EncryptionKeys {
  readonly #deps: EncryptionKeysDeps;
  #missing: MissingKey[] = [];
  #reported = '';
  #hasLooked = false;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(deps: EncryptionKeysDeps) {
    this.#deps = deps;
  }

  /** Throws with the remedy if not one of the keys in use is configured: such a process could only fail. */
  async start(): Promise<void> {
    const used = await this.#look();
    const given = new Set(this.#deps.lostKeyIds);
    const lacking = this.#missing.filter(({ keyId }) => !given.has(keyId));
    if (lacking.length > 0 && this.#missing.length === used) {
      throw new Error(
        `None of the encryption keys that stored values need is configured: ${describe(this.#missing)}. ${remedy} ` +
          'If a key is lost for good, name its id in CAUSEWAY_LOST_ENCRYPTION_KEYS to start without it (docs/runbook.md, "An encryption key is lost").',
      );
    }
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look()
        .then(() => undefined)
        .finally(() => (this.#looking = undefined));
    }, this.#deps.everyMs ?? lookEveryMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** From memory, so that it costs nothing. */
  check(): ReadinessCheck {
    const name = 'encryption_keys' as const;
    if (this.#missing.length > 0) return { name, ok: false, required: false, detail: `missing: ${describe(this.#missing)}. ${remedy}` };
    const detail = this.#hasLooked ? 'every stored value can be decrypted' : 'not compared yet: the database was unavailable';
    return { name, ok: true, required: false, detail };
  }

  /** Returns how many keys are in use. If the database is unavailable or has no tables yet, other checks say so. */
  async #look(): Promise<number> {
    const { sql, attribution, log } = this.#deps;
    try {
      const uses = new Map<string, Use[]>();
      const note = async (column: SealedColumn, store: Sql) => {
        for (const { keyId, samples } of await column.uses(store)) {
          uses.set(keyId, [...(uses.get(keyId) ?? []), { column, store, samples }]);
        }
      };
      for (const column of sealedColumns) await note(column, sql);
      if (attribution) for (const column of attributionSealedColumns) await note(column, attribution).catch(unlessAway);
      const missing: MissingKey[] = [];
      for (const [keyId, found] of uses) if (!this.#isRight(keyId, found)) missing.push(await this.#describeMissing(keyId, found));
      this.#missing = missing;
      this.#hasLooked = true;
      await this.#report();
      return uses.size;
    } catch (error) {
      if (!isDatabaseUnavailable(error) && !isUndefinedTable(error)) {
        log.warn({ err: error }, 'the encryption keys in use could not be determined; trying again');
      }
      return 0;
    }
  }

  #isRight(keyId: string, found: { samples: SealedValue[] }[]): boolean {
    // One damaged value does not make the key wrong.
    return this.#isConfigured(keyId) && found.some(({ samples }) => samples.some((sample) => this.#opens(sample)));
  }

  #isConfigured(keyId: string): boolean {
    return this.#deps.secretBox.keyIds.includes(keyId);
  }

  async #describeMissing(keyId: string, found: Pick<Use, 'column' | 'store'>[]): Promise<MissingKey> {
    const needs: MissingKey['needs'] = [];
    for (const { column, store } of found) needs.push({ kind: column.kind, rows: await column.count(store, keyId) });
    return { keyId, isWrong: this.#isConfigured(keyId), needs };
  }

  #opens({ sealed, context }: SealedValue): boolean {
    try {
      this.#deps.secretBox.open(sealed, context);
      return true;
    } catch (error) {
      if (isSealedFault(error)) return false;
      throw error;
    }
  }

  /** One line for each set of missing keys, and one when none is missing any longer. */
  async #report(): Promise<void> {
    const { log, notify } = this.#deps;
    const ids = this.#missing.map(({ keyId }) => keyId).toSorted();
    const state = ids.join(',');
    if (state === this.#reported) return;
    const before = this.#reported.split(',');
    this.#reported = state;
    const missing = this.#missing.map(({ keyId, isWrong, needs }) => ({ key_id: keyId, wrong_key: isWrong, needs }));
    const instance = thisInstance;
    const told =
      ids.length > 0
        ? notify('causeway.encryption_key.missing', { instance, reason: `missing: ${describe(this.#missing)}`, missing })
        : notify('causeway.encryption_key.restored', { instance, key_ids: before });
    await told.catch((error: unknown) => log.warn({ err: error }, 'the event about encryption keys could not be published'));
  }
}

const remedy =
  'Add the missing keys at the end of CAUSEWAY_ENCRYPTION_KEYS and restart. Until then, deliveries that need them are held and no attempt is counted.';

function describe(missing: MissingKey[]): string {
  return missing
    .map(({ keyId, isWrong, needs }) => {
      const name =
        keyId === '' ? 'values that are not encrypted' : `key "${keyId}"${isWrong ? ' (another key is configured under this id)' : ''}`;
      return `${name} (${needs.map(({ kind, rows }) => `${rows} ${kind}`).join(', ')})`;
    })
    .join('; ');
}
