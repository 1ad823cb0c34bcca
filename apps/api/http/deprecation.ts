import type { FastifySchema } from 'fastify';
import type { App } from '#apps/api/app.ts';

interface Notice {
  /** When it was deprecated (ISO 8601). */
  since: string;
  /** When it is removed. */
  sunset?: string;
  /** The path of its successor. */
  successor?: string;
}

declare module 'fastify' {
  interface FastifySchema {
    'x-deprecation'?: Notice;
  }
}

/**
 * For a route's schema: marks the route as deprecated in the contract and adds deprecation headers to its responses. The policy is
 * docs/api-versioning.md.
 */
export function deprecated(notice: Notice): Pick<FastifySchema, 'x-deprecation'> & { deprecated: true } {
  const { since, sunset } = notice;
  for (const time of [since, sunset]) {
    if (time !== undefined && Number.isNaN(Date.parse(time))) throw new Error(`deprecated(): "${time}" is not a time`);
  }
  if (sunset !== undefined && Date.parse(sunset) < Date.parse(since)) throw new Error('deprecated(): it ends before it is deprecated');
  return { deprecated: true, 'x-deprecation': notice };
}

/** Sends the headers of deprecated routes, with error responses too. Register it before the routes. */
export function announceDeprecations(app: App): void {
  app.addHook('onRoute', (route) => {
    const notice = route.schema?.['x-deprecation'];
    if (!notice) return;
    const { since, sunset, successor } = notice;
    const links = ['</docs>; rel="deprecation"; type="text/html"', ...(successor ? [`<${successor}>; rel="successor-version"`] : [])];
    route.onSend = [
      async (_request, reply, payload) => {
        reply.header('deprecation', deprecationOf(new Date(since)));
        if (sunset !== undefined) reply.header('sunset', new Date(sunset).toUTCString());
        // Lists already set a Link header for the next page.
        const own = reply.getHeader('link');
        reply.header('link', [...(own === undefined ? [] : [String(own)]), ...links].join(', '));
        return payload;
      },
      ...[route.onSend ?? []].flat(),
    ];
  });
}

/** RFC 9745: a structured field date (RFC 9651), in Unix seconds. */
export function deprecationOf(since: Date): string {
  return `@${Math.floor(since.getTime() / 1000)}`;
}
