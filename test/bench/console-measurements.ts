import type { BrowserContext } from 'playwright-core';
import { signInAs } from '#test/support/console.ts';
import { countScripts, observedOf, observePages, usedHeap } from './console-page.ts';
import { reviewDeals } from './console-reviews.ts';
import { judgeScreens, type Judged } from './console-screens.ts';
import type { ConsoleStack } from './console-stack.ts';
import { round } from './percentiles.ts';

export interface ConsoleFigures extends Judged {
  firstViewKb: number;
  lcpMs: number;
  clickMs: number;
  clickSlowCpuMs: number;
  longestTaskMs: number;
  rowsLoaded: number;
  heapGrowthPercent: number;
  cls: number;
  reviewsS: number;
}

const SLOW_CPU = 4;
/** Until then a page loads and compiles what it keeps. */
const WARM_NAVIGATIONS = 100;

/** `rows`: how many are walked through; `navigations`: after how many more the heap is compared; `reviews`: how many deals are decided on. */
export async function measureConsole(
  stack: ConsoleStack,
  { rows, navigations, reviews }: { rows: number; navigations: number; reviews: number },
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
      reviewsS: await reviewDeals(stack, context, reviews),
      ...(await judgeScreens(stack, say)),
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
