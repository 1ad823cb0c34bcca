/** IMPORT_LIMIT_BYTES of the only route that takes them. */
const MAX_FILE = 16 * 1024 * 1024;

/** What a route takes beside JSON, by media type: read by the route, and only described here. */
export type TextBodies = Record<string, { description: string; example: string }>;

declare module 'fastify' {
  interface FastifySchema {
    textBodies?: TextBodies;
  }
}

/** The body of a route that takes several types. */
export function withTextBodies(json: unknown, texts: TextBodies): object {
  const others = Object.entries(texts).map(([type, { description, example }]) => [
    type,
    { schema: { type: 'string', maxLength: MAX_FILE, description, examples: [example] } },
  ]);
  return { content: { 'application/json': { schema: json }, ...Object.fromEntries(others) } };
}
