import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeAirbyteSource } from '#apps/cli/describe-airbyte-source.ts';
import { openDatabase } from '#db/database.ts';
import { readSettledUntil } from '#db/settled-until.ts';
import { exportStreamNames } from '#domain/warehouse/export-streams.ts';
import { buildTestApp, type TestApp, type TestPartner } from '#test/support/app.ts';
import { fillEveryStream } from '#test/support/every-export.ts';
import { installPython, missingOf, run } from '../clients/toolchain.ts';
import { versions } from '../clients/versions.ts';

/** The first run downloads the tools. */
const TIMEOUT_MS = 600_000;
const folderOf = (name: string) => fileURLToPath(new URL(`../../sdk/etl/${name}`, import.meta.url));
const missing = missingOf(['python3']);
if (missing.length > 0) console.log('skipped: exports with Airbyte and dlt, because there is no python3 here');

interface Row {
  id: string;
  updated_at: string;
  deleted: boolean;
  [field: string]: unknown;
}
/** By stream and id. */
type Copy = Map<string, Row>;

let api: TestApp;
let url: string;
let folder: string;
beforeAll(async () => {
  api = await buildTestApp();
  url = await api.app.listen({ port: 0, host: '127.0.0.1' });
  folder = mkdtempSync(path.join(tmpdir(), 'causeway-etl-'));
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the source for Airbyte is what the streams are', () => {
  expect(readFileSync(folderOf('airbyte/manifest.yaml'), 'utf8')).toBe(describeAirbyteSource());
});

describe.skipIf(missing.length > 0)('the exports', () => {
  test(
    'are copied by Airbyte: the second time only what has changed, nothing missing, nothing twice',
    async () => {
      const bin = await installPython(`airbyte-cdk-${versions.airbyteCdk}`, [`airbyte-cdk==${versions.airbyteCdk}`]);
      const file = (name: string, value: unknown) => {
        const at = path.join(folder, name);
        writeFileSync(at, JSON.stringify(value));
        return at;
      };
      const catalog = file('catalog.json', {
        streams: exportStreamNames.map((name) => ({
          stream: { name, json_schema: {}, supported_sync_modes: ['full_refresh', 'incremental'], source_defined_cursor: true },
          ...{ sync_mode: 'incremental', destination_sync_mode: 'append_dedup', cursor_field: ['updated_at'], primary_key: [['id']] },
        })),
      });
      const config = file('config.json', { url, api_key: api.platformKey });
      const states = new Map<string, unknown>();
      const copy: Copy = new Map();
      const counts: number[] = [];
      const sync = async () => {
        const state = file('state.json', [...states.values()]);
        const args = [
          'read',
          '--config',
          config,
          '--catalog',
          catalog,
          '--state',
          state,
          '--manifest-path',
          folderOf('airbyte/manifest.yaml'),
        ];
        const output = await run({ program: path.join(bin, 'source-declarative-manifest'), args });
        const messages = output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
        for (const { type, state: at } of messages) if (type === 'STATE') states.set(at.stream.stream_descriptor.name, at);
        const records = messages.flatMap(({ type, record }) => (type === 'RECORD' ? [record] : []));
        for (const { stream, data } of records as { stream: string; data: Row }[]) {
          const before = copy.get(`${stream} ${data.id}`);
          if (!before || before.updated_at <= data.updated_at) copy.set(`${stream} ${data.id}`, data);
        }
        counts.push(records.length);
      };
      const whatIsThere = () => new Map([...copy].filter(([, { deleted }]) => !deleted));
      await copyTwice(sync, async () => whatIsThere());
      expect(counts).toHaveLength(2);
      expect(counts[1]).toBeLessThan(counts[0] ?? 0);
    },
    TIMEOUT_MS,
  );

  test(
    'are copied by dlt: the second time only what has changed, nothing missing, nothing twice',
    async () => {
      const packages = [`dlt[duckdb]==${versions.dlt}`, `duckdb==${versions.duckdb}`];
      const bin = await installPython(`dlt-${versions.dlt}-${versions.duckdb}`, packages);
      const env = {
        ...{ CAUSEWAY_URL: url, CAUSEWAY_KEY: api.platformKey, RUNTIME__DLTHUB_TELEMETRY: 'false' },
        ...{ DLT_DATA_DIR: path.join(folder, 'dlt'), PYTHONDONTWRITEBYTECODE: '1' },
      };
      const python = (args: string[]) => run({ program: path.join(bin, 'python'), args, cwd: folder, env });
      const loaded = async () => {
        const output = await python(['-c', readTables, ...exportStreamNames]);
        const rows = JSON.parse(output.slice(output.indexOf('[['))) as [string, Row][];
        expect(new Set(rows.map(([stream, { id }]) => `${stream} ${id}`)).size).toBe(rows.length);
        return new Map(rows.map(([stream, row]) => [`${stream} ${row.id}`, row]));
      };
      await copyTwice(async () => void (await python([folderOf('dlt/causeway_source.py')])), loaded);
      // A row that was not sent again keeps the load that brought it.
      expect(new Set([...(await loaded()).values()].map((row) => row['_dlt_load_id'])).size).toBe(2);
    },
    TIMEOUT_MS,
  );
});

