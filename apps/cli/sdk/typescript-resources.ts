import { type ApiDocument, nameIn, type Operation, resolve, type Schema } from '#apps/api/openapi/openapi-model.ts';
import { type NamedOperation, nameOperations } from './name-operations.ts';
import { FORM_TYPE, JSON_TYPE } from './sdk-calls.ts';

/**
 * The file `resources.ts` of the TypeScript SDK: an interface for each resource, with a method for each operation, over the types that
 * openapi-typescript generates; and the table by which `bind.ts` makes them. `head` is its first line.
 */
export function typescriptResources(document: ApiDocument, head: string): string {
  const resources = Map.groupBy(nameOperations(document), ({ resource }) => resource);
  const interfaces = [...resources].map(
    ([resource, operations]) =>
      `export interface ${typeNameOf(resource)} {\n${operations.map((one) => methodOf(document, one)).join('\n')}\n}\n`,
  );
  const members = [...resources.keys()].map((resource) => `  readonly ${resource}: ${typeNameOf(resource)};`);
  const routes = [...resources].map(
    ([resource, operations]) => `  ${resource}: {\n${operations.map((one) => routeOf(document, one)).join('\n')}\n  },`,
  );
  return [
    head,
    '// Generated with npm run openapi: changes made here are lost.',
    "import type { Call, ListCall } from './call.ts';",
    "import type { Answer, AsFile, AsJson, Body, NoQuery, Query } from './contract.ts';",
    "import type { ContentOptions, IfMatchOptions, IfNoneMatchOptions, PostOptions, RequestOptions } from './options.ts';",
    "import type { RouteTable } from './route.ts';",
    "import type { components } from './schema.ts';",
    '',
    "type Schemas = components['schemas'];",
    '',
    ...interfaces,
    '/** Every operation of the API, by resource. */',
    `export interface Resources {\n${members.join('\n')}\n}`,
    '',
    `export const routes = {\n${routes.join('\n')}\n} satisfies RouteTable;`,
    '',
  ].join('\n');
}

/** `dealImports` → `DealImportsResource`: `Deals` alone would read like a schema. */
const typeNameOf = (resource: string) => `${resource.charAt(0).toUpperCase()}${resource.slice(1)}Resource`;

/** A method takes the parameters of the path, then what is sent (of a GET its query), then the options: the same for every operation. */
function methodOf(document: ApiDocument, one: NamedOperation): string {
  const { name, operation } = one;
  const id = JSON.stringify(operation.operationId);
  const inPath = parametersIn(operation, 'path').map((parameter) => `${camel(parameter.name)}: ${parameterType(parameter.schema)}`);
  const sent = sentBy(one);
  const options = `options?: ${optionsOf(one)}`;
  const answer = answerOf(document, operation);
  const signature = (...args: string[]) => `  ${name}(${[...inPath, ...args].join(', ')})`;
  const lines = [docOf(one)];
  if (isFileToo(operation)) {
    lines.push(`${signature(`query: AsFile<${id}>`, options)}: Call<Response>;`);
    lines.push(`${signature(needsQuery(operation, ['format']) ? `query: AsJson<${id}>` : `query?: AsJson<${id}>`, options)}: ${answer};`);
    return lines.join('\n');
  }
  if (takesOtherContent(operation)) {
    lines.push(
      `${signature('body: string | Uint8Array', `options: ${optionsOf(one)} & ContentOptions<${contentTypesOf(operation)}>`)}: ${answer};`,
    );
  }
  if (
    parametersIn(operation, 'header').some(({ name: header }) => header.toLowerCase() === 'if-none-match') &&
    answer.startsWith('Call<')
  ) {
    const unless = `options: RequestOptions & IfNoneMatchOptions`;
    lines.push(`${signature(...sent.map(withoutDefault), unless)}: ${answer.replace(/>$/, ' | undefined>')};`);
  }
  lines.push(`${signature(...sent, options)}: ${answer};`);
  return lines.join('\n');
}

function docOf({ operation, method, path }: NamedOperation): string {
  const { summary = '', description = '', deprecated } = operation as Operation & { summary?: string };
  const text = [summary && `${summary}.`, description, `\`${method} ${path}\``].filter((part) => part !== '').join('\n\n');
  const lines = `${text}${deprecated ? '\n\n@deprecated' : ''}`.replaceAll('*/', '*\\/').split('\n');
  return ['  /**', ...lines.map((line) => `   * ${line}`.trimEnd()), '   */'].join('\n');
}

