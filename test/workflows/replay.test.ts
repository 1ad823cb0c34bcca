import { readdirSync, readFileSync } from 'node:fs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { expect, inject, test } from 'vitest';
import { historiesFolder, replayCommitted } from '#test/support/histories.ts';
import * as workflows from '#workflows/index.ts';

const committed = readdirSync(historiesFolder).filter((file) => file.endsWith('.json'));

test.each(committed)('the code still takes every step of %s', async (file) => {
  await expect(replayCommitted(file)).resolves.toBeUndefined();
});

test('every workflow type has a committed history', () => {
  const types = committed.map((file) => {
    const text = readFileSync(path.join(historiesFolder, file), 'utf8');
    return /"workflowType": \{\s*"name": "(\w+)"/.exec(text)?.[1];
  });
  expect(new Set(types)).toEqual(new Set(Object.keys(workflows)));
});

test('the workflow bundle holds our code and the SDK, nothing else', async () => {
  // What an empty workflow brings along is the SDK's own; anything beyond it would run again for every workflow.
  const folder = mkdtempSync(path.join(import.meta.dirname, 'empty-'));
  try {
    const workflowsPath = path.join(folder, 'empty.ts');
    writeFileSync(workflowsPath, "import '@temporalio/workflow';\nexport async function empty(): Promise<void> {}\n");
    const empty = await bundleWorkflowCode({ workflowsPath });
    const packagesOf = (code: string) => new Set([...code.matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)/g)].map((match) => match[1]));
    expect(packagesOf(readFileSync(inject('workflowBundle'), 'utf8'))).toEqual(packagesOf(empty.code));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
