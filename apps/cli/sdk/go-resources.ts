import { nameIn, type Parameter, type Schema } from '#apps/api/openapi/openapi-model.ts';
import { JSON_TYPE, type SdkCall } from './sdk-calls.ts';

/** One type for each resource, with a method for each of its operations, and the parameters of each query. */
export function goResources(calls: SdkCall[], itemOf: (list: Schema) => Schema): string {
  const resources = Map.groupBy(calls, ({ resource }) => pascal(resource));
  const lines = [...resources].flatMap(([name, members]) => [
    '',
    `// ${name}Service is client.${name}.`,
    `type ${name}Service struct{ client *Client }`,
    ...members.flatMap((call) => [...toParams(call), '', ...toMethod(name, call, itemOf)]),
  ]);
  return `${[
    '// Code generated with npm run sdk. DO NOT EDIT.',
    '',
    'package causeway',
    '',
    'import (',
    ...['context', 'iter', 'net/url', 'strconv', 'time'].map((name) => `\t"${name}"`),
    ')',
    '',
    '// resources has every operation of the API.',
    'type resources struct {',
    ...[...resources.keys()].map((name) => `\t${name} ${name}Service`),
    '}',
    '',
    'func newResources(c *Client) resources {',
    '\treturn resources{',
    ...[...resources.keys()].map((name) => `\t\t${name}: ${name}Service{c},`),
    '\t}',
    '}',
    ...lines,
  ].join('\n')}\n`;
}

const paramsOf = (call: SdkCall) => `${pascal(words(call.operationId))}${call.answer.kind === 'file' ? 'File' : ''}Params`;

/** A GET without a query has them too: the first parameter that it gets later changes no signature. */
const hasParams = ({ method, inQuery }: SdkCall) => method === 'GET' || inQuery.length > 0;

function toParams(call: SdkCall): string[] {
  if (!hasParams(call)) return [];
  if (call.inQuery.length === 0) return toNoParams(call);
  const fields = call.inQuery.flatMap((parameter) => [
    ...comment(parameter.description, '\t'),
    `\t${fieldOf(parameter)} ${toType(parameter.schema ?? {}, 'query')}`,
  ]);
  const adds = call.inQuery.map((parameter) => `\tadd(query, ${JSON.stringify(parameter.name)}, p.${fieldOf(parameter)})`);
  const name = paramsOf(call);
  return [
    '',
    `// ${name} is the query of [${pascal(call.resource)}Service.${pascal(call.verb)}]. Zero values are left out.`,
    `type ${name} struct {`,
    ...fields,
    '}',
    '',
    `func (p *${name}) query() url.Values {`,
    '\tquery := url.Values{}',
    '\tif p == nil {',
    '\t\treturn query',
    '\t}',
    ...adds,
    '\treturn query',
    '}',
  ];
}

function toNoParams(call: SdkCall): string[] {
  const name = paramsOf(call);
  return [
    '',
    `// ${name} is for the query of [${pascal(call.resource)}Service.${pascal(call.verb)}], which has none yet: pass nil.`,
    `type ${name} struct{}`,
    '',
    `func (*${name}) query() url.Values { return nil }`,
  ];
}

function toMethod(resource: string, call: SdkCall, itemOf: (list: Schema) => Schema): string[] {
  const { answer, body } = call;
  const signature = [
    'ctx context.Context',
    ...call.inPath.map(({ name, schema }) => `${variable(name)} ${toType(schema ?? {}, 'path')}`),
    ...(body ? [`body ${bodyType(call)}`] : []),
    ...(hasParams(call) ? [`params *${paramsOf(call)}`] : []),
    'options ...RequestOption',
  ];
  const type = toType(answer.kind === 'list' ? itemOf(answer.schema ?? {}) : (answer.schema ?? {}), 'body');
  const [returns, send, none] = {
    json: [`(*${type}, error)`, `sendJSON[${type}]`, 'nil, err'],
    list: [`iter.Seq2[${type}, error]`, `list[${type}]`, ''],
    text: ['([]byte, error)', 'sendBytes', 'nil, err'],
    file: ['([]byte, error)', 'sendBytes', 'nil, err'],
    none: ['error', 'sendNone', 'err'],
  }[answer.kind] as [string, string, string];
  const name = pascal(call.verb);
  return [
    ...comment(`${name}: ${call.about}`, ''),
    `func (s ${resource}Service) ${name}(${signature.join(', ')}) ${returns} {`,
    ...toCall(call),
    ...toBody(call, none),
    `\treturn ${send}(ctx, s.client, what, options)`,
    '}',
  ];
}

