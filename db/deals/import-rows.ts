import { copyLine } from '#db/copy-rows.ts';
import type { ReadRow } from '#domain/deals/deal-import.ts';
import { DomainError } from '#domain/errors.ts';
import { newId } from '#domain/id.ts';

/** In characters. Large enough for one statement to be cheap, small enough to be copied at once. */
const PART = 256 * 1024;
/** Three times the largest file. A table with many short cells under long names would become fifty times as large. */
const MAX_BYTES = 48 * 1024 * 1024;

/**
 * The rows of a new import as COPY reads them. While a file is read they are outside the heap, where the garbage collector does not visit
 * them, and no transaction waits for the reading.
 */
export class ImportRows {
  readonly importId = newId('imp');
  total = 0;
  /** Rows with errors have failed already. */
  failed = 0;
  readonly #parts: Buffer[] = [];
  #bytes = 0;
  #text = '';

  add({ row, externalId, input, errors }: ReadRow): void {
    const failed = errors && JSON.stringify(errors);
    const cells = [this.importId, String(row), externalId, failed ? null : input, failed ? 'failed' : 'waiting', failed];
    this.#text += copyLine(cells);
    this.total++;
    if (failed) this.failed++;
    if (this.#text.length > PART) this.#put();
  }

  parts(): readonly Buffer[] {
    this.#put();
    return this.#parts;
  }

  #put(): void {
    const part = Buffer.from(this.#text);
    this.#text = '';
    this.#bytes += part.length;
    if (this.#bytes > MAX_BYTES) {
      throw new DomainError(
        'payload_too_large',
        'The rows of the file are too large as JSON, and nothing was imported. Send fewer rows per file.',
      );
    }
    this.#parts.push(part);
  }
}

/** The order of the cells. */
export const rowColumns = ['import_id', 'row', 'external_id', 'input', 'status', 'errors'] as const;
