import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
/** The fields and the message of each call of a log. */
const calls = globSync('{activities,apps,connectors,db}/**/*.ts', { cwd: root })
  .filter((file) => !/^apps\/(cli|local|fakes)\//.test(file))
  .flatMap((file) =>
    Array.from(
      readFileSync(path.join(root, file), 'utf8').matchAll(/\blog(?:\.(?:fatal|error|warn|info|debug)|\[[^\]]+\])\(\s*([\s\S]*?)\);/g),
      ([, line = '']) => ({ file, line: line.replaceAll(/\s+/g, ' ') }),
    ),
  );

test('a line about deliveries has their ids, or those of their endpoint', () => {
  const ids = /idsOf\(|delivery_ids?\b|endpoint_id\b|\.\.\.about\b/;
  const without = calls.filter(({ file, line }) => file.startsWith('activities/delivery/') && !ids.test(line));
  expect(calls.length).toBeGreaterThan(50);
  expect(without).toEqual([]);
});

test('ids have one spelling in the log', () => {
  const inCamelCase = calls.filter(({ line }) =>
    /\{[^}]*\b(?:delivery|endpoint|partner|event|workflow|request|sync|connection)Id\b *[:,}]/.test(line.replaceAll(/: *[\w.]+/g, ':')),
  );
  expect(inCamelCase).toEqual([]);
});
