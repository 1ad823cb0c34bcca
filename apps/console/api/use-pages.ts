import { type InfiniteData, keepPreviousData, type QueryKey, useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { answerOf } from './client.ts';
import type { Failure } from './failure.ts';

export type Pages<Data> = UseInfiniteQueryResult<InfiniteData<Data, string | undefined>, Failure>;

/** A list of the API of which pages are added below each other, by its cursor. */
export function usePages<Data extends { next_cursor: string | null }>(
  key: QueryKey,
  call: (cursor: string | undefined, signal: AbortSignal) => Promise<{ data?: Data }>,
): Pages<Data> {
  return useInfiniteQuery<Data, Failure, InfiniteData<Data, string | undefined>, QueryKey, string | undefined>({
    queryKey: key,
    queryFn: ({ signal, pageParam }) => answerOf(call(pageParam, signal)),
    initialPageParam: undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
