import type { ClientCertificate } from '#apps/api/access/client-certificate.ts';
import type { StoredOauthClient } from '#db/access/oauth-client.ts';
import { isSameName, nameFromLines } from '#domain/access/distinguished-name.ts';
import { invalidClient } from './client-credentials.ts';

/** RFC 8705 §2: either the registered subject, issued by a trusted authority, or exactly the registered certificate. */
export function assertCertificateOf(client: StoredOauthClient, certificate: ClientCertificate, refusal: string): void {
  if (!isRegistered(client, certificate)) throw invalidClient(refusal);
  const { validFromDate, validToDate } = certificate.x509;
  const now = new Date();
  if (now < validFromDate || now > validToDate) {
    throw invalidClient(`The client certificate is valid from ${validFromDate.toISOString()} to ${validToDate.toISOString()}`);
  }
}

function isRegistered(client: StoredOauthClient, { thumbprint, isTrusted, x509 }: ClientCertificate): boolean {
  if (client.authMethod === 'self_signed_tls_client_auth') return thumbprint === client.certificateThumbprint;
  if (client.authMethod !== 'tls_client_auth' || client.certificateSubject === null) return false;
  return isTrusted && isSameName(nameFromLines(x509.subject), client.certificateSubject);
}
