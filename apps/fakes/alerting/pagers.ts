import { Refused, startVendorServer, type VendorAnswer, type VendorRequest, type VendorServer } from '#apps/fakes/vendor-server.ts';

export interface FakePager extends VendorServer {
  key: string;
  /** What is open or was, by dedup_key or alias. */
  incidents: Map<string, { status: 'triggered' | 'acknowledged' | 'resolved'; summary: string; severity: string; count: number }>;
}

const throttled: VendorAnswer = {
  status: 429,
  headers: { 'retry-after': '15' },
  body: { status: 'throttle exceeded', message: 'Requests for this service are arriving too quickly.' },
};

/** PagerDuty's Events API v2. */
export async function startFakePagerduty(port = 0): Promise<FakePager> {
  const key = 'R0123456789ABCDEF0123456789ABCDE'.slice(0, 32);
  const incidents: FakePager['incidents'] = new Map();
  const no = (...errors: string[]): VendorAnswer => ({
    status: 400,
    body: { status: 'invalid event', message: 'Event object is invalid', errors },
  });

  function enqueue(request: VendorRequest): VendorAnswer {
    const event = JSON.parse(request.body) as { [name: string]: unknown; payload?: Record<string, unknown>; links?: { href?: unknown }[] };
    const { routing_key: routingKey, event_action: action, dedup_key: dedupKey, payload, links = [] } = event;
    if (typeof routingKey !== 'string' || routingKey.length !== 32) {
      return no("Length of 'routing_key' is incorrect (should be 32 characters)");
    }
    if (routingKey !== key) return no('Invalid routing key');
    if (typeof dedupKey !== 'string' || dedupKey.length > 255) return no("'dedup_key' is missing or longer than 255 characters");
    if (!links.every(({ href }) => typeof href === 'string' && /^https?:/.test(href))) return no("'links' must be URLs");
    const incident = incidents.get(dedupKey);
    if (action === 'trigger') {
      const { summary, source, severity } = payload ?? {};
      if (typeof summary !== 'string' || summary === '' || summary.length > 1_024) return no("'payload.summary' is missing or too long");
      if (typeof source !== 'string' || source === '') return no("'payload.source' is missing or blank");
      if (!['critical', 'warning', 'error', 'info'].includes(String(severity))) {
        return no("'payload.severity' is invalid (must be one of the following: ...)");
      }
      const isOpen = incident !== undefined && incident.status !== 'resolved';
      incidents.set(dedupKey, {
        status: isOpen ? incident.status : 'triggered',
        summary,
        severity: String(severity),
        count: isOpen ? incident.count + 1 : 1,
      });
    } else if (action === 'acknowledge' || action === 'resolve') {
      if (incident && incident.status !== 'resolved') incident.status = action === 'resolve' ? 'resolved' : 'acknowledged';
    } else {
      return no("'event_action' is invalid");
    }
    return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: dedupKey } };
  }

  const server = await startVendorServer(port, () => ({
    routes: { 'POST /v2/enqueue': enqueue },
    failure: (kind) => {
      if (kind === 'rate_limited' || kind === 'quota') return throttled;
      if (kind === 'unauthorized') return no('Invalid routing key');
      return kind === 'unavailable' ? { status: 503, body: 'Service Unavailable' } : { status: 404, body: '' };
    },
    now: () => Date.now(),
    maxBodyBytes: 512 * 1024,
  }));
  return Object.assign(server, { key, incidents });
}

/** Opsgenie's Alert API: what it accepts, it answers with 202 and looks at later. */
export async function startFakeOpsgenie(port = 0): Promise<FakePager> {
  const key = 'eb243592-faa2-4ba2-a551q-1afdf565c889';
  const incidents: FakePager['incidents'] = new Map();
  const accepted: VendorAnswer = {
    status: 202,
    body: { result: 'Request will be processed', took: 0.1, requestId: '43a29c5c-3dbf-4fa4-9c26-f4f71023e120' },
  };
  const no = (status: number, message: string): VendorAnswer => ({
    status,
    body: { message, took: 0.001, requestId: '43a29c5c-3dbf-4fa4-9c26-f4f71023e120' },
  });

  function create(request: VendorRequest): VendorAnswer {
    const { message, alias, description = '', priority = 'P3' } = JSON.parse(request.body) as Record<string, unknown>;
    if (typeof message !== 'string' || message === '' || message.length > 130) {
      return no(422, 'Request body is not processable. Message must be at most 130 characters.');
    }
    if (typeof alias !== 'string' || alias.length > 512) return no(422, 'Alias must be at most 512 characters.');
    if (typeof description !== 'string' || description.length > 15_000 || !/^P[1-5]$/.test(String(priority))) {
      return no(422, 'Invalid description or priority.');
    }
    const open = incidents.get(alias);
    const isOpen = open !== undefined && open.status !== 'resolved';
    incidents.set(alias, {
      status: isOpen ? open.status : 'triggered',
      summary: message,
      severity: String(priority),
      count: isOpen ? open.count + 1 : 1,
    });
    return accepted;
  }

  const act =
    (status: 'acknowledged' | 'resolved') =>
    ({ url, params }: VendorRequest): VendorAnswer => {
      if (url.searchParams.get('identifierType') !== 'alias') return no(404, 'Alert does not exist');
      const found = incidents.get(params['alias'] ?? '');
      if (found && found.status !== 'resolved') found.status = status;
      return accepted;
    };

  const server = await startVendorServer(port, () => ({
    routes: {
      'POST /v2/alerts': create,
      'POST /v2/alerts/:alias/acknowledge': act('acknowledged'),
      'POST /v2/alerts/:alias/close': act('resolved'),
    },
    admit: ({ headers }) => {
      if (headers.authorization !== `GenieKey ${key}`) throw new Refused(no(401, 'Could not authenticate'));
      return {};
    },
    failure: (kind) => {
      if (kind === 'rate_limited' || kind === 'quota') {
        return { ...no(429, 'You are making too many requests!'), headers: { 'retry-after': '5' } };
      }
      if (kind === 'unauthorized') return no(403, 'Api Integration is disabled');
      return kind === 'unavailable' ? no(503, 'Service unavailable') : no(404, 'not found');
    },
    now: () => Date.now(),
    maxBodyBytes: 512 * 1024,
  }));
  return Object.assign(server, { key, incidents });
}
