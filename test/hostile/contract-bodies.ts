import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '#apps/local/settings.ts';
import type { HostileRequest } from './sender.ts';
import { type Shape, shapes } from './shapes.ts';

interface Operation {
  requestBody?: { content: Record<string, { example?: unknown }> };
}

/** Their effects would end other senders: keys, partners and clients that are in use. */
const untouched = new Set(['suspendPartner', 'eraseDataSubject', 'promotePartner']);
const NOBODY = '01k9v5yq3n8t2e6w7x4z0b1c2d';

/**
 * Every JSON body of the contract, spoilt in this way: the shape instead of the body, as one field more, and instead of each field of the
 * example. What needs no body gets one all the same.
 */
export function contractBodies(shape: Shape, bytes: number): HostileRequest[] {
  const text = shapes[shape](bytes);
  return operations().flatMap(({ method, route, example }) =>
    bodiesOf(example, text).map((body) => ({ method, path: route.replaceAll(/\{[^}]+\}/g, NOBODY), body })),
  );
}

function* spoilt(example: Record<string, unknown>, text: string): Generator<string> {
  yield text;
  const fields = Object.entries(example).map(([name, value]) => [JSON.stringify(name), JSON.stringify(value)] as const);
  const write = (all: readonly (readonly [string, string])[]) => `{${all.map(([name, value]) => `${name}:${value}`).join()}}`;
  yield write([...fields, ['"hostile"', text]]);
  for (const [index] of fields.entries()) yield write(fields.map((field, i) => (i === index ? [field[0], text] : field)));
}

function bodiesOf(example: unknown, text: string): string[] {
  const isObject = typeof example === 'object' && example !== null && !Array.isArray(example);
  return [...spoilt(isObject ? (example as Record<string, unknown>) : {}, text)];
}

function operations(): { method: string; route: string; example: unknown }[] {
  const document = JSON.parse(readFileSync(path.join(repository, 'docs/openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, Operation & { operationId?: string }>>;
  };
  return Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId = '', requestBody }]) => {
      const media = requestBody?.content['application/json'];
      const isTaken = media !== undefined || (method === 'post' && requestBody === undefined);
      return isTaken && !untouched.has(operationId) ? [{ method: method.toUpperCase(), route, example: media?.example }] : [];
    }),
  );
}
