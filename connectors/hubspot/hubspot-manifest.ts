import type { Manifest } from '#domain/connections/manifest.ts';

/** The date-versioned API. Its paths contain it, and so do those of the token endpoint. */
export const apiVersion = '2026-09';
export const tokenVersion = '2026-03';

const setting = 'the scopes of the app at app.hubspot.com, Development > Legacy apps or Projects > Auth; then reconnect';
const scope = (object: string, noun: string) =>
  [
    {
      name: `crm.objects.${object}.read`,
      text: `Read ${noun}`,
      reason: `Matches partners' deals with your ${noun}, and keeps them in step`,
      needed_for: 'read' as const,
      setting,
    },
    {
      name: `crm.objects.${object}.write`,
      text: `Create and change ${noun}`,
      reason: `Writes approved deals and their progress to your ${noun}`,
      needed_for: 'write' as const,
      setting,
    },
  ] as const;
const object = (name: string, label: string, modifiedField: string) => ({
  name,
  label,
  modified_field: modifiedField,
  writable: true,
  repeatable_creates: false,
  deletes: 'asked' as const,
  merges: 'asked' as const,
  removal: 'archive' as const,
  blind_spots: [
    'Changes by formula and roll-up fields do not change the time of the last change',
    'A permanent deletion for privacy is told by webhook only',
  ],
});

export const hubspotManifest: Manifest = {
  vendor: 'hubspot',
  label: 'HubSpot',
  api: { version: apiVersion, ends_on: null },
  auth: ['oauth', 'token'],
  scopes: [
    { name: 'oauth', text: 'Know which account this is', reason: 'Required by HubSpot of every app', needed_for: 'read', setting },
    ...scope('companies', 'companies'),
    ...scope('contacts', 'contacts'),
    ...scope('deals', 'deals'),
  ],
  objects: [
    object('companies', 'Companies', 'hs_lastmodifieddate'),
    // Contacts alone have no hs_ in the name.
    object('contacts', 'Contacts', 'lastmodifieddate'),
    object('deals', 'Deals', 'hs_lastmodifieddate'),
  ],
  limits: [
    {
      id: 'ten_seconds',
      text: '110 calls in 10 seconds for each account, of this app alone',
      window: { kind: 'rolling', seconds: 10 },
      max: 110,
      counts: 'call',
      shared: false,
    },
    {
      id: 'daily',
      text: 'Calls a day, until midnight in the time zone of the account; the number depends on the subscription',
      window: { kind: 'day', since: 'midnight' },
      max: 650_000,
      counts: 'call',
      shared: true,
    },
    {
      id: 'search',
      text: '5 searches a second for each account',
      window: { kind: 'rolling', seconds: 1 },
      max: 5,
      counts: 'named',
      shared: true,
    },
  ],
  batch: { read: 100, write: 100 },
};
