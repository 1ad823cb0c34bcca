import type { FastifyReply, FastifyRequest } from 'fastify';
import { Types } from 'scimmy';
import { faultOf, logFailure, toProblem } from '#apps/api/http/errors.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';

export const SCIM_JSON = 'application/scim+json';

/** Our codes that SCIM has a keyword for (RFC 7644 §3.12). */
const scimTypes: Readonly<Record<string, string>> = {
  user_exists: 'uniqueness',
  group_exists: 'uniqueness',
  invalid_scim: 'invalidValue',
  malformed_json: 'invalidSyntax',
};

/** Errors as SCIM writes them. */
export function sendScimError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  if (error instanceof Types.Error) return answer(reply, error.status, error.message, error.scimType || undefined);
  const problem = toProblem(faultOf(error, request), request.id);
  if (problem.status >= 500) logFailure(error, problem.code, request);
  if (error instanceof RateLimited) reply.header('retry-after', error.retryAfterS);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="scim"');
  reply.problemCode = problem.code;
  answer(reply, problem.status, problem.detail, scimTypes[problem.code]);
}

function answer(reply: FastifyReply, status: number, detail: string, scimType: string | undefined): void {
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status), ...(scimType && { scimType }), detail };
  reply.code(status).type(SCIM_JSON).send(JSON.stringify(body));
}

interface ListQuery {
  filter?: string | undefined;
  startIndex: number;
  count: number;
}

/** A page of those that match (RFC 7644 §3.4.2). */
export function listAnswer(all: readonly Record<string, unknown>[], { filter, startIndex, count }: ListQuery) {
  const those = filter === undefined ? all : matching(all, filter);
  const page = those.slice(startIndex - 1, startIndex - 1 + count);
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    ...{ totalResults: those.length, startIndex, itemsPerPage: page.length, Resources: page },
  };
}

/** The library looks into each of them, and fails where there is nothing. */
const nothing = { emails: [], groups: [], members: [], name: {}, meta: {} };

/** Names and addresses are the same in capitals, identifiers of other systems are not. The library compares exactly. */
function matching(all: readonly Record<string, unknown>[], filter: string): Record<string, unknown>[] {
  const isExact = /\b(?:externalId|id)\b/i.test(filter);
  const compared = all.map((one, at) => ({ ...nothing, ...(isExact ? one : (JSON.parse(JSON.stringify(one), lower) as object)), at }));
  const asked = isExact ? filter : filter.replaceAll(/"(?:[^"\\]|\\.)*"/g, (text) => text.toLowerCase());
  return found(asked, compared).flatMap(({ at }): Record<string, unknown>[] => (all[at] ? [all[at]] : []));
}

function found(filter: string, all: object[]): { at: number }[] {
  try {
    return new Types.Filter(filter).match(all) as { at: number }[];
  } catch (error) {
    if (error instanceof Types.Error) throw error;
    throw new Types.Error(400, 'invalidFilter', `This filter cannot be applied: ${filter.slice(0, 200)}`);
  }
}

const lower = (_key: string, value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

const always = new Set(['schemas', 'id', 'meta']);

/** Only the attributes that are asked for, by their first names: `attributes=userName`, `excludedAttributes=members`. */
export function onlyAsked(
  resource: Record<string, unknown>,
  { attributes, excludedAttributes }: { attributes?: string | undefined; excludedAttributes?: string | undefined },
) {
  const namesOf = (text: string | undefined) =>
    text?.split(',').map((name) =>
      (
        name
          .trim()
          .replace(/^urn:.*:/i, '')
          .split('.')[0] ?? ''
      ).toLowerCase(),
    );
  const [wanted, unwanted] = [namesOf(attributes), namesOf(excludedAttributes)];
  return Object.fromEntries(
    Object.entries(resource).filter(([name]) => {
      if (always.has(name)) return true;
      if (wanted) return wanted.includes(name.toLowerCase());
      return !unwanted?.includes(name.toLowerCase());
    }),
  );
}
