import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '#apps/api/app.ts';
import { DomainError } from '#domain/errors.ts';
import { pathOf, sendProblem, toProblem } from './errors.ts';
import { safeHeaders } from './safe-headers.ts';

const API = '/api/v1';

type SendError = (error: Error, request: FastifyRequest, reply: FastifyReply) => void;

/**
 * Returns 404, or 405 with `Allow` if the path exists with other methods. Register it before the routes. A path without parameters, such as
 * /deals/review-queue, allows its own methods only: those of /deals/:id would take its name for an id.
 * `inOwnForm`: how errors below a path are sent where another standard says so.
 */
export function answerUnknownRoutes(app: App, inOwnForm: Readonly<Record<string, SendError>> = {}): void {
  const routes: { path: RegExp; methods: string[] }[] = [];
  const literal = new Map<string, string[]>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = [method].flat();
    if (!/[:*]/.test(url)) literal.set(url, [...(literal.get(url) ?? []), ...methods]);
    const path = new RegExp(
      `^${url
        .replaceAll('.', '\\.')
        .replaceAll(/:[^/]+/g, '[^/]+')
        .replaceAll('*', '.*')}$`,
    );
    routes.push({ path, methods });
  });
  const refuse = (request: FastifyRequest, reply: FastifyReply) => {
    const path = pathOf(request);
    const allowed = [...new Set(literal.get(path) ?? routes.filter((route) => route.path.test(path)).flatMap((route) => route.methods))];
    if (allowed.length > 0) reply.header('allow', allowed.join(', '));
    const error =
      allowed.length > 0
        ? new DomainError('method_not_allowed', `${path} does not support ${request.method}. Use ${allowed.join(' or ')}.`)
        : new DomainError('not_found', `The path ${path} does not exist. ${hintFor(path)}/docs/api lists all routes.`);
    const [, send] = Object.entries(inOwnForm).find(([prefix]) => path.startsWith(prefix)) ?? [];
    if (send) send(error, request, reply);
    else sendProblem(toProblem(error, request.id, path), reply);
  };
  /** The mistake of everybody's first request: a base URL without the version, or with it twice. */
  function hintFor(path: string): string {
    const meant = path.replace(/^(\/api|\/v1)*(?=\/)/, API);
    return meant !== path && routes.some((route) => route.path.test(meant)) ? `Did you mean ${meant}? ` : '';
  }
  app.setNotFoundHandler(refuse);
  // Before Fastify parses a body that no route accepts: it treats a QUERY without Content-Type as an error.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404 || isTakenForId(request)) refuse(request, reply);
    else done();
  });

  /** The router has found a route with a parameter, because the path itself has no such method. */
  function isTakenForId(request: FastifyRequest): boolean {
    if (!request.routeOptions.url?.includes(':')) return false;
    const methods = literal.get(pathOf(request));
    return methods !== undefined && !methods.includes(request.method);
  }
}

/** Input that is not HTTP never becomes a request; Node passes the socket. */
export function answerMalformedHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const cause = new DomainError(
    codeOf(error.code),
    error.code === 'HPE_INVALID_URL'
      ? 'The URL contains a character that is not allowed in one. Percent-encode it, and replace placeholders such as evt_… with real values.'
      : `The request could not be parsed (${error.code ?? 'unknown error'}). Check the HTTP client.`,
  );
  const problem = toProblem(cause, randomUUID());
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    `request-id: ${problem.request_id}`,
    'connection: close',
    ...Object.entries(safeHeaders).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Node would answer an unknown `Expect` itself, and not with a problem. */
export function answerUnknownExpectations(app: App): void {
  app.server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const problem = toProblem(new DomainError('malformed_http', 'The server only supports Expect: 100-continue.'), randomUUID());
    const headers = { ...safeHeaders, 'content-type': 'application/problem+json', 'request-id': problem.request_id, connection: 'close' };
    response.writeHead(problem.status, headers).end(JSON.stringify(problem));
  });
}

function codeOf(code: string | undefined): string {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headers_too_large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request_timeout' : 'malformed_http';
}
