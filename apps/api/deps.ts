import type { Logger } from 'pino';
import type { Directory } from '#apps/api/access/directory.ts';
import type { RateLimiter } from '#apps/api/access/rate-limiter.ts';
import type { ReadinessCheck } from '#apps/api/http/health-routes.ts';
import type { Config } from '#apps/config.ts';
import type { Publisher } from '#apps/dispatch/publisher.ts';
import type { Workflows } from '#apps/dispatch/workflows.ts';
import type { EgressGuard } from '#connectors/egress/egress-guard.ts';
import type { SchemaChecker } from '#connectors/evaluator/schema-checker.ts';
import type { Transformer } from '#connectors/evaluator/transformer.ts';
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
  schemas: SchemaChecker;
  directory: Directory;
  /** Reads a key set that a partner publishes at an https URL; throws when it cannot, or must not, be read. */
  fetchJwks: (url: string) => Promise<unknown>;
  /** Where this process ends TLS itself: PEM texts. Client certificates are asked for and judged at the token endpoint. */
  tls?: { cert: string; key: string; ca: string | undefined } | undefined;
  rateLimiter: RateLimiter;
  publisher: Publisher;
  workflows: Workflows;
  /** One line a dependency for /health/ready. */
  readiness: () => Promise<ReadinessCheck[]>;
}
