import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';

/** `absent`: the code that observes is not in the program. `off`: nobody asked for it. Then each part alone, and all. */
export const variants = ['absent', 'off', 'metrics', 'logs', 'traces', 'on'] as const;
export type Variant = (typeof variants)[number];

const preload = new URL('./without-observing.ts', import.meta.url).href;

/** What an operator sets for each: metrics on a port, a line of the log for each request, traces of which 5 % are exported. */
export async function environmentsOf(receiverUrl: string, stateDir: string): Promise<Record<Variant, Record<string, string>>> {
  const settings = (name: string, text: string) => {
    const file = path.join(stateDir, `${name}.yaml`);
    writeFileSync(file, text);
    return { CAUSEWAY_CONFIG: file };
  };
  const [requests, sampled] = ['log: { requests: all }\n', 'traces: { sample_ratio: 0.05 }\n'];
  const metrics = { METRICS_PORT: String(await findFixedPort()) };
  const level = { LOG_LEVEL: 'info' };
  const receiver = { OTEL_EXPORTER_OTLP_ENDPOINT: receiverUrl };
  return {
    absent: { NODE_OPTIONS: `--import=${preload}` },
    off: {},
    metrics,
    logs: { ...level, ...settings('logs', requests) },
    traces: { ...receiver, ...settings('traces', sampled) },
    on: { ...metrics, ...level, ...receiver, ...settings('all', requests + sampled) },
  };
}