function toCall(call: SdkCall): string[] {
  const { operationId, method, path, inPath, answer, auth } = call;
  const segments = inPath.map(({ name, schema }) => {
    const isNumber = schema?.type === 'integer';
    const value = isNumber ? `strconv.Itoa(${variable(name)})` : schema?.$ref === undefined ? variable(name) : `string(${variable(name)})`;
    return `${JSON.stringify(name)}, ${value}`;
  });
  const fields = [
    `id: ${JSON.stringify(operationId)}, method: ${JSON.stringify(method)}, path: ${JSON.stringify(path)}, auth: ${JSON.stringify(auth)},`,
    ...(segments.length > 0 ? [`segments: []string{${segments.join(', ')}},`] : []),
    ...(hasParams(call) ? ['query: params.query(),'] : []),
    ...(answer.types.length > 0 ? [`accept: []string{${answer.types.map((type) => JSON.stringify(type)).join(', ')}},`] : []),
  ];
  return ['\twhat := call{', ...fields.map((field) => `\t\t${field}`), '\t}'];
}

function toBody({ body }: SdkCall, none: string): string[] {
  if (!body) return [];
  if (body.types.length > 1) return ['\twhat.body = &body'];
  const encode = [
    `\tcontent, err := ${body.types[0] === JSON_TYPE ? 'JSON' : 'formOf'}(body)`,
    '\tif err != nil {',
    `\t\treturn ${none}`,
    '\t}',
    '\twhat.body = &content',
  ];
  return body.isRequired ? encode : ['\tif body != nil {', ...encode.map((line) => `\t${line}`), '\t}'];
}

function bodyType({ body }: SdkCall): string {
  if (!body || body.types.length > 1) return 'Content';
  const type = body.json ? toType(body.json, 'body') : 'any';
  return body.isRequired || type === 'any' ? type : `*${type}`;
}

function toType(schema: Schema, place: 'path' | 'query' | 'body'): string {
  const name = nameIn(schema);
  if (name !== undefined) return name;
  if (schema.type === 'array') return `[]${toType(schema.items ?? {}, place)}`;
  // Zero is left out of a query, so false needs a pointer.
  if (schema.type === 'boolean') return place === 'query' ? '*bool' : 'bool';
  if (schema.type === 'integer') return 'int';
  if (schema.type === 'number') return 'float64';
  if (schema.anyOf?.every(({ type }) => type === 'string')) return 'string';
  if (schema.type === 'string') return schema.format === 'date-time' ? 'time.Time' : 'string';
  return 'any';
}

const words = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).split(/[^a-z0-9]+/i);
const pascal = (parts: string[]) => parts.map((word) => word.replace(/^./, (letter) => letter.toUpperCase())).join('');
const fieldOf = ({ name }: Parameter) => pascal(words(name));
const variable = (name: string) => {
  const [first = '', ...rest] = words(name);
  return RESERVED.has(first) && rest.length === 0 ? `${first}_` : `${first}${pascal(rest)}`;
};
const RESERVED = new Set([
  'type',
  'range',
  'func',
  'map',
  'body',
  'params',
  'options',
  'what',
  'ctx',
  's',
  'import',
  'interface',
  'select',
]);

function comment(text: string | undefined, indent: string): string[] {
  return (text ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [`${indent}// ${line.trim()}`]));
}
