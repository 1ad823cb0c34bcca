import createClient from 'openapi-fetch';
import { noteServerTime } from './clock.ts';
import { Failure, failureOf, noAnswer } from './failure.ts';
import type { paths } from './schema.ts';

/** Every call of the console. The browser adds the cookie of the session; the header tells the API that a page of ours asks. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  headers: { 'x-causeway-console': '1' },
  // Not the one that was there when this file was read: tests and extensions replace it.
  fetch: (request) => fetch(request),
});

api.use({
  async onResponse({ response }) {
    noteServerTime(response.headers.get('date'));
    if (!response.ok) throw await failureOf(response);
  },
});

/** What a call answers. Throws a `Failure`. */
export async function answerOf<Data>(call: Promise<{ data?: Data }>): Promise<Data> {
  try {
    const { data } = await call;
    return data as Data;
  } catch (error) {
    const isCancelled = error instanceof DOMException && error.name === 'AbortError';
    // The connection was lost, before the answer or within it, or somebody else has answered, such as a proxy.
    throw error instanceof Failure || isCancelled ? error : noAnswer();
  }
}

/** The same call for each id, one after another, each with its own key. What fails ends it; those before it are done. */
export async function forEach(
  ids: readonly string[],
  key: string,
  call: (id: string, key: string) => Promise<unknown>,
): Promise<{ data?: number }> {
  for (const [place, id] of ids.entries()) await call(id, `${key}-${place}`);
  return { data: ids.length };
}

/** Of an operation that has files too: without a `format` it answers JSON. */
export const inJson = <Data>(call: Promise<{ data?: Data }>): Promise<{ data?: Exclude<Data, string> }> =>
  call as Promise<{ data?: Exclude<Data, string> }>;

/** A new `Idempotency-Key`. `crypto.randomUUID` is only there with TLS or on this machine. */
export const newIdempotencyKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Only what is set: the API refuses empty values. */
export function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const set = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(set) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
