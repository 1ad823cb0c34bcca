import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Database } from '#db/database.ts';
import { invite, password } from './session.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Builds the console unless it is built. `npm test` does so before; this is for who runs vitest alone. */
export function buildConsole(): void {
  execFileSync('node', ['--input-type=module', '-e', buildIfStale], { cwd: root, stdio: 'pipe' });
}
const buildIfStale = `const { isConsoleCurrent } = await import('./scripts/console-digest.mjs');
if (!isConsoleCurrent()) await import('./scripts/build-console.mjs');`;

export const startChromium = (program: string): Promise<Browser> =>
  chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-dev-shm-usage'] });

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

/** A person who has chosen a password with their link, in a browser of their own. */
export async function signInAs(
  { browser, origin, db }: { browser: Browser; origin: string; db: Database },
  who: { roles: string[]; partnerId?: string },
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Watched & { context: BrowserContext; email: string; userId: string }> {
  const context = await browser.newContext({ baseURL: origin, reducedMotion: 'reduce', ...options });
  const watched = await openPage(context);
  const invited = await invite(db, who);
  await watched.page.goto(invited.path);
  await watched.page.getByLabel('New password').fill(password);
  await watched.page.getByRole('button', { name: 'Set the password' }).click();
  await watched.page.getByRole('navigation', { name: 'Screens' }).waitFor();
  return { ...watched, context, email: invited.email, userId: invited.userId };
}
