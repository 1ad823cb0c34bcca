import { promises as timers } from 'node:timers';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Config } from '#apps/config.ts';
import type { Tracer } from '#domain/tracer.ts';
import { traceStarts } from './trace-starts.ts';
import { createLabelInterceptors, type LabelDeps } from './workflow-labels.ts';
import { WorkflowTraces } from './workflow-traces.ts';

/** Between connection attempts. Accepting events does not wait for the connection, so this can be long. */
const reconnectMs = 1_000;
/** A start that takes longer is left to the sweeper. */
const rpcDeadlineMs = 5_000;

/**
 * The one connection to Temporal, shared by client and worker (eager starts need that). A process starts, accepts and
 * delivers without it: it connects in the background and retries until it succeeds.
 */
export class TemporalLink {
  readonly #config: Config;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  #connection: NativeConnection | undefined;
  #client: Client | undefined;

  readonly #labels: LabelDeps;
  readonly #tracer: Tracer | undefined;
  /** Of the workflows that were started here. */
  readonly traces = new WorkflowTraces();

  constructor(
    config: Config,
    { log, partnerName, tracer }: { log: Logger; partnerName: LabelDeps['partnerName']; tracer?: Tracer | undefined },
  ) {
    this.#config = config;
    this.#log = log;
    this.#tracer = tracer;
    this.#labels = { publicUrl: config.PUBLIC_URL, partnerName };
  }

  /** Throws while there is no connection. */
  get client(): Client {
    if (!this.#client) throw new Error(`Temporal at ${this.#config.TEMPORAL_ADDRESS} is unreachable`);
    return this.#client;
  }

  /** Connects, retrying until it succeeds; undefined if the link was closed first. */
  async connect(): Promise<NativeConnection | undefined> {
    for (let attempt = 1; !this.#stopping.signal.aborted; attempt++) {
      try {
        this.#connection = await NativeConnection.connect(connectionOptions(this.#config));
        this.#client = new Client({
          connection: this.#connection,
          namespace: this.#config.TEMPORAL_NAMESPACE,
          interceptors: this.#interceptors(),
        });
        return this.#connection;
      } catch (error) {
        // One warning per outage.
        const level = attempt === 1 ? 'warn' : 'debug';
        const problem = error instanceof Error ? error.message : String(error);
        this.#log[level]({ problem }, 'Temporal is unreachable; events are still accepted and first attempts still made');
        await timers.setTimeout(reconnectMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
    return undefined;
  }

  #interceptors() {
    const { workflow, schedule } = createLabelInterceptors(this.#labels);
    return { schedule, workflow: this.#tracer ? [traceStarts(this.#tracer, this.traces), ...workflow] : workflow };
  }

  /** One round trip, for readiness. Throws when Temporal is unavailable or the namespace does not exist. */
  async check(): Promise<void> {
    await this.withDeadline((client) => client.workflowService.describeNamespace({ namespace: this.#config.TEMPORAL_NAMESPACE }));
  }

  /** Runs an RPC that must not hang when the server does. */
  async withDeadline<T>(call: (client: Client) => Promise<T>): Promise<T> {
    const { client } = this;
    return client.withDeadline(Date.now() + rpcDeadlineMs, () => call(client));
  }

  /** Stops trying to connect. */
  stopConnecting(): void {
    this.#stopping.abort();
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await this.#connection?.close();
  }
}

/** Compression is off: on loopback and within one network it costs more than it saves. */
function connectionOptions(config: Config) {
  const base = { address: config.TEMPORAL_ADDRESS, grpcCompression: { codec: 'none' as const } };
  if (config.TEMPORAL_API_KEY) return { ...base, tls: true, apiKey: config.TEMPORAL_API_KEY };
  return config.TEMPORAL_TLS ? { ...base, tls: true } : base;
}
