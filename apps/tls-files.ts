import { readFileSync } from 'node:fs';
import type { Config } from './config.ts';

/** What the API ends TLS with; undefined when a proxy does, or nobody. Read once: a new certificate needs a restart. */
export function readTlsFiles({
  TLS_CERT_FILE,
  TLS_KEY_FILE,
  TLS_CLIENT_CA_FILE,
}: Pick<Config, 'TLS_CERT_FILE' | 'TLS_KEY_FILE' | 'TLS_CLIENT_CA_FILE'>):
  | { cert: string; key: string; ca: string | undefined }
  | undefined {
  if (TLS_CERT_FILE === undefined && TLS_KEY_FILE === undefined) return undefined;
  if (TLS_CERT_FILE === undefined || TLS_KEY_FILE === undefined) {
    throw new Error('TLS_CERT_FILE and TLS_KEY_FILE go together: one is not set');
  }
  const read = (file: string) => readFileSync(file, 'utf8');
  return {
    cert: read(TLS_CERT_FILE),
    key: read(TLS_KEY_FILE),
    ca: TLS_CLIENT_CA_FILE === undefined ? undefined : read(TLS_CLIENT_CA_FILE),
  };
}
