import type { ApiDeps } from '#apps/api/deps.ts';
import { invalidRequest } from '#apps/api/http/errors.ts';
import type { OauthClientRow } from '#db/access/oauth-client.ts';
import type { ClientAuthMethod } from '#domain/access/oauth-client.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import type { CreateOauthClient } from './oauth-client-view.ts';

type SentProof = { [Field in ProofField]?: CreateOauthClient[Field] };
type ProofColumns = Pick<OauthClientRow, 'jwks' | 'jwksUri' | 'certificateThumbprint' | 'certificateSubject'>;
type ProofField = 'jwks' | 'jwks_uri' | 'certificate_thumbprint' | 'certificate_subject';

/** Of the fields that belong to a method, exactly one must be set. */
const fieldsOf: Record<ClientAuthMethod, ProofField[]> = {
  client_secret_basic: [],
  client_secret_post: [],
  private_key_jwt: ['jwks', 'jwks_uri'],
  tls_client_auth: ['certificate_subject'],
  self_signed_tls_client_auth: ['certificate_thumbprint'],
};
const allFields = [...new Set(Object.values(fieldsOf).flat())];

/** Returns the columns for the fields in the request. Throws if they do not belong to the method, or if the host must not be called. */
export function readProof(method: ClientAuthMethod, sent: SentProof, guard: ApiDeps['guard']): ProofColumns {
  const wanted = fieldsOf[method];
  const faults: FieldError[] = allFields
    .filter((field) => sent[field] !== undefined && !wanted.includes(field))
    .map((field) => fieldError([field], 'not_applicable', `does not apply to ${method}`));
  const given = wanted.filter((field) => sent[field] !== undefined);
  if (wanted.length > 0 && given.length !== 1) {
    const message = given.length === 0 ? `is required for ${method}` : `cannot be sent together with ${given[1] ?? ''}`;
    const told = wanted.length > 1 && given.length === 0 ? `or ${wanted[1]} ${message}` : message;
    faults.push(fieldError(wanted.slice(0, 1), given.length === 0 ? 'required' : 'ambiguous', told));
  }
  const blocked = sent.jwks_uri === undefined ? undefined : guard.checkUrl(sent.jwks_uri);
  if (blocked) faults.push(fieldError(['jwks_uri'], blocked.code, blocked.message));
  if (faults.length > 0) throw invalidRequest(faults);
  return {
    jwks: sent.jwks ?? null,
    // As it is called.
    jwksUri: sent.jwks_uri === undefined ? null : new URL(sent.jwks_uri).href,
    certificateThumbprint: sent.certificate_thumbprint ?? null,
    certificateSubject: sent.certificate_subject ?? null,
  };
}

/** Whether a change affects the client's authentication. */
export function changesProof(sent: SentProof): boolean {
  return allFields.some((field) => sent[field] !== undefined);
}
