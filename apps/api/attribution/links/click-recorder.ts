import { hash, randomBytes } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { insertTouches, type NewTouch } from '#db/attribution/facts/insert-touches.ts';
import { createPseudonyms } from '#db/attribution/facts/pseudonyms.ts';
import type { LinkRow } from '#db/attribution/link.ts';
import type { Sql } from '#db/database.ts';
import { newId } from '#domain/id.ts';
import type { SecretBox } from '#domain/secret-box.ts';

export interface Click {
  link: Pick<LinkRow, 'scope' | 'partnerId' | 'campaign' | 'code'>;
  /** Whom the link was opened by, as far as anybody knows. */
  visitor: string;
  isBot: boolean;
  at: Date;
}

/** Long enough to write a burst as one statement, short enough that a report is not late. */
const FLUSH_MS = 100;
const MAX_BATCH = 1_000;
/** While the store is away. Further clicks are forwarded and not recorded. */
const MAX_WAITING = 10_000;

/**
 * Records clicks shortly after they were forwarded. A process that is killed loses those of the last 100 ms. While the store is away they
 * wait, and are written once: each has an id of its own.
 */
export class ClickRecorder {
  readonly #sql: Sql;
  readonly #log: FastifyBaseLogger;
  readonly #pseudonyms: ReturnType<typeof createPseudonyms>;
  readonly #waiting: (Click & { id: string })[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #lost = 0;

  constructor({ sql, secretBox, log }: { sql: Sql; secretBox: SecretBox; log: FastifyBaseLogger }) {
    this.#sql = sql;
    this.#log = log;
    this.#pseudonyms = createPseudonyms(sql, secretBox);
  }

  note(click: Click): void {
    if (this.#waiting.length >= MAX_WAITING) this.#lost++;
    else this.#waiting.push({ ...click, id: randomBytes(16).toString('hex') });
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Resolves when nothing waits any more, or the store is away. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    this.#writing = this.#write().catch((error: unknown) => {
      this.#log.warn(
        { err: error, waiting: this.#waiting.length },
        'clicks of links could not be recorded yet: the attribution store is away',
      );
      this.#timer ??= setTimeout(() => void this.flush(), 10 * FLUSH_MS);
    });
    await this.#writing;
  }

  /** Writes what waits, and stops. */
  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.#timer);
  }

  async #write(): Promise<void> {
    const pseudonym = await this.#pseudonyms();
    while (this.#waiting.length > 0) {
      const page = this.#waiting.slice(0, MAX_BATCH);
      await insertTouches(
        this.#sql,
        page.map(({ link, visitor, isBot, at, id }): NewTouch => ({
          ...{ id: newId('tch'), scope: link.scope, subjectKey: pseudonym(link.scope, visitor), occurredAt: at, externalId: id },
          ...{ origin: 'links', digest: hash('sha256', id), metadata: { link: link.code } },
          ...{ partnerId: link.partnerId, source: 'link', campaign: link.campaign, isBot },
        })),
      );
      this.#waiting.splice(0, page.length);
    }
    if (this.#lost > 0) this.#log.warn({ lost: this.#lost }, 'clicks of links were not recorded, because too many waited');
    this.#lost = 0;
  }
}
