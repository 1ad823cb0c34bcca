import {
  type TransformedEvent,
  type TransformationError,
  type TransformationStep,
  TransformerUnavailable,
  TransformationFailed,
} from '#domain/events/transformation.ts';
import type { Settings } from '#domain/settings.ts';
import { EvaluatorProcess } from './evaluator-process.ts';
import { FairQueue } from './fair-queue.ts';
import type { Job } from './job.ts';

/** Transforms payloads as endpoints require. */
export interface Transformer {
  /**
   * The payload after all steps, as a JSON string, which is always the same for the same input. Throws TransformationFailed, or
   * TransformerUnavailable if a retry can succeed. All values of `asker` get a fair share of the evaluator processes.
   */
  transform(asker: string, payload: { dataJson: string; event: TransformedEvent; steps: TransformationStep[] }): Promise<string>;
  /** The error in an expression; null if it is valid. */
  check(asker: string, name: string, expression: string): Promise<TransformationError | null>;
  close(): void;
}

/** Most deliveries wait in their endpoints' queues and only a few of each here, so a longer queue has a cause that waiting does not fix. */
const maxWaiting = 1_000;

interface Waiting {
  job: Job;
  resolve: (json: string | null) => void;
  reject: (error: unknown) => void;
}

/** Processes are started when they are first needed, and replaced after one was killed. */
export function createTransformer(settings: () => Settings): Transformer {
  const waiting = new FairQueue<Waiting>();
  const idle: EvaluatorProcess[] = [];
  const busy = new Set<EvaluatorProcess>();
  let isClosed = false;

  function ask(asker: string, job: Job): Promise<string | null> {
    if (isClosed) return Promise.reject(new TransformerUnavailable('This process is stopping'));
    if (waiting.size >= maxWaiting) return Promise.reject(new TransformerUnavailable('Too many payloads are waiting to be transformed'));
    const { promise, resolve, reject } = Promise.withResolvers<string | null>();
    waiting.add(asker, { job, resolve, reject });
    startNext();
    return promise;
  }

  function startNext(): void {
    if (busy.size >= settings().webhooks.transformation.processes) return;
    const next = waiting.next();
    if (next) void carryOut(next);
  }

  async function carryOut({ job, resolve, reject }: Waiting): Promise<void> {
    const evaluator = findIdle() ?? new EvaluatorProcess();
    busy.add(evaluator);
    await evaluator.run(job, settings().webhooks.transformation.timeout_ms).then(resolve, reject);
    busy.delete(evaluator);
    if (!evaluator.isGone) idle.push(evaluator);
    startNext();
  }

  function findIdle(): EvaluatorProcess | undefined {
    let evaluator = idle.pop();
    while (evaluator?.isGone) evaluator = idle.pop();
    return evaluator;
  }

  function limits(): Pick<Job, 'maxBytes' | 'maxDepth'> {
    const { transformation, delivery } = settings().webhooks;
    return { maxDepth: transformation.max_depth, maxBytes: transformation.max_output_bytes ?? delivery.max_payload_bytes };
  }

  return {
    async transform(asker, { dataJson, event: { id, type, occurredAt }, steps }) {
      if (steps.length === 0) return dataJson;
      const event = { id, type, occurredAtMs: occurredAt.getTime() };
      const json = await ask(asker, { steps, dataJson, event, ...limits() });
      if (json === null) throw new Error('The evaluator process returned no payload');
      return json;
    },
    async check(asker, name, expression) {
      const event = { id: '', type: '', occurredAtMs: 0 };
      const steps = [{ name, expression, version: 1 }];
      try {
        await ask(asker, { steps, dataJson: null, event, ...limits() });
        return null;
      } catch (error) {
        if (error instanceof TransformationFailed) return error.fault;
        throw error;
      }
    },
    close() {
      isClosed = true;
      for (const evaluator of [...idle, ...busy]) evaluator.kill();
    },
  };
}
