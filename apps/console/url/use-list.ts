import type { QueryKey } from '@tanstack/react-query';
import { given } from '#apps/console/api/client.ts';
import { type Answer, useAnswer } from '#apps/console/api/use-answer.ts';
import { type Parameter, type UrlState, useUrlState, type Values } from './use-url-state.ts';

type Given<V> = { [Name in keyof V]?: Exclude<V[Name], undefined> };
export type ListQuery<Spec> = Given<Values<Spec>> & { cursor?: string };

interface ListView<Spec, Data> {
  url: UrlState<Values<Spec>>;
  /** What the URL asks for. */
  query: ListQuery<Spec>;
  answer: Answer<Data>;
}

/** The page of a list that the URL selects: its parameters are the filters of the API. */
export function useList<Spec extends Record<string, Parameter<unknown>>, Data>(
  key: QueryKey,
  spec: Spec,
  call: (query: ListQuery<Spec>, signal: AbortSignal) => Promise<{ data?: Data }>,
  options?: Parameters<typeof useAnswer>[2],
): ListView<Spec, Data> {
  const url = useUrlState(spec);
  const query = given({ ...url.values, cursor: url.cursor }) as ListQuery<Spec>;
  const answer = useAnswer<Data>([...key, query], (signal) => call(query, signal), options);
  return { url, query, answer };
}
