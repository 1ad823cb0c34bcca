import type { Outgoing } from './exchange.ts';
import { toForm, toQuery } from './form.ts';
import { JSON_TYPE } from './media-type.ts';
import type { AnyOptions } from './options.ts';
import { toPath } from './path.ts';
import type { Route } from './route.ts';
import { USER_AGENT } from './version.ts';

/** What a method was called with. */
export interface Invocation {
  /** Of the path, in its order. */
  parameters: readonly unknown[];
  query: object;
  body: unknown;
  options: AnyOptions;
}

export interface Defaults {
  baseUrl: string;
  timeoutMs: number;
  maxRetries: number;
}

/** Throws `TypeError` for what cannot be sent. */
export function toOutgoing(route: Route, { parameters, query, body, options }: Invocation, defaults: Defaults): Outgoing {
  const { method } = route;
  const headers = new Headers({ 'user-agent': USER_AGENT });
  if (method === 'POST' && route.auth === undefined) headers.set('idempotency-key', options.idempotencyKey ?? crypto.randomUUID());
  if (options.ifMatch !== undefined) headers.set('if-match', toEtag(options.ifMatch));
  if (options.ifNoneMatch !== undefined) headers.set('if-none-match', options.ifNoneMatch);
  const content = toContent(route, body, options.contentType);
  if (content?.type !== undefined) headers.set('content-type', content.type);
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  return {
    method,
    url: `${defaults.baseUrl}${toPath(route.path, parameters)}${toQuery({ ...query, ...options.query })}`,
    headers,
    body: () => content?.body,
    files: expectedTypes(route, query).filter((type) => type !== JSON_TYPE),
    // A PATCH that got lost may have been carried out, and a second one would undo a change made in between.
    isRepeatable: method !== 'PATCH' && (method !== 'POST' || headers.has('idempotency-key') || route.auth === 'client'),
    signal: options.signal,
    timeoutMs: options.timeoutMs ?? defaults.timeoutMs,
    maxRetries: options.maxRetries ?? defaults.maxRetries,
  };
}

/** Which of its media types a route answers with: a file, if it is asked for one. */
export function expectedTypes({ types = [JSON_TYPE] }: Route, query: object): readonly string[] {
  if (!types.includes(JSON_TYPE) || types.length === 1) return types;
  const { format = 'json' } = query as { format?: unknown };
  return format === 'json' ? [JSON_TYPE] : types.filter((type) => type !== JSON_TYPE);
}

interface Content {
  type?: string;
  body: string | Uint8Array | URLSearchParams;
}

function toContent({ form }: Route, body: unknown, type: string | undefined): Content | undefined {
  if (body === undefined) return undefined;
  if (type !== undefined) return { type, body: body as string | Uint8Array };
  // The type of a form comes with URLSearchParams.
  if (form) return { body: toForm(body as object) };
  return { type: JSON_TYPE, body: JSON.stringify(body) };
}

/** The ETag of an object is its version in quotes. */
const toEtag = (ifMatch: string | number) => (typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch);
