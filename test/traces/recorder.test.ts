import { expect, test } from 'vitest';
import { type EndedSpan, Recorder } from '#apps/traces/recorder.ts';
import { type Tracer, traced } from '#domain/tracer.ts';

function recorderOf(ratio: number) {
  const exported: EndedSpan[] = [];
  const tracer: Tracer = new Recorder({ ratio: () => ratio, export: (span) => void exported.push(span) });
  return { tracer, exported, names: () => exported.map(({ name }) => name) };
}

const internal = (name: string) => ({ name, kind: 'internal' }) as const;

test('work within work is a child, also after waits and beside other work', async () => {
  const { tracer, exported } = recorderOf(1);
  await Promise.all(
    ['a', 'b'].map((name) =>
      traced(tracer, internal(name), async () => {
        await new Promise(setImmediate);
        await traced(tracer, internal(`${name} inner`), () => new Promise<void>((resolve) => void setImmediate(resolve)));
      }),
    ),
  );
  for (const name of ['a', 'b']) {
    const [outer, inner] = [name, `${name} inner`].map((one) => exported.find((span) => span.name === one));
    expect(inner).toMatchObject({ parentId: outer?.context.spanId, context: { traceId: outer?.context.traceId } });
    expect(outer?.parentId).toBeUndefined();
    expect(inner?.endMs).toBeGreaterThanOrEqual(inner?.startMs ?? Infinity);
  }
  expect(tracer.current()).toBeUndefined();
});

test('the ratio decides about new traces, and the caller about its own', async () => {
  const parent = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), state: null };
  const none = recorderOf(0);
  for (let count = 0; count < 100; count++) await traced(none.tracer, internal('new'), async () => undefined);
  await traced(none.tracer, { ...internal('of a sampled caller'), parent: { ...parent, sampled: true } }, async () => undefined);
  expect(none.names()).toEqual(['of a sampled caller']);
  const all = recorderOf(1);
  await traced(all.tracer, { ...internal('of another caller'), parent: { ...parent, sampled: false } }, async () => undefined);
  await traced(all.tracer, internal('new'), async () => undefined);
  expect(all.names()).toEqual(['new']);
  const some = recorderOf(0.2);
  for (let count = 0; count < 5_000; count++) await traced(some.tracer, internal('new'), async () => undefined);
  expect(some.exported.length / 5_000).toBeGreaterThan(0.15);
  expect(some.exported.length / 5_000).toBeLessThan(0.25);
});

test('a trace that is not sampled is exported as a whole if a part of it failed', async () => {
  const { tracer, exported, names } = recorderOf(0);
  const failing = traced(tracer, internal('request'), async () => {
    await traced(tracer, internal('went well'), async () => undefined);
    await traced(tracer, internal('went wrong'), async () => {
      throw Object.assign(new Error('planted secret'), { kind: 'unavailable' });
    }).catch(() => undefined);
  });
  await failing;
  expect(names()).toEqual(['went well', 'went wrong', 'request']);
  expect(exported.map(({ failed }) => failed)).toEqual([undefined, 'unavailable', undefined]);
  expect(JSON.stringify(exported)).not.toContain('planted');
});

test('what fails after its local root has ended is exported too', () => {
  const { tracer, names } = recorderOf(0);
  const root = tracer.begin(internal('request'));
  const late = tracer.begin({ ...internal('late'), parent: root.context });
  root.end();
  late.fail('timeout');
  late.end();
  expect(names()).toEqual(['late']);
});

test('a large trace and many traces at once keep a bounded number of spans, and what failed is among them', () => {
  const { tracer, exported, names } = recorderOf(0);
  const root = tracer.begin(internal('root'));
  for (let count = 0; count < 1_000; count++) tracer.begin({ ...internal('part'), parent: root.context }).end();
  const failed = tracer.begin({ ...internal('failed'), parent: root.context });
  failed.fail('x');
  failed.end();
  root.end();
  expect(exported).toHaveLength(64);
  expect(names()).toContain('failed');
  expect(names()).toContain('root');
  const many = Array.from({ length: 20_000 }, () => tracer.begin(internal('many')));
  exported.length = 0;
  for (const span of many) {
    span.fail('x');
    span.end();
    span.end();
  }
  expect(exported).toHaveLength(20_000);
});
