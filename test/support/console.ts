import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { App } from '#apps/api/app.ts';
import type { Database } from '#db/database.ts';
import type { TestApp } from './app.ts';
import { findBrowser } from './find-browser.ts';
import { invite, password } from './session.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Builds the console unless it is built. `npm test` does so before; this is for who runs vitest alone. */
export function buildConsole(): void {
  execFileSync('node', ['--input-type=module', '-e', buildIfStale], { cwd: root, stdio: 'pipe' });
}
const buildIfStale = `const { isConsoleCurrent } = await import('./scripts/console-digest.mjs');
if (!isConsoleCurrent()) await import('./scripts/build-console.mjs');`;

export function startChromium(): Promise<Browser> {
  const program = findBrowser();
  if (program === undefined) throw new Error('There is no Chromium: install one, or name it with CHROMIUM');
  return chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

interface Watched {
  page: Page;
  /** What the browser complained about: exceptions, errors in its console, violations of the policy. */
  complaints: string[];
}

/** A page that notes every complaint of the browser. Statuses that a test provokes are no complaint: the browser logs each of them. */
export async function openPage(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage();
  // The limits of the tests bound a hang; a busy machine is none.
  page.setDefaultTimeout(120_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  return { page, complaints };
}

interface Served {
  browser: Browser;
  origin: string;
  db: Database;
}
type Visit = Watched & { context: BrowserContext };

/** A browser of its own, in which nobody is signed in. */
async function visit({ browser, origin }: Served, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ baseURL: origin, reducedMotion: 'reduce', ...options });
  return { ...(await openPage(context)), context };
}

/** Whose roles they are, and how the browser of that person is. */
interface Person extends BrowserContextOptions {
  partnerId?: string;
}
type SignedIn = Visit & { email: string; userId: string };

/** A person who has chosen a password with their link, in a browser of their own. */
export async function signInAs(served: Served, roles: string | string[], { partnerId, ...options }: Person = {}): Promise<SignedIn> {
  const visiting = await visit(served, options);
  const invited = await invite(served.db, { roles: [roles].flat(), partnerId: partnerId ?? null });
  const { page } = visiting;
  await page.goto(invited.path);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  return { ...visiting, email: invited.email, userId: invited.userId };
}

interface Api {
  app: Pick<App, 'listen'>;
  db: Database;
  /** Where it listens already. */
  base?: string;
  close(): Promise<void>;
}

/** The API behind a port, and a Chromium: what tests of the console begin with. */
export interface ConsoleWorld<A extends Api = TestApp> {
  api: A;
  browser: Browser;
  origin: string;
  visit(options?: BrowserContextOptions): Promise<Visit>;
  signIn(roles: string | string[], person?: Person): Promise<SignedIn>;
  close(): Promise<void>;
}

export async function startConsole<A extends Api>(startApi: () => Promise<A>): Promise<ConsoleWorld<A>> {
  buildConsole();
  const api = await startApi();
  const origin = api.base ?? (await api.app.listen({ host: '127.0.0.1', port: 0 }));
  const browser = await startChromium();
  const served = { browser, origin, db: api.db };
  return {
    ...{ api, browser, origin },
    visit: (options) => visit(served, options),
    signIn: (roles, person) => signInAs(served, roles, person),
    async close() {
      await browser.close();
      await api.close();
    },
  };
}
