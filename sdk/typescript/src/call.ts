/** An answer with what surrounds it. */
export interface Answered<T> {
  data: T;
  status: number;
  headers: Headers;
  /** The version of what was read or changed: for `ifMatch`, and `ifNoneMatch`. */
  etag: string | undefined;
  /** Names the request in the server's logs. */
  requestId: string | undefined;
}

/** A call that was sent. Awaiting it gives what the API answered. */
export interface Call<T> extends Promise<T> {
  /** The same answer with its status, headers and ETag. */
  withResponse(): Promise<Answered<T>>;
}

/** A page of a list. */
export interface Page<Item> {
  data: Item[];
  has_more: boolean;
  next_cursor: string | null;
}

/**
 * A list that was asked for. `for await (const one of list)` reads all its members, and fetches a page when it comes to it. Awaiting the
 * list gives its first page, and `pages()` one page after the other.
 */
export interface ListCall<One extends Page<unknown>> extends Call<One>, AsyncIterable<One['data'][number]> {
  pages(): AsyncGenerator<One, void>;
}

export function callOf<T>(answered: Promise<Answered<T>>): Call<T> {
  const call = answered.then(({ data }) => data);
  const withResponse = () => {
    // Whoever asks for the whole answer hears of a failure there; nobody may be waiting for the other promise.
    call.catch(() => {});
    return answered;
  };
  return Object.assign(call, { withResponse });
}

/** `fetchPage` is called at once for the first page, and then as the list is read. */
export function listCallOf<One extends Page<unknown>>(fetchPage: (cursor?: string) => Promise<Answered<One>>): ListCall<One> {
  const first = callOf(fetchPage());

  async function* pages(): AsyncGenerator<One, void> {
    for (let page = await first; ;) {
      yield page;
      if (!page.has_more || page.next_cursor === null) return;
      page = (await fetchPage(page.next_cursor)).data;
    }
  }

  async function* members(): AsyncGenerator<One['data'][number], void> {
    for await (const { data } of pages()) yield* data as Awaited<One['data'][number]>[];
  }

  return Object.assign(first, { pages, [Symbol.asyncIterator]: members });
}
