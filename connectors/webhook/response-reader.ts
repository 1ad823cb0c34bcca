/** Beyond this the response is not read: the status has said what matters, and a receiver must not cost us memory. */
export const MAX_RESPONSE_BYTES = 16 * 1024;
/** What the timeline keeps of a response: enough for an error message. */
const SNIPPET_BYTES = 1024;

const utf8 = new TextDecoder('utf-8');
// Control characters (PostgreSQL cannot store NUL) and those that reverse the direction of text in a console.
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** Keeps the first KiB of a response body and counts the rest. */
export class ResponseReader {
  #received = 0;
  #kept: Buffer[] = [];

  /** False once the body is larger than we read. */
  push(chunk: Buffer): boolean {
    const room = SNIPPET_BYTES - this.#received;
    if (room > 0) this.#kept.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#received += chunk.length;
    return this.#received <= MAX_RESPONSE_BYTES;
  }

  /** UTF-8 as far as it is; what is not becomes U+FFFD. Undefined for an empty body. */
  snippet(): string | undefined {
    const [first, ...more] = this.#kept;
    if (!first) return undefined;
    const bytes = more.length > 0 ? Buffer.concat(this.#kept) : first;
    return toSafeText(this.#received > SNIPPET_BYTES ? withoutCutCharacter(bytes) : bytes);
  }
}

function toSafeText(bytes: Uint8Array): string {
  return utf8.decode(bytes).replace(UNSAFE, '\ufffd');
}

/** Drops the bytes of a last character that the cut went through. */
function withoutCutCharacter(bytes: Buffer): Buffer {
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  const lead = bytes[start] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + length > bytes.length ? bytes.subarray(0, start) : bytes;
}
