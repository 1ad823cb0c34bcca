import { expect, test } from 'vitest';
import { createOtlpSender } from '#apps/traces/otlp.ts';
import type { EndedSpan } from '#apps/traces/recorder.ts';
import { SpanQueue } from '#apps/traces/span-queue.ts';
import { eventually } from '#test/support/engine.ts';
import { startOtlpReceiver } from '#test/support/otlp-receiver.ts';

const span: EndedSpan = {
  context: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true, state: null },
  ...{ parentId: undefined, name: 'x', kind: 'internal', startMs: 1_000.5, endMs: 2_000.25, attributes: {}, failed: undefined },
};

function recordWarnings() {
  const lines: unknown[] = [];
  return { lines, log: { warn: (...line: unknown[]) => void lines.push(line) } };
}

const to = (url: string) =>
  createOtlpSender({ url: `${url}/v1/traces`, serviceName: 'causeway', version: '1', role: 'engine', instance: 'eng_1' });

test('a receiver that does not answer costs a bounded number of spans, one request at a time, and one line of the log', async () => {
  const { lines, log } = recordWarnings();
  let asked = 0;
  const queue = new SpanQueue(() => {
    asked++;
    return new Promise(() => {});
  }, log);
  for (let count = 0; count < 10_000; count++) queue.add(span);
  expect(asked).toBe(1);
  expect(queue.counts).toEqual({ exported: 0, dropped: 10_000 - 512 - 4_096 });
  expect(lines).toHaveLength(1);
});

test('a receiver that refuses, or is away, costs the spans and nothing else', async () => {
  const { lines, log } = recordWarnings();
  const receiver = await startOtlpReceiver();
  receiver.answerWith(400);
  const queue = new SpanQueue(to(receiver.url).send, log);
  for (let count = 0; count < 512; count++) queue.add(span);
  await eventually(
    () => queue.counts.dropped,
    (dropped) => dropped === 512,
  );
  await receiver.close();
  for (let count = 0; count < 512; count++) queue.add(span);
  await queue.close();
  expect(queue.counts).toEqual({ exported: 0, dropped: 1_024 });
  expect(lines).toHaveLength(1);
});

test('what waits when the process ends is sent, with its times', async () => {
  const { log } = recordWarnings();
  const receiver = await startOtlpReceiver();
  const queue = new SpanQueue(to(receiver.url).send, log);
  queue.add(span);
  await queue.close();
  await receiver.close();
  expect(receiver.paths).toEqual(['/v1/traces']);
  expect(receiver.spans).toMatchObject([
    {
      ...{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), name: 'x', kind: 1 },
      ...{ startTimeUnixNano: '1000500000', endTimeUnixNano: '2000250000' },
      resource: { 'service.name': 'causeway', 'service.version': '1', 'service.instance.id': 'eng_1', 'causeway.role': 'engine' },
    },
  ]);
  expect(queue.counts).toEqual({ exported: 1, dropped: 0 });
});
