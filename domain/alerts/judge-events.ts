import { counted } from '#domain/counted.ts';
import { platformEventTypes, type PlatformEventTypeName } from '#domain/platform-event-types.ts';
import type { RuleSettings } from './alert-settings.ts';
import { judge, type Judged } from './judged.ts';

/** Events of faults that another rule sees for itself, and the event about alerts, of which an alert would be the next. */
const seenByRules: ReadonlySet<string> = new Set([
  'causeway.connection.action_required',
  'causeway.connection.unavailable',
  'causeway.sync.failed',
  'causeway.delivery.overdue',
  'causeway.alert.unsent',
]);

/** Which event tells the end of a fault, and which of its data say that it is the same. */
const ends: Partial<Record<PlatformEventTypeName, { by: PlatformEventTypeName; same: readonly string[] }>> = {
  'causeway.readiness.failed': { by: 'causeway.readiness.recovered', same: ['check', 'instance'] },
  'causeway.encryption_key.missing': { by: 'causeway.encryption_key.restored', same: ['instance'] },
  'causeway.attribution.standing_still': { by: 'causeway.attribution.recovered', same: [] },
  'causeway.crm.unavailable': { by: 'causeway.crm.recovered', same: [] },
  'causeway.crm.token_refused': { by: 'causeway.crm.recovered', same: [] },
};

/** Of faults whose end is not told: what they are about. */
const about: Partial<Record<PlatformEventTypeName, readonly string[]>> = {
  'causeway.workflow.refused': ['subject_id'],
  'causeway.workflow.gave_up': ['workflow_id'],
  'causeway.workflow.failing': ['activity'],
  'causeway.settings.rejected': ['instance'],
};

/** Every event of the severity error that no rule of its own has. */
export const reportedTypes: readonly PlatformEventTypeName[] = (Object.keys(platformEventTypes) as PlatformEventTypeName[]).filter(
  (name) => platformEventTypes[name].severity === 'error' && !seenByRules.has(name),
);
export const endingTypes: readonly PlatformEventTypeName[] = [...new Set(Object.values(ends).map(({ by }) => by))];

export interface ReportedEvent {
  id: string;
  type: PlatformEventTypeName;
  data: Record<string, unknown>;
  /** By the clock of the database. */
  ageS: number;
}

/** A fault whose end was never told, because its process died before, ends after so long. In seconds. */
export const FORGOTTEN_S = 86_400;

/** Of one type. One thing that goes wrong for everything must not hide what else does. */
const MAX_OF_TYPE = 20;

/** `events`: of the reported and the ending types, in any order. One finding for each fault that is not over, the oldest of each type; and one for its rest. */
export function judgeEvents(events: readonly ReportedEvent[], settings: RuleSettings<'event_reported'>): Judged[] {
  const latest = new Map<string, ReportedEvent>();
  for (const event of events.toSorted((a, b) => b.ageS - a.ageS)) latest.set(keyOf(event), event);
  const open = [...latest.values()].filter((event) => isOpen(event, latest, settings)).toSorted((a, b) => b.ageS - a.ageS);
  return [...Map.groupBy(open, ({ type }) => type)].flatMap(([type, ofType]) => {
    const [first, rest] = [ofType.slice(0, MAX_OF_TYPE), ofType.length - MAX_OF_TYPE];
    return [...first.map((event) => judgeEvent(event, settings)), ...(rest > 0 ? [judgeRest(type, rest, settings)] : [])];
  });
}

function judgeRest(type: PlatformEventTypeName, count: number, settings: RuleSettings<'event_reported'>): Judged {
  const { message, remedy } = platformEventTypes[type];
  return judge('event_reported', settings, {
    ...{ subject: { kind: 'platform', id: subjectId(type, ['more']) }, title: message, remedy },
    reason: `This was published about ${counted(count, 'other subject')} too`,
    link: `/api/v1/events?type=${type}`,
  });
}

function isOpen(event: ReportedEvent, latest: ReadonlyMap<string, ReportedEvent>, settings: RuleSettings<'event_reported'>): boolean {
  if (!reportedTypes.includes(event.type)) return false;
  const end = ends[event.type];
  if (!end) return event.ageS < settings.quiet_min * 60;
  const ended = latest.get(keyOf({ type: end.by, data: event.data }, end.same));
  return (ended === undefined || ended.ageS > event.ageS) && event.ageS < FORGOTTEN_S;
}

/** The same for every event of one fault: its type and what it is about. */
function keyOf({ type, data }: Pick<ReportedEvent, 'type' | 'data'>, same = samenessOf(type)): string {
  return [type, ...same.map((name) => textOf(data[name]))].join(' ');
}

function samenessOf(type: PlatformEventTypeName): readonly string[] {
  const ended = Object.values(ends).find(({ by }) => by === type);
  return ends[type]?.same ?? about[type] ?? ended?.same ?? [];
}

function judgeEvent({ id, type, data }: ReportedEvent, settings: RuleSettings<'event_reported'>): Judged {
  const { message, remedy, ...more } = platformEventTypes[type];
  const names = samenessOf(type).map((name) => textOf(data[name]));
  const judged = judge('event_reported', settings, {
    subject: { kind: 'platform', id: subjectId(type, names) },
    title: message,
    reason:
      [...names.filter((name) => name !== ''), textOf(data['reason'])].filter((part) => part !== '').join(': ') || `${type} was published`,
    remedy,
    link: `/api/v1/events/${id}`,
  });
  return 'runbook' in more ? { ...judged, finding: { ...judged.finding, runbook: more.runbook ?? null } } : judged;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** As an id of a workflow may be: ids and names of hosts can have any characters. */
const subjectId = (type: string, names: readonly string[]): string =>
  [type.replace(/^causeway\./, ''), ...names]
    .join('/')
    .replaceAll(/[^\w.:/-]+/g, '-')
    .slice(0, 200);
