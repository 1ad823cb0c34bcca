import type { Causeway } from './client.ts';
import type { paths } from './schema.ts';

type Page<Item> = { data: Item[]; has_more: boolean; next_cursor: string | null };
type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

/** The routes that answer in pages. */
export type ListPath = {
  [Path in keyof paths]: Answer<Path> extends Page<unknown> ? Path : never;
}[keyof paths];

type Query<Path extends ListPath> = paths[Path] extends { get: { parameters: { query?: infer Sent } } }
  ? Omit<NonNullable<Sent>, 'cursor'>
  : never;
type Item<Path extends ListPath> = Answer<Path> extends Page<infer One> ? One : never;

/** Every member of a list, over all its pages: `for await (const delivery of listAll(client, '/api/v1/deliveries', { status: 'held' }))`. */
export async function* listAll<Path extends ListPath>(client: Causeway, path: Path, query?: Query<Path>): AsyncGenerator<Item<Path>, void> {
  // The types of one path are exact; those of every list path at once are beyond the client's own.
  const get = client.GET as unknown as (path: Path, init: object) => Promise<{ data: Page<Item<Path>> }>;
  let cursor: string | null | undefined;
  do {
    const { data: page } = await get(path, { params: { query: { ...query, ...(cursor && { cursor }) } } });
    yield* page.data;
    cursor = page.has_more ? page.next_cursor : null;
  } while (cursor);
}
