import { listScarce, listTroubled } from '#db/alerts/connection-facts.ts';
import { lookAtConnections } from '#db/health/look-at-connections.ts';
import { listVendorOutages } from '#db/health/vendor-outages.ts';
import { judgeQuota, judgeReconnect, judgeVendor } from '#domain/alerts/judge-connections.ts';
import { readingOf } from '#domain/alerts/judged.ts';
import { inDetail, readLimit, type ReadRule } from './rule-reader.ts';

export const readReconnects: ReadRule<'reconnect_needed'> = async (context, settings) => {
  const { sql, describe, now } = context;
  const ids = await listTroubled(sql, readLimit);
  return inDetail(ids.map(asRow), context, async (chosen) => {
    const looks = await lookAtConnections(sql, { ids: chosen.map(({ id }) => id), limit: chosen.length }, { describe, now });
    return looks.flatMap((look) => judgeReconnect(look, settings));
  });
};

export const readQuotas: ReadRule<'quota_low'> = async (context, settings) => {
  const { sql, describe, now } = context;
  const ids = await listScarce(sql, { leftPercent: Math.min(100, settings.left_percent * 2), limit: readLimit });
  return inDetail(ids.map(asRow), context, async (chosen) => {
    const looks = await lookAtConnections(sql, { ids: chosen.map(({ id }) => id), limit: chosen.length }, { describe, now });
    return looks.flatMap((look) => judgeQuota(look, settings, now));
  });
};

export const readVendors: ReadRule<'vendor_down'> = async ({ sql, describe }, settings) => {
  const outages = await listVendorOutages(sql, settings.for_s);
  return readingOf(outages.flatMap((outage) => judgeVendor(outage, describe(outage.vendor).label, settings)));
};

const asRow = (id: string) => ({ id });
