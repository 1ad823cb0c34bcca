import type { SwaggerTransform, SwaggerTransformObject } from '@fastify/swagger';
import type { FastifyContextConfig } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { submissionComponent } from '#apps/api/deals/deal-schema.ts';
import { problems } from '#apps/api/http/errors.ts';
import { type TextBodies, withTextBodies } from './openapi-bodies.ts';
import { addExamples } from './openapi-examples.ts';
import { addLimits } from './openapi-limits.ts';
import type { ApiDocument } from './openapi-model.ts';
import { nameSchemas } from './openapi-named.ts';
import { sortPaths } from './openapi-order.ts';
import { makePlain } from './openapi-plain.ts';
import { describeResponses, keepAnswersOpen, makeBodiesOptional } from './openapi-responses.ts';
import { describeUnions, nameValues } from './openapi-unions.ts';
import { describeWebhooks } from './openapi-webhooks.ts';

type Transformed = ReturnType<SwaggerTransform>;

const idempotencyHeader = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      // What http/idempotency.ts accepts.
      pattern: '^[\\x20-\\x7E]+$',
      description: 'A unique key for this request, such as a UUID. Repeating the request with the same key has no second effect.',
    },
  },
};

/** Errors that every route with a body can return, including those of an Idempotency-Key on every POST. */
const ofEveryBody = problems(413, 415);
const ofEveryPost = problems(409, 413, 415, 422);
/** Errors of every route that needs a scope. 431: a query that is too long. */
const ofEveryScope = problems(403, 429, 431);

/** Routes declare their own responses. Those that all routes with a body share are added here. */
export function transformRoute(document: Parameters<SwaggerTransform>[0]): Transformed {
  const methods = new Set([document.route.method].flat());
  // The authorization server has its own formats and errors.
  if (/^\/(?:oauth|\.well-known)\//.test(document.url)) return jsonSchemaTransform(document);
  const ofBody = methods.has('POST') ? ofEveryPost : methods.has('PATCH') || methods.has('PUT') ? ofEveryBody : {};
  const ofScope = document.schema?.security ? ofEveryScope : {};
  const schema = { ...document.schema, response: { ...ofScope, ...ofBody, ...(document.schema?.response as object) } };
  if (methods.has('PATCH')) schema.description = `${schema.description ?? ''} ${aboutMergePatch(document.route.config)}`;
  const whole = document.schema?.hide ? document : { ...document, schema };
  const transformed = takeTexts(jsonSchemaTransform(whole), document.schema?.textBodies);
  if (!methods.has('POST')) return transformed;
  return { ...transformed, schema: { ...transformed.schema, headers: idempotencyHeader } };
}

/**
 * What a merge patch does on this route. Not a second content type of the body: openapi-python-client sends a body of two with the last one, so that
 * its users would merge what they mean to replace.
 */
function aboutMergePatch({ mergesObjects: merged = [] }: FastifyContextConfig = {}): string {
  const accepted = 'A merge patch (RFC 7396, Content-Type `application/merge-patch+json`) is accepted, too:';
  if (merged === 'all') return `${accepted} its objects are merged with those that are stored.`;
  if (merged.length === 0) return `${accepted} an object in it is refused, because it would change only a part of what is stored.`;
  return `${accepted} of its objects, ${merged.map((name) => `\`${name}\``).join(' and ')} are merged with what is stored; the others are refused.`;
}

function takeTexts(transformed: Transformed, texts: TextBodies | undefined): Transformed {
  if (!texts) return transformed;
  return { ...transformed, schema: { ...transformed.schema, body: withTextBodies(transformed.schema.body, texts) } };
}

/** The library adds every schema it knows twice, as input and as output. The document keeps only those that it refers to. */
export function transformDocument(
  document: Parameters<SwaggerTransformObject>[0],
  names: Readonly<Record<string, string>>,
): ReturnType<SwaggerTransformObject> {
  const full = jsonSchemaTransformObject(document) as ApiDocument;
  const used = usedSchemas(full);
  const kept = Object.entries(full.components?.schemas ?? {}).filter(([name]) => used.has(name));
  const sorted = Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const whole = renameInputs({ ...full, components: { ...full.components, schemas: sorted } }, used);
  finish(whole, names);
  return whole;
}

/** Adds what holds for all routes, and writes all of it as common generators read it: the last steps, because the others know the routes' own schemas. */
function finish(document: ApiDocument, names: Readonly<Record<string, string>>): void {
  sortPaths(document);
  makeBodiesOptional(document);
  addLimits(document);
  addExamples(document);
  keepAnswersOpen(document);
  describeResponses(document);
  describeSubmissions(document);
  document.webhooks = describeWebhooks();
  makePlain(document);
  nameSchemas(document, names);
  describeUnions(document);
  nameValues(document);
}

/**
 * A dry run accepts any deal. The requirements of a valid deal are described in the same place, but not as the body's schema: generators
 * cannot compile conditions.
 */
function describeSubmissions({ paths }: ApiDocument): void {
  const operation = paths?.['/api/v1/deals/validate']?.['post'];
  if (operation) operation['x-submission'] = submissionComponent();
}

function usedSchemas({ paths, components }: ApiDocument): Set<string> {
  const used = new Set<string>();
  const waiting: unknown[] = [paths];
  while (waiting.length > 0) {
    for (const [, name = ''] of (JSON.stringify(waiting.pop()) ?? '').matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      waiting.push(components?.schemas?.[name]);
    }
  }
  return used;
}

/** Input-only schemas lose the suffix that the library adds to inputs. */
function renameInputs(document: ApiDocument, used: Set<string>): ApiDocument {
  const inputs = [...used].filter((name) => name.endsWith('Input') && !used.has(name.slice(0, -'Input'.length)));
  const text = inputs.reduce((json, name) => {
    const short = name.slice(0, -'Input'.length);
    return json.replaceAll(`"#/components/schemas/${name}"`, `"#/components/schemas/${short}"`).replace(`"${name}":{`, `"${short}":{`);
  }, JSON.stringify(document));
  return JSON.parse(text) as ApiDocument;
}
