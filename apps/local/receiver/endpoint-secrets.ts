import { z } from 'zod';
import type { CallApi } from '#apps/local/api-client.ts';
import type { FindSecrets } from './receiver.ts';

const Endpoints = z.object({
  data: z.array(z.object({ id: z.string(), url: z.string() })),
  next_cursor: z.string().nullable(),
});
const Keys = z.object({ secret: z.string(), previous: z.array(z.object({ secret: z.string() })) });

/** The secrets of every endpoint at `origin`. Cached, and read from the API again when none of them matches. */
export function createSecretFinder(call: CallApi, origin: string): FindSecrets {
  let known: Promise<string[]> = Promise.resolve([]);
  let reading = false;
  return ({ anew }) => {
    if (anew && !reading) {
      reading = true;
      const before = known;
      known = Promise.all([
        readSecrets(call, origin, '/endpoints'),
        // The key of a stack from before there were platform endpoints may not read them.
        readSecrets(call, origin, '/platform-endpoints').catch(() => []),
      ])
        .then((secrets) => secrets.flat())
        // The API is unavailable: keep the cached ones.
        .catch(() => before)
        .finally(() => (reading = false));
    }
    return known;
  };
}

async function readSecrets(call: CallApi, origin: string, path: '/endpoints' | '/platform-endpoints'): Promise<string[]> {
  const secrets: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await call('GET', `${path}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    const page = Endpoints.parse(body);
    for (const { id, url } of page.data) {
      if (new URL(url).origin !== origin) continue;
      // Skips endpoints that were deleted in the meantime and those that sign with a key pair.
      const keys = Keys.safeParse((await call('GET', `${path}/${id}/secret`)).body);
      if (keys.success) secrets.push(keys.data.secret, ...keys.data.previous.map(({ secret }) => secret));
    }
    cursor = page.next_cursor;
  }
  return secrets;
}
