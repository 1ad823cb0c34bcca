import { z } from 'zod';
import { addEndpoint } from '#apps/api/delivery/add-endpoint.ts';
import { checkEndpoint } from '#apps/api/delivery/endpoint-checks.ts';
import { CreateEndpoint } from '#apps/api/delivery/endpoint-view.ts';
import type { ShownKeys } from '#apps/api/delivery/signing-keys.ts';
import { addSandbox } from '#apps/api/sandboxes/create-sandbox.ts';
import { type Config, readConfig } from '#apps/config.ts';
import { readFlags, runCommand, UsageError } from '#apps/flags.ts';
import { openSettings } from '#apps/settings.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { insertApiKey } from '#db/access/api-key.ts';
import type { Actor } from '#db/actor.ts';
import { type Database, openDatabase } from '#db/database.ts';
import { insertEventType } from '#db/events/event-type.ts';
import { createPartner } from '#db/partners/partner.ts';
import { newApiKey } from '#domain/access/api-key.ts';
import { grantableScopes } from '#domain/access/scope.ts';
import { RateLimit } from '#domain/partners/partner-rate-limit.ts';
import { filled } from '#domain/plain-text.ts';
import { sampleEventTypes } from '#domain/sandboxes/sample-event-types.ts';
import { createSecretBox } from '#domain/secret-box.ts';

const usage = `Creates a partner with an API key and, if you give a URL, an endpoint. Keys are shown only once.
The next engine or worker that runs fills a sandbox with synthetic customers and deals.

  npm run partner:seed -- --tier=sandbox [--name="Example Ltd"] [--endpoint-url=https://…] [--no-data] [--rate-limit=1200/200] [--platform-key] [--json]

  --tier           sandbox, standard or enterprise
  --name           the partner's name
  --endpoint-url   where the partner receives webhooks
  --no-data        leave a sandbox empty
  --rate-limit     the partner's own limit of API requests, per minute and at once: 1200/200. Default: that of its tier
  --platform-key   also create a key for the product team, which publishes events
  --json           print one line of JSON instead of text`;

const Flags = z.strictObject({
  tier: z.enum(['sandbox', 'standard', 'enterprise']).default('sandbox'),
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine(...filled)
    .optional(),
  'endpoint-url': z.string().min(1).optional(),
  'no-data': z.boolean().default(false),
  'rate-limit': z
    .string()
    .regex(/^\d+\/\d+$/, { error: 'must be two numbers, such as 1200/200' })
    .transform((text) => text.split('/').map(Number))
    .transform(([per_minute = 0, burst = 0]) => ({ per_minute, burst }))
    .pipe(RateLimit)
    .transform(({ per_minute, burst }) => ({ ratePerMinute: per_minute, rateBurst: burst }))
    .optional(),
  'platform-key': z.boolean().default(false),
  json: z.boolean().default(false),
});
type Flags = z.infer<typeof Flags>;

const syntheticData =
  'customers, deals and events are added within seconds by the engine that runs, or by the next one (--no-data leaves them out)';

const actor: Actor = { kind: 'system', id: 'partner:seed' };

interface Seeded {
  partner_id: string;
  name: string;
  tier: string;
  partner_key: string;
  platform_key: string | null;
  endpoint_id: string | null;
  endpoint_secret: string | null;
  event_types_added: string[];
  /** A worker adds it; the partner can be used before. */
  synthetic_data: boolean;
}

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), Flags, usage);
  const config = readConfig();
  const db = openDatabase(config.DATABASE_URL, { max: 2, name: 'causeway-seed' });
  try {
    const seeded = await seed(db, config, flags);
    console.log(flags.json ? JSON.stringify(seeded) : describe(seeded));
    return 0;
  } finally {
    await db.close();
  }
});

async function seed(db: Database, config: Config, flags: Flags): Promise<Seeded> {
  const settingsFile = openSettings(config.CAUSEWAY_CONFIG, console);
  const settings = settingsFile.current();
  settingsFile.close();
  const url = flags['endpoint-url'];
  const guard = createEgressGuard({ allow: [...config.EGRESS_ALLOW, ...settings.security.egress_allow] });
  const faults = await checkEndpoint({ db, guard }, { url });
  if (faults.length > 0) throw new UsageError(faults.map((fault) => `--endpoint-url: ${fault.message}`).join('\n'));

  const added: string[] = [];
  for (const type of sampleEventTypes) if (await insertEventType(db.sql, type, actor)) added.push(type.name);
  const deps = { db, config, secretBox: createSecretBox(config.CAUSEWAY_ENCRYPTION_KEYS), settings: () => settings };
  const { partner, key, endpoint, isFilled } = await addPartner(deps, flags);
  return {
    partner_id: partner.id,
    name: partner.name,
    tier: partner.tier,
    partner_key: key,
    platform_key: flags['platform-key'] ? await createKey(db, config, { name: 'Product team' }) : null,
    endpoint_id: endpoint?.row.id ?? null,
    endpoint_secret: verifyingKey(endpoint?.keys),
    event_types_added: added,
    synthetic_data: isFilled,
  };
}

type Deps = Parameters<typeof addSandbox>[0];

async function addPartner(deps: Deps, flags: Flags) {
  const { tier, name = `${tier} partner`, 'endpoint-url': url, 'rate-limit': rateLimit } = flags;
  if (tier === 'sandbox') {
    const { partner, apiKey, endpoint, sandbox } = await addSandbox(
      deps,
      { name, endpointUrl: url, seed: flags['no-data'] ? null : undefined, rateLimit },
      actor,
    );
    return { partner, key: apiKey.key, endpoint, isFilled: sandbox !== null };
  }
  const partner = await createPartner(deps.db, { name, tier, ...rateLimit }, actor);
  const endpoint = url === undefined ? null : await addEndpoint(deps, partner.id, CreateEndpoint.parse({ url }), actor);
  const key = await createKey(deps.db, deps.config, { name: `${partner.name}, first key`, partnerId: partner.id });
  return { partner, key, endpoint, isFilled: false };
}

async function createKey(
  db: Database,
  config: Pick<Config, 'CAUSEWAY_ENVIRONMENT'>,
  owner: { name: string; partnerId?: string },
): Promise<string> {
  const { key, publicId, secretHash } = newApiKey(config.CAUSEWAY_ENVIRONMENT);
  const scopes = grantableScopes(owner.partnerId === undefined ? 'platform' : 'partner');
  await insertApiKey(db, { ...owner, publicId, secretHash, scopes }, actor);
  return key;
}

function verifyingKey(keys: ShownKeys | undefined): string | null {
  return keys?.secret ?? keys?.public_key ?? null;
}

function describe(seeded: Seeded): string {
  const rows = [
    ['Partner', `${seeded.name} (${seeded.tier})  ${seeded.partner_id}`],
    ['Partner key', seeded.partner_key],
    ['Platform key', seeded.platform_key],
    ['Endpoint', seeded.endpoint_id],
    ['Signing secret', seeded.endpoint_secret],
    ['Synthetic data', seeded.synthetic_data ? syntheticData : null],
    ['Event types', seeded.event_types_added.length > 0 ? `added ${seeded.event_types_added.join(', ')}` : 'all exist already'],
  ];
  const lines = rows.flatMap(([label, value]) => (value ? [`${(label ?? '').padEnd(16)}${value}`] : []));
  return [...lines, '', 'Store these keys now: they are not shown again.'].join('\n');
}
