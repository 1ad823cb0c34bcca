import { connectionChanged, disconnectConnectionId, maintainConnectionId } from '#workflows/connections/messages.ts';
import type { disconnectConnection, maintainConnection } from '#workflows/index.ts';
import { type CallTemporal, partnerWorkflowOptions } from './start-workflow.ts';

/** Starts and signals the workflows of connections. All methods are idempotent. They throw if Temporal is unavailable; the sweeper then calls them. */
export interface ConnectionWorkflows {
  /** Starts `maintain-connection/<id>`, or signals it that the connection was changed. */
  maintain(connectionId: string): Promise<void>;
  /** Starts `disconnect-connection/<id>`. */
  disconnect(connectionId: string): Promise<void>;
}

export function createConnectionWorkflows(temporal: CallTemporal): ConnectionWorkflows {
  return {
    async maintain(connectionId) {
      const args: Parameters<typeof maintainConnection> = [{ connectionId }];
      const options = { ...partnerWorkflowOptions(maintainConnectionId(connectionId), null), args, signal: connectionChanged };
      await temporal((client) => client.workflow.signalWithStart<typeof maintainConnection, []>('maintainConnection', options));
    },
    async disconnect(connectionId) {
      const args: Parameters<typeof disconnectConnection> = [{ connectionId }];
      const options = { ...partnerWorkflowOptions(disconnectConnectionId(connectionId), null), args };
      await temporal((client) => client.workflow.start<typeof disconnectConnection>('disconnectConnection', options));
    },
  };
}
