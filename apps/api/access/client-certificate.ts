import { hash, X509Certificate } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import type { Settings } from '#domain/settings.ts';
import { createProxyCheck } from './trusted-proxies.ts';

type Mtls = Settings['gateway']['oauth']['mtls'];

export interface ClientCertificate {
  /** SHA-256 of the DER form, base64url: `x5t#S256`. */
  thumbprint: string;
  x509: X509Certificate;
  /** Whether the certificate chains to a configured authority, as verified by the process that terminated TLS. */
  isTrusted: boolean;
}

/** Certificates are 1 to 3 KB as PEM; URL-encoded a little more. */
const MAX_HEADER_LENGTH = 16_384;

/** The client certificate of a request, from the place that `gateway.oauth.mtls` configures. Undefined if there is none. */
export function createCertificateReader(settings: () => Settings): (request: FastifyRequest) => ClientCertificate | undefined {
  const isProxy = createProxyCheck();
  return (request) => {
    const { mtls } = settings().gateway.oauth;
    if (mtls.source === 'tls') return fromConnection(request);
    if (mtls.source === 'off' || !isProxy(request.socket.remoteAddress, mtls.trusted_proxies)) return undefined;
    return fromHeader(request, mtls);
  };
}

function fromConnection({ socket }: FastifyRequest): ClientCertificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const x509 = socket.getPeerX509Certificate();
  return x509 && describe(x509, socket.authorized);
}

function fromHeader({ headers }: FastifyRequest, mtls: Mtls): ClientCertificate | undefined {
  const text = headers[mtls.header.toLowerCase()];
  if (typeof text !== 'string' || text.length > MAX_HEADER_LENGTH) return undefined;
  try {
    return describe(new X509Certificate(decodeURIComponent(text)), headers[mtls.verified_header.toLowerCase()] === 'SUCCESS');
  } catch {
    return undefined;
  }
}

function describe(x509: X509Certificate, isTrusted: boolean): ClientCertificate {
  return { x509, isTrusted, thumbprint: hash('sha256', x509.raw, 'base64url') };
}
