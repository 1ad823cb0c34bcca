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
  expect(() => readTlsFiles(readConfig({ ...complete, TLS_CERT_FILE: 'cert.pem' }))).toThrow('must be set together');
  expect(readTlsFiles(readConfig(complete))).toBeUndefined();
});

test('CRM_URL and CRM_TOKEN go together', () => {
  expect(readConfig(complete).crm).toBeNull();
  expect(readConfig({ ...complete, CRM_URL: 'https://crm.example/v2', CRM_TOKEN: 't0ken' }).crm).toEqual({
    url: 'https://crm.example/v2',
    token: 't0ken',
  });
  expect(() => readConfig({ ...complete, CRM_URL: 'https://crm.example' })).toThrow('CRM_TOKEN: is required because CRM_URL is set');
  expect(() => readConfig({ CRM_TOKEN: 't0ken' })).toThrow(/DATABASE_URL: is not set[^]*CRM_URL: is required because CRM_TOKEN is set/);
});

test.each(['ftp://crm.example', 'https://user:pw@crm.example', 'https://crm.example/?key=1', 'crm.example'])(
  'the CRM URL %s is refused, and no value repeated',
  (CRM_URL) => {
    const read = () => readConfig({ ...complete, CRM_URL, CRM_TOKEN: 'with spaces' });
    expect(read).toThrow(/CRM_URL: must [^]*CRM_TOKEN: must /);
    expect(read).not.toThrow('with spaces');
  },
);
