import { certificatesIn } from '#activities/reconciliation/books/expiries.ts';
import { listDueReviews, listRotatedSecrets, listUnrenewedTokens } from '#db/alerts/due-facts.ts';
import { listReportedEvents } from '#db/alerts/reported-events.ts';
import { filterServed } from '#db/alerts/served.ts';
import { findOldSigningKey, listExpiringClients, listExpiringKeys } from '#db/reconciliation/books/expiry-book.ts';
import { endingTypes, FORGOTTEN_S, judgeEvents, reportedTypes } from '#domain/alerts/judge-events.ts';
import { type Expiring, judgeExpiry, judgeReview } from '#domain/alerts/judge-expiries.ts';
import { readingOf } from '#domain/alerts/judged.ts';
import { DAY_MS } from '#domain/days.ts';
import { readLimit, type ReadRule, type RuleContext } from './rule-reader.ts';

export const readReviews: ReadRule<'deal_review_due'> = async ({ sql }, { except_partners: except, ...settings }) => {
  const due = await listDueReviews(sql, { beforeH: settings.before_h, except, limit: readLimit });
  return readingOf(due.map((review) => judgeReview(review, { except_partners: except, ...settings })));
};

const inDays = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY_MS);
/** A key is made when a token is asked for, and ten minutes before it signs. */
const ROTATION_SLACK_DAYS = 1;

/** The same as the nightly book of expiries sees, but only what is used by partners that are served, and by the company. */
export const readKeys: ReadRule<'key_expiring'> = async (context, settings) => {
  const { sql, now } = context;
  const until = inDays(now, settings.before_days);
  const page = { after: '', limit: readLimit };
  const keys = (await listExpiringKeys(sql, until, page)).filter(({ lastUsedAt }) => lastUsedAt !== null);
  const clients = await listExpiringClients(sql, until, page);
  const rotated = await listRotatedSecrets(sql, until, readLimit);
  const served = await filterServed(
    sql,
    [...new Set([...keys, ...clients, ...rotated.clients].flatMap(({ partnerId }) => partnerId ?? []))],
    settings.except_partners,
  );
  const isTold = ({ partnerId }: { partnerId: string | null }) => partnerId === null || served.has(partnerId);
  const expiring: Expiring[] = [
    ...keys.filter(isTold).map(({ id, name, partnerId, expiresAt, replacedBy }) => ({
      ...{ subject: { kind: 'key' as const, id }, partnerId, at: expiresAt, link: `/api/v1/api-keys/${id}` },
      what: replacedBy === null ? `API key ${name}` : `API key ${name}, which was rotated and is still used,`,
      remedy:
        replacedBy === null ? 'Rotate it, and give its owner the new one' : 'Ask its owner to use the new key before the old one ends',
    })),
    ...clients.filter(isTold).map(({ id, name, partnerId, expiresAt }) => ({
      ...{ subject: { kind: 'key' as const, id }, partnerId, at: expiresAt, link: `/api/v1/oauth-clients/${id}` },
      ...{ what: `The last secret of OAuth client ${name}`, remedy: 'Rotate its secret, and give the partner the new one' },
    })),
    ...rotated.clients.filter(isTold).map(({ id, ownerId, name, partnerId, expiresAt }) => ({
      ...{ subject: { kind: 'key' as const, id }, partnerId, at: expiresAt, link: `/api/v1/oauth-clients/${ownerId}` },
      what: `A secret of OAuth client ${name}, which was rotated and is still used,`,
      remedy: 'Ask the partner to use the new secret before the old one ends',
    })),
    ...rotated.sources.map(({ id, ownerId, name, expiresAt }) => ({
      ...{ subject: { kind: 'key' as const, id }, partnerId: null, at: expiresAt, link: `/api/v1/inbound-sources/${ownerId}` },
      what: `A secret of the inbound source ${name}, which was rotated and still signs its webhooks,`,
      remedy: 'Enter the new secret at the vendor before the old one ends: its webhooks are refused then',
    })),
    ...(await listUnrenewedTokens(sql, readLimit)).map(({ id, name, expiredAt }) => ({
      ...{ subject: { kind: 'connection' as const, id }, partnerId: null, at: expiredAt, link: `/api/v1/connections/${id}/health` },
      what: `The access token of the connection ${name}`,
      remedy: 'See in Temporal UI why its workflow maintain-connection does not renew it, and whether a worker runs',
    })),
    ...(await signingKey(context)),
  ];
  return readingOf(expiring.flatMap((one) => judgeExpiry('key_expiring', one, settings, now)));
};

/** It should have been replaced on its own by now. */
async function signingKey({ sql, settings }: RuleContext): Promise<Expiring[]> {
  const days = settings.gateway.oauth.signing_key_days;
  const old = await findOldSigningKey(sql, days + ROTATION_SLACK_DAYS);
  if (!old) return [];
  return [
    {
      ...{ subject: { kind: 'key', id: old.id }, partnerId: null, at: inDays(old.signsFrom, days), link: '/oauth/jwks' },
      what: `The key ${old.id} that signs access tokens`,
      remedy: 'Look in the log for why no new key could be made: the encryption key or the database',
    },
  ];
}

/** Those that this process uses. A process without any knows nothing of those of others. */
export const readCertificates: ReadRule<'certificate_expiring'> = async ({ readCertificates: read, now }, settings) => {
  const files = await read();
  if (files.length === 0) return null;
  const expiring = files.flatMap(({ file, pem }): Expiring[] => {
    const [first] = certificatesIn(pem).toSorted((a, b) => a.validToDate.getTime() - b.validToDate.getTime());
    if (!first) return [];
    return [
      {
        ...{
          subject: { kind: 'certificate', id: file.replaceAll(/[^\w.:/-]+/g, '-').slice(-200) },
          partnerId: null,
          at: first.validToDate,
        },
        ...{ what: `The certificate in ${file}`, remedy: 'Renew it, replace the file, and restart the process', link: '/health/ready' },
      },
    ];
  });
  return readingOf(expiring.flatMap((one) => judgeExpiry('certificate_expiring', one, settings, now)));
};

export const readEvents: ReadRule<'event_reported'> = async ({ sql, now }, settings) => {
  const events = await listReportedEvents(sql, { types: [...reportedTypes, ...endingTypes], now, withinS: FORGOTTEN_S });
  return readingOf(judgeEvents(events, settings));
};
