import type { Connector } from '#connectors/connector.ts';
import { describe, identify } from './salesforce-describe.ts';
import { salesforceManifest } from './salesforce-manifest.ts';
import { salesforceOauth } from './salesforce-oauth.ts';
import { salesforceProtocol } from './salesforce-protocol.ts';
import { readMany, readPage } from './salesforce-read.ts';
import { writeBatch } from './salesforce-write.ts';

/** Salesforce by its REST API and Bulk API 2.0. `url` replaces the login host; an org's own address comes with its tokens. */
export function createSalesforce(url?: string): Connector {
  const login = url ?? 'https://login.salesforce.com';
  return {
    manifest: salesforceManifest,
    oauth: salesforceOauth(login),
    protocol: salesforceProtocol(login),
    objects: { identify, describe, readPage, division: null, readMany, writeBatch },
    associations: null,
    // Salesforce sends outbound messages, which nothing signs.
    inbound: null,
    subscriptions: null,
    feed: null,
    // It is told by instance: some instance is always unwell.
    statusFeed: null,
  };
}
