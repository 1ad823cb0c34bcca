// usage: node bench.mts <mode> ; server in this process pinned; client in another process
import fastify from 'fastify';
import { pino } from 'pino';
import { randomBytes } from 'node:crypto';
import { buildServer } from '#apps/api/server.ts';
import { readConfig } from '#apps/config.ts';
import { createSecretBox } from '#domain/secret-box.ts';
import { openDatabase } from '#db/database.ts';
import { createEgressGuard } from '#connectors/webhook/egress-guard.ts';
import { Settings } from '#domain/settings.ts';
import { newApiKey } from '#domain/api-key.ts';
import { insertApiKey } from '#db/api-key.ts';
import { insertEventType } from '#db/event-type.ts';
import { migrate } from '#db/migrate.ts';
import postgres from 'postgres';
const admin = postgres(process.env.TEST_DATABASE_URL!, { max: 1, onnotice() {} });
await admin`drop database if exists bench_api with (force)`; await admin`create database bench_api`; await admin.end();
const url = new URL(process.env.TEST_DATABASE_URL!); url.pathname = 'bench_api';
await migrate(url.href);
const db = openDatabase(url.href);
const settings = Settings.parse({});
const key = newApiKey('live');
await insertApiKey(db.sql, { ...key, name: 'bench' });
await insertEventType(db.sql, { name: 'deal.approved', description: '', schema: { type: 'object', required: ['deal_id','amount'], properties: { deal_id: { type: 'string' }, amount: { type: 'string', pattern: '^[0-9]+\\.[0-9]{2}$' }, items: { type: 'array', items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' }, qty: { type: 'integer' } } } }, at: {type:'string', format:'date-time'} } } });
const app = await buildServer({
  config: readConfig({ DATABASE_URL: url.href, CAUSEWAY_ENCRYPTION_KEYS: `a:${randomBytes(32).toString('base64')}` }),
  settings: () => settings, db, log: pino({ level: 'info' }), secretBox: createSecretBox([{ id: 'a', key: randomBytes(32) }]),
  guard: createEgressGuard({}), workflows: {} as never, readiness: async () => [],
  publisher: { publish: async (events) => events.map((e) => ({ id: e.id, createdAt: e.occurredAt, deliveries: 1, result: 'created' as const })) },
});
await app.listen({ port: 5701 });
const bare = fastify({ logger: false });
bare.post('/api/v1/events', async (request, reply) => reply.code(202).send({ id: 'x', type: (request.body as any).type, at: new Date().toISOString() }));
await bare.listen({ port: 5702 });
console.log('KEY ' + key.key);
process.on('message', () => {});
setInterval(() => {}, 1000);
process.on('SIGUSR2', () => { const u = process.cpuUsage(); console.log('CPU ' + (u.user + u.system) + ' RSS ' + Math.round(process.memoryUsage().rss/1e6)); });
process.on('SIGTERM', () => process.exit(0));