/** The tables that dlt has made, as JSON. */
const readTables = `
import sys, json, duckdb
rows = []
with duckdb.connect("causeway.duckdb", read_only=True) as db:
    for table in sys.argv[1:]:
        found = db.execute(f"select id, strftime(updated_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ'), * from causeway_exports.{table}")
        names = [column[0] for column in found.description]
        for values in found.fetchall():
            row = dict(zip(names[2:], map(str, values[2:])))
            rows.append([table, {**row, "id": values[0], "updated_at": values[1], "deleted": False}])
print(json.dumps(rows))
`;

/** Copies everything, changes, deletes and adds, one of it committed late, and copies again. */
async function copyTwice(sync: () => Promise<void>, read: () => Promise<Copy>): Promise<void> {
  const partner = await api.partner('enterprise');
  for (let i = 0; i < 3; i++) await fillEveryStream(api, partner);
  const late = openDatabase(api.url);
  const [begun, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [changed, gone] = [await draft(partner, 'Changed late'), await draft(partner, 'Gone')];
  await settle();
  const writing = late.sql.begin(async (tx) => {
    await tx`update deal set stage = 'committed', updated_at = now(), version = version + 1 where id = ${changed}`;
    begun.resolve();
    await commit.promise;
  });
  await begun.promise;
  const meanwhile = await draft(partner, 'Committed before the late one');
  await sync();
  expect((await read()).get(`deals ${changed}`)?.['stage']).toBe('prospect');
  commit.resolve();
  await writing;
  await late.close();
  const removed = await api.app.inject({
    method: 'DELETE',
    url: `/api/v1/deals/${gone}`,
    headers: { ...partner.headers, 'if-match': '*' },
  });
  expect(removed.statusCode).toBe(204);
  await fillEveryStream(api, partner);
  await settle();
  await sync();
  const copy = await read();
  expect(summaryOf(copy)).toEqual(summaryOf(await readAll()));
  expect(copy.get(`deals ${changed}`)?.['stage']).toBe('committed');
  expect(copy.has(`deals ${meanwhile}`)).toBe(true);
  expect(copy.has(`deals ${gone}`)).toBe(false);
}

const summaryOf = (copy: Copy) => [...copy].map(([key, { updated_at: at }]) => `${key} ${at}`).toSorted();

async function draft({ headers }: TestPartner, name: string): Promise<string> {
  const reply = await api.app.inject({ method: 'POST', url: '/api/v1/deals', headers, payload: { customer: { company_name: name } } });
  return reply.json().id;
}

async function settle(): Promise<void> {
  const now = Date.now();
  for (const sql of [api.db.sql, api.attribution.sql]) {
    await expect.poll(async () => (await readSettledUntil(sql)).getTime() > now).toBe(true);
  }
}

/** Everything, as the API has it. */
async function readAll(): Promise<Copy> {
  const copy: Copy = new Map();
  for (const stream of exportStreamNames) {
    const headers = { ...api.headers, accept: 'application/x-ndjson' };
    const reply = await api.app.inject({ method: 'GET', url: `/api/v1/exports/${stream}`, headers });
    const lines = reply.body.split('\n').filter((line) => line !== '');
    for (const row of lines.map((line) => JSON.parse(line) as Row)) copy.set(`${stream} ${row.id}`, row);
  }
  return copy;
}
