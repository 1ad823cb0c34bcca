import { z } from 'zod';
import { wholeNumber } from '#domain/bounded-number.ts';
import type { FieldError } from '#domain/errors.ts';
import { fieldError } from '#domain/field-error.ts';
import { FilledText } from '#domain/plain-text.ts';
import { TimeZone } from '#domain/time-zone.ts';
import { alertRules, type AlertRule, severities, type Severity } from './finding.ts';

const MAX_ROUTES = 100;
const MAX_CHANNELS = 20;
const MAX_STEPS = 10;

const ChannelId = z.string().regex(/^ach_[a-z0-9]{1,60}$/, { error: 'must be the id of a channel' });
const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day such as 22:00' });

const QuietHours = z
  .strictObject({
    from: TimeOfDay.describe('When they begin'),
    until: TimeOfDay.describe('When they end, on the next day if that is earlier. The same as `from`: all day'),
    time_zone: TimeZone.default('UTC'),
  })
  .describe('Alerts below critical wait until these hours are over. What has ended by then is not told');
export type QuietHours = z.infer<typeof QuietHours>;

/** Which alerts are told to whom, and when. */
export const AlertRoute = z.strictObject({
  name: FilledText(100),
  rules: z.array(z.enum(alertRules)).min(1).max(alertRules.length).optional().describe('Only alerts of these rules'),
  severities: z.array(z.enum(severities)).min(1).max(severities.length).optional().describe('Only alerts of these severities'),
  partner_ids: z
    .array(z.string().regex(/^ptn_[a-z0-9]{1,60}$/, { error: 'must be the id of a partner' }))
    .min(1)
    .max(1_000)
    .optional()
    .describe('Only alerts about these partners'),
  channels: z.array(ChannelId).max(MAX_CHANNELS).describe('Who is told. Empty: nobody, unless it escalates'),
  escalation: z
    .array(z.strictObject({ after_min: wholeNumber(1, 10_080), channel_id: ChannelId }))
    .max(MAX_STEPS)
    .default([])
    .describe('Who is told too after so many minutes in which nobody has acknowledged'),
  quiet_hours: QuietHours.nullable().default(null),
  group_s: wholeNumber(0, 3_600).default(10).describe('What begins within so many seconds is one message for each rule and channel'),
  recover_after_s: wholeNumber(0, 3_600)
    .default(60)
    .describe('A recovery is told when it has lasted so long; twice as long after each time that it did not last'),
  remind_every_min: wholeNumber(5, 10_080).nullable().default(240).describe('While nobody has acknowledged. Null: never'),
});
export type AlertRoute = z.infer<typeof AlertRoute>;

export const AlertRoutes = z.array(AlertRoute).max(MAX_ROUTES);

/** What applies to an alert: the first route that matches it, or the defaults. */
export type Routing = Pick<AlertRoute, 'channels' | 'escalation' | 'quiet_hours' | 'group_s' | 'recover_after_s' | 'remind_every_min'>;

const defaults: Routing = AlertRoute.parse({ name: 'default', channels: [] });

const matches = ({ rules, severities: only, partner_ids: partners }: AlertRoute, alert: RoutedAlert): boolean =>
  (rules?.includes(alert.rule) ?? true) &&
  (only?.includes(alert.severity) ?? true) &&
  (partners === undefined || (alert.partnerId !== null && partners.includes(alert.partnerId)));

interface RoutedAlert {
  rule: AlertRule;
  severity: Severity;
  partnerId: string | null;
}

/** Every channel that a route names. */
export const channelsOf = (routes: readonly AlertRoute[]): Set<string> =>
  new Set(routes.flatMap(({ channels, escalation }) => [...channels, ...escalation.map((step) => step.channel_id)]));

/** Who is told of an alert, and how. A channel that no route names is told of everything. `channelIds`: those that are enabled. */
export function routeAlert(alert: RoutedAlert, routes: readonly AlertRoute[], channelIds: readonly string[]): Routing {
  const route: Routing = routes.find((one) => matches(one, alert)) ?? defaults;
  const named = channelsOf(routes);
  return {
    ...route,
    channels: channelIds.filter((id) => !named.has(id) || route.channels.includes(id)),
    escalation: route.escalation.filter((step) => channelIds.includes(step.channel_id)),
  };
}

/** What no single field tells: channels that do not exist, steps out of order, names that are used twice. */
export function checkRoutes(routes: readonly AlertRoute[], channelIds: ReadonlySet<string>): FieldError[] {
  return routes.flatMap((route, index) => {
    const at = ['routes', String(index)];
    const unknown = (id: string, place: string[]) =>
      channelIds.has(id) ? [] : [fieldError([...at, ...place], 'invalid_value', `there is no channel ${id}`)];
    const isTwice = routes.findIndex(({ name }) => name === route.name) < index;
    return [
      ...(isTwice ? [fieldError([...at, 'name'], 'duplicate', `is the name of an earlier route too: "${route.name}"`)] : []),
      ...route.channels.flatMap((id, place) => unknown(id, ['channels', String(place)])),
      ...route.escalation.flatMap((step, place) => unknown(step.channel_id, ['escalation', String(place), 'channel_id'])),
      ...route.escalation.flatMap(({ after_min: after }, place) =>
        place > 0 && after < (route.escalation[place - 1]?.after_min ?? 0)
          ? [fieldError([...at, 'escalation', String(place), 'after_min'], 'out_of_range', 'must not be before the step above it')]
          : [],
      ),
    ];
  });
}
