import { expect, test } from 'vitest';
import { readConfig } from '#apps/config.ts';
import { readTlsFiles } from '#apps/tls-files.ts';

const complete = { DATABASE_URL: 'postgres://a@b/c', CAUSEWAY_ENCRYPTION_KEYS: `k:${Buffer.alloc(32).toString('base64')}` };
const publicUrl = (PUBLIC_URL: string) => readConfig({ ...complete, PUBLIC_URL }).PUBLIC_URL;

test('the public URL is an origin, and this machine unless it is set', () => {
  expect(publicUrl('https://causeway.example.com/')).toBe('https://causeway.example.com');
  expect(readConfig({ ...complete, PORT: '3010' }).PUBLIC_URL).toBe('http://127.0.0.1:3010');
});

test.each(['https://example.com/path', 'https://example.com/?a=b', 'https://user@example.com', 'ftp://example.com', 'example.com'])(
  'the public URL %s is refused',
  (url) => {
    expect(() => publicUrl(url)).toThrow('PUBLIC_URL');
  },
);

test('half a TLS configuration is refused at start', () => {
  expect(() => readTlsFiles(readConfig({ ...complete, TLS_CERT_FILE: 'cert.pem' }))).toThrow('go together');
  expect(readTlsFiles(readConfig(complete))).toBeUndefined();
});
