import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { plainPageHeaders } from '#apps/api/http/plain-page.ts';
import { DomainError } from '#domain/errors.ts';
import { connectedPage, consentPage, refusedPage } from './connect-page.ts';
import { lookAtIt } from './connection-routes.ts';

/** The browser that opened the consent page. */
const COOKIE = 'causeway_connect';
/** As long as a person may take at the vendor. */
const COOKIE_S = 30 * 60;

const Ticket = z.object({ ticket: z.string().max(100) });
const Answer = z.object({
  state: z.string().max(100),
  code: z.string().max(4_000).optional(),
  error: z.string().max(200).optional(),
});
const Params = z.object({ vendor: z.string().max(50) });

/** The pages before and after the vendor's own consent page. They need no credential: the link and the browser are the proof. */
export function connectRoutes(app: App, { vendors, config, workflows }: Pick<ApiDeps, 'vendors' | 'config' | 'workflows'>): void {
  const route = { schema: { hide: true } };
  const secure = config.PUBLIC_URL.startsWith('https:') ? '; Secure' : '';

  app.get('/connect/:vendor', route, async (request, reply) =>
    show(reply, async () => {
      const { ticket } = readQuery(Ticket, request);
      const { vendor } = Params.parse(request.params);
      const { row, authorizeUrl, browser } = await vendors.openConsent(vendor, ticket);
      // Lax, because the vendor's page leads back here.
      reply.header('set-cookie', `${COOKIE}=${browser}; Path=/connect; Max-Age=${COOKIE_S}; HttpOnly; SameSite=Lax${secure}`);
      return consentPage(vendors.connectorOf(vendor).manifest, row, authorizeUrl);
    }),
  );

  app.get('/connect/:vendor/callback', route, async (request, reply) =>
    show(reply, async () => {
      const { state, code, error } = readQuery(Answer, request);
      const { vendor } = Params.parse(request.params);
      const row = await vendors.finishConsent(vendor, { state, code, error, browser: cookieOf(request) });
      await lookAtIt(request, { workflows }, row.id);
      reply.header('set-cookie', `${COOKIE}=; Path=/connect; Max-Age=0; HttpOnly; SameSite=Lax${secure}`);
      return connectedPage(vendors.connectorOf(vendor).manifest, row);
    }),
  );
}

/** A person reads the answer, so what went wrong is a page too. */
async function show(reply: FastifyReply, page: () => Promise<string>): Promise<FastifyReply> {
  reply.headers(plainPageHeaders);
  try {
    return reply.send(await page());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return reply.code(400).send(refusedPage(error.message));
  }
}

function readQuery<T>(schema: z.ZodType<T>, request: FastifyRequest): T {
  const parsed = schema.safeParse(request.query);
  if (parsed.success) return parsed.data;
  throw new DomainError('connect_link_ended', 'This address is not complete. Use the whole link, as it was given to you');
}

function cookieOf({ headers: { cookie = '' } }: FastifyRequest): string {
  const pairs = cookie.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? '';
}
