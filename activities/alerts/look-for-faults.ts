import type { Sql } from '#db/database.ts';
import { readSqlSnapshot } from '#db/snapshot.ts';
import { readTime } from '#db/time.ts';
import { AlertComparison, crowding, type News, type OpenAlert, overflowing, unreadable } from '#domain/alerts/compare-alerts.ts';
import { type AlertRule, alertRules, type AlertSubject, type Finding } from '#domain/alerts/finding.ts';
import { type Judged, type Reading, readingOf } from '#domain/alerts/judged.ts';
import type { Settings } from '#domain/settings.ts';
import type { ReadableRule, RuleContext } from './rule-reader.ts';
import { ruleReaders } from './rules.ts';

/** Whoever keeps the alerts is told what is wrong, and what is no more. Both are safe to repeat. */
export interface AlertKeeper {
  /** Those that are not resolved. */
  listOpen: () => Promise<OpenAlert[]>;
  tell: (finding: Finding) => Promise<void>;
  clear: (rule: AlertRule, subjectId: string) => Promise<void>;
}

export interface FaultFinderDeps extends Pick<RuleContext, 'describe' | 'readCertificates'> {
  sql: Sql;
  settings: () => Settings;
  bookNights: () => RuleContext['bookNights'];
  alerts: AlertKeeper;
  /** Called between rules: it can throw to end the look. */
  alive: () => Promise<void>;
  readers?: typeof ruleReaders;
}

/** One rule must not keep the others waiting: its statements are answered from indexes in milliseconds. */
const STATEMENT_MS = 5_000;

const readable = alertRules.filter((rule) => rule !== 'rule_unreadable' && rule !== 'rule_overflowing');

type Bounds = Pick<RuleContext, 'limit' | 'ofPartner'>;

/** What became of one look, for people. */
export interface LookResult {
  told: number;
  cleared: number;
  /** What could not be read or told, with the reason. */
  problems: string[];
}

/** Looks at all rules, one after the other, and tells what has changed. It remembers what it has told of late, and which rules could not be read. */
export function createFaultFinder({ sql, settings, alerts, alive, bookNights, readers = ruleReaders, ...context }: FaultFinderDeps) {
  const comparison = new AlertComparison();
  /** In how many looks, one after the other, a rule could not be read. */
  const unread = new Map<AlertRule, { looks: number; reason: string }>();

  async function read(rule: ReadableRule, open: readonly OpenAlert[], bounds: Bounds): Promise<Reading | null> {
    const all = settings();
    const own = all.alerts.rules[rule];
    if (!own.enabled) return readingOf([]);
    // Its settings are those of the same rule, which the compiler cannot know.
    const readRule = readers[rule] as (context: RuleContext, own: object) => Promise<Reading | null>;
    return readSqlSnapshot(sql, async (tx) => {
      await tx`select set_config('statement_timeout', ${String(STATEMENT_MS)}, true)`;
      const openIds = new Set(open.map(({ subject }) => subject.id));
      const now = await readTime(tx);
      return readRule({ ...context, ...bounds, sql: tx, now, settings: all, open: openIds, bookNights: bookNights() }, own);
    });
  }

  /** Tells the news of one rule. What fails is news again at the next look. */
  async function tellNews(
    rule: AlertRule,
    reading: Reading,
    open: readonly OpenAlert[],
    bounds: Bounds,
    result: LookResult,
  ): Promise<Pick<News, 'beyond' | 'crowded'>> {
    const news = comparison.compare(rule, reading, { open, ...bounds, nowMs: performance.now() });
    const attempt = async (subject: AlertSubject, act: () => Promise<void>): Promise<number> => {
      try {
        await act();
        return 1;
      } catch (error) {
        comparison.failed(rule, subject);
        result.problems.push(`${rule}/${subject.id} could not be told: ${messageOf(error)}`);
        return 0;
      }
    };
    for (const finding of news.tell) result.told += await attempt(finding.subject, () => alerts.tell(finding));
    for (const { subject } of news.clear) result.cleared += await attempt(subject, () => alerts.clear(rule, subject.id));
    return news;
  }

  return {
    /** Throws only if the open alerts cannot be read, or if it is to end. */
    async look(): Promise<LookResult> {
      const result: LookResult = { told: 0, cleared: 0, problems: [] };
      const byRule = Map.groupBy(await alerts.listOpen(), ({ rule }) => rule);
      const openOf = (rule: AlertRule) => byRule.get(rule) ?? [];
      const { rule_overflowing: bound, rule_unreadable: blind } = settings().alerts.rules;
      const bounds = { limit: bound.alerts, ofPartner: bound.alerts_of_partner };
      const tooMany: Judged[] = [];
      for (const rule of readable) {
        await alive();
        try {
          const reading = await read(rule, openOf(rule), bounds);
          unread.delete(rule);
          if (reading === null) continue;
          const { beyond, crowded } = await tellNews(rule, reading, openOf(rule), bounds, result);
          if (beyond > 0) tooMany.push(overflowing(rule, { beyond, isCut: reading.isCut, severity: bound.severity }));
          tooMany.push(...[...crowded].map(([partnerId, count]) => crowding(rule, { partnerId, count })));
        } catch (error) {
          const reason = messageOf(error);
          unread.set(rule, { looks: (unread.get(rule)?.looks ?? 0) + 1, reason });
          result.problems.push(`${rule} could not be read: ${reason}`);
        }
      }
      await alive();
      const unseen = [...unread].map(([rule, { looks, reason }]) => ({
        ...unreadable(rule, { reason, severity: blind.severity }),
        isHolding: looks < blind.looks,
      }));
      const own = { rule_overflowing: bound.enabled ? tooMany : [], rule_unreadable: blind.enabled ? unseen : [] };
      for (const rule of ['rule_overflowing', 'rule_unreadable'] as const) {
        await tellNews(
          rule,
          readingOf(own[rule]),
          openOf(rule),
          { limit: bound.alerts + alertRules.length, ofPartner: alertRules.length },
          result,
        );
      }
      return result;
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
