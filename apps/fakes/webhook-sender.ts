export interface SentWebhook {
  at: Date;
  url: string;
  headers: Record<string, string>;
  body: string;
  /** 0 if there was no answer. */
  status: number;
}

/** Vendors give receivers between 5 and 20 s. */
const TIMEOUT_MS = 10_000;
const MAX_REMEMBERED = 1_000;
/** After 1, 2, 4, 8, 16 and 32 s: while the signature is young enough to be accepted. */
const MAX_REPEATS = 6;

/** Posts webhooks, once each unless `repeats` is set. Vendors repeat what got no 2xx for hours or days; a test has it repeated with `repeat`. */
export class WebhookSender {
  repeats = false;
  readonly #sent: SentWebhook[] = [];
  readonly #underWay = new Set<Promise<unknown>>();

  sent(): readonly SentWebhook[] {
    return this.#sent;
  }

  send(url: string, headers: Record<string, string>, body: string, tries = 0): void {
    const posting = post(url, headers, body).then((status) => {
      this.#sent.push({ at: new Date(), url, headers, body, status });
      if (this.#sent.length > MAX_REMEMBERED) this.#sent.shift();
      const isTaken = status >= 200 && status < 300;
      if (this.repeats && !isTaken && tries < MAX_REPEATS) {
        setTimeout(() => this.send(url, headers, body, tries + 1), 1_000 * 2 ** tries).unref();
      }
    });
    this.#underWay.add(posting);
    void posting.finally(() => this.#underWay.delete(posting));
  }

  repeat({ url, headers, body }: SentWebhook): void {
    this.send(url, headers, body);
  }

  /** Resolves when everything sent so far has its answer. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<number> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
