import { createFaultFinder } from '#activities/alerts/look-for-faults.ts';
import type { ruleReaders } from '#activities/alerts/rules.ts';
import { type Database, openDatabase } from '#db/database.ts';
import type { OpenAlert } from '#domain/alerts/compare-alerts.ts';
import type { AlertRule, Finding } from '#domain/alerts/finding.ts';
import type { DescribeVendor } from '#domain/health/describe-vendor.ts';
import { newId } from '#domain/id.ts';
import { Settings } from '#domain/settings.ts';
import { createDatabase } from '#test/support/services.ts';

const describe: DescribeVendor = (vendor) => ({
  label: vendor === 'hubspot' ? 'HubSpot' : vendor,
  limits: [{ id: 'day', text: 'Calls a day', window: { kind: 'day', since: 'midnight' }, max: 1_000, counts: 'call', shared: true }],
});

/** A database with rows as faults leave them, and whoever looks for them. The alerts that are open are kept in memory. */
export async function openFaultWorld() {
  const database = await createDatabase();
  const db: Database = openDatabase(database.url);
  const { sql } = db;
  const open = new Map<string, OpenAlert>();
  const world = {
    sql,
    settings: Settings.parse({}),
    told: [] as Finding[],
    cleared: [] as string[],
    certificates: [] as { file: string; pem: string }[],
    /** Thrown by the next tell. */
    failure: null as Error | null,
  };

  const createFinder = (readers?: typeof ruleReaders) =>
    createFaultFinder({
      ...{ sql, describe, settings: () => world.settings, bookNights: () => ({ timeOfDay: '02:30', timeZone: 'UTC' }) },
      ...(readers && { readers }),
      readCertificates: () => Promise.resolve(world.certificates),
      alive: () => Promise.resolve(),
      alerts: {
        listOpen: () => Promise.resolve([...open.values()]),
        tell: async (finding) => {
          if (world.failure) throw world.failure;
          world.told.push(finding);
          const { rule, subject, severity, reason } = finding;
          open.set(`${rule}/${subject.id}`, { rule, subject, severity, reason });
        },
        clear: async (rule, id) => {
          world.cleared.push(`${rule}/${id}`);
          open.delete(`${rule}/${id}`);
        },
      },
    });
  let finder = createFinder();

  return {
    ...{ world, sql, open },
    /** Another process goes on. */
    takeOver: (readers?: typeof ruleReaders) => void (finder = createFinder(readers)),
    look: () => finder.look(),
    set: (rules: Partial<Record<AlertRule, object>>) => void (world.settings = Settings.parse({ alerts: { rules } })),
    /** Looks so often that each change is told: the alerts that are open then. */
    async settle(): Promise<string[]> {
      for (let n = 0; n < 3; n++) {
        const { problems } = await finder.look();
        if (problems.length > 0) throw new Error(problems.join('; '));
      }
      return [...open.keys()].toSorted();
    },
    async partner({ tier = 'standard', status = 'active', name = 'Acme' } = {}): Promise<string> {
      const id = newId('ptn');
      await sql`insert into partner (id, name, tier, status) values (${id}, ${name}, ${tier}, ${status})`;
      return id;
    },
    async endpoint(partnerId: string, more: Record<string, unknown> = {}): Promise<string> {
      const id = newId('ep');
      const row = { id, partner_id: partnerId, url: `https://${id}.example/hook`, event_types: [], timeout_ms: 1_000, max_concurrency: 1 };
      await sql`insert into endpoint ${sql({ ...row, ...more } as unknown as Record<string, string>)}`;
      return id;
    },
    async deliveries(
      count: number,
      row: { endpointId: string; partnerId: string; status: string } & Record<string, unknown>,
    ): Promise<void> {
      const { endpointId: endpoint_id, partnerId: partner_id, ...more } = row;
      const rows = Array.from({ length: count }, () => ({
        ...{ id: newId('dlv'), event_id: 'evt_1', event_type: 'deal.approved', workflow_id: 'w' },
        ...{ endpoint_id, partner_id },
        ...more,
      }));
      await sql`insert into delivery ${sql(rows as Record<string, string>[])}`;
    },
    async connection(more: Record<string, unknown> = {}): Promise<string> {
      const id = newId('con');
      await sql`insert into connection ${sql({ id, vendor: 'hubspot', name: 'Ours', auth_method: 'oauth', status: 'active', ...more } as Record<string, string>)}`;
      return id;
    },
    async sync(more: Record<string, unknown> = {}): Promise<string> {
      const id = newId('syn');
      const sides = { a_connection_id: 'deals', b_connection_id: `con_${id}`, mapping: sql.json({}), interval_seconds: 60 };
      const row = { id, name: 'Companies', ...sides, max_delete_percent: 5, max_change_percent: 5, ...more };
      await sql`insert into sync ${sql(row as unknown as Record<string, string>)}`;
      return id;
    },
    async run(syncId: string, state: string, minutesAgo: number, more: Record<string, unknown> = {}): Promise<void> {
      const at = new Date(Date.now() - minutesAgo * 60_000);
      const row = {
        id: newId('srn'),
        sync_id: syncId,
        kind: 'incremental',
        state,
        mapping_version: 1,
        started_at: at,
        ended_at: at,
        ...more,
      };
      await sql`insert into sync_run ${sql(row as unknown as Record<string, string>)}`;
    },
    async close(): Promise<void> {
      await db.close();
      await database.drop();
    },
  };
}

export const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
