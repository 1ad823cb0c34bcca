import type { Logger } from 'pino';
import type { Settings } from '#domain/settings.ts';
import type { Tracer } from '#domain/tracer.ts';

export interface TracesOptions {
  /** Of the receiver, and under which name it knows us. */
  traces: { url: string; serviceName: string };
  settings: () => Settings;
  log: Logger;
  version: string;
  role: string;
  instance: string;
}

export interface Traces {
  tracer: Tracer;
  /** Spans since the process began. */
  counts: Readonly<{ exported: number; dropped: number }>;
  /** Sends what is left, for three seconds at most. */
  close(): Promise<void>;
}

/** The recorder of a process and its way to the receiver. All of it is loaded here, so that a process without traces loads nothing. */
export async function openTraces({ traces, settings, log, ...about }: TracesOptions): Promise<Traces> {
  const [{ Recorder }, { SpanQueue }, { createOtlpSender }] = await Promise.all([
    import('./recorder.ts'),
    import('./span-queue.ts'),
    import('./otlp.ts'),
  ]);
  const sender = createOtlpSender({ ...traces, ...about });
  const queue = new SpanQueue(sender.send, log);
  return {
    tracer: new Recorder({ ratio: () => settings().traces.sample_ratio, export: queue.add }),
    counts: queue.counts,
    async close() {
      await queue.close();
      await sender.close();
    },
  };
}
