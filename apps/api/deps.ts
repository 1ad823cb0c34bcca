import type { Logger } from 'pino';
import type { Directory } from '#apps/api/access/directory.ts';
import type { RateLimiter } from '#apps/api/access/rate-limiter.ts';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import type { AnsweredRequest } from '#apps/api/http/observe-requests.ts';
import type { Config } from '#apps/config.ts';
import type { Inbound } from '#apps/dispatch/inbound.ts';
import type { Publisher } from '#apps/dispatch/publisher.ts';
import type { Workflows } from '#apps/dispatch/workflows.ts';
import type { TryAlert } from '#apps/vendors/try-alert.ts';
import type { Vendors } from '#apps/vendors/vendors.ts';
import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
import type { InboundVendors } from '#connectors/inbound-vendors.ts';
import type { OidcClient } from '#connectors/oidc/oidc-client.ts';
import type { AttributionStore } from '#db/attribution/store.ts';
import type { Database } from '#db/database.ts';
import type { Notify } from '#domain/platform-event-types.ts';
import type { SecretBox } from '#domain/secret-box.ts';
import type { Settings } from '#domain/settings.ts';
import type { Tracer } from '#domain/tracer.ts';

/** The dependencies of the API. The process that builds the API opens and closes everything that has a lifetime. */
export interface ApiDeps {
  config: Config;
  /** The current settings file. It is reloaded without a restart, so do not keep the returned value. */
  settings: () => Settings;
  db: Database;
  attribution: AttributionStore;
  log: Logger;
  secretBox: SecretBox;
  guard: EgressGuard;
  transformer: Transformer;
  schemas: SchemaChecker;
  directory: Directory;
  /** Fetches a key set that a partner publishes at an https URL. Throws if it cannot or must not be fetched. */
  fetchJwks: (url: string) => Promise<unknown>;
  /** Signs people in through identity providers. */
  oidc: OidcClient;
  /** The TXT records of a name in DNS. Throws if there are none. */
  resolveTxt: (name: string) => Promise<string[][]>;
  /** Set if this process terminates TLS itself: PEM strings. Client certificates are requested here and verified at the token endpoint. */
  tls?: { cert: string; key: string; ca: string | undefined } | undefined;
  rateLimiter: RateLimiter;
  notify: Notify;
  publisher: Publisher;
  inbound: Inbound;
  inboundVendors: InboundVendors;
  workflows: Workflows;
  vendors: Vendors;
  /** Sends a message to a channel of alerts at once. */
  tryAlert: TryAlert;
  /** One entry per dependency for /health/ready. */
  readiness: () => Promise<ReadinessCheck[]>;
  /** Told of each answer, for the metrics; undefined without them. */
  onAnswered?: ((request: AnsweredRequest) => void) | undefined;
  /** Undefined without traces. */
  tracer?: Tracer | undefined;
}
