import { secretContext, type SecretRow } from '#db/delivery/endpoint-secret.ts';
import { newSecret, publicKeyOf, type SigningScheme } from '#domain/delivery/signature.ts';
import { newId } from '#domain/id.ts';
import type { SecretBox } from '#domain/secret-box.ts';

/** The keys that a receiver needs to verify signatures. The private key of v1a is never returned. */
export interface ShownKeys {
  secret: string | null;
  public_key: string | null;
}

export function newSigningKeys(signing: SigningScheme, secretBox: SecretBox) {
  const id = newId('sec');
  const secret = newSecret(signing);
  return { row: { id, sealed: secretBox.seal(secret, secretContext(id)) }, shown: show(secret) };
}

export function openKeys(row: Pick<SecretRow, 'id' | 'sealed'>, secretBox: SecretBox): ShownKeys {
  return show(secretBox.open(row.sealed, secretContext(row.id)));
}

function show(secret: string): ShownKeys {
  const isPrivateKey = secret.startsWith('whsk_');
  return isPrivateKey ? { secret: null, public_key: publicKeyOf(secret) } : { secret, public_key: null };
}
