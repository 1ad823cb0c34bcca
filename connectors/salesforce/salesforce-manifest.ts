import type { Manifest } from '#domain/connections/manifest.ts';

export const apiVersion = 'v67.0';

const setting = 'the External Client App in Setup, External Client App Manager > Policies and Settings > OAuth; then reconnect';
const object = (name: string, label: string, merges: 'asked' | 'never') => ({
  name,
  label,
  modified_field: 'SystemModstamp',
  writable: true,
  // Salesforce has no key against repeats: write by external id.
  repeatable_creates: false,
  deletes: 'asked' as const,
  merges,
  // To the recycle bin, for 15 days.
  removal: 'archive' as const,
  blind_spots: [
    'Changes of formula and roll-up fields do not change the time of the last change',
    'What was removed from the recycle bin, by hand or after 15 days, is not told',
  ],
});

export const salesforceManifest: Manifest = {
  vendor: 'salesforce',
  label: 'Salesforce',
  api: { version: apiVersion, ends_on: null },
  auth: ['oauth', 'client_credentials', 'jwt_bearer'],
  scopes: [
    {
      name: 'api',
      text: 'Read and change records, within the permissions of the user who consents',
      reason: "Matches partners' deals with your accounts, and writes approved deals as opportunities",
      needed_for: 'read',
      setting,
    },
    {
      name: 'refresh_token',
      text: 'Stay connected when nobody is logged in',
      reason: 'Keeps the records in step at night, and when the user who consented is away',
      needed_for: 'read',
      setting,
    },
  ],
  objects: [
    object('Account', 'Accounts', 'asked'),
    object('Contact', 'Contacts', 'asked'),
    object('Lead', 'Leads', 'asked'),
    object('Opportunity', 'Opportunities', 'never'),
  ],
  limits: [
    {
      id: 'daily',
      text: 'Calls of all applications of the org in 24 hours; the number depends on edition and licences',
      window: { kind: 'day', since: 'day_before' },
      max: 100_000,
      counts: 'call',
      shared: true,
    },
    {
      id: 'concurrent',
      text: '25 calls at the same time that take 20 seconds or more, of all applications of the org',
      window: { kind: 'concurrent' },
      max: 25,
      counts: 'call',
      shared: true,
    },
  ],
  // Up to 2,000 writes go in calls of 200, more by one job of Bulk API 2.0.
  batch: { read: 500, write: 10_000 },
};
