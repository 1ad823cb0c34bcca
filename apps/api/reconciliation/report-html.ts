import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { escapeHtml } from '#apps/api/http/html.ts';
import { counted } from '#domain/counted.ts';
import type { findingClasses } from '#domain/reconciliation/reconciliation.ts';
import type { Reconciliation } from './reconciliation-view.ts';
import { reportStyle } from './report-style.ts';
import type { ReconciliationReport } from './report-view.ts';

type Reported = z.infer<typeof Reconciliation>;
type Report = z.infer<typeof ReconciliationReport>;
type Sample = Report['samples'][number];

/** The page has no scripts, loads nothing, and is framed nowhere. It says so itself too, for who saves it as a file. */
export const reportPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(reportStyle).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
const policyInPage = reportPolicy.replace("; frame-ancestors 'none'", '');

/** For readers who do not know the API. */
const classNames: Record<(typeof findingClasses)[number], string> = {
  missing_left: 'Missing in A',
  missing_right: 'Missing in B',
  stale: 'Out of date',
  conflicting: 'Changed on both sides',
  merged: 'Merged at the vendor',
  unmapped: 'No place in the mapping',
  duplicate: 'There twice',
  forbidden: 'Not allowed',
  broken: 'Contradiction',
};
const stateNames: Record<Reported['state'], string> = {
  ...{
    queued: 'Not begun yet',
    running: 'Still running',
    waiting: 'Waits for your yes',
    completed: 'Compared to the end',
    incomplete: 'Incomplete',
  },
  ...{ failed: 'Failed', skipped: 'Skipped', cancelled: 'Cancelled' },
};

const count = (value: number) => new Intl.NumberFormat('en').format(value);
const text = (value: string | null) => escapeHtml(value ?? '');
const day = (night: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${night}T00:00:00Z`));

/** One page that a manager can read and print. `title`: of the pair, or of the book. */
export function renderReport(title: string, run: Reported, report: Report): string {
  const sections = [
    asked(run),
    unfinished(report),
    needsPerson(report),
    found(report),
    samples(report),
    causes(report),
    speed(report),
    list('What this report cannot know', report.not_detectable),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policyInPage)}">
<title>${text(title)}: ${text(run.night)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header><p>${text(title)} · night of ${day(run.night)}</p><h1>${text(report.headline)}</h1><p>${state(run)}</p></header>
${tiles(run, report)}
${sections.join('\n')}
<footer>${text(run.id)}${run.ended_at === null ? '' : ` · ended ${text(run.ended_at)}`}</footer>
</body>
</html>
`;
}

const state = (run: Reported) => `${stateNames[run.state]}${run.dry_run ? '. Nothing was repaired: this was a dry run' : ''}.`;

function tiles({ state: of }: Reported, { compared, agreed, drift, since }: Report): string {
  // Never 100 % while a record differs.
  const percent = compared === 0 ? '–' : `${(Math.floor((agreed / compared) * 10_000) / 100).toFixed(agreed === compared ? 0 : 2)} %`;
  const change = since === null ? 'the first night' : `${count(since.new)} new, ${count(since.still)} as before${gone(since.gone)}`;
  const tile = (label: string, value: string, note: string, kind = '') =>
    `<div class="tile ${kind}"><b>${value}</b><span>${label}</span><small>${note}</small></div>`;
  return `<div class="tiles">
${tile('agree', percent, `${count(agreed)} of ${count(compared)}`, of === 'incomplete' ? 'warn' : '')}
${tile('differences', count(drift.findings), `in ${counted(drift.records, 'record')}; ${change}`)}
${tile('repaired', count(drift.repaired), drift.repairing === 0 ? 'by the owner rules' : `${count(drift.repairing)} more under way`)}
${tile('need you', count(drift.needs_person), drift.needs_person === 0 ? 'nothing to decide' : 'see below', drift.needs_person === 0 ? '' : 'warn')}
</div>`;
}

const gone = (value: number | null) => (value === null ? '' : `, ${count(value)} gone`);

const section = (title: string, body: string) => (body === '' ? '' : `<section><h2>${title}</h2>${body}</section>`);
const list = (title: string, items: readonly string[]) =>
  section(title, items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${text(item)}</li>`).join('')}</ul>`);
