import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removePostgresHome } from '#apps/local/postgres/postgres-placement.ts';
import { type GuideReader, openReader } from '#test/support/guide-run.ts';
import { findFixedPort } from './fixed-port.ts';
import { makeEnvironment, startLocally } from './start-locally.ts';

/** What a newcomer has: a run of `npm start`, the two keys that it prints, and a terminal in an empty folder. */
export interface GuideStack {
  apiUrl: string;
  platformKey: string;
  /** The folder of the terminal. */
  folder: string;
  /** Another terminal. The receivers of all of them have the same port, so only one is open at a time. */
  openReader(): GuideReader;
  stop(): Promise<void>;
}

/** Starts what `npm start` starts, with an empty state folder in `scratch`. */
export async function startGuideStack(scratch: string): Promise<GuideStack> {
  const stateDir = path.join(scratch, 'start');
  mkdirSync(stateDir);
  // If we are root, PostgreSQL runs as another user.
  chmodSync(stateDir, 0o711);
  const environment = await makeEnvironment(stateDir);
  const run = startLocally(environment);
  await run.saw(/Ctrl-C stops everything/);
  const keyOf = (name: string) => new RegExp(`${name} key +(ck_test_\\S+)`).exec(run.output())?.[1] ?? '';
  const apiUrl = `http://127.0.0.1:${environment['PORT']}/api/v1`;
  const platformKey = keyOf('Platform');
  const folder = mkdtempSync(path.join(tmpdir(), 'causeway-guide-'));
  const port = await findFixedPort();
  return {
    ...{ apiUrl, platformKey, folder },
    openReader() {
      const fillIn = new Map([
        ['https://causeway.example.com/api/v1', apiUrl],
        ['ck_live_…', keyOf('Sandbox')],
        ['https://you.example.com/webhooks', `http://127.0.0.1:${port}/webhooks`],
        ['PORT=4000', `PORT=${port}`],
        ['listening on port 4000', `listening on port ${port}`],
      ]);
      const own = { PLATFORM_KEY: platformKey, no_proxy: '*', PATH: `${path.dirname(process.execPath)}:${process.env['PATH']}` };
      return openReader({ folder, environment: { ...process.env, ...own }, fillIn });
    },
    async stop() {
      run.process.kill('SIGTERM');
      await run.end;
      await run.clear();
      removePostgresHome(path.join(stateDir, 'postgres'));
      rmSync(folder, { recursive: true });
    },
  };
}
