import type { Page, Route } from 'playwright-core';
import { violationsInThemes } from './accessible.ts';
import { eventually } from './eventually.ts';

/** What the API answers to a page: what there is, empty lists, or that it has failed. */
export const answers = ['full', 'empty', 'error'] as const;
export type Answers = (typeof answers)[number];

/** A busy machine is slow; what waits longer waits for ever. */
const LONGEST_MS = 20_000;

const NARROW = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 900 };

/** From now on. */
export async function answerWith(page: Page, kind: Answers): Promise<void> {
  // Counts requests whose answers the page has not shown yet.
  await page.addInitScript({
    content: `
      window.awaited = 0;
      const send = window.fetch;
      window.fetch = (...request) => {
        awaited += 1;
        return send(...request).finally(() => setTimeout(() => (awaited -= 1), 30));
      };`,
  });
  if (kind === 'empty') await page.route('**/api/v1/**', emptied);
  if (kind === 'error') await page.route('**/api/v1/**', (route) => route.fulfill(failure));
}

const failure = {
  status: 500,
  contentType: 'application/problem+json',
  body: JSON.stringify({ code: 'internal', title: 'Causeway failed', detail: 'The log has it.', status: 500, request_id: 'req-1' }),
};

async function emptied(route: Route): Promise<void> {
  const response = await route.fetch();
  if (!response.headers()['content-type']?.includes('json')) return route.fulfill({ response });
  const json = (await response.json()) as object;
  const isList = 'data' in json && Array.isArray(json.data);
  return route.fulfill({ response, json: isList ? { ...json, data: [], has_more: false, next_cursor: null } : json });
}

/** Goes to a screen within the document that is open, and waits until it shows all that it asked for. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate(`new Promise((done) => { history.pushState(null, '', '/console${address}'); setTimeout(done, 50); })`);
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  const deadline = Date.now() + LONGEST_MS;
  const awaited = () =>
    page.evaluate<string>(
      `awaited + [...document.querySelectorAll('[aria-busy=true]')].map((one) => ' ' + one.outerHTML.slice(0, 200)).join('')`,
    );
  const last = await eventually(awaited, (text) => text === '0' || Date.now() > deadline);
  if (last !== '0') throw new Error(`${page.url()} still waits for: ${last}`);
}

/** What is wrong with a page as it is: rules of axe-core in both themes, and whether it is wider than a telephone. */
export async function faultsOf(page: Page, name: string): Promise<string[]> {
  const faults = await violationsInThemes(page, name);
  await page.setViewportSize(NARROW);
  if (await page.evaluate('document.documentElement.scrollWidth > innerWidth')) faults.push('it is wider than 390 pixels');
  await page.setViewportSize(WIDE);
  return faults.map((fault) => `${name}: ${fault}`);
}

/** A thing to do without a mouse: its name, and why it cannot be done. */
export interface Task {
  name: string;
  fault?: unknown;
}

/** Opens each dialog of a screen with the keyboard, looks at it, closes it, and is where it was. */
export async function throughDialogs(page: Page, address: string, look: (name: string) => Promise<unknown>): Promise<Task[]> {
  const openers = page.locator('main [aria-haspopup=dialog]');
  const labels = await openers.allInnerTexts();
  const tasks: Task[] = [];
  // The rows of a table have the same ones.
  for (const [place, label] of labels.entries()) {
    if (labels.indexOf(label) < place) continue;
    tasks.push(await tried(`${address}: ${label}`, () => throughDialog(page, openers.nth(place), () => look(`${address} ${label}`))));
  }
  return tasks;
}

async function throughDialog(page: Page, opener: ReturnType<Page['locator']>, look: () => Promise<unknown>): Promise<void> {
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await settled(page);
  await hasFocus(page, 'the focus is not within it', 'document.querySelector("[role=dialog]").contains(document.activeElement)');
  await look();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await hasFocus(page, 'the focus does not return', 'document.activeElement?.ariaHasPopup === "dialog"');
}

async function hasFocus(page: Page, otherwise: string, expression: string): Promise<void> {
  const deadline = Date.now() + LONGEST_MS;
  const has = await eventually(
    () => page.evaluate<boolean>(expression),
    (is) => is || Date.now() > deadline,
  );
  if (!has) throw new Error(otherwise);
}

/** Goes to a screen by its name. */
export const goByPalette = (page: Page, address: string): Promise<Task> =>
  tried(`${address} by its name`, async () => {
    const name = await page.locator(`nav a[href="/console${address}"]`).innerText();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill(name);
    await page.locator('[role=option][data-highlighted]').getByText(name, { exact: true }).waitFor({ timeout: LONGEST_MS });
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden', timeout: LONGEST_MS });
    await page.waitForURL(`**/console${address === '/' ? '/' : address}`);
  });

const tried = (name: string, act: () => Promise<void>): Promise<Task> =>
  act().then(
    () => ({ name }),
    (fault: unknown) => ({ name, fault }),
  );
