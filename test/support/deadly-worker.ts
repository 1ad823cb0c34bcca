import { pino } from 'pino';
import { readConfig } from '#apps/config.ts';
import { createVendors } from '#apps/vendors/vendors.ts';
import { createEngine } from '#apps/worker/engine.ts';
import { createAlertSender } from '#connectors/alerts/alert-sender.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import { createEvaluator } from '#connectors/evaluator/create-evaluator.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { openDatabase } from '#db/database.ts';
import { createSecretBox } from '#domain/secret-box.ts';
import { Settings } from '#domain/settings.ts';

/** What contains this word ends the process that works on it, as running out of memory would. */
const isDeadly = (value: unknown) => JSON.stringify(value).includes('deadly');
const die = () => process.kill(process.pid, 'SIGKILL');

// A whole worker process, as apps/worker runs it, whose outside world can end it.
const config = readConfig();
const db = openDatabase(config.DATABASE_URL);
const attribution = openAttribution(config.ATTRIBUTION_DATABASE_URL);
const settings = Settings.parse({ security: { egress_allow: ['127.0.0.0/8'] } });
const secretBox = createSecretBox(config.CAUSEWAY_ENCRYPTION_KEYS);
const { transformer, schemas } = createEvaluator(() => settings);
const log = pino({ level: 'error' });
const guard = createEgressGuard({ allow: () => settings.security.egress_allow });
const alerts = createAlertSender({ guard, version: 'test', publicUrl: config.PUBLIC_URL });
const urls = JSON.parse(process.env['VENDORS'] ?? '{}') as Record<string, string>;
const common = { db, attribution, log, guard, version: 'test' };
const engine = createEngine({
  ...common,
  config,
  settings: () => settings,
  vendors: createVendors({ ...common, secretBox, urls, publicUrl: config.PUBLIC_URL, holder: 'test' }),
  secretBox: {
    ...secretBox,
    open(sealed, context) {
      if (context.startsWith('erasure-subject:')) die();
      return secretBox.open(sealed, context);
    },
  },
  transformer: {
    ...transformer,
    transform(asker, payload) {
      if (isDeadly(payload.dataJson)) die();
      return transformer.transform(asker, payload);
    },
  },
  schemas: {
    ...schemas,
    check(asker, schema, value) {
      if (isDeadly(schema)) die();
      return schemas.check(asker, schema, value);
    },
  },
  crm: {
    writeOpportunity(opportunity) {
      if (isDeadly(opportunity)) die();
      return Promise.resolve({ id: `crm-${opportunity.dealId}` });
    },
  },
  sendAlert: (channel, message, options) => alerts.send(channel, message, options),
  workflowBundle: { codePath: process.env['WORKFLOW_BUNDLE'] ?? '' },
});
await engine.start();
