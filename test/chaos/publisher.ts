import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';

export interface PublisherOptions {
  apiUrl: string;
  key: string;
  /** Of external ids and idempotency keys. */
  prefix: string;
}

export interface PublishedEvent {
  number: number;
  partnerId: string;
}

/** Between two tries of one event. */
const retryMs = 300;
const answerTimeoutMs = 10_000;
const connections = 64;

/**
 * A client as it should be: it publishes each event until it has a 202 for it, with the same idempotency key and the
 * same own id every time, whatever becomes of the connection or the server in between.
 */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #agent = new Agent({ connections, headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs, connectTimeout: 2_000 });
  /** Event id by number. */
  readonly accepted = new Map<number, string>();
  /** How often each answer other than 202 came. 503 and broken connections are part of the game. */
  readonly answers: Record<string, number> = {};
  /** Numbers whose repeat was answered with another event: an effect too many. */
  readonly doubled = new Set<number>();
  #stopped = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  async publish(event: PublishedEvent): Promise<void> {
    while (!this.#stopped) {
      const id = await this.#tryOnce(event).catch((error: unknown) => this.#note(codeOf(error)));
      if (id) return this.#accept(event.number, id);
      await delay(retryMs * (1 + Math.random()));
    }
  }

  /** Gives up on what is not accepted yet. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#agent.destroy();
  }

  async #tryOnce({ number, partnerId }: PublishedEvent): Promise<string | null> {
    const { apiUrl, key, prefix } = this.#options;
    const own = `${prefix}-${number}`;
    const answer = await request(`${apiUrl}/events`, {
      method: 'POST',
      dispatcher: this.#agent,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': own },
      body: JSON.stringify({ type: 'chaos.happened', id: own, partner_ids: [partnerId], data: { number } }),
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 202) return this.#note(`${answer.statusCode}${problemCode(text)}`);
    return (JSON.parse(text) as { id: string }).id;
  }

  #accept(number: number, id: string): void {
    const before = this.accepted.get(number);
    if (before !== undefined && before !== id) this.doubled.add(number);
    this.accepted.set(number, id);
  }

  #note(answer: string): null {
    this.answers[answer] = (this.answers[answer] ?? 0) + 1;
    return null;
  }
}

function problemCode(text: string): string {
  try {
    return ` ${(JSON.parse(text) as { code?: string }).code ?? ''}`.trimEnd();
  } catch {
    return '';
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}
