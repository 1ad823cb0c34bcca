import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { startDelivery } from '#apps/dispatch/delivery-workflows.ts';
import { RoundStarter } from '#apps/dispatch/round-starter.ts';
import { dynamicConfig } from '#apps/local/temporal/temporal.ts';
import { newId } from '#domain/id.ts';
import { Settings } from '#domain/settings.ts';
import { startTestEngine } from '#test/support/engine.ts';
import { attributesOf } from '#workflows/search-attributes.ts';

const key = 'frontend.searchAttributesSizeOfValueLimit';
/** Of all search attributes of a workflow together; Temporal's default, which nothing here changes. */
const totalLimit = 40 * 1024;

const isAllowed = (max_round_size: number) => Settings.safeParse({ webhooks: { dispatch: { max_round_size } } }).success;
const largest = Array.from({ length: 1_000 }, (_, i) => i + 1).findLast(isAllowed) ?? 0;
/** The worst round: each delivery of another partner and endpoint. */
const round = (size: number) =>
  Array.from({ length: size }, () => ({ id: newId('dlv'), partnerId: newId('ptn'), endpointId: newId('ep'), eventType: 'deal.approved' }));

test('the largest round that the settings allow fits the search attributes, here and where it is deployed', () => {
  const deployed = parse(readFileSync(new URL('../../deploy/temporal/dynamic-config.yaml', import.meta.url), 'utf8')) as {
    [key]: [{ value: number }];
  };
  const sizes = attributesOf(round(largest)).map(({ value }) => Buffer.byteLength(JSON.stringify(value)));
  expect(Math.max(...sizes)).toBeGreaterThan(7_000);
  for (const limit of [deployed[key][0].value, dynamicConfig[key]]) expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(totalLimit);
});

test('Temporal takes the largest round, and what is larger in parts', async () => {
  const engine = await startTestEngine();
  try {
    const { link } = engine.engine;
    const start = (workflowId: string, deliveries: ReturnType<typeof round>) =>
      link.withDeadline((client) => startDelivery(client, workflowId, deliveries, false));
    // A namespace that is made right now learns its search attributes a moment later.
    await expect.poll(() => start(`deliver-round/${newId('rnd')}`, round(largest)).then(String, String), { timeout: 20_000 }).toBe('false');
    const started: number[] = [];
    const starter = new RoundStarter({
      log: pino({ level: 'silent' }),
      notify: engine.engine.notify,
      limits: () => ({ max_round_size: 300, max_rounds_ramping: 1 }),
      start: async (workflowId, deliveries) => {
        await start(workflowId, deliveries);
        started.push(deliveries.length);
        starter.adopted(workflowId);
      },
    });
    for (const delivery of round(301)) starter.enqueue(delivery);
    await expect.poll(() => started).toEqual([1, 150, 150]);
  } finally {
    await engine.close();
  }
});
