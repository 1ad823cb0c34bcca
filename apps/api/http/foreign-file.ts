import { DomainError } from '#domain/errors.ts';

const SAVE_AS_CSV = 'Open it in the spreadsheet program and save it as "CSV UTF-8".';

/** The first bytes of files that are sent as text by mistake, and what to do about them. */
const kinds: readonly { starts: readonly number[]; name: string; advice: string }[] = [
  { starts: [0x1f, 0x8b], name: 'compressed (gzip)', advice: 'Send it uncompressed.' },
  { starts: [0x28, 0xb5, 0x2f, 0xfd], name: 'compressed (zstd)', advice: 'Send it uncompressed.' },
  { starts: [0x50, 0x4b, 0x03, 0x04], name: 'an Excel workbook or another ZIP archive', advice: SAVE_AS_CSV },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], name: 'an Excel workbook of an old version', advice: SAVE_AS_CSV },
];

/** A body with a Content-Encoding. The answer says which encodings are accepted (RFC 9110 section 12.5.3): none. */
export class EncodedBody extends DomainError {
  constructor(encoding: string) {
    const sent = encoding.slice(0, 50);
    super('unsupported_media_type', `Compressed bodies are not supported (${sent}): send the body without Content-Encoding.`);
  }
}

/** Throws before anything is read of a body that would have to be inflated: a small one could become a large one. */
export function refuseEncoding(encoding: string | undefined): void {
  if (encoding !== undefined && !/^\s*(?:identity)?\s*$/i.test(encoding)) throw new EncodedBody(encoding);
}

/** The error for a body that is compressed, or is a file of a spreadsheet program rather than its text, whatever its headers say. */
export function foreignFile(bytes: Buffer): DomainError | undefined {
  const kind = kinds.find(({ starts }) => starts.every((byte, i) => bytes[i] === byte));
  return kind && new DomainError('unsupported_media_type', `The file is ${kind.name}. ${kind.advice}`);
}
