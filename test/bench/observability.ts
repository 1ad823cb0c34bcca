import { type AlertFigures, measureAlerts } from './observability-alerts.ts';
import { type HealthFigures, measureHealth } from './observability-health.ts';
import { type MeasuredScrape, measureScrape } from './observability-scrape.ts';
import { measureThroughput, type ThroughputFigures } from './observability-throughput.ts';
import { layOut, type Row } from './report.ts';
import { startRetentionStack } from './retention-stack.ts';
import { runParts } from './run-parts.ts';

const usage = `Measures what it costs to see how everything is.

  npm run bench:observability -- [--quick] [--json] [--only=health,scrape,throughput,alerts]

  --quick   less than a minute, with little: proves the bench rather than the engine
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys
  --only    some of: health, scrape, throughput, alerts`;

interface Findings {
  quick: boolean;
  healthMs?: HealthFigures;
  scrape?: MeasuredScrape;
  throughput?: ThroughputFigures;
  alerts?: AlertFigures;
}

const names = ['health', 'scrape', 'throughput', 'alerts'] as const;
const maxHealthMs = 50;
const maxScrapeMs = 100;
const maxScrapeBytes = 5_000_000;
const maxAlertS = 30;

await runParts<(typeof names)[number], Awaited<ReturnType<typeof startRetentionStack>>, Findings>({
  ...{ usage, names, starts: 'PostgreSQL (fsync on)', subject: 'database', start: startRetentionStack, describe, toJson },
  async measure(name, { db }, isQuick, say) {
    if (name === 'scrape') {
      const size = isQuick ? { partners: 1_000, scrapes: 10 } : { partners: 10_000, scrapes: 60 };
      say(`Scraping the metrics of ${size.partners} partners ${size.scrapes} times …`);
      return { scrape: await measureScrape(db, size) };
    }
    if (name === 'throughput') {
      say('Delivering with and without metrics, logs and traces …');
      return { throughput: await measureThroughput(isQuick, say) };
    }
    if (name === 'alerts') {
      const plan = isQuick ? { rounds: 1, quietMinutes: 1 } : { rounds: 2, quietMinutes: 10 };
      say(`Injecting faults, ${plan.rounds} of each kind …`);
      return { alerts: await measureAlerts(plan, say) };
    }
    const size = isQuick ? { subjects: 100, reads: 20 } : { subjects: 1_000, reads: 200 };
    say(`Reading and judging ${size.subjects} connections, syncs and endpoints ${size.reads} times …`);
    return { healthMs: await measureHealth(db, size) };
  },
});

function toJson({ quick, healthMs, scrape, throughput, alerts }: Findings): Record<string, unknown> {
  return { healthMs: healthMs ?? null, scrape: scrape ?? null, throughput: throughput ?? null, alerts: alerts ?? null, quick };
}

function describe({ healthMs, scrape, throughput, alerts }: Findings): string {
  return layOut([
    ...(healthMs ? healthRows(healthMs) : []),
    ...(scrape ? scrapeRows(scrape) : []),
    ...(throughput ? throughputRows(throughput) : []),
    ...(alerts ? alertRows(alerts) : []),
  ]);
}

function healthRows({ subjects, p50, p95, p99, syncs, endpoints, store, floor }: HealthFigures): Row[] {
  return [
    {
      figure: `health of ${subjects} connections, ms`,
      value: `p50 ${p50}  p95 ${p95}  p99 ${p99}  (floor: their ids: p95 ${floor.p95})`,
      target: `p95 ≤ ${maxHealthMs}`,
      met: p95 <= maxHealthMs,
    },
    { figure: `health of ${subjects} syncs, ms`, value: `p50 ${syncs.p50}  p95 ${syncs.p95}` },
    { figure: `health of ${subjects} endpoints, ms`, value: `p50 ${endpoints.p50}  p95 ${endpoints.p95}` },
    { figure: `keeping ${subjects} states that have not changed, ms`, value: `p50 ${store.p50}  p95 ${store.p95}` },
  ];
}

function throughputRows({ off, on, ratio, p99Ms, cpuMs, parts, costs }: ThroughputFigures): Row[] {
  return [
    { figure: 'deliveries a second, all off and on', value: `${off} and ${on}  (${ratio})`, target: '≥ 0.95', met: ratio >= 0.95 },
    { figure: 'send → receipt p99, ms', value: `${p99Ms.off} and ${p99Ms.on}  (${p99Ms.ratio})`, target: '≤ 1.1', met: p99Ms.ratio <= 1.1 },
    { figure: 'CPU of the engine a delivery, ms', value: `${cpuMs.off} and ${cpuMs.on}  (${cpuMs.ratio})` },
    ...Object.entries(parts).map(([part, { ratio: perS, p99, cpu }]) => ({
      figure: part === 'absent' ? 'without the code, against off' : `only ${part}, against off`,
      value: `deliveries ${perS}  p99 ${p99}  CPU ${cpu}`,
    })),
    {
      figure: 'by themselves, µs of CPU a delivery',
      value: `metrics ${costs.countsUs}  log ${costs.lineUs}  traces ${costs.spansUs}`,
    },
  ];
}

function scrapeRows({ partners, ms, maxMs, bytes, loopDelayMs }: MeasuredScrape): Row[] {
  return [
    {
      figure: `scrape with ${partners} partners, ms`,
      value: `p95 ${ms}  max ${maxMs}  (event loop late by ${loopDelayMs} at most)`,
      ...{ target: `≤ ${maxScrapeMs}`, met: ms <= maxScrapeMs },
    },
    { figure: 'its size, bytes', value: String(bytes), target: `≤ ${maxScrapeBytes}`, met: bytes <= maxScrapeBytes },
  ];
}

function alertRows({ kinds, faults, missed, false: wrong, p50S, p99S, recoveryP99S, quietMinutes, slack }: AlertFigures): Row[] {
  return [
    {
      figure: `fault until its message, s (${faults} faults of ${kinds} kinds)`,
      value: `p50 ${p50S.toFixed(1)}  p99 ${p99S.toFixed(1)}  (its end: p99 ${recoveryP99S.toFixed(1)})`,
      ...{ target: `p99 ≤ ${maxAlertS}`, met: p99S <= maxAlertS },
    },
    { figure: 'faults, or their ends, that were not told', value: String(missed), target: '0', met: missed === 0 },
    { figure: `messages too many, also in ${quietMinutes} quiet min`, value: String(wrong), target: '0', met: wrong === 0 },
    {
      figure: `the same alerts in Slack (${slack.alerts}): missing, too many`,
      value: `${slack.missed}, ${slack.tooMany}`,
      ...{ target: '0, 0', met: slack.missed + slack.tooMany === 0 },
    },
  ];
}
