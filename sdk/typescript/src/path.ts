/**
 * Puts parameters into a path, each as one segment. Throws for what no encoding keeps one: nothing, the empty text, and the dots that
 * every URL parser takes for the way up, so that another route would be called.
 */
export function toPath(path: string, parameters: readonly unknown[]): string {
  let place = 0;
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[place++];
    if ((typeof value !== 'string' && typeof value !== 'number') || /^\.{0,2}$/.test(String(value))) {
      throw new TypeError(`The path parameter ${name} is ${JSON.stringify(value)}, which names nothing`);
    }
    return encodeURIComponent(value);
  });
}
