import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import type { ApiDeps } from '#apps/api/deps.ts';
import { problems } from '#apps/api/http/errors.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { ruleDescriptions } from '#domain/alerts/alert-rule.ts';
import { alertRules } from '#domain/alerts/finding.ts';

const AlertRuleList = z
  .object({
    data: z.array(
      z
        .object({
          rule: z.enum(alertRules),
          description: z.string().describe('When it alerts'),
          runbook: z.string().describe('Section of the runbook'),
          settings: z
            .record(z.string(), z.unknown())
            .describe('What `alerts.rules` of the settings file says now: thresholds, severity, whether it is on'),
        })
        .meta({ id: 'AlertRule' }),
    ),
  })
  .meta({
    id: 'AlertRuleList',
    examples: [
      {
        data: [
          {
            rule: 'queue_stuck',
            description: ruleDescriptions.queue_stuck.description,
            runbook: ruleDescriptions.queue_stuck.runbook,
            settings: { enabled: true, severity: 'critical', oldest_s: 300 },
          },
        ],
      },
    ],
  });

export function ruleRoutes(app: App, { settings }: ApiDeps): void {
  const schema = {
    tags: ['Alerts'],
    ...needs('alerts:read'),
    operationId: 'listAlertRules',
    summary: 'List the rules of alerts',
    description: 'Returns what the company is alerted of, and the thresholds. They are set in the settings file.',
    response: { 200: AlertRuleList, ...problems(403) },
  };
  app.get('/alert-rules', { schema }, async () => {
    const present = settings().alerts.rules;
    return {
      data: alertRules.map((rule) => {
        const { description, runbook } = ruleDescriptions[rule];
        return { rule, description, runbook, settings: { ...present[rule] } };
      }),
    };
  });
}
