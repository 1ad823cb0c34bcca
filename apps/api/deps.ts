import type { Logger } from 'pino';
import type { Directory } from '#apps/api/access/directory.ts';
import type { RateLimiter } from '#apps/api/access/rate-limiter.ts';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import type { Config } from '#apps/config.ts';
import type { DeliveryWorkflows } from '#apps/dispatch/delivery-workflows.ts';
import type { Publisher } from '#apps/dispatch/publisher.ts';
import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import type { Transformer } from '#connectors/transformation/transformer.ts';
import type { Database } from '#db/database.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import type { Settings } from '#domain/settings.ts';

/** What the API is built from. Everything with a lifetime is opened and closed by the process that builds it. */
export interface ApiDeps {
  config: Config;
  /** The settings file as of now: it is reloaded without a restart, so never keep the answer. */
  settings: () => Settings;
  db: Database;
  log: Logger;
  secretBox: SecretBox;
  guard: EgressGuard;
  transformer: Transformer;
  directory: Directory;
  /** Reads a key set that a partner publishes at an https URL; throws when it cannot, or must not, be read. */
  fetchJwks: (url: string) => Promise<unknown>;
  /** Where this process ends TLS itself: PEM texts. Client certificates are asked for and judged at the token endpoint. */
  tls?: { cert: string; key: string; ca: string | undefined } | undefined;
  rateLimiter: RateLimiter;
  publisher: Publisher;
  workflows: DeliveryWorkflows;
  partnerWorkflows: PartnerWorkflows;
  /** One line a dependency for /health/ready. */
  readiness: () => Promise<ReadinessCheck[]>;
}

/**
 * The doors to what is done for a partner as a whole. All are idempotent; all throw when Temporal is away, and the sweeper then
 * starts what the rows ask for.
 */
export interface PartnerWorkflows {
  /** Starts `erase-partner/<id>` or `erase-data-subject/<id>`. */
  eraseData(erasure: { id: string; kind: 'partner' | 'data_subject'; partnerId: string | null }): Promise<void>;
  /** Starts `provision-sandbox/<partnerId>`. */
  provisionSandbox(partnerId: string): Promise<void>;
  /** Starts `promote-partner/<id>`. */
  promote(promotion: { id: string; partnerId: string }): Promise<void>;
  /** Starts `import-deals/<id>`. */
  importDeals(job: { id: string; partnerId: string }): Promise<void>;
  /** Starts `register-deal/<dealId>`, or tells it that the deal has changed; `isNew` when there is probably none yet. */
  registerDeal(deal: { id: string; partnerId: string; isNew?: boolean }): Promise<void>;
}
