import { z } from 'zod';
import { hashApiSecret, newSecretText } from './api-key.ts';

/** How long an embed session lasts, in seconds. The page asks for a new one by itself, so a stolen token is soon worth nothing. */
export const EMBED_MIN_S = 60;
export const EMBED_MAX_S = 15 * 60;
/** Sessions of one partner that live at a time: with fifteen minutes each, as many people who look at once. */
export const MAX_LIVE_EMBEDS = 500;

const SECRET = /^emt_[0-9a-zA-Z]{43}$/;
/** It becomes a part of a Content-Security-Policy, so it has nothing that means something there. */
const ORIGIN = /^(https:\/\/[a-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\]))(:[0-9]{1,5})?$/;

/** Exactly as browsers write it: `https://app.acme.example`, without a path or a default port. Plain http only on this machine. */
export const EmbedOrigin = z
  .string()
  .max(300)
  .refine((text) => ORIGIN.test(text) && URL.canParse(text) && new URL(text).origin === text, {
    error: 'must be the origin of a page as browsers write it: https://app.acme.example',
  });

/** A new token of an embed session: it is returned once, `hash` is stored. */
export function newEmbedToken(): { token: string; hash: string } {
  const token = `emt_${newSecretText()}`;
  return { token, hash: hashApiSecret(token) };
}

/** The hash of the token in `Authorization: Bearer emt_…`; undefined for anything else. */
export function readEmbedToken(header: string | undefined): string | undefined {
  const [, token = ''] = /^bearer +(\S+) *$/i.exec(header ?? '') ?? [];
  return SECRET.test(token) ? hashApiSecret(token) : undefined;
}
