import { type ApiDocument, resolve, type Schema } from './openapi-model.ts';
import { pascal } from './openapi-words.ts';

/** Says how a client recognizes which option of a union it has. The options have names by now: openapi-named.ts. */
export function describeUnions(document: ApiDocument): void {
  for (const schema of Object.values(document.components?.schemas ?? {})) {
    const options = schema.oneOf ?? schema.anyOf ?? [];
    if (options.length < 2 || !options.every(({ $ref }) => $ref !== undefined)) continue;
    delete schema.anyOf;
    schema.oneOf = options;
    const discriminator = discriminatorOf(document, options);
    if (discriminator) schema.discriminator = discriminator;
  }
}

/** The field that every option requires, and whose constant or values no other option has. */
function discriminatorOf(document: ApiDocument, options: Schema[]): Schema['discriminator'] {
  const targets = options.map((option) => ({ $ref: option.$ref ?? '', schema: resolve(document, option) }));
  const fields = Object.keys(targets[0]?.schema.properties ?? {});
  for (const propertyName of fields) {
    const pairs = targets.flatMap(({ $ref, schema }) =>
      valuesOf(document, schema.required?.includes(propertyName) ? schema.properties?.[propertyName] : undefined).map(
        (value) => [value, $ref] as const,
      ),
    );
    const mapping = Object.fromEntries(pairs);
    const isComplete = new Set(Object.values(mapping)).size === targets.length;
    if (isComplete && Object.keys(mapping).length === pairs.length) return { propertyName, mapping };
  }
  return undefined;
}

function valuesOf(document: ApiDocument, field: Schema = {}): string[] {
  if (typeof field.const === 'string') return [field.const];
  return resolve(document, field).enum?.map(String) ?? [];
}

/** Go has the constants of all enums in one namespace, so the name of a value begins with that of its enum. */
export function nameValues({ components }: ApiDocument): void {
  for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
    if (schema.enum) schema['x-enum-varnames'] = schema.enum.map((value) => `${name}${pascal(String(value))}`);
  }
}
