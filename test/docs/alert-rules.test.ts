import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ruleDescriptions } from '#domain/alerts/alert-rule.ts';
import { alertRules } from '#domain/alerts/finding.ts';
import { createSlugger } from '#domain/heading-slug.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../docs/alert-rules.md'), 'utf8');

test('the table has every rule with its severity and the section of the runbook, as the code has them', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows).toEqual(
    alertRules.map((rule) => {
      const { description, severity, runbook } = ruleDescriptions[rule];
      return `| \`${rule}\` | ${description} | ${severity} | [${runbook}](runbook.md#${createSlugger()(runbook)}) |`;
    }),
  );
});
