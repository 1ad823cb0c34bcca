import { describe, expect, test } from 'vitest';
import {
  childOf,
  loadTraceContext,
  newSpanId,
  newTraceId,
  readTraceContext,
  storeTraceContext,
  traceHeaders,
  traceparentOf,
} from '#domain/trace-context.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const valid = `00-${traceId}-${spanId}-01`;

describe('a traceparent', () => {
  test('is read with its flag', () => {
    expect(readTraceContext(valid)).toEqual({ traceId, spanId, sampled: true, state: null });
    expect(readTraceContext(`00-${traceId}-${spanId}-00`)?.sampled).toBe(false);
    expect(readTraceContext(`00-${traceId}-${spanId}-03`)?.sampled).toBe(true);
  });

  test('of a later version is read as far as it is known, and passed on in ours', () => {
    const later = readTraceContext(`01-${traceId}-${spanId}-01-what.comes.later`);
    expect(later && traceparentOf(later)).toBe(valid);
  });

  test.each([
    ['of 10 kB', `00-${traceId}-${spanId}-01-${'x'.repeat(10_000)}`],
    ['of the version ff', `ff-${traceId}-${spanId}-01`],
    ['with a trace id of zeros', `00-${'0'.repeat(32)}-${spanId}-01`],
    ['with a span id of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['with markup', `00-<script>alert(1)</script>-${spanId}-01`],
    ['with markup at its end', `${valid}<b>`],
    ['of the version 00 with more at its end', `${valid}-more`],
    ['in upper case', valid.toUpperCase()],
    ['with a line break', `${valid}\r\nset-cookie: a=b`],
    ['that was sent twice', `${valid}, ${valid}`],
    ['that is empty', ''],
    ['that is a list', [valid, valid]],
    ['that is missing', undefined],
  ])('%s is ignored', (_, text) => {
    expect(readTraceContext(text, 'a=b')).toBeUndefined();
  });
});

describe('a tracestate', () => {
  const stateOf = (text: unknown) => readTraceContext(valid, text)?.state;

  test('is kept as it came', () => {
    expect(stateOf('rojo=00f067aa0ba902b7, congo=t61rcWkgMzE')).toBe('rojo=00f067aa0ba902b7,congo=t61rcWkgMzE');
    expect(stateOf('fw529a3039@dt=FfAAAAA,,')).toBe('fw529a3039@dt=FfAAAAA');
  });

  test.each([
    ['too long', `a=${'x'.repeat(511)}`],
    ['of too many members', Array.from({ length: 33 }, (_, place) => `k${place}=v`).join(',')],
    ['with a key twice', 'a=1,a=2'],
    ['with a line break', 'a=1\r\nset-cookie: b'],
    ['with other letters', 'a=grün'],
    ['without a value', 'a='],
    ['that is empty', ''],
  ])('that is malformed (%s) is dropped, and the trace goes on', (_, text) => {
    expect(readTraceContext(valid, text)).toEqual({ traceId, spanId, sampled: true, state: null });
  });
});

test('what is stored is read again', () => {
  for (const state of [undefined, 'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE']) {
    const context = readTraceContext(valid, state);
    expect(loadTraceContext(context && storeTraceContext(context))).toEqual(context);
  }
  expect([loadTraceContext(null), loadTraceContext('nonsense')]).toEqual([undefined, undefined]);
});

test('ids are new and valid', () => {
  const parent = { traceId: newTraceId(), spanId: newSpanId(), sampled: true, state: 'a=b' };
  const child = childOf(parent);
  expect(child).toEqual({ ...parent, spanId: expect.not.stringMatching(parent.spanId) });
  const { traceparent, tracestate } = traceHeaders(child);
  expect(readTraceContext(traceparent, tracestate)).toEqual(child);
  expect(new Set(Array.from({ length: 1_000 }, newSpanId)).size).toBe(1_000);
});
