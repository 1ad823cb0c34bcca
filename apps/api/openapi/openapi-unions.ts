import type { ApiDocument, Schema } from './openapi-model.ts';
import { pascal } from './openapi-words.ts';

/** Says how a client recognizes which option of a union it has. The options have names by now: openapi-named.ts. */
export function describeUnions({ components }: ApiDocument): void {
  const schemas = components?.schemas ?? {};
  for (const schema of Object.values(schemas)) {
    const options = schema.oneOf ?? schema.anyOf ?? [];
    if (options.length < 2 || !options.every(({ $ref }) => $ref !== undefined)) continue;
    delete schema.anyOf;
    schema.oneOf = options;
    const discriminator = discriminatorOf(schemas, options);
    if (discriminator) schema.discriminator = discriminator;
  }
}

/** The field that every option requires, and whose constant or values no other option has. */
function discriminatorOf(schemas: Record<string, Schema>, options: Schema[]): Schema['discriminator'] {
  const targets = options.map(({ $ref = '' }) => ({ $ref, schema: schemas[nameIn($ref)] ?? {} }));
  const fields = Object.keys(targets[0]?.schema.properties ?? {});
  for (const propertyName of fields) {
    const pairs = targets.flatMap(({ $ref, schema }) =>
      valuesOf(schemas, schema.required?.includes(propertyName) ? schema.properties?.[propertyName] : undefined).map(
        (value) => [value, $ref] as const,
      ),
    );
    const mapping = Object.fromEntries(pairs);
    const isComplete = new Set(Object.values(mapping)).size === targets.length;
    if (isComplete && Object.keys(mapping).length === pairs.length) return { propertyName, mapping };
  }
  return undefined;
}

function valuesOf(schemas: Record<string, Schema>, field: Schema | undefined): string[] {
  if (typeof field?.const === 'string') return [field.const];
  const values = field?.enum ?? (field?.$ref === undefined ? undefined : schemas[nameIn(field.$ref)]?.enum);
  return values?.map(String) ?? [];
}

const nameIn = (ref: string): string => ref.replace('#/components/schemas/', '');

/** Go has the constants of all enums in one namespace, so the name of a value begins with that of its enum. */
export function nameValues({ components }: ApiDocument): void {
  for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
    if (schema.enum) schema['x-enum-varnames'] = schema.enum.map((value) => `${name}${pascal(String(value))}`);
  }
}
