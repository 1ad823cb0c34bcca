import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { OpenSettings } from './settings.ts';

type TlsFiles = { cert: string; key: string; ca: string | undefined };

/** Certificate and key with which the API terminates TLS; undefined if it does not. Read once: a new certificate needs a restart. */
export function readTlsFiles({
  TLS_CERT_FILE,
  TLS_KEY_FILE,
  TLS_CLIENT_CA_FILE,
}: Pick<Config, 'TLS_CERT_FILE' | 'TLS_KEY_FILE' | 'TLS_CLIENT_CA_FILE'>): TlsFiles | undefined {
  if (TLS_CERT_FILE === undefined && TLS_KEY_FILE === undefined) return undefined;
  if (TLS_CERT_FILE === undefined || TLS_KEY_FILE === undefined) {
    throw new Error('TLS_CERT_FILE and TLS_KEY_FILE must be set together; one of them is missing.');
  }
  const read = (file: string) => readFileSync(file, 'utf8');
  return {
    cert: read(TLS_CERT_FILE),
    key: read(TLS_KEY_FILE),
    ca: TLS_CLIENT_CA_FILE === undefined ? undefined : read(TLS_CLIENT_CA_FILE),
  };
}

/** Warns, at start and after a change of the settings, if client certificates are expected on a connection that has no TLS. */
export function warnWithoutTls(settings: OpenSettings, tls: TlsFiles | undefined, log: Pick<Logger, 'warn'>): void {
  let isTold = false;
  const look = () => {
    const isMissing = tls === undefined && settings.current().gateway.oauth.mtls.source === 'tls';
    if (isMissing && !isTold) log.warn(CERTIFICATES_CANNOT_ARRIVE);
    isTold = isMissing;
  };
  look();
  settings.onChange(look);
}

const CERTIFICATES_CANNOT_ARRIVE =
  'gateway.oauth.mtls.source is tls (which partner.security.enterprise.mtls: enabled sets), but this process does not terminate TLS, ' +
  'so it gets no client certificates. Set TLS_CERT_FILE and TLS_KEY_FILE. If a proxy terminates TLS, set gateway.oauth.mtls.source: header';
