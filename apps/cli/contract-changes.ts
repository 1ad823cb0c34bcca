import { type ApiDocument, type Operation, operationsOf } from '#apps/api/openapi/openapi-model.ts';
import { type Contracts, narrowed, widened } from './contract-schema-changes.ts';

/**
 * The changes of the contract that break clients of the released one, as sentences; empty if those clients keep working. Clients
 * ignore unknown fields, send what the released contract allowed, and branch on the values that it documented.
 */
export function findBreakingChanges(released: ApiDocument, present: ApiDocument): string[] {
  const contracts = { released, present };
  const now = new Map(operationsOf(present).map(({ method, path, operation }) => [`${method} ${path}`, operation]));
  const ofRoutes = operationsOf(released).flatMap(({ method, path, operation: before }) => {
    const name = `${method.toUpperCase()} ${path}`;
    const after = now.get(`${method} ${path}`);
    if (!after) return [`${name} was removed`];
    const changes = [
      ...ofName(before, after),
      ...ofParameters(before, after, contracts),
      ...ofRequestBody(before, after, contracts),
      ...ofResponses(before, after, contracts),
      ...ofSecurity(before, after),
    ];
    return [...new Set(changes)].map((change) => `${name}: ${change}`);
  });
  return [...ofRoutes, ...ofWebhooks(contracts)];
}

/** For its receiver a webhook is what a response is for a client. `data` is excluded: its event type has its own versions. */
function ofWebhooks(contracts: Contracts): string[] {
  const { released, present } = contracts;
  return Object.entries(released.webhooks ?? {}).flatMap(([type, { post: before }]) => {
    const after = present.webhooks?.[type]?.post;
    if (!before) return [];
    if (!after) return [`webhook ${type} was removed`];
    const sent = new Set(after.parameters?.filter(({ required }) => required).map(({ name }) => name));
    const missing = (before.parameters ?? []).filter(({ name, required }) => required && !sent.has(name));
    const sentBody = ofContent(before.requestBody?.content ?? {}, after.requestBody?.content ?? {}, 'body', contracts);
    const changes = [
      ...missing.map(({ name }) => `header ${name} can now be missing`),
      ...sentBody.filter((change) => !/^body\.data[.[]/.test(change)),
    ];
    return changes.map((change) => `webhook ${type}: ${change}`);
  });
}

/** Generated clients derive the names of their functions from it. */
function ofName(before: Operation, after: Operation): string[] {
  if (before.operationId === after.operationId) return [];
  return [`operationId ${before.operationId} became ${after.operationId}`];
}

function ofParameters(before: Operation, after: Operation, contracts: Contracts): string[] {
  const keyed = ({ parameters = [] }: Operation) =>
    new Map(parameters.map((parameter) => [`${parameter.in} parameter ${parameter.name}`, parameter]));
  const earlier = keyed(before);
  const present = keyed(after);
  const added = [...present].filter(([name, { required }]) => required && !earlier.get(name)?.required);
  return [
    ...added.map(([name]) => `${name} is now required`),
    ...[...earlier].flatMap(([name, { schema }]) => {
      const now = present.get(name);
      if (!now) return [`${name} was removed`];
      return schema && now.schema ? narrowed(schema, now.schema, name, contracts) : [];
    }),
  ];
}

function ofRequestBody(before: Operation, after: Operation, contracts: Contracts): string[] {
  const [earlier, present] = [before.requestBody, after.requestBody];
  if (!earlier) return present?.required ? ['a request body is now required'] : [];
  if (!present) return ['the request body was removed'];
  const changes = present.required && !earlier.required ? ['the request body is now required'] : [];
  for (const [type, { schema }] of Object.entries(earlier.content ?? {})) {
    const now = present.content?.[type];
    if (!now) changes.push(`the request body can no longer be ${type}`);
    else if (schema && now.schema) changes.push(...narrowed(schema, now.schema, 'request', contracts));
  }
  return changes;
}

function ofResponses(before: Operation, after: Operation, contracts: Contracts): string[] {
  return Object.entries(before.responses ?? {}).flatMap(([status, response]) => {
    const now = after.responses?.[status];
    if (!now) return [`response ${status} was removed`];
    return ofContent(contentOf(contracts.released, response), contentOf(contracts.present, now), `response ${status}`, contracts);
  });
}

type Content = ReturnType<typeof contentOf>;

function ofContent(earlier: Content, present: Content, at: string, contracts: Contracts): string[] {
  return Object.entries(earlier).flatMap(([type, { schema }]) => {
    const media = present[type];
    if (!media) return [`${at} is no longer ${type}`];
    return schema && media.schema ? widened(schema, media.schema, at, contracts) : [];
  });
}

function contentOf(document: ApiDocument, response: NonNullable<Operation['responses']>[string]) {
  const name = response.$ref?.replace('#/components/responses/', '');
  return (name === undefined ? response : document.components?.responses?.[name])?.content ?? {};
}

/** Each authentication method that was accepted must still be accepted, and must not need more scopes. */
function ofSecurity(before: Operation, after: Operation): string[] {
  const ways = ({ security = [] }: Operation) => security as Record<string, string[]>[];
  if (ways(before).length === 0) return ways(after).length > 0 ? ['a credential is now required'] : [];
  return ways(before).flatMap((way) => {
    const [scheme = '', scopes = []] = Object.entries(way)[0] ?? [];
    if (ways(after).length === 0) return [];
    const now = ways(after).find((other) => scheme in other)?.[scheme];
    if (!now) return [`${scheme} is no longer accepted`];
    const more = now.filter((scope) => !scopes.includes(scope));
    return more.length > 0 ? [`${scheme} now needs the scope ${more.join(', ')}`] : [];
  });
}
