import { keepPreviousData, type QueryKey, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { answerOf, newIdempotencyKey } from './client.ts';
import type { Failure } from './failure.ts';

type Call<Data> = (signal: AbortSignal) => Promise<{ data?: Data }>;
export type Answer<Data> = UseQueryResult<Data, Failure>;

interface Options<Data> {
  /** Ask again so often while somebody looks. */
  refreshMs?: number;
  /** Until the answer says that it will not change any more. */
  refreshWhile?: (data: Data) => boolean;
  /** An answer counts as fresh for so long; omitted: 10 s. */
  freshMs?: number;
  /** False: there is nothing to ask for now. */
  isWanted?: boolean;
}

/** What a GET of the API answers, kept under `key`. The answer to the previous key stays until the next one is there. */
export function useAnswer<Data>(
  key: QueryKey,
  call: Call<Data>,
  { refreshMs, refreshWhile, freshMs, isWanted = true }: Options<Data> = {},
): Answer<Data> {
  return useQuery<Data, Failure>({
    queryKey: key,
    queryFn: ({ signal }) => answerOf(call(signal)),
    placeholderData: keepPreviousData,
    enabled: isWanted,
    refetchInterval: ({ state: { data, error } }) =>
      refreshMs !== undefined && (!refreshWhile || !data || refreshWhile(data)) && Math.max(refreshMs, (error?.retryAfterS ?? 0) * 1_000),
    ...(freshMs !== undefined && { staleTime: freshMs }),
  });
}

interface Action<Data, Input> {
  run: (input: Input, idempotencyKey: string) => Promise<{ data?: Data }>;
  /** What may have changed: the beginnings of their keys. */
  changes: QueryKey[];
  onDone?: (data: Data, input: Input) => void;
}

/** A change. It keeps its idempotency key until it succeeds, so that pressing again after a lost answer has one effect. */
export function useAction<Data, Input = void>({ run, changes, onDone }: Action<Data, Input>) {
  const queries = useQueryClient();
  const held = useRef<{ key: string; input: string } | null>(null);
  return useMutation<Data, Failure, Input>({
    mutationFn: (input) => {
      const text = JSON.stringify(input) ?? '';
      if (held.current?.input !== text) held.current = { key: newIdempotencyKey(), input: text };
      return answerOf(run(input, held.current.key));
    },
    onSuccess: (data, input) => {
      held.current = null;
      onDone?.(data, input);
      return Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  });
}
