import axe from 'axe-core';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Of these, the ones whose result depends on the theme. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** The rules of WCAG 2.2 AA that the page breaks as it is now. */
async function violationsOf(page: Page, theme: (typeof themes)[number]): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(`${axe.source}; undefined`);
  const runOnly = theme === 'light' ? tags : { type: 'rule', values: rulesOfColour };
  return page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(runOnly)} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html + ' ' + nodes[0].failureSummary))`,
  );
}

const themes = ['light', 'dark'] as const;

/** What the page breaks in the light and in the dark. `name`: of its pictures; omitted: its title and the time. */
export async function violationsInThemes(page: Page, name?: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violationsOf(page, colorScheme)).map((violation) => `${colorScheme}: ${violation}`));
    await takePictures(page, `${name ?? `${await page.title()} ${Date.now()}`} ${colorScheme}`);
  }
  return found;
}

/** With `CONSOLE_PICTURES=<folder>`, such as coverage/console: what the page looks like, for people to look at. */
async function takePictures(page: Page, name: string): Promise<void> {
  const folder = process.env['CONSOLE_PICTURES'];
  if (folder === undefined) return;
  const size = page.viewportSize();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${folder}/${name.replaceAll(/\W+/g, '-')}-${width}.png` });
  }
  if (size) await page.setViewportSize(size);
}
