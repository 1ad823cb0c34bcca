import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp } from '#test/support/app.ts';
import { type ConsoleRows, fillConsole } from '#test/support/console-rows.ts';
import { addressesOf, type Audience, listedFor, unmatched } from '#test/support/console-screens.ts';
import { type Answers, answerWith, faultsOf, goByPalette, goTo, type Task, throughDialogs } from '#test/support/console-walk.ts';
import { type ConsoleWorld, startConsole } from '#test/support/console.ts';
import { isWithoutBrowser } from '#test/support/find-browser.ts';
import { noteAnswers, untranslatedIn } from '#test/support/pseudo-texts.ts';

const audiences: Audience[] = ['company', 'partner'];

describe.skipIf(isWithoutBrowser())('every screen of the console', { timeout: 240_000 }, () => {
  let world: ConsoleWorld;
  let rows: ConsoleRows;
  beforeAll(async () => {
    world = await startConsole(buildTestApp);
    rows = await fillConsole({ ...world.api, origin: world.origin });
  });
  afterAll(() => world.close());

  async function open(audience: Audience, answers: Answers, query = '') {
    const partnerId = rows.partner;
    const visit = await (audience === 'company' ? world.signIn('administrator') : world.signIn('partner_admin', { partnerId }));
    await answerWith(visit.page, answers);
    await visit.page.goto(`/console/you${query}`);
    return visit;
  }

  test('is in the table of those that these tests walk through', () => {
    expect(unmatched()).toEqual([]);
  });

  // A page has a process of its own.
  describe.concurrent.each(audiences)('that the %s sees', (audience) => {
    test.each<[Answers, string]>([
      ['full', 'with something of everything'],
      ['empty', 'without a row'],
      ['error', 'when the API fails'],
    ])('is accessible and fits a telephone: %s, %s', async (answers) => {
      const { page, complaints, context } = await open(audience, answers);
      const faults: string[] = [];
      for (const address of addressesOf(audience, rows)) {
        await goTo(page, address);
        faults.push(...(await faultsOf(page, `${audience} ${address} ${answers}`)));
        if (answers === 'full') for (const text of await page.getByRole('alert').allInnerTexts()) faults.push(`${address} says: ${text}`);
      }
      expect(faults).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    });

    test('is found by its name without a mouse, and so is each of its dialogs, which are accessible and give the focus back', async () => {
      const { page, complaints, context } = await open(audience, 'full');
      const tasks: Task[] = [];
      const faults: string[] = [];
      for (const address of listedFor(audience)) tasks.push(await goByPalette(page, address));
      for (const address of addressesOf(audience, rows)) {
        await goTo(page, address);
        tasks.push(
          ...(await throughDialogs(page, address, async (name) => void faults.push(...(await faultsOf(page, `${audience} ${name}`))))),
        );
      }
      expect(tasks.filter(({ fault }) => fault !== undefined)).toEqual([]);
      expect(tasks.length).toBeGreaterThan(20);
      expect(faults).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    });

    test('fits a telephone in words that are a third longer, and says nothing that cannot be translated', async () => {
      const { page, complaints, context } = await open(audience, 'full', '?locale=pseudo');
      const said = noteAnswers(page);
      await page.reload();
      await page.setViewportSize({ width: 390, height: 844 });
      const faults: string[] = [];
      for (const address of addressesOf(audience, rows)) {
        await goTo(page, address);
        if (await page.evaluate('document.documentElement.scrollWidth > innerWidth')) faults.push(`${address} is wider than 390 pixels`);
        for (const text of await untranslatedIn(page, await said())) faults.push(`${address}: ${text}`);
      }
      expect([...new Set(faults)]).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    });
  });
});
