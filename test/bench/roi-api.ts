import { randomBytes } from 'node:crypto';
import { insertApiKey } from '#db/access/api-key.ts';
import { insertLink } from '#db/attribution/link.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { openDatabase } from '#db/database.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { scopes } from '#domain/access/scope.ts';
import { liveScope } from '#domain/attribution/facts.ts';
import { startHelper } from '#test/support/stack/helper-process.ts';
import { tester } from '#test/support/tester.ts';
import type { GatewayApiHandlers } from './gateway-api-process.ts';

/** An API process on the bench's database, with callers. */
export interface RoiApi {
  port: number;
  origin: string;
  platformKeys: string[];
  partners: string[];
  linkCode: string;
  stop(): Promise<void>;
}

/** Each key has a quarter of a processor for what its requests take to check. */
const KEYS = 4;
const PARTNERS = 20;
const linkHost = 'www.example.com';

export async function startRoiApi(databaseUrl: string): Promise<RoiApi> {
  const db = openDatabase(databaseUrl, { max: 2, name: 'roi-bench' });
  const attribution = openAttribution(databaseUrl, { max: 1 });
  const helper = await startHelper<GatewayApiHandlers>(new URL('./gateway-api-process.ts', import.meta.url));
  try {
    const [partners, platformKeys]: [string[], string[]] = [[], []];
    for (let index = 0; index < PARTNERS; index += 1) {
      partners.push((await createPartner(db, { name: `Bench ${index}`, tier: 'standard' }, tester)).id);
    }
    for (let index = 0; index < KEYS; index += 1) {
      const { key, publicId, secretHash } = newApiKey('live');
      await insertApiKey(db, { publicId, secretHash, name: 'bench', scopes }, tester);
      platformKeys.push(key);
    }
    const linkCode = randomBytes(6).toString('base64url');
    const link = { code: linkCode, scope: liveScope, partnerId: partners[0] ?? '', campaign: null };
    await insertLink(attribution.sql, { ...link, target: `https://${linkHost}/pricing`, createdBy: 'bench' });
    const settings = { attribution: { link_hosts: [linkHost] }, gateway: { redirects_per_minute: 1_000_000 } };
    const encryptionKeys = `bench:${randomBytes(32).toString('base64')}`;
    const port = await helper.call('start', { databaseUrl, encryptionKeys, timed: false, settings });
    return { port, origin: `http://127.0.0.1:${port}`, platformKeys, partners, linkCode, stop: () => helper.stop() };
  } catch (error) {
    await helper.stop();
    throw error;
  } finally {
    await Promise.all([db.close(), attribution.close()]);
  }
}
