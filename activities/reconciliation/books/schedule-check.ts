import type { BookCheck } from '#activities/reconciliation/book.ts';
import { DAY_MS } from '#domain/days.ts';

export interface ScheduleDeps {
  /** What a nightly schedule has done last; null if there is none. */
  describeSchedule: (id: string) => Promise<{ isPaused: boolean; createdAt: Date; lastAt: Date | null } | null>;
}

/** Two nights, so that one that failed is made up for. */
const silentMs = 2 * DAY_MS;

/** Whether a nightly schedule starts its workflow. `idle` says what does not happen otherwise. */
export function scheduleCheck(
  { describeSchedule }: ScheduleDeps,
  check: { name: string; title: string; id: string; idle: string },
): BookCheck {
  const { name, title, id, idle } = check;
  const remedy = `Restart a worker, which makes the schedule ${id} again, or unpause it in Temporal UI`;
  return {
    ...{ name, title, settleMs: 0 },
    async page() {
      const fault = faultOf(await describeSchedule(id));
      if (fault === null) return { checked: 1, found: [], next: null };
      return { checked: 1, found: [{ object: 'schedule', class: 'stale', id, message: `${fault(id)}, so ${idle}`, remedy }], next: null };
    },
  };
}

function faultOf(present: Awaited<ReturnType<ScheduleDeps['describeSchedule']>>): ((id: string) => string) | null {
  if (!present) return (id) => `There is no schedule ${id}`;
  if (present.isPaused) return (id) => `The schedule ${id} is paused`;
  const last = present.lastAt ?? present.createdAt;
  return Date.now() - last.getTime() < silentMs ? null : (id) => `The schedule ${id} has started nothing since ${last.toISOString()}`;
}
