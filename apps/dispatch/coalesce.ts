/**
 * Limits calls for the same id to one per interval: the first is made at once, and one more at the end of the interval stands for all that came
 * meanwhile. All those callers get its result.
 */
export function coalesce<Job extends { id: string }>(everyMs: number, call: (job: Job) => Promise<void>): (job: Job) => Promise<void> {
  /** Ids called less than an interval ago, with the call that is due at its end, if any. */
  const recent = new Map<string, { job: Job; done: PromiseWithResolvers<void> } | null>();

  function start(job: Job): Promise<void> {
    recent.set(job.id, null);
    const made = call(job);
    // A call that takes longer than the interval is waited for.
    void Promise.allSettled([made, new Promise((resolve) => setTimeout(resolve, everyMs).unref())]).then(() => {
      const due = recent.get(job.id);
      if (due) start(due.job).then(due.done.resolve, due.done.reject);
      else recent.delete(job.id);
    });
    return made;
  }

  return (job) => {
    if (!recent.has(job.id)) return start(job);
    const due = recent.get(job.id) ?? { job, done: Promise.withResolvers<void>() };
    recent.set(job.id, due);
    return due.done.promise;
  };
}
