import { decodeUtf8 } from '#domain/utf8.ts';

/**
 * Reads a body as a string. Throws UnreadableBody if it is not UTF-8, and as soon as it exceeds `maxBytes`, so that a large
 * response cannot exhaust memory.
 */
export async function readAtMost(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const text = decodeUtf8(Buffer.concat(await Array.fromAsync(cappedBody(body, maxBytes))));
  if (text === undefined) throw new UnreadableBody('the response is not UTF-8');
  return text;
}

/** The chunks of a body. Throws UnreadableBody as soon as it exceeds `maxBytes`. */
export async function* cappedBody(body: AsyncIterable<Buffer>, maxBytes: number): AsyncIterable<Buffer> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new UnreadableBody(`the response is larger than ${maxBytes} bytes`);
    yield chunk;
  }
}

export class UnreadableBody extends Error {}
