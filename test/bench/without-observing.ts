import { registerHooks } from 'node:module';

/**
 * Preloaded into an engine (`--import`), it takes the code that observes out of the sources before they are compiled: what is off can be compared with
 * what is not there. Ends the process if a source is not as it is named here, so that nothing is compared with itself.
 */
const changes: Readonly<Record<string, (source: string) => string>> = {
  'apps/api/http/log-requests.ts': () => 'export function logRequests() {}',
  'apps/api/http/observe-requests.ts': () => 'export function observeRequests() {}',
  'apps/dispatch/trace-starts.ts': () => 'export const traceStarts = undefined;',
  'apps/worker/trace-activities.ts': () => 'export const traceActivities = undefined;',
  'apps/metrics/open-metrics.ts': () => 'export const openMetrics = undefined;',
  'apps/metrics/counts/counts.ts': () => 'export const createCounts = undefined;',
  'apps/traces/open-traces.ts': () => 'export const openTraces = undefined;',
  'domain/tracer.ts': () => 'export const traced = (tracer, start, work) => work(); export const errorTypeOf = undefined;',
  'activities/delivery/attempt.ts': replaced(
    ['const span = tracer && beginSpan(tracer, delivery, target, parent ?? null);', 'const span = undefined;'],
    ['  if (span) endSpan(span, result);\n', ''],
  ),
  'activities/delivery/deliverer.ts': replaced(
    ['      this.#deps.onAttempt?.(delivery, finished);\n', ''],
    [
      'return tracer ? tracer.within(loadTraceContext(entry.delivery.trace) ?? null, () => this.#post(entry)) : this.#post(entry);',
      'return this.#post(entry);',
    ],
  ),
  'apps/dispatch/publisher.ts': replaced([
    'events.map((event) => publishTraced(event, isGivenUp))',
    'events.map((event) => publishOne(event, isGivenUp))',
  ]),
  'apps/dispatch/delivery-workflows.ts': replaced([
    '  return tracer.within((others.length === 0 && loadTraceContext(only?.trace)) || null, start);',
    '  return start();',
  ]),
};

function replaced(...pairs: [from: string, to: string][]): (source: string) => string {
  return (source) =>
    pairs.reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`without-observing.ts: there is no longer «${from}»`);
      return text.replace(from, () => to);
    }, source);
}

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const change = Object.entries(changes).find(([file]) => url.endsWith(`/${file}`))?.[1];
    if (!change) return loaded;
    const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source);
    return { ...loaded, source: change(source) };
  },
});
