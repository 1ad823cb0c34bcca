import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { reportSettings } from '#apps/local/report-settings.ts';
import { eventually } from '#test/support/engine.ts';
import { makeStateFolder } from '#test/support/state-folder.ts';

test('the terminal shows what is wrong with changed settings, and that corrected ones are in effect', async () => {
  const file = path.join(makeStateFolder(), 'settings.yaml');
  writeFileSync(file, 'webhooks: {}\n');
  const said: string[] = [];
  const reports = reportSettings({ CAUSEWAY_CONFIG: file }, (line) => said.push(line));
  onTestFinished(() => reports.close());
  writeFileSync(file, 'webhooks:\n  retries: {}\n');
  await eventually(
    () => said,
    (lines) => lines.length === 1,
  );
  expect(said[0]).toContain('the previous ones stay in effect');
  expect(said[0]).toContain('webhooks.retries: unknown key');
  writeFileSync(file, 'webhooks:\n  secret_overlap_h: 2\n');
  await eventually(
    () => said,
    (lines) => lines.length === 2,
  );
  expect(said[1]).toContain('are in effect');
});
