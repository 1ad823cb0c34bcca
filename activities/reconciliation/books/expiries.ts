import { X509Certificate } from 'node:crypto';
import type { Book, BookCheck, Found, Page } from '#activities/reconciliation/book.ts';
import type { Sql } from '#db/database.ts';
import {
  findOldSigningKey,
  listExpiringClients,
  listExpiringKeys,
  listTroubledConnections,
  type TroubledConnection,
} from '#db/reconciliation/books/expiry-book.ts';
import { counted } from '#domain/counted.ts';
import { DAY_MS } from '#domain/days.ts';
import type { Settings } from '#domain/settings.ts';

export interface ExpiryBookDeps {
  sql: Sql;
  settings: () => Settings;
  /** The certificates that this process uses. */
  readCertificates: () => Promise<{ file: string; pem: string }[]>;
}

const limit = 1_000;
/** A finding that is ignored comes back at the next of these. */
const warnDays = [1, 7, 30];
const furthestDays = 30;
/** A key is made when a token is asked for, and ten minutes before it signs. */
const rotationSlackDays = 1;

/** What stops working on a day that is known: credentials, certificates, consents. */
export function expiriesBook({ sql, settings, readCertificates }: ExpiryBookDeps): Book {
  const furthest = () => new Date(Date.now() + furthestDays * DAY_MS);
  const check = <Row extends { id: string }>(
    { name, title }: Pick<BookCheck, 'name' | 'title'>,
    read: (page: { after: string; limit: number }) => Promise<Row[]>,
    toFound: (row: Row) => Found,
  ): BookCheck => ({
    ...{ name, title, settleMs: 0 },
    async page(after): Promise<Page> {
      const rows = await read({ after, limit });
      return { checked: rows.length, found: rows.map(toFound), next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null };
    },
  });

  const signingKeys: BookCheck = {
    name: 'signing-keys',
    title: 'The key that signs access tokens is rotated in time',
    settleMs: 0,
    async page() {
      const days = settings().gateway.oauth.signing_key_days + rotationSlackDays;
      const old = await findOldSigningKey(sql, days);
      return { checked: 1, found: old ? [unrotated(old, days)] : [], next: null };
    },
  };

  const certificates: BookCheck = {
    name: 'certificates',
    title: `No certificate of this process ends within ${furthestDays} days`,
    settleMs: 0,
    async page() {
      const found: Found[] = [];
      const files = await readCertificates();
      for (const { file, pem } of files) {
        for (const { subject, validToDate } of certificatesIn(pem)) {
          if (validToDate > furthest()) continue;
          const what = `The certificate ${subject.replaceAll('\n', ', ')} in ${file}`;
          found.push(expiring({ object: 'certificate', id: file, otherId: subject, what, at: validToDate, remedy: remedies.certificate }));
        }
      }
      return { checked: files.length, found, next: null };
    },
  };

  return {
    name: 'expiries',
    checks: [
      check(
        { name: 'api-keys', title: `No API key that is used ends within ${furthestDays} days` },
        (page) => listExpiringKeys(sql, furthest(), page),
        ({ id, name, partnerId, expiresAt: at, replacedBy }) => {
          const what = `API key ${id} (${name})${replacedBy ? `, which was rotated and is still used instead of ${replacedBy},` : ''}`;
          return expiring({ object: 'api_key', id, otherId: partnerId, what, at, remedy: replacedBy ? remedies.rotated : remedies.key });
        },
      ),
      check(
        { name: 'oauth-clients', title: `Each OAuth client with secrets has one that is valid in ${furthestDays} days` },
        (page) => listExpiringClients(sql, furthest(), page),
        ({ id, name, partnerId, expiresAt: at }) =>
          expiring({
            object: 'oauth_client',
            id,
            otherId: partnerId,
            what: `The last secret of OAuth client ${id} (${name})`,
            at,
            remedy: remedies.client,
          }),
      ),
      signingKeys,
      check(
        { name: 'connections', title: 'Each connection has valid tokens and needs nobody' },
        (page) => listTroubledConnections(sql, page),
        troubled,
      ),
      certificates,
    ],
    blind: [
      'Certificates of mTLS clients and of endpoints: only a thumbprint or a subject is stored, or they are seen when they connect',
      'Refresh tokens and API tokens of vendors that do not tell when they end',
      'Certificates of processes that run no worker',
    ],
  };
}

const remedies = {
  key: 'Rotate it: POST /api/v1/api-keys/{id}/rotate',
  rotated: 'Ask its owner to use the new key everywhere before the old one ends',
  client: 'Rotate its secret: POST /api/v1/oauth-clients/{id}/rotate-secret',
  certificate: 'Renew it, replace the file, and restart the process',
};

interface Expiring extends Pick<Found, 'object' | 'id' | 'remedy'> {
  otherId: string | null;
  what: string;
  at: Date;
}

function expiring({ object, id, otherId, what, at, remedy }: Expiring): Found {
  const days = (at.getTime() - Date.now()) / DAY_MS;
  const step = days <= 0 ? 'expired' : `within ${warnDays.find((limit) => days <= limit) ?? furthestDays} days`;
  return {
    ...{ object, class: days <= 0 ? 'broken' : 'stale', id, otherId, value: at.toISOString(), otherValue: step },
    message:
      days <= 0
        ? `${what} has expired at ${at.toISOString()}`
        : `${what} expires at ${at.toISOString()}, in ${counted(Math.ceil(days), 'day')}`,
    remedy,
  };
}

/** A file may have a chain of them. */
export function certificatesIn(pem: string): X509Certificate[] {
  return Array.from(pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g), ([one]) => new X509Certificate(one));
}

const unrotated = ({ id, signsFrom }: { id: string; signsFrom: Date }, days: number): Found => ({
  ...{ object: 'signing_key', class: 'stale', id, value: signsFrom.toISOString() },
  message: `Key ${id} has signed access tokens since ${signsFrom.toISOString()}, for more than ${days} days`,
  remedy: 'Look in the log for why no new key could be made: the encryption key or the database',
});

const troubled = ({ id, name, vendor, status, statusReason, tokensExpireAt }: TroubledConnection): Found => ({
  ...{ object: 'connection', id, value: status === 'action_required' ? statusReason : (tokensExpireAt?.toISOString() ?? null) },
  class: status === 'action_required' ? 'broken' : 'stale',
  message:
    status === 'action_required'
      ? `Connection ${id} (${name}, ${vendor}) does not work: ${statusReason ?? 'it needs a person'}`
      : `The tokens of connection ${id} (${name}, ${vendor}) expired at ${tokensExpireAt?.toISOString()} and were not renewed`,
  remedy:
    status === 'action_required'
      ? 'Do what the reason says, usually: connect it again'
      : 'Look at its workflow maintain-connection in Temporal UI, and at the log of the workers',
});
