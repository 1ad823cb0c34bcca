import {
  addReached,
  type ApiDocument,
  nameIn,
  type Operation,
  operationsOf,
  resolve,
  type Response,
  type Schema,
  visitSchema,
} from './openapi-model.ts';

const header = (description: string, schema: Schema) => ({ description, schema });
const headerText = (maxLength: number, example: string): Schema => ({ type: 'string', maxLength, examples: [example] });

/** Response headers, by the name under which they are documented. None is required, because a proxy may respond instead. */
const headers = {
  RateLimit: header(
    'What remains of the rate limit that applies to this request (draft-ietf-httpapi-ratelimit-headers)',
    headerText(512, '"default";r=9;t=1'),
  ),
  'RateLimit-Policy': header('The rate limits that apply to the credential', headerText(512, '"default";q=60;w=60')),
  'Request-Id': header(
    "The id of this request in the server's logs: the one that you sent, or a new one",
    headerText(128, '0b5fbc24-6d34-4e0c-9a1e-6c7e2b6b2f0d'),
  ),
  'Retry-After': header('Seconds to wait before sending the same request again', {
    type: 'integer',
    format: 'int32',
    minimum: 0,
    maximum: 86_400,
    examples: [2],
  }),
  ETag: header('The version of the returned resource, for If-Match', headerText(64, '"3"')),
  Location: header('The URL of the created resource', headerText(512, '/api/v1/endpoints/ep_01k9v5yq3n8t2e6w7x4z0b1c2d')),
  Link: header('`rel="next"` is the next page. Absent on the last page', headerText(2048, '</api/v1/events?cursor=…>; rel="next"')),
  'Idempotency-Replayed': header('`true` if this is the stored response of an earlier request with the same Idempotency-Key', {
    type: 'string',
    enum: ['true'],
  }),
  Deprecation: header('When the route or event type was deprecated (RFC 9745), as `@` and Unix seconds', headerText(32, '@1767225600')),
  Sunset: header('When it is removed (RFC 8594), as an HTTP date', headerText(64, 'Tue, 30 Jun 2026 00:00:00 GMT')),
};
type HeaderName = keyof typeof headers;

/** Event types can be deprecated as well, which the responses of these routes report. */
const publishing = new Set(['publishEvent', 'publishEvents']);

const referTo = (names: readonly HeaderName[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** Error responses are the same on every route, so they are written once. Responses describe their headers. */
export function describeResponses(document: ApiDocument): void {
  const shared: Record<string, Response> = {};
  const versioned = versionedSchemas(document);
  for (const { method, path, operation } of operationsOf(document)) {
    const isLimited = path.startsWith('/api/');
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      if (isProblem(response)) {
        shared[`Problem${status}`] = { ...response, headers: referTo(ofProblem(Number(status))) };
        operation.responses = { ...operation.responses, [status]: { $ref: `#/components/responses/Problem${status}` } };
        continue;
      }
      if (response.description === 'Default Response') response.description = describe(Number(status));
      const names = isLimited ? ofAnswer(method, status, operation, response, versioned) : ofOther(Number(status));
      response.headers = { ...referTo(names), ...response.headers };
    }
  }
  const responses = Object.fromEntries(Object.entries(shared).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const text = JSON.stringify([document.paths, responses]);
  const used = Object.entries(headers).filter(([name]) => text.includes(`"#/components/headers/${name}"`));
  document.components = { ...document.components, responses, headers: Object.fromEntries(used) };
}

function isProblem({ content }: Response): boolean {
  return content?.['application/problem+json'] !== undefined;
}

function ofProblem(status: number): HeaderName[] {
  const limited: HeaderName[] = ['RateLimit', 'RateLimit-Policy', 'Request-Id'];
  return status === 409 || status === 429 || status === 503 ? [...limited, 'Retry-After'] : limited;
}

/** For requests that do not count against a partner's limit. */
function ofOther(status: number): HeaderName[] {
  return status === 429 || status === 503 ? ['Request-Id', 'Retry-After'] : ['Request-Id'];
}

function ofAnswer(
  method: string,
  status: string,
  operation: Operation,
  { content }: Response,
  versioned: ReadonlySet<string>,
): HeaderName[] {
  const names: HeaderName[] = ['RateLimit', 'RateLimit-Policy', 'Request-Id'];
  const name = nameIn(content?.['application/json']?.schema ?? {}) ?? '';
  if (name.endsWith('List')) names.push('Link');
  if (versioned.has(name)) names.push('ETag');
  if (method === 'post' && status === '201') names.push('Location');
  if (method === 'post') names.push('Idempotency-Replayed');
  if (operation.deprecated || publishing.has(operation.operationId ?? '')) names.push('Deprecation');
  if (operation.deprecated) names.push('Sunset', ...(names.includes('Link') ? [] : (['Link'] as const)));
  return names;
}

/** Resources that support If-Match. The response to their creation contains their version as ETag. */
function versionedSchemas(document: ApiDocument): Set<string> {
  const names = operationsOf(document)
    .filter(({ operation }) => operation.parameters?.some((parameter) => parameter.name === 'if-match'))
    .map(({ operation }) => nameIn(operation.responses?.['200']?.content?.['application/json']?.schema ?? {}) ?? '');
  return new Set(names.flatMap((name) => [name, `Created${name}`]));
}

function describe(status: number): string {
  switch (status) {
    case 201:
      return 'Created';
    case 202:
      return 'Accepted: the request is stored and is processed asynchronously';
    case 204:
      return 'No content';
    default:
      return 'Success';
  }
}

/**
 * Responses may gain fields: a client that rejects unknown fields would break with the next release. In requests an unknown field is a
 * mistake and is rejected.
 */
export function keepAnswersOpen(document: ApiDocument): void {
  const sent = new Set<string>();
  const answered = new Set<string>();
  for (const { operation } of operationsOf(document)) {
    const bodies = Object.values(operation.requestBody?.content ?? {});
    for (const { schema } of bodies) if (schema) addReached(document, schema, sent);
    for (const { content } of Object.values(operation.responses ?? {})) {
      for (const { schema } of Object.values(content ?? {})) {
        if (!schema) continue;
        visitSchema(schema, '', open);
        addReached(document, schema, answered);
      }
    }
  }
  for (const name of answered) {
    const schema = document.components?.schemas?.[name];
    if (schema && !sent.has(name)) visitSchema(schema, '', open);
  }
}

function open(schema: Schema): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
}

/** A nullable body may be omitted. The type provider marks every body as required. */
export function makeBodiesOptional(document: ApiDocument): void {
  const nullable = operationsOf(document).flatMap(({ operation: { requestBody } }) =>
    Object.values(requestBody?.content ?? {}).flatMap(({ schema: from }) => {
      const schema = from && resolve(document, from);
      const [only, ...more] = (schema?.anyOf ?? []).filter((option) => option.type !== 'null');
      const isNullable = requestBody && schema && only && more.length === 0 && schema.anyOf?.length === 2;
      return isNullable ? [{ requestBody, schema, only }] : [];
    }),
  );
  for (const { requestBody, schema, only } of nullable) {
    requestBody.required = false;
    delete schema.anyOf;
    Object.assign(schema, { ...only, ...schema });
  }
}
