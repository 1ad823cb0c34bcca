import type { AlertKey } from '#domain/alerts/alert-news.ts';
import type { Finding } from '#domain/alerts/finding.ts';
import { alertChanged, alertChannelId, alertId, cleared, found, somethingToSend, watchAlertsId } from '#workflows/alerts/messages.ts';
import type { alert, tellChannel, watchAlerts } from '#workflows/index.ts';
import { taskQueue } from '#workflows/messages.ts';
import { type CallTemporal, idempotentStart, partnerWorkflowOptions } from './start-workflow.ts';

/** Starts and signals the workflows of alerts. All methods are idempotent. They throw if Temporal is unavailable. */
export interface AlertWorkflows {
  /** Tells `alert/<rule>/<subject id>` what is wrong, and starts it if need be. */
  tell(finding: Finding): Promise<void>;
  /** Tells it that it is no longer wrong. */
  clear(rule: Finding['rule'], subjectId: string): Promise<void>;
  /** Starts it, or tells it that the alert was changed. */
  advance(key: AlertKey & { partnerId: string | null }): Promise<void>;
  /** Starts `alert-channel/<id>`, or tells it that there is something to send. */
  wakeChannel(channelId: string): Promise<void>;
  /** Starts `watch-alerts/<environment>`. */
  watchAlerts(environment: string): Promise<void>;
}

export function createAlertWorkflows(temporal: CallTemporal): AlertWorkflows {
  const optionsOf = ({ rule, subjectId }: AlertKey, partnerId: string | null) => {
    const args: Parameters<typeof alert> = [{ rule, subjectId }];
    return { ...partnerWorkflowOptions(alertId(rule, subjectId), partnerId), args };
  };
  return {
    async tell(finding) {
      const { rule, subject, partnerId } = finding;
      const options = { ...optionsOf({ rule, subjectId: subject.id }, partnerId), signal: found, signalArgs: [finding] as [Finding] };
      await temporal((client) => client.workflow.signalWithStart<typeof alert, [Finding]>('alert', options));
    },
    async clear(rule, subjectId) {
      const options = { ...optionsOf({ rule, subjectId }, null), signal: cleared };
      await temporal((client) => client.workflow.signalWithStart<typeof alert, []>('alert', options));
    },
    async advance({ partnerId, ...key }) {
      const options = { ...optionsOf(key, partnerId), signal: alertChanged };
      await temporal((client) => client.workflow.signalWithStart<typeof alert, []>('alert', options));
    },
    async wakeChannel(channelId) {
      const args: Parameters<typeof tellChannel> = [{ channelId }];
      const options = { ...idempotentStart, workflowId: alertChannelId(channelId), taskQueue, args, signal: somethingToSend };
      await temporal((client) => client.workflow.signalWithStart<typeof tellChannel, []>('tellChannel', options));
    },
    async watchAlerts(environment) {
      const options = { ...idempotentStart, workflowId: watchAlertsId(environment), taskQueue };
      await temporal((client) => client.workflow.start<typeof watchAlerts>('watchAlerts', options));
    },
  };
}
