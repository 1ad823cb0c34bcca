import { existsSync } from 'node:fs';

const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium of this machine, or the one that `CHROMIUM` names; undefined if there is none. */
export const findBrowser = (): string | undefined => places.find((place) => place && existsSync(place));
