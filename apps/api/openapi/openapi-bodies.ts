/** Must equal IMPORT_LIMIT_BYTES of the only route that accepts them. */
const MAX_FILE = 16 * 1024 * 1024;

/** The media types that a route accepts in addition to JSON. The route parses them; they are only described here. */
export type TextBodies = Record<string, { description: string; example: string }>;

declare module 'fastify' {
  interface FastifySchema {
    textBodies?: TextBodies;
  }
}

/** The body of a route that accepts several media types. */
export function withTextBodies(json: unknown, texts: TextBodies): object {
  const others = Object.entries(texts).map(([type, { description, example }]) => [
    type,
    { schema: { type: 'string', maxLength: MAX_FILE, description, examples: [example] } },
  ]);
  return { content: { 'application/json': { schema: json }, ...Object.fromEntries(others) } };
}
