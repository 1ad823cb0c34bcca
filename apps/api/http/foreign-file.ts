import { DomainError } from '#domain/errors.ts';

const SAVE_AS_CSV = 'Open it in the spreadsheet program and save it as "CSV UTF-8".';

/** The first bytes of files that are sent as text by mistake, and what to do about them. */
const kinds: readonly { starts: readonly number[]; name: string; advice: string }[] = [
  { starts: [0x1f, 0x8b], name: 'compressed (gzip)', advice: 'Send it uncompressed.' },
  { starts: [0x28, 0xb5, 0x2f, 0xfd], name: 'compressed (zstd)', advice: 'Send it uncompressed.' },
  { starts: [0x50, 0x4b, 0x03, 0x04], name: 'an Excel workbook or another ZIP archive', advice: SAVE_AS_CSV },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], name: 'an Excel workbook of an old version', advice: SAVE_AS_CSV },
];

/** The error for a body that is compressed, or is a file of a spreadsheet program rather than its text. */
export function foreignFile(bytes: Buffer, encoding: string | undefined): DomainError | undefined {
  if (encoding !== undefined && !/^\s*(?:identity)?\s*$/i.test(encoding)) {
    return new DomainError('unsupported_media_type', 'Compressed bodies are not supported: send the body without Content-Encoding.');
  }
  const kind = kinds.find(({ starts }) => starts.every((byte, i) => bytes[i] === byte));
  return kind && new DomainError('unsupported_media_type', `The file is ${kind.name}. ${kind.advice}`);
}
