import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { noticeOf } from '#apps/worker/platform-notices.ts';

const root = path.join(import.meta.dirname, '../..');
const sources = ['activities', 'apps', 'workflows'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(root, folder, file), 'utf8')),
);
const types = [...new Set(sources.flatMap((text) => [...text.matchAll(/'(causeway(?:\.[a-z_]+)+)'/g)].map(([, type]) => type ?? '')))];

test('each event for operators says in the log what to do, and names a section of the runbook that exists', () => {
  const runbook = readFileSync(path.join(root, 'docs/runbook.md'), 'utf8').toLowerCase();
  expect(types.length).toBeGreaterThan(8);
  for (const type of types) {
    const notice = noticeOf(type);
    expect(notice, type).not.toContain('shows the details');
    for (const [, section] of notice.matchAll(/runbook: "([^"]+)"/g)) expect(runbook, type).toContain(`### ${section?.toLowerCase()}\n`);
  }
});
