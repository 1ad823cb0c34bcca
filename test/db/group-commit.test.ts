import { expect, test } from 'vitest';
import { GroupCommit, type GroupCommitOptions } from '#db/group-commit.ts';

/** Keeps each batch under way until the test ends it. An item is its order and its number: `a1`; without an order, `-1`. */
function newCommits(options: GroupCommitOptions<string>) {
  const begun: { items: string[]; end: () => void; fail: (error: Error) => void }[] = [];
  const run = (items: string[]) =>
    new Promise<string[]>((resolve, reject) => begun.push({ items, end: () => resolve(items), fail: reject }));
  const commits = new GroupCommit(run, { orderOf: ([order = '-']) => (order === '-' ? undefined : order), ...options });
  const done: string[] = [];
  const submit = (...items: string[]) =>
    items.map((item) =>
      commits.submit(item).then(
        (result) => void done.push(result),
        () => void done.push(`${item} failed`),
      ),
    );
  return { begun, done, submit, batches: () => begun.map(({ items }) => items.join(' ')) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('what comes while a small batch is under way begins at once, until as many batches are under way as may be', async () => {
  const { submit, batches, begun } = newCommits({ maxUnderWay: 3, crowdedAt: 8 });
  for (const item of ['-1', '-2', '-3', '-4', '-5']) {
    void submit(item);
    await settled();
  }
  expect(batches()).toEqual(['-1', '-2', '-3']);
  begun[1]?.end();
  await settled();
  expect(batches()).toEqual(['-1', '-2', '-3', '-4 -5']);
});

test('beside a large batch nothing begins: what comes meanwhile shares the next one', async () => {
  const { submit, batches, begun } = newCommits({ maxUnderWay: 3, crowdedAt: 3 });
  void submit('-1', '-2', '-3');
  await settled();
  void submit('-4');
  await settled();
  void submit('-5');
  await settled();
  expect(batches()).toEqual(['-1 -2 -3']);
  begun[0]?.end();
  await settled();
  expect(batches()).toEqual(['-1 -2 -3', '-4 -5']);
});

test('items of one order commit one after the other, also when an earlier batch of them is repeated one by one', async () => {
  const { submit, batches, begun, done } = newCommits({ maxUnderWay: 4, crowdedAt: 8 });
  void submit('a1', 'a2', '-1');
  await settled();
  void submit('a3', 'b1');
  await settled();
  void submit('a4', 'b2', '-2');
  await settled();
  expect(batches()).toEqual(['a1 a2 -1', 'b1', '-2']);
  begun[0]?.fail(new Error('one of them is invalid'));
  await settled();
  expect(batches().slice(3)).toEqual(['a1']);
  begun[1]?.end();
  await settled();
  expect(batches().slice(3)).toEqual(['a1', 'b2']);
  begun[3]?.end();
  await settled();
  begun[5]?.fail(new Error('invalid'));
  await settled();
  expect(batches().slice(5)).toEqual(['a2', '-1']);
  begun[6]?.end();
  await settled();
  expect(batches().slice(7)).toEqual(['a3 a4']);
  expect(done).toEqual(['b1', 'a1', 'a2 failed', '-1']);
});

test('what is given up while it waits for its order is rejected, and what follows it is not', async () => {
  const commits = new GroupCommit((items: string[]) => Promise.resolve(items), { maxUnderWay: 4, orderOf: () => 'a' });
  const results = await Promise.allSettled([commits.submit('a1'), commits.submit('a2', () => true), commits.submit('a3')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
