import { type ApiDocument, type Operation, type Parameter, resolve, type Schema } from '#apps/api/openapi/openapi-model.ts';
import { type NamedOperation, nameOperations } from './name-operations.ts';

/** How a call of an SDK answers: `list` reads all pages, `text` is an export, `file` one form of a document, `none` a 204. */
type AnswerKind = 'json' | 'list' | 'text' | 'file' | 'none';

/** One method of an SDK. An operation with JSON and other forms has two: `get_roi` and `get_roi_file`. */
export interface SdkCall {
  /** As in the document: `createDeal`. */
  operationId: string;
  /** Words of the resource and of the method: `causeway.deals.create`. */
  resource: string[];
  verb: string[];
  method: string;
  path: string;
  about: string;
  inPath: Parameter[];
  inQuery: Parameter[];
  inHeader: Parameter[];
  body: { isRequired: boolean; json: Schema | undefined; types: string[] } | undefined;
  answer: { kind: AnswerKind; schema: Schema | undefined; types: readonly string[] };
  /** `client`: the credentials of the OAuth client itself. */
  auth: 'bearer' | 'client' | 'none';
}

export const JSON_TYPE = 'application/json';
export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Every operation, by resource and method. The document has a name for each schema (`nameSchemas`). */
export function sdkCallsOf(document: ApiDocument): SdkCall[] {
  return nameOperations(document).flatMap((operation) => toCalls(document, operation));
}

function toCalls(document: ApiDocument, named: NamedOperation): SdkCall[] {
  const { method, path, operation } = named;
  const parameters = operation.parameters ?? [];
  const of = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const content = operation.requestBody?.content;
  const base = {
    operationId: operation.operationId,
    resource: wordsOf(named.resource),
    verb: wordsOf(named.name),
    method,
    path,
    about: operation.description ?? operation.operationId,
    inPath: of('path'),
    inQuery: of('query'),
    inHeader: of('header'),
    body: content && {
      isRequired: operation.requestBody?.required === true,
      json: content[JSON_TYPE]?.schema ?? content[FORM_TYPE]?.schema,
      types: Object.keys(content),
    },
    auth: authOf(operation, path),
  };
  const success = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1];
  const types = Object.keys(success?.content ?? {});
  const schema = success?.content?.[JSON_TYPE]?.schema;
  if (types.length === 0) return [{ ...base, answer: { kind: 'none', schema: undefined, types } }];
  if (!schema) return [{ ...base, answer: { kind: 'text', schema: undefined, types } }];
  const answer = { kind: isList(document, base.inQuery, schema) ? 'list' : 'json', schema, types: [JSON_TYPE] } as const;
  if (types.length === 1) return [{ ...base, answer }];
  const inQuery = base.inQuery.filter(({ name }) => name !== 'format');
  const asFile = { kind: 'file', schema: undefined, types: types.filter((type) => type !== JSON_TYPE) } as const;
  return [
    { ...base, inQuery, answer },
    { ...base, verb: [...base.verb, 'file'], inQuery: base.inQuery.map((one) => withoutJson(document, one)), answer: asFile },
  ];
}

/** The `format` of a file is one of the others. */
function withoutJson(document: ApiDocument, parameter: Parameter): Parameter {
  if (parameter.name !== 'format') return parameter;
  const forms = (resolve(document, parameter.schema ?? {}).enum ?? []).filter((one) => one !== 'json');
  return { ...parameter, required: true, schema: { type: 'string', enum: forms } };
}

/** A page and nothing else: of a list, a method returns only the items. */
function isList(document: ApiDocument, inQuery: Parameter[], schema: Schema): boolean {
  const members = Object.keys(resolve(document, schema).properties ?? {}).toSorted();
  return inQuery.some(({ name }) => name === 'cursor') && members.join() === 'data,has_more,next_cursor';
}

function authOf({ security }: Operation, path: string): SdkCall['auth'] {
  if (!security || security.length === 0) return 'none';
  return path.startsWith('/oauth/') ? 'client' : 'bearer';
}

/** `deadLetters` is `dead letters`. */
const wordsOf = (name: string): string[] => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).split(' ');
