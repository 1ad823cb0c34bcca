import type { Config } from '#apps/config.ts';
import { insertLink } from '#db/access/user-link.ts';
import type { Actor } from '#db/actor.ts';
import type { Sql } from '#db/database.ts';
import { newSessionSecret } from '#domain/access/session.ts';

/** A new one-time link of the user. The earlier ones end. */
export async function createSignInLink(
  { sql, config }: { sql: Sql; config: Pick<Config, 'PUBLIC_URL'> },
  userId: string,
  actor: Actor,
): Promise<{ url: string; expiresAt: Date }> {
  const { secret, hash } = newSessionSecret();
  const expiresAt = await insertLink(sql, { userId, secretHash: hash }, actor);
  // After the #: browsers send it to nobody, so it is in no log.
  return { url: `${config.PUBLIC_URL}/console/sign-in#link=${secret}`, expiresAt };
}
