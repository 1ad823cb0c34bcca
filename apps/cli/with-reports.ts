import type { ApiDeps } from '#apps/api/deps.ts';
import { readConfig } from '#apps/config.ts';
import { openSettings } from '#apps/settings.ts';
import { openAttribution } from '#db/attribution/store.ts';
import { openDatabase } from '#db/database.ts';
import { getPartner, type PartnerRow } from '#db/partners/partner.ts';

/** Runs a command that reports on a partner, with the same settings as the API. */
export async function withReports(
  partnerId: string,
  run: (deps: Pick<ApiDeps, 'attribution' | 'settings'>, partner: PartnerRow) => Promise<number>,
): Promise<number> {
  const config = readConfig();
  const settingsFile = openSettings(config.CAUSEWAY_CONFIG, console);
  const settings = settingsFile.current();
  settingsFile.close();
  const db = openDatabase(config.DATABASE_URL, { max: 1, name: 'causeway-analytics' });
  const attribution = openAttribution(config.ATTRIBUTION_DATABASE_URL, { max: 2, name: 'causeway-analytics' });
  try {
    return await run({ attribution, settings: () => settings }, await getPartner(db, partnerId));
  } finally {
    await Promise.all([db.close(), attribution.close()]);
  }
}