/** What follows the parameters of the path; a DELETE sends nothing. */
function sentBy({ method, operation }: NamedOperation): string[] {
  const id = JSON.stringify(operation.operationId);
  if (method === 'DELETE') return [];
  if (method === 'GET') {
    if (parametersIn(operation, 'query').length === 0) return ['query?: NoQuery'];
    return [needsQuery(operation) ? `query: Query<${id}>` : `query?: Query<${id}>`];
  }
  const { requestBody } = operation;
  if (!requestBody) return ['body?: undefined'];
  const schema = requestBody.content?.[JSON_TYPE]?.schema ?? requestBody.content?.[FORM_TYPE]?.schema;
  return [`body${requestBody.required ? '' : '?'}: ${refOf(schema) ?? `Body<${id}>`}`];
}

const withoutDefault = (parameter: string) => (parameter.includes('?: ') ? `${parameter.replace('?: ', ': ')} | undefined` : parameter);

function optionsOf({ method, operation }: NamedOperation): string {
  const headers = new Set(parametersIn(operation, 'header').map(({ name }) => name.toLowerCase()));
  const parts = [headers.has('idempotency-key') ? 'PostOptions' : 'RequestOptions', ...(headers.has('if-match') ? ['IfMatchOptions'] : [])];
  const hasQuery = method !== 'GET' && parametersIn(operation, 'query').length > 0;
  return [...parts, ...(hasQuery ? [`{ query?: Query<${JSON.stringify(operation.operationId)}> }`] : [])].join(' & ');
}

function answerOf(document: ApiDocument, operation: Operation): string {
  const contents = successesOf(operation);
  const json = contents.map((content) => content[JSON_TYPE]?.schema).filter((schema) => schema !== undefined);
  if (json.length === 0) return contents.some((content) => Object.keys(content).length > 0) ? 'Call<Response>' : 'Call<void>';
  const [ref] = new Set(json.map(refOf)).size === 1 ? json.map(refOf) : [];
  const type = ref ?? `Answer<${JSON.stringify(operation.operationId)}>`;
  return isList(document, operation) ? `ListCall<${type}>` : `Call<${type}>`;
}

function routeOf(document: ApiDocument, { name, method, path, operation }: NamedOperation): string {
  const content = operation.requestBody?.content;
  const types = new Set(successesOf(operation).flatMap((success) => Object.keys(success)));
  const security = operation.security as Record<string, unknown>[] | undefined;
  const schemes = new Set(security?.flatMap((one) => Object.keys(one)));
  const isBearer = schemes.has('bearerAuth');
  const parts = {
    id: operation.operationId,
    method,
    path,
    ...(content && !content[JSON_TYPE] && content[FORM_TYPE] && { form: true }),
    ...(!(types.size === 1 && types.has(JSON_TYPE)) && { types: [...types] }),
    ...(isList(document, operation) && { list: true }),
    ...(!isBearer && { auth: schemes.has('clientSecret') ? 'client' : 'none' }),
  };
  const members = Object.entries(parts).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `    ${name}: { ${members.join(', ')} },`;
}

/** Whether the answer is a page: then the method's result can be iterated. It can have more fields, because who awaits it gets the page itself. */
function isList(document: ApiDocument, operation: Operation): boolean {
  const schema = operation.responses?.['200']?.content?.[JSON_TYPE]?.schema;
  const { properties = {} } = schema ? resolve(document, schema) : {};
  const hasCursor = parametersIn(operation, 'query').some(({ name }) => name === 'cursor');
  return hasCursor && ['data', 'has_more', 'next_cursor'].every((name) => name in properties);
}

/** Whether `format` asks for a file in place of JSON. */
function isFileToo(operation: Operation): boolean {
  const types = new Set(successesOf(operation).flatMap((content) => Object.keys(content)));
  return types.size > 1 && types.has(JSON_TYPE) && parametersIn(operation, 'query').some(({ name }) => name === 'format');
}

function successesOf(operation: Operation): Record<string, { schema?: Schema }>[] {
  return Object.entries(operation.responses ?? {}).flatMap(([status, { content = {} }]) => (status.startsWith('2') ? [content] : []));
}

function takesOtherContent({ requestBody }: Operation): boolean {
  return Object.keys(requestBody?.content ?? {}).length > 1;
}

function contentTypesOf({ requestBody }: Operation): string {
  const types = Object.keys(requestBody?.content ?? {}).filter((type) => type !== JSON_TYPE);
  return types.map((type) => JSON.stringify(type)).join(' | ');
}

const parametersIn = (operation: Operation, place: string) => (operation.parameters ?? []).filter((parameter) => parameter.in === place);

const needsQuery = (operation: Operation, except: string[] = []) =>
  parametersIn(operation, 'query').some(({ name, required }) => required === true && !except.includes(name));

const parameterType = (schema: Schema | undefined) => (schema?.type === 'integer' ? 'number' : 'string');

function refOf(schema: Schema | undefined): string | undefined {
  const name = nameIn(schema ?? {});
  return name === undefined ? undefined : `Schemas[${JSON.stringify(name)}]`;
}

const camel = (name: string) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
