import type { Directory } from '#apps/api/access/directory.ts';
import type { StoredOauthClient } from '#db/access/oauth-client.ts';

/** What nobody has given out is not looked up: whoever says it is nobody yet, and it can be long, or have characters that cannot be stored. */
const CLIENT_ID = /^oac_[0-9a-z]{1,40}$/;

export async function findClient({ oauthClients }: Pick<Directory, 'oauthClients'>, id: string): Promise<StoredOauthClient | undefined> {
  return CLIENT_ID.test(id) ? (oauthClients.cached(id) ?? (await oauthClients.get(id))) : undefined;
}
