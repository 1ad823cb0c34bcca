import postgres from 'postgres';
import { startPostgres } from '#apps/local/postgres/postgres.ts';
import { migrateAttribution } from '#db/attribution/migrate.ts';
import { type AttributionStore, openAttribution } from '#db/attribution/store.ts';
import { addFirstVersion } from '#db/attribution/versions/version.ts';
import { insertAssignment } from '#db/commissions/assignment.ts';
import { addPlanVersion } from '#db/commissions/plan.ts';
import { type Database, openDatabase, type Sql } from '#db/database.ts';
import { migrate } from '#db/migrate.ts';
import { createPartner } from '#db/partners/partner.ts';
import { VersionSettings } from '#domain/attribution/version-settings.ts';
import { Plan } from '#domain/commissions/plan.ts';
import { newId } from '#domain/id.ts';
import { findFixedPort } from '#test/support/stack/fixed-port.ts';
import { tester } from '#test/support/tester.ts';
import { beginOfSales } from './commissions-generate.ts';
import { type RoiApi, startRoiApi } from './roi-api.ts';

/** PostgreSQL with partners that have plans, and an API process for what is measured over HTTP. */
export interface CommissionStack {
  /** For files. */
  stateDir: string;
  /** Of the database, for other processes. */
  url: string;
  db: Database;
  attribution: AttributionStore;
  /** Without time limits and triggers, for what is generated. */
  admin: Sql;
  partners: string[];
  /** The plan of most of them. */
  planId: string;
  startApi(): Promise<RoiApi>;
  stop(): Promise<void>;
}

const PARTNERS = 100;

const percent = (rate: string) => [{ name: 'all', reward: { kind: 'percent', percent: rate } }];
const tiers = [
  { from: '0', to: '50000', percent: '5' },
  { from: '50000', to: null, percent: '8' },
];

/** Of ten partners seven have ten percent, and three a plan that counts what was before. */
const plans = [
  { name: 'Ten percent', rules: percent('10') },
  { name: 'Capped', rules: percent('12.5'), caps: { per_customer: '400.00', per_period: '20000.00' } },
  { name: 'Tiers', rules: [{ name: 'all', reward: { kind: 'tiered', over: 'period_revenue', mode: 'marginal', tiers } }] },
].map((plan) => Plan.parse({ ...plan, effective_from: beginOfSales, currency: 'EUR' }));
const planOf = (partner: number): number => [1, 1, 2][partner % 10] ?? 0;

export async function startCommissionStack(stateDir: string, say: (line: string) => void): Promise<CommissionStack> {
  const server = await startPostgres({ stateDir, port: await findFixedPort(), say });
  await server.ensureDatabase('causeway');
  const url = server.urlOf('causeway');
  await migrate(url);
  await migrateAttribution(url);
  const db = openDatabase(url, { max: 4, name: 'commissions-bench' });
  const attribution = openAttribution(url, { max: 4, name: 'commissions-bench' });
  const connection = { application_name: 'commissions-bench-admin', session_replication_role: 'replica' };
  const admin = postgres(url, { max: 1, onnotice: () => {}, connection });
  await addFirstVersion(attribution.sql, VersionSettings.parse({}));
  const planIds: string[] = [];
  for (const plan of plans) {
    const planId = newId('pln');
    await addPlanVersion(db.sql, { planId, plan, createdBy: 'bench' });
    planIds.push(planId);
  }
  const partners: string[] = [];
  for (let number = 0; number < PARTNERS; number++) {
    const { id } = await createPartner(db, { name: `Bench ${number}`, tier: 'standard' }, tester);
    const planId = planIds[planOf(number)] ?? '';
    await insertAssignment(db.sql, { target: 'partner', targetId: id, planId, fromDay: beginOfSales, createdBy: 'bench' });
    partners.push(id);
  }
  return {
    ...{ stateDir, url, db, attribution, admin, partners, planId: planIds[0] ?? '' },
    startApi: () => startRoiApi(url),
    async stop() {
      await Promise.all([db.close(), attribution.close(), admin.end({ timeout: 5 })]);
      await server.child.stop();
    },
  };
}
