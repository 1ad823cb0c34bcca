import { type AlertRule, type AlertSubject, type Finding, severities, type Severity } from './finding.ts';
import { type Candidate, judge, type Reading } from './judged.ts';
import { takeTurns } from './take-turns.ts';

/** An alert that is not resolved, as it is stored. */
export interface OpenAlert {
  rule: AlertRule;
  subject: AlertSubject;
  severity: Severity;
  reason: string;
}

export interface News {
  tell: Finding[];
  clear: OpenAlert[];
  /** Subjects of the rule for which no alert is opened, because there are too many. */
  beyond: number;
  /** The same of single partners, which have as many as one may have. */
  crowded: ReadonlyMap<string, number>;
}

/** What was told is stored some moments later: it is not told again so soon. */
const RETELL_MS = 30_000;
/** A reason often has a number that changes all the time: an open alert shows the new one at most so often. */
const REWORD_MS = 600_000;
/** In so many looks, one after the other, a subject must be well until its alert ends. */
const LOOKS_UNTIL_CLEAR = 2;

const keyOf = (rule: AlertRule, { id }: AlertSubject): string => `${rule}/${id}`;

/**
 * Finds out what is news: compares what a rule says with the alerts that are open. It remembers only what it has told of late, so another process
 * can go on at any time. Times are milliseconds of a monotonic clock.
 */
export class AlertComparison {
  readonly #told = new Map<string, { at: number; severity: Severity }>();
  /** In how many looks each open alert of a rule was well, one after the other. */
  readonly #well = new Map<AlertRule, ReadonlyMap<string, number>>();

  /**
   * `open`: the open alerts of this rule. At most `limit` subjects have alerts, and `ofPartner` of one partner: those that have one already, then the
   * most urgent, by turns.
   */
  compare(
    rule: AlertRule,
    { judged, more, isCut }: Reading,
    { open, limit, ofPartner, nowMs }: { open: readonly OpenAlert[]; limit: number; ofPartner: number; nowMs: number },
  ): News {
    this.#forget(nowMs);
    const opened = new Map(open.map((alert) => [alert.subject.id, alert]));
    const firing: (Finding | Candidate)[] = [...judged.filter(({ isHolding }) => !isHolding).map(({ finding }) => finding), ...more];
    const { taken, crowded, beyond } = takeTurns(firing, {
      ...{ limit, ofPartner, partnerOf: ({ partnerId = null }) => partnerId },
      rankOf: (one) => ('rule' in one ? rankOf(one, opened) : UNSEEN),
    });
    const chosen = taken.filter((one) => 'rule' in one);
    const tell = chosen.filter((finding) => this.#isNews(finding, opened.get(finding.subject.id), nowMs));
    for (const { subject, severity } of tell) this.#told.set(keyOf(rule, subject), { at: nowMs, severity });
    const present = new Set([...judged.map(({ finding }) => finding.subject.id), ...more.map(({ id }) => id)]);
    const clear = isCut ? [] : this.#endedOf(rule, open, present);
    // Nobody knows whether what was not looked at is wrong.
    return { tell, clear, crowded, beyond: beyond + taken.length - chosen.length };
  }

  /** What could not be told, or cleared, is news again. */
  failed(rule: AlertRule, subject: AlertSubject): void {
    this.#told.delete(keyOf(rule, subject));
    this.#well.set(rule, new Map([...(this.#well.get(rule) ?? [])].filter(([id]) => id !== subject.id)));
  }

  #isNews(finding: Finding, open: OpenAlert | undefined, nowMs: number): boolean {
    const told = this.#told.get(keyOf(finding.rule, finding.subject));
    const isFresh = (ms: number) => told !== undefined && nowMs - told.at < ms;
    if (!open) return !isFresh(RETELL_MS);
    if (open.severity !== finding.severity) return !(isFresh(RETELL_MS) && told?.severity === finding.severity);
    if (open.reason === finding.reason) return false;
    // The first look of a process does not know when it was told: it waits as long as if that was now.
    if (told === undefined) this.#told.set(keyOf(finding.rule, finding.subject), { at: nowMs, severity: finding.severity });
    return told !== undefined && !isFresh(REWORD_MS);
  }

  /** Those that have been well for some looks. What is still open much later is cleared again. */
  #endedOf(rule: AlertRule, open: readonly OpenAlert[], present: ReadonlySet<string>): OpenAlert[] {
    const before = this.#well.get(rule);
    const well = new Map(
      open.filter(({ subject }) => !present.has(subject.id)).map(({ subject: { id } }) => [id, (before?.get(id) ?? 0) + 1] as const),
    );
    const ended = open.filter(({ subject }) => well.get(subject.id) === LOOKS_UNTIL_CLEAR);
    for (const { subject } of ended) {
      well.set(subject.id, LOOKS_UNTIL_CLEAR - RECLEAR_LOOKS);
      this.#told.delete(keyOf(rule, subject));
    }
    this.#well.set(rule, well);
    return ended;
  }

  #forget(nowMs: number): void {
    for (const [key, { at }] of this.#told) if (nowMs - at > REWORD_MS * 2) this.#told.delete(key);
  }
}

/** The end of an alert that is still open so many looks later is told again. */
const RECLEAR_LOOKS = 6;

/** What was not looked at in detail comes last. */
const UNSEEN = 100;

const rankOf = ({ severity, subject }: Finding, opened: ReadonlyMap<string, unknown>): number =>
  (opened.has(subject.id) ? 0 : 10) - severities.indexOf(severity);

/** A rule finds more subjects than alerts are opened for. */
export const overflowing = (rule: AlertRule, { beyond, isCut, severity }: { beyond: number; isCut: boolean; severity: Severity }) =>
  judge(
    'rule_overflowing',
    { severity },
    {
      subject: { kind: 'platform', id: rule },
      title: `The rule ${rule} finds too much`,
      reason: `${beyond}${isCut ? ' or more' : ''} subjects have no alert, because others have as many as one rule may open`,
      remedy: 'Look for what they share: a network that is down, or a threshold that is too low',
      link: `/api/v1/alerts?rule=${rule}`,
    },
  );

/** A partner has as many alerts of a rule as one may have: what else is wrong there hides nobody else's. */
export const crowding = (rule: AlertRule, { partnerId, count }: { partnerId: string; count: number }) =>
  judge(
    'rule_overflowing',
    { severity: 'warning' },
    {
      ...{ subject: { kind: 'partner', id: `${rule}/${partnerId}` }, partnerId },
      title: `The rule ${rule} finds too much of one partner`,
      reason: `${count} more of its subjects have no alert, because it has as many as one partner may have`,
      remedy: 'Look for what they share: a receiver or a network of the partner that is down',
      link: `/api/v1/alerts?rule=${rule}&partner_id=${partnerId}`,
    },
  );

/** Nobody knows what the rule would say. The alerts that it has opened stay. */
export const unreadable = (rule: AlertRule, { reason, severity }: { reason: string; severity: Severity }) =>
  judge(
    'rule_unreadable',
    { severity },
    {
      subject: { kind: 'platform', id: rule },
      title: `The rule ${rule} cannot be read`,
      reason,
      remedy: 'Remove what the reason names: an overloaded database, or a version that is older than its schema',
      link: `/api/v1/alerts?rule=${rule}`,
    },
  );
