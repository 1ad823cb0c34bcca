import type { BrowserContext } from 'playwright-core';
import { createPartner } from '#db/partners/partner.ts';
import { callerOf } from '#test/support/console-rows.ts';
import { readyDeal } from '#test/support/deal-calls.ts';
import { ampleLimit } from '#test/support/limits.ts';
import { tester } from '#test/support/tester.ts';
import type { ConsoleStack } from './console-stack.ts';
import { round } from './percentiles.ts';

/** Ten characters a second. */
const KEY_MS = 100;
/** So unlike each other that none conflicts with another, which would ask for a comment. */
const COMPANIES = [
  ...['Aldebaran', 'Betelgeuse', 'Capella', 'Deneb', 'Electra', 'Fomalhaut', 'Gienah', 'Hadar', 'Izar', 'Jabbah'],
  ...['Kochab', 'Lesath', 'Mirach', 'Naos', 'Okul', 'Pollux', 'Rigel', 'Sirius', 'Tarazed', 'Unukalhai'],
];

/** Decides on so many deals with the keyboard, in turns approving and rejecting with a reason. Returns the seconds from the first key to the last effect. */
export async function reviewDeals({ db, origin }: ConsoleStack, context: BrowserContext, deals: number): Promise<number> {
  const call = await callerOf(db, origin);
  const { id: partner } = await createPartner(db, { name: 'Reviewed', tier: 'standard', ...ampleLimit }, tester);
  for (let n = 0; n < deals; n++) {
    const id = await call('/deals', { ...readyDeal(COMPANIES[n % COMPANIES.length] ?? ''), partner_id: partner });
    await call(`/deals/${id}/submit`);
  }
  const page = await context.newPage();
  await page.goto(`/console/review?partner_id=${partner}`);
  const waiting = page.getByRole('main').getByRole('navigation').getByRole('listitem');
  await waiting.nth(deals - 1).waitFor();
  const startedAt = performance.now();
  for (let n = 0; n < deals; n++) {
    await page.keyboard.press(n % 2 === 0 ? 'a' : 'r');
    const dialog = page.getByRole('dialog');
    await dialog.locator(':focus').and(dialog.getByRole('textbox')).waitFor();
    if (n % 2 === 1) await page.keyboard.type('We know them already', { delay: KEY_MS });
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await waiting.nth(deals - n - 1).waitFor({ state: 'detached' });
  }
  await page.getByText('Nothing waits for a review').waitFor();
  const seconds = round((performance.now() - startedAt) / 1_000, 1);
  await page.close();
  return seconds;
}
