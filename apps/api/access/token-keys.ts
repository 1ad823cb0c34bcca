import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import {
  addSigningKey,
  listSigningKeys,
  newSigningKeyId,
  signingKeyContext,
  type SigningKeyPlan,
  type StoredSigningKey,
} from '#db/access/signing-key.ts';
import type { Sql } from '#db/database.ts';
import { MAX_ACCESS_TOKEN_S } from '#domain/access/gateway-settings.ts';
import { DAY_MS } from '#domain/days.ts';
import { isSealedFault, type SecretBox } from '#domain/secret-box.ts';
import type { Settings } from '#domain/settings.ts';
import type { Directory } from './directory.ts';

/** How long clients may cache /oauth/jwks. */
export const JWKS_MAX_AGE_S = 300;
/** A key is published for twice that time before it signs, because caches start at any moment and clocks differ. */
const PUBLISH_AHEAD_MS = 2 * JWKS_MAX_AGE_S * 1_000;
/** Allowed clock difference between processes: one must not consider a key late that another has just begun to use. */
const CLOCK_SLACK_MS = 60_000;
/** A key stays published after its successor signs until its last token has expired, plus the allowed clock difference. */
const PUBLISH_AFTER_MS = MAX_ACCESS_TOKEN_S * 1_000 + CLOCK_SLACK_MS;
/** Limits the queries that made-up key ids can cause. */
const LOOK_AGAIN_MS = 1_000;
const system = { kind: 'system', id: 'signing-key-rotation' } as const;

interface TokenKey {
  kid: string;
  algorithm: 'ES256' | 'RS256';
  key: CryptoKey | Uint8Array;
}

/** The signing keys of access tokens. They are created on first use and rotated when they are due. */
export interface TokenKeys {
  signer(): Promise<TokenKey>;
  /** Undefined for a key that is not or no longer published. */
  verifier(kid: string): Promise<TokenKey | undefined>;
  published(): Promise<JWK[]>;
}

export function createTokenKeys(deps: {
  sql: Sql;
  secretBox: SecretBox;
  settings: () => Settings;
  directory: Pick<Directory, 'signingKeys'>;
}): TokenKeys {
  const { sql, secretBox, settings, directory } = deps;
  const opened = new Map<string, Promise<TokenKey>>();
  let rotating: Promise<StoredSigningKey[]> | undefined;
  let lookedAgainAt = 0;

  const stored = async () => directory.signingKeys.cached('all') ?? (await directory.signingKeys.get('all')) ?? [];

  /** Each key is imported once; only a handful are in use at a time. */
  function open(name: string, make: () => Promise<TokenKey>): Promise<TokenKey> {
    const known = opened.get(name);
    if (known) return known;
    if (opened.size > 100) opened.clear();
    const opening = make();
    opened.set(name, opening);
    opening.catch(() => opened.delete(name));
    return opening;
  }

  const openPrivate = ({ id: kid, algorithm, privateSealed }: StoredSigningKey) =>
    open(`private ${kid}`, async () => {
      const jwk = JSON.parse(secretBox.open(privateSealed, signingKeyContext(kid))) as JWK;
      return { kid, algorithm, key: await importJWK(jwk, algorithm) };
    });

  /** Creates the next key if it is due. */
  async function keysForSigning(): Promise<StoredSigningKey[]> {
    const keys = await stored();
    if (!planNext(keys, settings())) return keys;
    rotating ??= rotate().finally(() => (rotating = undefined));
    return rotating;
  }

  async function rotate(): Promise<StoredSigningKey[]> {
    // Generated outside the transaction, because an RSA key takes a tenth of a second. If another process was first, this one is discarded.
    const made = await newKey(settings().gateway.oauth.signing_algorithm, secretBox);
    const keys = await addSigningKey(sql, made, (present) => planNext(present, settings()), system);
    directory.signingKeys.forget('all');
    return keys;
  }

  return {
    async signer() {
      const keys = await keysForSigning();
      const [newest, ...older] = keys.filter(signsNow);
      if (!newest) throw new Error('No signing key is active yet. Check that the clocks of all processes agree');
      try {
        return await openPrivate(newest);
      } catch (error) {
        // Another process made it with an encryption key that this one lacks. A previous key that is still published is as good.
        const readable = isSealedFault(error) && older.find((key) => secretBox.keyIds.includes(secretBox.keyIdOf(key.privateSealed)));
        if (!readable) throw error;
        return openPrivate(readable);
      }
    },

    async verifier(kid) {
      let key = findPublished(await stored(), kid);
      if (!key && Date.now() - lookedAgainAt > LOOK_AGAIN_MS) {
        // Another process may have created the key a moment ago. Cached keys stay, because they must survive a database outage.
        lookedAgainAt = Date.now();
        key = findPublished(await listSigningKeys(sql), kid);
        if (key) directory.signingKeys.forget('all');
      }
      if (!key) return undefined;
      const { algorithm, publicJwk } = key;
      return open(`public ${kid}`, async () => ({ kid, algorithm, key: await importJWK(publicJwk as JWK, algorithm) }));
    },

    async published() {
      return (await keysForSigning()).filter(isPublished).map(({ publicJwk }) => publicJwk as JWK);
    },
  };
}

function isPublished({ retiresAt }: StoredSigningKey): boolean {
  return retiresAt === null || retiresAt.getTime() > Date.now();
}

function findPublished(keys: StoredSigningKey[], kid: string): StoredSigningKey | undefined {
  return keys.find((key) => key.id === kid && isPublished(key));
}

/** The keys are sorted newest first. The first one for which this is true signs. */
function signsNow(key: StoredSigningKey): boolean {
  return isPublished(key) && key.signsFrom.getTime() <= Date.now() + CLOCK_SLACK_MS;
}

/** The start time of the next key; undefined if none is due. */
function planNext(keys: StoredSigningKey[], { gateway }: Settings): SigningKeyPlan {
  const now = Date.now();
  const newest = keys.find((key) => key.retiresAt === null);
  // Either the first key, or an operator removed a leaked key and nothing else can sign.
  if (!newest || !keys.some(signsNow)) return { signsFrom: new Date(now), previousRetiresAt: new Date(now) };
  // One at a time: while the next key is waiting to start, none is due.
  if (!signsNow(newest)) return undefined;
  const dueAt = newest.signsFrom.getTime() + gateway.oauth.signing_key_days * DAY_MS - PUBLISH_AHEAD_MS;
  if (now < dueAt && newest.algorithm === gateway.oauth.signing_algorithm) return undefined;
  const signsFrom = now + PUBLISH_AHEAD_MS;
  return { signsFrom: new Date(signsFrom), previousRetiresAt: new Date(signsFrom + PUBLISH_AFTER_MS) };
}

async function newKey(algorithm: 'ES256' | 'RS256', secretBox: SecretBox) {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  const id = newSigningKeyId();
  const publicJwk = { ...(await exportJWK(pair.publicKey)), kid: id, use: 'sig', alg: algorithm };
  const privateSealed = secretBox.seal(JSON.stringify(await exportJWK(pair.privateKey)), signingKeyContext(id));
  return { id, algorithm, publicJwk, privateSealed };
}
