import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { serve } from '#test/support/stack/helper-process.ts';

/** What was answered since it was last asked, in milliseconds. */
export interface Answers {
  latencies: { request: string; ms: number }[];
  /** Answers by status; 0 is a connection that broke. */
  statuses: Record<number, number>;
}

export interface Question {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
}

let answers: Answers = { latencies: [], statuses: {} };

const handlers = {
  /** Asks in turn, so many times a second, however long the answers take. In a process of its own, so that nobody else's work shows. */
  start({ port, key, questions, perS }: { port: number; key: string; questions: Question[]; perS: number }): void {
    const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 32 });
    const ask = async ({ method, path, body }: Question): Promise<void> => {
      const headers = {
        ...(key !== '' && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const askedAt = performance.now();
      const status = await pool
        .request({ method, path, headers, body: body ?? null })
        .then(async (answer) => (await answer.body.dump(), answer.statusCode))
        .catch(() => 0);
      answers.latencies.push({ request: `${method} ${path}`, ms: performance.now() - askedAt });
      answers.statuses[status] = (answers.statuses[status] ?? 0) + 1;
    };
    void (async () => {
      const startedAt = performance.now();
      for (let asked = 0; ; asked++) {
        const early = startedAt + (asked / perS) * 1_000 - performance.now();
        if (early > 0) await delay(early);
        void ask(questions[asked % questions.length] as Question);
      }
    })();
  },

  take(): Answers {
    const taken = answers;
    answers = { latencies: [], statuses: {} };
    return taken;
  },
};
export type QuietHandlers = typeof handlers;

serve(handlers);
