import type { InjectOptions } from 'fastify';
import * as oauth from 'oauth4webapi';
import type { TestApp } from './app.ts';

type Sender = Pick<TestApp, 'app'>;

export const issuer = new URL('http://127.0.0.1:3000');

interface CreatedClient {
  id: string;
  client_secret: string;
}

/** Creates an OAuth client as the platform. */
export async function createClient(api: TestApp, partnerId: string, fields: object = {}): Promise<CreatedClient> {
  const payload = { name: 'CRM sync', partner_id: partnerId, ...fields };
  const reply = await api.app.inject({ method: 'POST', url: '/api/v1/oauth-clients', headers: api.headers, payload });
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json();
}

/** Sends a form to one of the routes under /oauth. */
export async function postForm(
  api: Sender,
  url: string,
  fields: Record<string, string> | string,
  headers: Record<string, string> = {},
  options: InjectOptions = {},
) {
  const payload = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const reply = await api.app.inject({ method: 'POST', url, headers: { ...type, ...headers }, payload, ...options });
  return { status: reply.statusCode, headers: reply.headers, body: reply.json<any>() };
}

export const basic = (id: string, secret: string) => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` });

export const getToken = (api: Sender, { id, client_secret }: CreatedClient, fields: Record<string, string> = {}) =>
  postForm(api, '/oauth/token', { grant_type: 'client_credentials', ...fields }, basic(id, client_secret));

/** Passes the requests of the strict client library to the app without a port. */
export function throughInject(api: TestApp) {
  const send = async (url: string, { method, headers, body }: { method: string; headers: object; body?: unknown }) => {
    const { pathname } = new URL(url);
    const payload = body instanceof URLSearchParams ? { payload: body.toString() } : {};
    const reply = await api.app.inject({ method: method as 'GET', url: pathname, headers: { ...headers }, ...payload });
    return new Response(reply.body, { status: reply.statusCode, headers: reply.headers as Record<string, string> });
  };
  return { [oauth.customFetch]: send, [oauth.allowInsecureRequests]: true };
}

export async function discover(api: TestApp): Promise<oauth.AuthorizationServer> {
  const reply = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...throughInject(api) });
  return oauth.processDiscoveryResponse(issuer, reply);
}
