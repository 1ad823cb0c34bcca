import type { ConnectorErrorKind } from '#connectors/connector-error.ts';
import { ConnectorError } from '#connectors/connector-error.ts';
import { channelContext, createChannel } from '#db/alerts/alert-channel.ts';
import { replaceRouting } from '#db/alerts/alert-routing.ts';
import type { AlertMessage } from '#domain/alerts/alert-message.ts';
import { AlertRoutes } from '#domain/alerts/alert-routes.ts';
import type { Finding } from '#domain/alerts/finding.ts';
import type { SendAlert } from '#domain/alerts/send-alert.ts';
import { newId } from '#domain/id.ts';
import { createSecretBox, parseEncryptionKeys } from '#domain/secret-box.ts';
import { alertId } from '#workflows/alerts/messages.ts';
import { type EngineOptions, startTestEngine, type TestEngine } from './engine.ts';
import { tester } from './tester.ts';

/** What arrived at a channel. */
interface Arrived {
  /** Its name. */
  at: string;
  key: string;
  message: AlertMessage;
}

/** Sends alerts to an array. Channels are told apart by their URL. */
function recordingSender() {
  const arrived: Arrived[] = [];
  const faults = new Map<string, () => Promise<void> | void>();
  const send: SendAlert = async (channel, message, { idempotencyKey }) => {
    const at = channel.kind === 'webhook' ? channel.url.replace('https://alerts.example/', '') : channel.kind;
    await faults.get(at)?.();
    arrived.push({ at, key: idempotencyKey, message });
    return { reference: `ref-${arrived.length}` };
  };
  return { arrived, faults, send };
}

export type AlertWorld = Awaited<ReturnType<typeof startAlertWorld>>;

/** An engine whose alerts arrive in an array. */
export async function startAlertWorld(options: Pick<EngineOptions, 'settings' | 'temporalAddress'> = {}) {
  const sender = recordingSender();
  const engine = await startTestEngine({ ...options, sendAlert: sender.send });
  let present = engine;
  return {
    ...sender,
    ...alertCalls(engine, sender.arrived, () => present.engine.workflows.alerts),
    engine,
    /** The process that works on alerts ends, and another one goes on. */
    async replaceWorker(): Promise<void> {
      await present.stop();
      present = await startTestEngine({ sendAlert: sender.send, beside: engine });
    },
    async close(): Promise<void> {
      if (present !== engine) await present.close();
      await engine.close();
    },
  };
}

function alertCalls(engine: TestEngine, arrived: Arrived[], workflows: () => TestEngine['engine']['workflows']['alerts']) {
  const { sql } = engine.db;
  const secretBox = createSecretBox(parseEncryptionKeys(engine.encryptionKeys));
  return {
    /** Of the name's own URL. */
    async channel(name: string): Promise<string> {
      const id = newId('ach');
      const secrets = { signing_secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` };
      const secretsSealed = secretBox.seal(JSON.stringify(secrets), channelContext(id));
      const settings = { kind: 'webhook', url: `https://alerts.example/${name}` } as const;
      await createChannel(engine.db, { id, name, settings, secretsSealed, enabled: true }, tester);
      return id;
    },
    async routes(routes: object[]): Promise<void> {
      const all = routes.map((route, index) => ({ name: `Route ${index}`, group_s: 0, recover_after_s: 0, ...route }));
      await replaceRouting(engine.db, AlertRoutes.parse(all), { actor: tester, check: () => {} });
    },
    tell: (finding: Finding) => workflows().tell(finding),
    clear: ({ rule, subject }: Finding) => workflows().clear(rule, subject.id),
    /** As if the clock had gone forward since everything that is stored of the alert. */
    async age({ rule, subject, partnerId }: Finding, minutes: number): Promise<void> {
      const by = sql`${minutes} * interval '1 min'`;
      await sql`
        update alert set since = since - ${by}, firing_since = firing_since - ${by}, resolved_at = resolved_at - ${by},
          snoozed_until = snoozed_until - ${by}
        where rule = ${rule} and subject_id = ${subject.id}`;
      await sql`
        update alert_message m set ended_at = m.ended_at - ${by} where id in (
          select n.message_id from alert_notice n join alert a on a.id = n.alert_id where a.rule = ${rule} and a.subject_id = ${subject.id})`;
      await sql`
        update alert_notice n set due_at = n.due_at - ${by} from alert a
        where a.id = n.alert_id and a.rule = ${rule} and a.subject_id = ${subject.id}`;
      for (const { id } of await sql<{ id: string }[]>`select id from alert_channel`) await workflows().wakeChannel(id);
      await workflows().advance({ rule, subjectId: subject.id, partnerId });
    },
    /** `<channel> <kind> <titles>` of all that arrived about the subjects of these findings. */
    toldOf: (...findings: Finding[]) => {
      const about = new Set(findings.map(({ rule, subject }) => alertId(rule, subject.id)));
      return arrived
        .filter(({ message }) => message.alerts.some(({ dedupKey }) => about.has(dedupKey)))
        .map(({ at, message }) => `${at} ${message.kind} ${message.alerts.length + message.omitted}`);
    },
    async stateOf({ rule, subject }: Finding) {
      const [row] = await sql<{ state: string; settled: boolean; reopened: number; problem: string | null }[]>`
        select state, settled_at is not null as settled, reopened, telling_problem as problem from alert
        where rule = ${rule} and subject_id = ${subject.id} order by id desc limit 1`;
      return row;
    },
    /** What failed to be sent is tried at once. */
    async hurry(): Promise<void> {
      await sql`update alert_message set next_try_at = now() where state = 'sending' and error is not null`;
      for (const { id } of await sql<{ id: string }[]>`select id from alert_channel`) await workflows().wakeChannel(id);
    },
  };
}

let last = 0;

/** A fault of a subject of its own. */
export function aFinding(fields: Partial<Finding> = {}): Finding {
  last += 1;
  return {
    ...{ rule: 'reconnect_needed', subject: { kind: 'connection', id: `con_${last}` }, partnerId: null, severity: 'critical' },
    ...{ title: `HubSpot ${last}: reconnect needed`, reason: 'The refresh token was revoked', remedy: 'Reconnect it' },
    ...{ link: `/api/v1/connections/con_${last}`, runbook: 'A connection needs a person', ...fields },
  };
}

/** A fault of a channel. */
export const fails = (kind: ConnectorErrorKind, message: string) => () => {
  throw new ConnectorError(kind, message);
};
