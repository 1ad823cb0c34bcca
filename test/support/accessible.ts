import axe from 'axe-core';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The rules of WCAG 2.2 AA that the page breaks as it is now. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(`${axe.source}; undefined`);
  return page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(tags)} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html + ' ' + nodes[0].failureSummary))`,
  );
}

const themes = ['light', 'dark'] as const;

/** What the page breaks in the light and in the dark. */
export async function violationsInThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violationsOf(page)).map((violation) => `${colorScheme}: ${violation}`));
    await takePictures(page, colorScheme);
  }
  return found;
}

/** With `CONSOLE_PICTURES=<folder>`: what the page looks like, for people to look at. */
async function takePictures(page: Page, theme: string): Promise<void> {
  const folder = process.env['CONSOLE_PICTURES'];
  if (folder === undefined) return;
  const size = page.viewportSize();
  const name = (await page.title()).replaceAll(/\W+/g, '-').slice(0, 40);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${folder}/${name}-${theme}-${width}-${Date.now()}.png` });
  }
  if (size) await page.setViewportSize(size);
}
