import { type ApiDocument, type MediaType, operationsOf, type Parameter, type Schema, schemaRoots, visitSchema } from './openapi-model.ts';
import { joinSentences } from './openapi-words.ts';

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'an integer',
  boolean: 'true or false',
  array: 'a list',
};

/** Files, which are sent as streams. Generators read one into memory if its size is limited. */
const files: Record<string, Schema> = {
  TextFile: { type: 'string', description: 'A file of text, sent as a stream' },
  BinaryFile: { type: 'string', format: 'binary', description: 'A file, sent as a stream' },
};

/**
 * Replaces what common generators cannot read or compile by what they can. The server still checks all of it. Where the document says less
 * than the server checks, the description says it.
 */
export function makePlain(document: ApiDocument): void {
  for (const { operation } of operationsOf(document)) {
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in === 'query') listValues(parameter);
    }
    for (const body of [operation.requestBody, ...Object.values(operation.responses ?? {})]) {
      for (const media of Object.values(body?.content ?? {})) referToFile(media);
    }
  }
  document.components = { ...document.components, schemas: { ...document.components?.schemas, ...structuredClone(files) } };
  for (const { schema } of schemaRoots(document)) visitSchema(schema, '', makeSchemaPlain);
}

/** A filter that is a value or a list of values is a list, which can have one. */
function listValues(parameter: Parameter): void {
  const list = parameter.schema?.anyOf?.find(({ type }) => type === 'array');
  if (list) parameter.schema = list;
  if (parameter.schema?.type === 'array') Object.assign(parameter, { style: 'form', explode: true });
}

/** Of JSON only objects and lists are sent. */
function referToFile(media: MediaType): void {
  const { type, format, description } = media.schema ?? {};
  if (type !== 'string') return;
  const name = format === 'binary' ? 'BinaryFile' : 'TextFile';
  media.schema = { $ref: `#/components/schemas/${name}`, ...(description === undefined ? {} : { description }) };
}

function makeSchemaPlain(schema: Schema, name: string): void {
  // The format says it.
  if (schema.format === 'date' || schema.format === 'date-time') delete schema.pattern;
  // Not a bound of the value, but of JavaScript's numbers.
  if (schema.minimum === Number.MIN_SAFE_INTEGER) {
    delete schema.minimum;
    delete schema.maximum;
  }
  if (typeof schema.default === 'object' && schema.default !== null) describeDefault(schema);
  if (schema.enum?.join() === 'true,false') makeBoolean(schema);
  if (schema.allOf?.every(isPattern)) keepOnePattern(schema);
  if (Object.keys(schema.properties ?? { kept: true }).length === 0) delete schema.properties;
  const values = schema.additionalProperties;
  if (typeof values === 'object') allowAnyValue(schema, values);
  // In Java every object has a method of this name, which one with any value would override.
  if (name !== 'equals') joinOptions(schema);
}

/** In Go the values of a map are pointers if their schema is empty. */
function allowAnyValue(schema: Schema, values: Schema): void {
  makeSchemaPlain(values, '');
  const { description, ...rest } = values;
  if (Object.keys(rest).length > 0) return;
  schema.additionalProperties = true;
  if (description !== undefined) schema.description = joinSentences(schema.description, `Each value is ${description}`);
}

function describeDefault(schema: Schema): void {
  schema.description = joinSentences(schema.description, `Default: \`${JSON.stringify(schema.default)}\``);
  delete schema.default;
}

/** A parameter is text wherever it comes from. */
function makeBoolean(schema: Schema): void {
  delete schema.enum;
  delete schema.maxLength;
  schema.type = 'boolean';
  if (schema.default !== undefined) schema.default = schema.default === 'true';
}

const isPattern = (schema: Schema): boolean => Object.keys(schema).join() === 'pattern';

function keepOnePattern(schema: Schema): void {
  const [first] = schema.allOf ?? [];
  if (first?.pattern !== undefined) schema.pattern ??= first.pattern;
  delete schema.allOf;
}

/** A value of several simple kinds: texts become one text, others any value. */
function joinOptions(schema: Schema): void {
  const options = (schema.anyOf ?? []).flatMap((option) => (option.anyOf?.every(isSimple) ? option.anyOf : [option]));
  const values = options.filter(({ type }) => type !== 'null');
  if (values.length < 2 || !values.every(isSimple)) return;
  delete schema.anyOf;
  const kinds = new Set(values.map(({ type }) => String(type)));
  if (kinds.size === 1 && kinds.has('string') && values.length === options.length) {
    const lengths = values.map(({ maxLength, enum: names }) => maxLength ?? Math.max(...(names ?? []).map((name) => String(name).length)));
    Object.assign(schema, { type: 'string', maxLength: Math.max(...lengths) });
    return;
  }
  const said = [...kinds].map((kind) => KINDS[kind] ?? kind);
  schema.description = joinSentences(schema.description, `one of: ${said.join(', ')}`);
}

/** No object, and no reference to one. */
const isSimple = ({ type, items }: Schema): boolean =>
  typeof type === 'string' && type in KINDS && (items?.properties ?? items?.$ref) === undefined;
