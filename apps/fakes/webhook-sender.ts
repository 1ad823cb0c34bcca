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

/** Posts webhooks, once each. Vendors repeat them for hours or days; here `repeat` does it at the word of a test. */
export class WebhookSender {
  readonly #sent: SentWebhook[] = [];
  readonly #underWay = new Set<Promise<unknown>>();

  sent(): readonly SentWebhook[] {
    return this.#sent;
  }

  send(url: string, headers: Record<string, string>, body: string): void {
    const posting = post(url, headers, body).then((status) => {
      this.#sent.push({ at: new Date(), url, headers, body, status });
      if (this.#sent.length > MAX_REMEMBERED) this.#sent.shift();
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
