import { onTestFinished } from 'vitest';
import type { Budget, Draw } from '#connectors/budget.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import type { Connector } from '#connectors/connector.ts';
import { createEgressGuard } from '#connectors/egress/egress-guard.ts';
import type { VendorTokens } from '#connectors/oauth-vendor.ts';
import type { LimitReading } from '#connectors/protocol.ts';
import { createVendorHttp, type VendorHttp } from '#connectors/vendor-http.ts';
import { createVendorSession, type VendorSession } from '#connectors/vendor-session.ts';

/** The HTTP layer, trusting one fake. Closed when the test ends. */
export function httpFor(url: string): VendorHttp {
  const http = createVendorHttp({ guard: createEgressGuard({}), version: 'test', trustedOrigins: [url] });
  onTestFinished(() => http.close());
  return http;
}

interface FakeSession {
  session: VendorSession;
  /** The limits that calls named, and what the answers said about limits. */
  drawn: Draw[];
  readings: LimitReading[];
}

/** A session with these tokens and a budget without end. Without `renew`, no other tokens can be had. */
export function sessionWith({ protocol }: Connector, http: VendorHttp, tokens: VendorTokens, renew?: () => Promise<string>): FakeSession {
  const [drawn, readings]: [Draw[], LimitReading[]] = [[], []];
  const budget: Budget = {
    acquire: async (draws) => {
      drawn.push(...draws);
      return { sent: () => {}, end: (told) => void readings.push(...(told ?? [])) };
    },
  };
  let current = tokens;
  const held = {
    current: async () => current,
    async renew() {
      if (!renew) throw new ConnectorError('unauthorized', 'there are no other tokens');
      current = { ...tokens, accessToken: await renew() };
      return current;
    },
  };
  return {
    session: createVendorSession({ protocol, http, budget, lane: 'interactive', patienceMs: 1_000, tokens: held }),
    drawn,
    readings,
  };
}
