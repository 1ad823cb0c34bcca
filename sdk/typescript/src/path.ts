import { defaultPathSerializer } from 'openapi-fetch';

/**
 * Puts parameters into a path, each as one segment. Throws for what no encoding keeps one: the empty text, and the dots that every
 * URL parser takes for the way up, so that another route would be called.
 */
export function toPath(path: string, parameters: Record<string, unknown>): string {
  for (const [name, value] of Object.entries(parameters)) {
    if (/^\.{0,2}$/.test(String(value))) throw new TypeError(`The path parameter ${name} is ${JSON.stringify(value)}, which names nothing`);
  }
  return defaultPathSerializer(path, parameters);
}
