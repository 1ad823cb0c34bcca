import { expect, test } from 'vitest';
import { limitAtOnce } from '#domain/at-once.ts';

/** Work that ends when it is told to. */
function begin(atOnce: ReturnType<typeof limitAtOnce>, begun: string[], caller: string, name: string) {
  const held = Promise.withResolvers<void>();
  const ended = atOnce(caller, () => {
    begun.push(name);
    return held.promise;
  });
  return { finish: () => (held.resolve(), ended), fail: (error: Error) => (held.reject(error), ended) };
}

test('no more work runs at once than is allowed, and callers that wait take turns', async () => {
  const [atOnce, begun] = [limitAtOnce(2), [] as string[]];
  const [a1, a2] = [begin(atOnce, begun, 'a', 'a1'), begin(atOnce, begun, 'a', 'a2')];
  const a3 = begin(atOnce, begun, 'a', 'a3');
  begin(atOnce, begun, 'a', 'a4');
  begin(atOnce, begun, 'b', 'b1');
  expect(begun).toEqual(['a1', 'a2']);
  await a1.finish();
  await a2.finish();
  expect(begun).toEqual(['a1', 'a2', 'a3', 'b1']);
  await a3.finish();
  expect(begun.at(-1)).toBe('a4');
});

test('work that fails makes room for others', async () => {
  const [atOnce, begun] = [limitAtOnce(1), [] as string[]];
  const first = begin(atOnce, begun, 'a', 'a1');
  begin(atOnce, begun, 'b', 'b1');
  await expect(first.fail(new Error('broken'))).rejects.toThrow('broken');
  await expect.poll(() => begun).toEqual(['a1', 'b1']);
});
