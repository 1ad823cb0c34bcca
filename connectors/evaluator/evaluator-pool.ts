import { EvaluatorUnavailable } from '#domain/evaluation.ts';
import { FairQueue } from '#domain/fair-queue.ts';
import { EvaluatorProcess } from './evaluator-process.ts';
import type { Answer, Job } from './job.ts';

/** A few jobs per endpoint and request wait here. This many are a sign of a problem that waiting does not solve. */
const maxWaiting = 1_000;

/** Processes that evaluate what users supply. Askers share them fairly. */
export interface EvaluatorPool {
  /**
   * `timeoutMs` is CPU time. Throws EvaluationLimitExceeded if the job caused the failure, EvaluatorUnavailable if a retry can help. `asker`
   * takes turns with the other askers, no matter how many jobs it has.
   */
  run(asker: string, job: Job, timeoutMs: number): Promise<Answer>;
  close(): void;
}

interface Waiting {
  job: Job;
  timeoutMs: number;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** Processes are started when they are first needed, and again after one was killed. */
export function createEvaluatorPool(processes: () => number): EvaluatorPool {
  const waiting = new FairQueue<Waiting>();
  const idle: EvaluatorProcess[] = [];
  const busy = new Set<EvaluatorProcess>();
  let isClosed = false;

  function startNext(): void {
    if (busy.size >= processes()) return;
    const next = waiting.next();
    if (next) void carryOut(next);
  }

  async function carryOut({ job, timeoutMs, resolve, reject }: Waiting): Promise<void> {
    const evaluator = findIdle() ?? new EvaluatorProcess();
    busy.add(evaluator);
    await evaluator.run(job, timeoutMs).then(resolve, reject);
    busy.delete(evaluator);
    if (!evaluator.isGone) idle.push(evaluator);
    startNext();
  }

  function findIdle(): EvaluatorProcess | undefined {
    let evaluator = idle.pop();
    while (evaluator?.isGone) evaluator = idle.pop();
    return evaluator;
  }

  return {
    run(asker, job, timeoutMs) {
      if (isClosed) return Promise.reject(new EvaluatorUnavailable('This process is stopping'));
      if (waiting.size >= maxWaiting) return Promise.reject(new EvaluatorUnavailable('Too many evaluations are waiting'));
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      waiting.add(asker, { job, timeoutMs, resolve, reject });
      startNext();
      return promise;
    },
    close() {
      isClosed = true;
      for (const evaluator of [...idle, ...busy]) evaluator.kill();
    },
  };
}
