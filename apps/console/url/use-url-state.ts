import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

/** How one parameter of the URL is read. What it cannot read is as if it were not there: links are written by hand, too. */
export interface Parameter<Value> {
  read: (sent: string[]) => Value;
}

const MAX_TEXT = 300;

/** One text; undefined if there is none. */
export const text: Parameter<string | undefined> = { read: ([sent]) => sent?.slice(0, MAX_TEXT) || undefined };

/** One value of an enumeration. */
export const oneOf = <const Value extends string>(values: readonly Value[]): Parameter<Value | undefined> => ({
  read: ([sent]) => values.find((value) => value === sent),
});

/** Several values of an enumeration. */
export const someOf = <const Value extends string>(values: readonly Value[]): Parameter<Value[]> => ({
  read: (sent) => values.filter((value) => sent.includes(value)),
});

/** An instant in UTC, so that a link means the same to everybody. */
export const instant: Parameter<string | undefined> = {
  read: ([sent]) => (sent !== undefined && !Number.isNaN(Date.parse(sent)) ? new Date(sent).toISOString() : undefined),
};

export type Values<Spec> = { [Name in keyof Spec]: Spec[Name] extends Parameter<infer Value> ? Value : never };

/** Where in a list a view is. */
export interface PageState {
  cursor: string | undefined;
  isFiltered: boolean;
  clear: () => void;
  turnTo: (cursor: string | undefined) => void;
}

/** The state of a view, which is in its URL: a link shows a colleague the same. */
export interface UrlState<V> extends PageState {
  values: V;
  /** Leads to the first page of what these and the other values select. */
  set: (changes: { [Name in keyof V]?: V[Name] | undefined }) => void;
}

/** `spec` is made outside of the component: it says which parameters the view has. */
export function useUrlState<Spec extends Record<string, Parameter<unknown>>>(spec: Spec): UrlState<Values<Spec>> {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const values = useMemo(
    () => Object.fromEntries(Object.entries(spec).map(([name, { read }]) => [name, read(params.getAll(name))])) as Values<Spec>,
    [spec, params],
  );
  const go = useCallback((next: URLSearchParams) => navigate(next.size > 0 ? `${path}?${next}` : path), [navigate, path]);
  return {
    values,
    cursor: params.get('cursor') ?? undefined,
    isFiltered: Object.values(values).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined)),
    set: (changes) => go(changed(params, changes)),
    clear: () => go(new URLSearchParams()),
    turnTo: (cursor) => go(changed(params, { cursor })),
  };
}

function changed(params: URLSearchParams, changes: object): URLSearchParams {
  const next = new URLSearchParams(params);
  // It is of the page of another selection.
  next.delete('cursor');
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const each of [value].flat()) if (each) next.append(name, String(each));
  }
  return next;
}
