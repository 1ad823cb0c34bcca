import type { PastedBlock } from '#test/support/guide-run.ts';
import type { GuideStack } from '#test/support/stack/guide-stack.ts';
import { round } from './percentiles.ts';

export interface GuideRun {
  blocks: number;
  different: number;
}

export interface Newcomer {
  commands: number;
  /** From the first command to the delivery that the receiver has verified, typed by a script. */
  seconds: number;
}

/** Where the quickstart of the partner guide ends. */
const endOfQuickstart = '## Webhook requests';

/** Pastes the quickstart of the partner guide. Throws if a block prints something else than the guide shows. */
export async function timeNewcomer(stack: GuideStack): Promise<Newcomer> {
  const reader = stack.openReader();
  try {
    const begun = performance.now();
    const pasted = await reader.paste('docs/partner-guide.md', { until: endOfQuickstart, stopAtFirst: true });
    const seconds = round((performance.now() - begun) / 1000, 1);
    const wrong = pasted.find(({ isSame }) => !isSame);
    if (wrong) throw new Error(`This printed something else than the guide shows:\n${wrong.code}\n${wrong.printed}`);
    return { commands: pasted.reduce((sum, { code }) => sum + commandsIn(code), 0), seconds };
  } finally {
    await reader.close();
  }
}

/** Lines that begin a command; the others continue one. */
const commandsIn = (code: string): number =>
  code
    .trim()
    .split('\n')
    .filter((line) => /^\S/.test(line)).length;

/** Pastes both guides in one terminal, and says which blocks print something else than they show. */
export async function pasteGuides(stack: GuideStack, say: (line: string) => void): Promise<GuideRun> {
  const reader = stack.openReader();
  try {
    const pasted: PastedBlock[] = [];
    for (const document of ['docs/partner-guide.md', 'docs/publisher-guide.md']) pasted.push(...(await reader.paste(document)));
    const different = pasted.filter(({ isSame }) => !isSame);
    for (const { code, printed } of different) say(`different: ${code}  ${printed.slice(0, 400)}`);
    return { blocks: pasted.length, different: different.length };
  } finally {
    await reader.close();
  }
}
