/** Texts of valid JSON that are cheap to write and dear to read, up to a number of bytes. The first five are the kinds of the gate. */
export const shapes = {
  /** As deep as bodies may be, again and again. */
  deep: (bytes: number) => list(bytes, `${'['.repeat(40)}${']'.repeat(40)}`),
  /** One object with as many keys as fit. */
  wide: (bytes: number) => `{${many(bytes, (index) => `"${index.toString(36)}":0`)}}`,
  /** One text, all of it escapes. */
  long: (bytes: number) => `"${String.raw`\u0061`.repeat(bytes / 6)}"`,
  /** The smallest objects. */
  many: (bytes: number) => list(bytes, '{}'),
  /** Numbers that must be compared with their doubles. */
  numbers: (bytes: number) => list(bytes, '0.1234567890123456'),
  /** Objects in objects, with keys to compare and to sort. */
  nested: (bytes: number) => list(bytes, `${'{"b":0,"a":'.repeat(40)}0${'}'.repeat(40)}`),
} as const;
export type Shape = keyof typeof shapes;

function list(bytes: number, item: string): string {
  return `[${Array.from({ length: Math.floor(bytes / (item.length + 1)) }, () => item).join()}]`;
}

function many(bytes: number, itemOf: (index: number) => string): string {
  const items: string[] = [];
  for (let length = 0, index = 0; length < bytes; index++) {
    const item = itemOf(index);
    items.push(item);
    length += item.length + 1;
  }
  return items.join();
}
