const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The text of these bytes, without a byte order mark. Undefined if they are not UTF-8: replacing what is wrong would store and deliver
 * another text than was sent, and make two texts the same.
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
