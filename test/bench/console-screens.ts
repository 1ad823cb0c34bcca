import { violationsInThemes } from '#test/support/accessible.ts';
import { fillConsole } from '#test/support/console-rows.ts';
import { addressesOf, type Audience, listedFor } from '#test/support/console-screens.ts';
import { answers, answerWith, goByPalette, goTo, type Task, throughDialogs } from '#test/support/console-walk.ts';
import { signInAs } from '#test/support/console.ts';
import type { ConsoleStack } from './console-stack.ts';

export interface Judged {
  /** Each screen and dialog, with what there is, without a row, and when the API fails. */
  axe: { screens: number; violations: number };
  keyboard: { tasks: number; done: number };
}

/** Walks through the screens of people of the company and of a partner, as test/console/every-screen.test.ts does. */
export async function judgeScreens(stack: ConsoleStack, say: (line: string) => void): Promise<Judged> {
  const rows = await fillConsole(stack);
  const violations: string[][] = [];
  const tasks: Task[] = [];
  for (const audience of ['company', 'partner'] satisfies Audience[]) {
    for (const kind of answers) {
      const role = audience === 'company' ? 'administrator' : 'partner_admin';
      const { page, context } = await signInAs(stack, role, audience === 'partner' ? { partnerId: rows.partner } : {});
      const judge = async () => void violations.push(await violationsInThemes(page));
      await answerWith(page, kind);
      await page.goto('/console/you');
      if (kind === 'full') for (const address of listedFor(audience)) tasks.push(await goByPalette(page, address));
      for (const address of addressesOf(audience, rows)) {
        await goTo(page, address);
        await judge();
        if (kind === 'full') tasks.push(...(await throughDialogs(page, address, judge)));
      }
      await context.close();
    }
  }
  const undone = tasks.filter(({ fault }) => fault !== undefined);
  for (const { name, fault } of undone) say(`not done: ${name}: ${String(fault)}`);
  return {
    axe: { screens: violations.length, violations: violations.flat().length },
    keyboard: { tasks: tasks.length, done: tasks.length - undone.length },
  };
}
