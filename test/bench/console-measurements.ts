import type { BrowserContext, Page } from 'playwright-core';
import { violationsInThemes } from '#test/support/accessible.ts';
import { signInAs } from '#test/support/console.ts';
import { countScripts, observedOf, observePages, usedHeap } from './console-page.ts';
import type { ConsoleStack } from './console-stack.ts';
import { round } from './percentiles.ts';

export interface ConsoleFigures {
  firstViewKb: number;
  lcpMs: number;
  clickMs: number;
  clickSlowCpuMs: number;
  longestTaskMs: number;
  rowsLoaded: number;
  heapGrowthPercent: number;
  cls: number;
  axe: { screens: number; violations: number };
  keyboard: { tasks: number; done: number };
}

const screens = ['/console', '/console/deliveries', '/console/dead-letters', '/console/you'];
const SLOW_CPU = 4;
/** So that what is loaded once does not count as growth. */
const WARM_NAVIGATIONS = 20;

/** `rows`: how many are walked through; `navigations`: after how many the heap is compared. */
export async function measureConsole(
  stack: ConsoleStack,
  { rows, navigations }: { rows: number; navigations: number },
  say: (line: string) => void,
): Promise<ConsoleFigures> {
  const { context } = await signInAs(stack, 'administrator');
  try {
    const first = await measureFirstView(context, 1);
    const slow = await measureFirstView(context, SLOW_CPU);
    const walked = await walkRows(context, rows);
    return {
      ...{ firstViewKb: first.scriptKb, lcpMs: first.lcpMs, clickMs: first.clickMs, clickSlowCpuMs: slow.clickMs },
      ...{ longestTaskMs: walked.longestTaskMs, rowsLoaded: walked.rows, cls: Math.max(first.cls, walked.cls) },
      heapGrowthPercent: await measureHeap(context, navigations),
      axe: await countViolations(context),
      keyboard: await doByKeyboard(context, say),
    };
  } finally {
    await context.close();
  }
}

/** The first view of a browser that has nothing yet, and when the first press has its effect. */
async function measureFirstView(context: BrowserContext, slowdown: number) {
  const page = await context.newPage();
  await observePages(page);
  const { cdp, bytes } = await countScripts(page);
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto('/console', { waitUntil: 'networkidle' });
  const { lcpMs, cls } = await observedOf(page);
  const scriptKb = bytes() / 1024;
  const startedAt = performance.now();
  await page.goto('/console', { waitUntil: 'commit' });
  await page.getByRole('link', { name: 'Deliveries' }).click();
  await page.getByRole('heading', { level: 1, name: 'Deliveries' }).waitFor();
  const clickMs = performance.now() - startedAt;
  await page.close();
  return { scriptKb: round(scriptKb, 1), lcpMs: Math.round(lcpMs), cls: round(cls, 3), clickMs: Math.round(clickMs) };
}

/** Page after page of one list in one document. */
async function walkRows(context: BrowserContext, rows: number) {
  const page = await context.newPage();
  await observePages(page);
  await page.goto('/console/deliveries');
  let seen = 0;
  while (seen < rows) {
    await page.locator('tbody tr').first().waitFor();
    seen += await page.locator('tbody tr').count();
    const next = page.getByRole('button', { name: 'Next page' });
    if ((await next.count()) === 0) break;
    const before = page.url();
    await next.click();
    await page.waitForURL((url) => url.href !== before);
    await page.locator('[aria-busy=false] tbody').waitFor();
  }
  const { longestTaskMs, cls } = await observedOf(page);
  await page.close();
  return { rows: seen, longestTaskMs: Math.round(longestTaskMs), cls: round(cls, 3) };
}

async function measureHeap(context: BrowserContext, navigations: number): Promise<number> {
  const page = await context.newPage();
  const { cdp } = await countScripts(page);
  await page.goto('/console');
  const names = ['Deliveries', 'Dead letters', 'Overview'];
  const go = async (times: number) => {
    for (let n = 0; n < times; n++) {
      const name = names[n % names.length] ?? '';
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
    }
  };
  await go(WARM_NAVIGATIONS);
  const before = await usedHeap(cdp);
  await go(navigations);
  const after = await usedHeap(cdp);
  await page.close();
  return round(((after - before) / before) * 100, 1);
}

async function countViolations(context: BrowserContext) {
  const page = await context.newPage();
  let violations = 0;
  for (const path of screens) {
    await page.goto(path, { waitUntil: 'networkidle' });
    violations += (await violationsInThemes(page)).length;
  }
  await page.close();
  return { screens: screens.length, violations };
}

/** What people do, without a mouse. A task that does not come to its end in time is not done. */
const tasks: ((page: Page) => Promise<unknown>)[] = [
  async (page) => {
    await page.getByRole('link', { name: 'Deliveries' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Deliveries' }).waitFor();
  },
  async (page) => {
    await page.getByRole('checkbox', { name: 'Dead letter' }).focus();
    await page.keyboard.press('Space');
    await page.waitForURL('**/deliveries?status=dead_lettered');
  },
  async (page) => {
    await page.locator('tbody a').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Timeline' }).waitFor();
  },
  async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type('dead');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Dead letters' }).waitFor();
  },
  async (page) => {
    const button = page.getByRole('button', { name: 'Replay all that match' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('match the filters').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.waitForFunction('document.activeElement.textContent.startsWith("Replay all")');
  },
  async (page) => {
    await page.getByRole('link', { name: 'Ada Lovelace' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Theme').focus();
    await page.keyboard.press('End');
    await page.waitForFunction('document.documentElement.dataset.theme === "dark"');
  },
];

async function doByKeyboard(context: BrowserContext, say: (line: string) => void) {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto('/console', { waitUntil: 'networkidle' });
  let done = 0;
  for (const [place, task] of tasks.entries()) {
    done += await task(page).then(
      () => 1,
      (error: unknown) => {
        say(`task ${place + 1} was not done: ${String(error)}`);
        return 0;
      },
    );
  }
  await page.close();
  return { tasks: tasks.length, done };
}
