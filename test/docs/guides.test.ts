import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '#test/support/engine.ts';
import type { GuideReader } from '#test/support/guide-run.ts';
import { type GuideStack, startGuideStack } from '#test/support/stack/guide-stack.ts';
import { createStateFolder } from '#test/support/state-folder.ts';
import { chapterOf, codeBlocks, guide, shown } from './guide.ts';

const missing = ['curl', 'bash', 'openssl'].filter((command) => spawnSync('which', [command]).status !== 0);
if (missing.length > 0) console.log(`skipped: the run of the guides, because ${missing.join(', ')} is not there`);

// A start of everything and more than a hundred requests, on a machine that is busy with the other tests.
const timeoutMs = 300_000;

describe.skipIf(missing.length > 0)('a newcomer with npm start and the keys that it prints', { timeout: timeoutMs }, () => {
  const { folder: stateDir, remove } = createStateFolder();
  let stack: GuideStack;
  let reader: GuideReader;

  beforeAll(async () => {
    stack = await startGuideStack(stateDir);
    reader = stack.openReader();
  }, timeoutMs);
  afterAll(async () => {
    await reader.close();
    await stack.stop();
    remove();
  });

  test('pastes the partner guide block by block, and each prints what the guide shows', async () => {
    const pasted = await reader.paste('docs/partner-guide.md', { stopAtFirst: true });
    expect(pasted.filter(({ isSame }) => !isSame)).toEqual([]);
    expect(pasted.length).toBeGreaterThan(45);
  });

  test('has a receiver that verified every event of that run', async () => {
    const log = readFileSync(path.join(stack.folder, 'receiver.log'), 'utf8');
    expect(log).toMatch(/^verified deal\.won evt_/m);
    expect(log).not.toMatch(/^rejected:/m);
  });

  test('finds the event of the approval as the guide shows it', async () => {
    const get = async (route: string): Promise<Record<string, any>> => {
      const response = await fetch(`${stack.apiUrl}${route}`, { headers: { authorization: `Bearer ${stack.platformKey}` } });
      return (await response.json()) as Record<string, any>;
    };
    const events = await get('/events?type=deal.approved&limit=100');
    const bodies = await Promise.all(
      events['data'].map(async ({ id }: { id: string }) => {
        const { type, occurred_at: timestamp, data } = await get(`/events/${id}`);
        return JSON.stringify({ type, timestamp, data });
      }),
    );
    const example = codeBlocks(chapterOf(guide, 'Register deals')).find(({ language }) => language === 'json');
    expect(bodies).toContainEqual(expect.stringMatching(shown(example?.code ?? '')));
  });

  test('pastes the publisher guide in the same terminal, and each block prints what the guide shows', async () => {
    const pasted = await reader.paste('docs/publisher-guide.md', { stopAtFirst: true });
    expect(pasted.filter(({ isSame }) => !isSame)).toEqual([]);
    expect(pasted.length).toBeGreaterThan(8);
  });

  test('waits for its rate limit with the functions of the guide, and never sees a 429', async () => {
    const limit = '{"rate_limit":{"per_minute":20,"burst":1}}';
    await reader.type(`company -X PATCH "$CAUSEWAY_API/partners/$PARTNER" -H "$JSON" -H 'If-Match: *' -d '${limit}'`);
    const readLimit = () => reader.type('api "$CAUSEWAY_API/partners/me"');
    await eventually(readLimit, (printed) => printed.includes('"effective_rate_limit":{"per_minute":20,"burst":1}'));
    for (const printed of [await readLimit(), await readLimit()]) expect(printed.trim().split('\n').at(-1)).toBe('200');
  });
});

test('only what npm start cannot do is left out of the run', () => {
  expect(codeBlocks(guide).flatMap(({ notRun }) => notRun ?? [])).toEqual(['npm start serves no client certificates']);
});
