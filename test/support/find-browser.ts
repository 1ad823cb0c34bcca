import { existsSync } from 'node:fs';

const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium of this machine, or the one that `CHROMIUM` names; undefined if there is none. */
export const findBrowser = (): string | undefined => places.find((place) => place && existsSync(place));

/** For `describe.skipIf`. Says so if there is none. */
export function isWithoutBrowser(): boolean {
  if (findBrowser() !== undefined) return false;
  console.log('skipped: tests in a browser, because there is no Chromium (CHROMIUM names one)');
  return true;
}
