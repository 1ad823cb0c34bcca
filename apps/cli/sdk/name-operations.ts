import { type ApiDocument, type Operation, operationsOf, type Parameter } from '#apps/api/openapi/openapi-model.ts';
import { singular } from '#apps/api/openapi/openapi-words.ts';

/** One operation, and where a client has it: `causeway.deals.create`. */
export interface NamedOperation {
  /** `deals` */
  resource: string;
  /** `create` */
  name: string;
  /** `POST` */
  method: string;
  path: string;
  operation: Operation & { operationId: string };
}

const PREFIX = '/api/v1/';
/** Resources that are called otherwise than their first path segment or their tag. */
const renamed: Record<string, string> = { reconciliation: 'reconciliations', wellKnown: 'oauth' };
/** Methods whose operationId does not contain the noun of their resource. */
export const methodNames: Record<string, string> = {
  assignCommissionPlan: 'create',
  endReconciliationIgnore: 'unignore',
  getPartnerFeatureFlags: 'getOfPartner',
  importDeals: 'create',
  introspectToken: 'introspect',
  listPlatformEndpointEventTypes: 'list',
  reportPayoutResults: 'reportResults',
  revokeToken: 'revoke',
  rotateInboundSecret: 'rotateSecret',
};

/**
 * Gives each operation its place in a client. The resource is the first segment of the path (`/deals/…` → `deals`); what lies below an
 * object but belongs to another subject has the resource of its tag (`/partners/{id}/commissions` → `commissions`). The method is the
 * operationId without the noun of the resource (`submitDeal` → `submit`); if that is taken, the plural gets `Many` (`publishMany`).
 * Throws if two operations get the same name.
 */
export function nameOperations(document: ApiDocument): NamedOperation[] {
  const tagOf = new Map(operationsOf(document).map(({ path, operation }) => [path, operation.tags?.[0] ?? '']));
  const named: NamedOperation[] = [];
  for (const { method, path, operation } of operationsOf(document)) {
    const { operationId, tags: [tag = ''] = [] } = operation;
    if (operationId === undefined) throw new Error(`${method} ${path} has no operationId`);
    const segment = path.replace(PREFIX, '').replace(/^\//, '').split('/')[0] ?? '';
    const ownTag = tagOf.get(`${PREFIX}${segment}`);
    const isElsewhere = path.split('/').length > (PREFIX + segment).split('/').length + 1 && ownTag !== undefined && ownTag !== tag;
    const candidate = camel(isElsewhere ? tag : segment);
    const resource = renamed[candidate] ?? candidate;
    named.push({
      resource,
      name: methodNames[operationId] ?? shorten(operationId, resource),
      method: method.toUpperCase(),
      path,
      operation: { ...operation, operationId, parameters: (operation.parameters ?? []).map((one) => resolveParameter(document, one)) },
    });
  }
  return assertUnique(tellApart(named));
}

/** A parameter may be one of the components. */
function resolveParameter(document: ApiDocument, parameter: Parameter & { $ref?: string }): Parameter {
  const name = parameter.$ref?.replace('#/components/parameters/', '');
  const { parameters = {} } = (document.components ?? {}) as { parameters?: Record<string, Parameter> };
  return (name === undefined ? undefined : parameters[name]) ?? parameter;
}

/** `listDealMatches` of `deals` → `listMatches`. */
function shorten(operationId: string, resource: string): string {
  const plural = resource.charAt(0).toUpperCase() + resource.slice(1);
  const short = operationId.replace(new RegExp(`(?<=[a-z])(?:${plural}|${singular(plural)})(?![a-z])`), '');
  return short === '' ? operationId : short;
}

/** Two operations that differ in one and many (`publishEvent`, `publishEvents`) come to the same name. */
function tellApart(named: NamedOperation[]): NamedOperation[] {
  const counted = Map.groupBy(named, ({ resource, name }) => `${resource}.${name}`);
  return named.map((one) => {
    const rivals = counted.get(`${one.resource}.${one.name}`) ?? [];
    const longest = Math.max(...rivals.map(({ operation }) => operation.operationId.length));
    return rivals.length > 1 && one.operation.operationId.length === longest ? { ...one, name: `${one.name}Many` } : one;
  });
}

function assertUnique(named: NamedOperation[]): NamedOperation[] {
  for (const [name, rivals] of Map.groupBy(named, ({ resource, name }) => `${resource}.${name}`)) {
    if (rivals.length > 1) throw new Error(`${rivals.map(({ operation }) => operation.operationId).join(' and ')} would both be ${name}`);
  }
  return named;
}

function camel(text: string): string {
  const [first = '', ...rest] = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return first.toLowerCase() + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('');
}
