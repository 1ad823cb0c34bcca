/** The parts of an OpenAPI 3.1 document that this program reads and writes. */
export interface ApiDocument {
  paths?: Record<string, Record<string, Operation>>;
  webhooks?: Record<string, { post?: Operation }>;
  components?: {
    schemas?: Record<string, Schema>;
    responses?: Record<string, Response>;
    headers?: Record<string, unknown>;
    securitySchemes?: Record<string, unknown>;
  };
}

export interface Operation {
  operationId?: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content?: Record<string, MediaType> };
  responses?: Record<string, Response>;
  security?: unknown[];
  deprecated?: boolean;
  /** The JSON Schema that a deal must match to be submitted. */
  'x-submission'?: object;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  style?: string;
  explode?: boolean;
  schema?: Schema;
}

export interface Response {
  $ref?: string;
  description?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, MediaType>;
}

export interface MediaType {
  schema?: Schema;
  example?: unknown;
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  description?: string;
  example?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  readOnly?: boolean;
  deprecated?: boolean;
  discriminator?: { propertyName: string; mapping: Record<string, string> };
  /** The names of an enum's values in generated code. */
  'x-enum-varnames'?: string[];
}

/** A schema that is part of no other. */
interface SchemaRoot {
  /** The name of a component, an operation or a webhook. */
  owner: string;
  /** What of it the schema describes: a parameter, its result; empty for the body of a request, and for a component. */
  part: string;
  schema: Schema;
  of: 'component' | 'operation' | 'webhook';
}

export function operationsOf(document: ApiDocument): { method: string; path: string; operation: Operation }[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
}

/** All schemas, with what they describe. */
export function schemaRoots(document: ApiDocument): SchemaRoot[] {
  const components = Object.entries(document.components?.schemas ?? {});
  const webhooks = Object.values(document.webhooks ?? {}).flatMap(({ post }) => (post ? [post] : []));
  return [
    ...components.map(([owner, schema]) => ({ owner, part: '', schema, of: 'component' as const })),
    ...operationsOf(document).flatMap(({ operation }) => rootsOf(operation, 'operation')),
    ...webhooks.flatMap((operation) => rootsOf(operation, 'webhook')),
  ];
}

function rootsOf({ operationId: owner = '', parameters = [], requestBody, responses = {} }: Operation, of: SchemaRoot['of']): SchemaRoot[] {
  const root = (part: string, schema: Schema | undefined): SchemaRoot[] => (schema ? [{ owner, part, schema, of }] : []);
  return [
    ...parameters.flatMap(({ name, schema }) => root(name, schema)),
    ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => root('', schema)),
    ...Object.values(responses).flatMap(({ content = {} }) => Object.values(content).flatMap(({ schema }) => root('result', schema))),
  ];
}

/** The name of the component that a schema refers to; undefined if it is no reference. */
export const nameIn = ({ $ref }: Schema): string | undefined => $ref?.replace('#/components/schemas/', '');

/** Resolves a reference; returns any other schema unchanged. */
export function resolve(document: ApiDocument, schema: Schema): Schema {
  const name = nameIn(schema);
  return (name === undefined ? undefined : document.components?.schemas?.[name]) ?? schema;
}

/** Adds the names of the components that a schema refers to, itself or through others. */
export function addReached(document: ApiDocument, from: Schema, reached: Set<string>): void {
  visitSchema(from, '', (schema) => {
    const name = nameIn(schema);
    if (name === undefined || reached.has(name)) return;
    reached.add(name);
    addReached(document, resolve(document, schema), reached);
  });
}

/** Visits a schema and everything in it. `name` is the name of the property or parameter that it describes. */
export function visitSchema(schema: Schema, name: string, visit: (schema: Schema, name: string) => void): void {
  visit(schema, name);
  for (const [property, inner] of Object.entries(schema.properties ?? {})) visitSchema(inner, property, visit);
  for (const inner of [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) {
    if (inner) visitSchema(inner, name, visit);
  }
  if (typeof schema.additionalProperties === 'object') visitSchema(schema.additionalProperties, '', visit);
  if (schema.propertyNames) visitSchema(schema.propertyNames, '', visit);
}
