import { expect, test } from 'vitest';
import { OpenFeeds } from '#activities/reconciliation/open-feeds.ts';
import { feedsOf } from '#activities/reconciliation/reconciliation-step.ts';
import type { ReconciliationFeed } from '#db/reconciliation/reconciliation-feed.ts';
import { Mapping } from '#domain/sync/mapping.ts';

const mapping = Mapping.parse({
  objects: [
    {
      ...{ name: 'account', a: 'companies', b: 'customers', creates: [], links: [{ how: 'domain', a: 'domain', b: 'email' }] },
      subscriptions: { object: 'subscriptions', parent: 'customer' },
      fields: [{ a: 'mrr', b: 'billing:mrr', type: 'number', direction: 'b_to_a', owner: 'b' }],
    },
  ],
});
const sideB = feedsOf(mapping).filter(({ side }) => side === 'b');
const at = (feed: string, endedAt: Date | null = null): ReconciliationFeed => ({
  ...{ feed, cursor: null, pages: 0, pageHash: null, anchorHash: null, records: 0, endedAt, problem: null },
});
const openWith = (...feeds: ReconciliationFeed[]) => new OpenFeeds(sideB, new Map(feeds.map((one) => [one.feed, one])));

test('records whose sums are computed wait until every part of their subscriptions is read', async () => {
  const open = openWith(at('account/parts'), at('account/b'));
  const first = await open.take();
  expect(first?.feed.name).toBe('account/parts');
  const next = open.take();
  expect(open.isWanted).toBe(true);
  if (!first) return expect.fail('nothing to read');
  open.add({ ...first.feed, name: 'account/parts/2' }, at('account/parts/2'));
  expect((await next)?.feed).toMatchObject({ name: 'account/parts/2', listing: 'account/parts', isPart: true });
  const last = open.take();
  open.release(first.feed, true);
  expect(open.isWanted).toBe(true);
  open.release({ ...first.feed, name: 'account/parts/2' }, true);
  expect((await last)?.feed.name).toBe('account/b');
});

test('parts of an earlier slice go on, and readers end once nothing is left that they could read', async () => {
  const open = openWith(at('account/parts', new Date()), at('account/parts/2'), at('account/b'));
  const first = await open.take();
  expect(first?.feed.name).toBe('account/parts/2');
  const waiting = [open.take(), open.take()];
  // Its slice is over before its end, so that the records are not to be read yet.
  open.release(first?.feed ?? expect.fail('nothing to read'), false);
  expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
  expect(await open.take()).toBeUndefined();
});
