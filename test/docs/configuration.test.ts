import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { SettingsFile } from '#domain/original-settings.ts';
import { RetryPolicy } from '#domain/retry.ts';
import { Settings } from '#domain/settings.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;
interface Row {
  key: string;
  fallback: string;
  bounds: string;
}

const root = path.join(import.meta.dirname, '../..');
const page = readFileSync(path.join(root, 'docs/configuration.md'), 'utf8');

/** Every table row below a heading, as its cells. */
function tableOf(heading: string): string[][] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const lines = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
const rowsOf = (heading: string): Row[] => tableOf(heading).map(([key = '', fallback = '', bounds = '']) => ({ key, fallback, bounds }));

function leavesOf(schema: JsonSchema, at: string[] = [], inherited?: unknown): Row[] {
  const fallback = schema.default ?? inherited;
  if (schema.properties === undefined) return [{ key: code(at.join('.')), fallback: show(fallback), bounds: boundsOf(schema) }];
  return Object.entries(schema.properties).flatMap(([name, inner]) =>
    leavesOf(inner as JsonSchema, [...at, name], (fallback as Record<string, unknown> | undefined)?.[name]),
  );
}

const code = (text: string) => `\`${text}\``;
const show = (value: unknown) =>
  value === undefined
    ? '–'
    : typeof value === 'string'
      ? code(value)
      : code(
          JSON.stringify(value)
            .replaceAll('"', '')
            .replaceAll(/([,:])/g, '$1 '),
        );

function boundsOf(schema: JsonSchema): string {
  const item = schema.items as JsonSchema | undefined;
  if (schema.enum) return schema.enum.map((word) => code(String(word))).join(', ');
  if (schema.type === 'array') return `${schema.minItems ?? 0} to ${schema.maxItems} of: ${boundsOf(item ?? {})}`;
  if (schema.type === 'integer') return `${schema.minimum} to ${schema.maximum}`;
  if (schema.type === 'number') return `${schema.minimum} to ${schema.maximum}, fractions too`;
  if (schema.type === 'boolean') return 'true or false';
  if (schema.pattern) return code(schema.pattern);
  if (schema.type === 'object') return `at most ${schema.maxProperties}, by id`;
  if (schema.type === 'string') return `${schema.minLength} to ${schema.maxLength} characters`;
  return schema.anyOf?.some((one) => typeof one === 'object' && one.properties)
    ? 'a [retry policy](#retry-policies)'
    : 'an address or a network';
}

const inputOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' });

test('every canonical key is documented with its default and its bounds', () => {
  const expected = leavesOf(inputOf(Settings));
  expect(rowsOf('Canonical keys')).toEqual(expected);
  expect(tableOf('Canonical keys').every(([, , , meaning = '']) => meaning.length > 0)).toBe(true);
});

const policyKeys = new Map(
  inputOf(RetryPolicy)
    .anyOf?.flatMap((one) => leavesOf(one))
    .map((row) => [row.key, row]),
);

test('every key of a retry policy is documented with its default and its bounds', () => {
  expect(rowsOf('Retry policies').toSorted(byName)).toEqual([...policyKeys.values()].toSorted(byName));
});
const byName = (a: Row, b: Row) => a.key.localeCompare(b.key);

test('every key of the original form is documented with a canonical key that there is, and the published file is shown', () => {
  const originalKeys = leavesOf(inputOf(SettingsFile)).filter(({ key }) => key.startsWith('`partner.'));
  const table = tableOf('The form of the original design');
  expect(table.map(([key]) => key)).toEqual(originalKeys.map(({ key }) => key));
  const canonicalKeys = [
    ...leavesOf(inputOf(Settings)).map(({ key }) => key),
    ...[...policyKeys.keys()].map((key) => key.replace('`', '`webhooks.retry.standard.')),
    '–',
  ];
  for (const [, canonical = ''] of table) expect(canonicalKeys).toContain(canonical.replace('<tier>', 'standard'));
  expect(page).toContain(readFileSync(path.join(root, 'test/support/original-partners-engine.yaml'), 'utf8'));
});
