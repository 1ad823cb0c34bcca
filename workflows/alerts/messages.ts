import { defineSignal } from '@temporalio/workflow';
import type { Finding } from '#domain/alerts/finding.ts';

export const alertId = (rule: string, subjectId: string) => `alert/${rule}/${subjectId}`;
/** One for each environment, `live` or `test`. */
export const watchAlertsId = (environment: string) => `watch-alerts/${environment}`;
export const alertChannelId = (channelId: string) => `alert-channel/${channelId}`;

/** To `alert/…`: it is wrong, as this says. */
export const found = defineSignal<[Finding]>('found');
/** To `alert/…`: it is no longer wrong. */
export const cleared = defineSignal('cleared');
/** To `alert/…`: somebody looks after it, who is named for people. */
export const acknowledge = defineSignal<[string]>('acknowledge');
/** To `alert/…`: nobody is told before this time, in ISO 8601. */
export const snooze = defineSignal<[string]>('snooze');
/** To `alert/…`: the alert, or who is told of it, was changed. */
export const alertChanged = defineSignal('alertChanged');
/** To `alert-channel/…`: there is something to send. */
export const somethingToSend = defineSignal('somethingToSend');