const table = (head: readonly string[], rows: readonly (readonly string[])[], numbers = 0) =>
  rows.length === 0
    ? ''
    : `<table><thead><tr>${head.map((cell, place) => `<th${place >= head.length - numbers ? ' class="n"' : ''}>${cell}</th>`).join('')}</tr></thead><tbody>${rows
        .map(
          (row) => `<tr>${row.map((cell, place) => `<td${place >= row.length - numbers ? ' class="n"' : ''}>${cell}</td>`).join('')}</tr>`,
        )
        .join('')}</tbody></table>`;

const asked = ({ question }: Reported) =>
  section('Your yes is needed', question === null ? '' : `<p class="warn">${text(question)}. Until then nothing is repaired.</p>`);

function unfinished({ checks }: Report): string {
  const rows = checks.flatMap(({ title, problem }) => (problem === null ? [] : [[text(title), text(problem)]]));
  return section('What could not be compared', table(['comparison', 'why'], rows));
}

function found({ counts, checks }: Report): string {
  const several = checks.length > 1;
  const rows = counts.map((one) => [
    `${classNames[one.class]}${several ? `<small>${text(one.object)}</small>` : ''}`,
    fieldName(one.field),
    ...[one.found, one.repaired + one.settled, one.repairing, one.open + one.failed, one.ignored].map(count),
  ]);
  const head = ['difference', 'field', 'found', 'repaired', 'under way', 'open', 'ignored'];
  return section('What differs', table(head, rows.slice(0, MAX_ROWS), 5) + more(rows.length));
}

/** The key of a field map is its name in A, and that in B. */
function fieldName(field: string | null): string {
  const [a, b] = field?.split('=') ?? ['the whole record'];
  return b === undefined || a === b ? text(a ?? '') : `${text(a ?? '')}<small>B: ${text(b)}</small>`;
}

/** So that it stays a page. The rest is in the CSV. */
const MAX_ROWS = 25;
const more = (rows: number) => (rows > MAX_ROWS ? `<p><small>${count(rows - MAX_ROWS)} more kinds are in the CSV report.</small></p>` : '');

const recordOf = ({ object, a_id: a, b_id: b }: Sample) =>
  `${text(object)}<small>${[a === null ? '' : `A&nbsp;${text(a)}`, b === null ? '' : `B&nbsp;${text(b)}`].filter(Boolean).join('<br>')}</small>`;

function needsPerson({ samples: all }: Report): string {
  const rows = all
    .filter(({ state: now, repairable }) => now === 'failed' || (now === 'open' && !repairable))
    .map((one) => [recordOf(one), text(one.message), text(one.reason ?? one.remedy)]);
  return section('What needs you', table(['record', 'what it is', 'what you can do'], rows.slice(0, MAX_NEEDS)));
}

function samples({ samples: all }: Report): string {
  const rows = all
    .filter(({ field }) => field !== null)
    .slice(0, MAX_SAMPLES)
    .map((one) => [
      recordOf(one),
      fieldName(one.field),
      shown(one.a_value),
      shown(one.b_value),
      one.to_side === null ? '<i>a person decides</i>' : shown(one.to_value),
      nowrap(one.state),
    ]);
  return section('Examples', table(['record', 'field', 'A had', 'B had', 'becomes', 'now'], rows));
}

const nowrap = (word: string) => `<span class="w">${text(word)}</span>`;
const MAX_SAMPLES = 6;
const MAX_NEEDS = 12;
const MAX_VALUE = 80;
const shown = (value: string | null) =>
  value === null ? '<i>nothing</i>' : `<code>${text(value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value)}</code>`;

const causes = ({ causes: all }: Report) =>
  section(
    'Why it happened',
    table(
      ['cause', 'differences'],
      all.map(({ message, findings }) => [text(message), count(findings)]),
      1,
    ),
  );

function speed({ time_to_sync: time }: Report): string {
  if (time === null) return '';
  const { writes, p50_ms: p50, p95_ms: p95, p99_ms: p99, max_ms: max } = time;
  const body = `<p>Of ${count(writes)} changes of the day before, half were on the other side within ${seconds(p50)}, 95 % within ${seconds(p95)}, 99 % within ${seconds(p99)}; the slowest took ${seconds(max)}.</p>`;
  return section('How soon changes arrive', body);
}

function seconds(ms: number): string {
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
