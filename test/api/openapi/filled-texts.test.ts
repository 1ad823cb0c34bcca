import { subscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { AccountInput } from '#domain/accounts/account.ts';
import { ImportedDeal } from '#domain/deals/deal-import.ts';
import { PublishEvent } from '#domain/events/event-input.ts';
import { buildTestApp } from '#test/support/app.ts';

/** Spaces, zero-width characters, fillers, marks without a letter, an empty Braille cell. */
const invisible = [
  ' ',
  '\u00a0',
  '\u3000',
  '\t',
  '\u200b',
  '\u00ad',
  '\u2060',
  '\ufeff',
  '\u3164',
  '\u115f',
  '\u0301',
  '\u2800',
  '\u{e0041}',
];

type Part = 'body' | 'querystring' | 'params' | 'headers';
interface FoundText {
  at: string;
  schema: z.ZodString;
  least: number;
}

/** Every text with a minimum length in a schema, however deeply it is wrapped. */
function* textsIn(schema: unknown, at: string, seen = new Set<unknown>()): Generator<FoundText> {
  if (!(schema instanceof z.ZodType) || seen.has(schema)) return;
  seen.add(schema);
  if (schema instanceof z.ZodString && (schema.minLength ?? 0) > 0) yield { at, schema, least: schema.minLength ?? 1 };
  for (const [name, part] of Object.entries(schema.def)) {
    const inner: unknown = name === 'shape' ? part : { [name]: part };
    for (const [key, value] of Object.entries(inner as object)) {
      for (const one of Array.isArray(value) ? (value as unknown[]) : [value as unknown]) yield* textsIn(one, `${at}.${key}`, seen);
    }
  }
}

test('no text that must be filled accepts only characters that nobody sees, in any request', async () => {
  const routes: RouteOptions[] = [];
  const watch = (message: unknown) => {
    (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', (route) => void routes.push(route));
  };
  subscribe('fastify.initialization', watch);
  const api = await buildTestApp();
  await api.close();

  const ofRoutes = routes.flatMap(({ method, url, schema }) =>
    (['body', 'querystring', 'params', 'headers'] satisfies Part[]).flatMap((part) => [
      ...textsIn(schema?.[part], `${String(method)} ${url} ${part}`),
    ]),
  );
  // Their routes validate the items themselves.
  const ofItems = [AccountInput, ImportedDeal, PublishEvent].flatMap((schema) => [...textsIn(schema, schema.meta()?.id ?? '')]);
  const texts = [...ofRoutes, ...ofItems];
  expect(texts.length).toBeGreaterThan(30);
  const accepted = texts.flatMap(({ at, schema, least }) =>
    invisible.filter((text) => schema.safeParse(text.repeat(least)).success).map((text) => `${at} ${JSON.stringify(text)}`),
  );
  expect(accepted).toEqual([]);
});
