import { serve } from '#test/support/stack/helper-process.ts';
import { loadAt, type Target } from './http-load.ts';

const handlers = {
  /** An open loop out of a process of its own: what it costs must not show in the latencies of another. */
  async loadAt({ target, ...load }: { target: Target; ratePerS: number; seconds: number }) {
    const { statuses, seconds } = await loadAt(target, load);
    return { statuses, seconds };
  },
};
export type HttpLoadHandlers = typeof handlers;

serve(handlers);
