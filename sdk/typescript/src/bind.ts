import { type Answered, callOf, listCallOf, type Page } from './call.ts';
import type { AnyOptions } from './options.ts';
import type { Invocation } from './request.ts';
import { type Resources, routes } from './resources.ts';
import type { Route, RouteTable } from './route.ts';

export type Invoke = (route: Route, invocation: Invocation) => Promise<Answered<unknown>>;

/** The methods of every resource, as `resources.ts` describes them: path parameters, what is sent, options. */
export function bindResources(invoke: Invoke): Resources {
  const table: RouteTable = routes;
  const bound = Object.entries(table).map(([resource, methods]) => [
    resource,
    Object.fromEntries(Object.entries(methods).map(([name, route]) => [name, methodOf(route, invoke)])),
  ]);
  return Object.fromEntries(bound) as Resources;
}

function methodOf(route: Route, invoke: Invoke): (...args: unknown[]) => unknown {
  const count = route.path.split('{').length - 1;
  return (...args) => {
    const parameters = args.slice(0, count);
    const rest = args.slice(count);
    const [sent, options = {}] = (route.method === 'DELETE' ? [undefined, rest[0]] : rest) as [unknown, AnyOptions?];
    const isQuery = route.method === 'GET';
    const query = isQuery ? (sent ?? {}) : {};
    const invocation = { parameters, query, body: isQuery ? undefined : sent, options };
    if (!route.list) return callOf(invoke(route, invocation));
    return listCallOf(
      (cursor) =>
        invoke(route, cursor === undefined ? invocation : { ...invocation, query: { ...query, cursor } }) as Promise<
          Answered<Page<unknown>>
        >,
    );
  };
}
