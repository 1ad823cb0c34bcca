import type { Metric, OpenMetricsContentType, Registry } from 'prom-client';
import type { Histogram } from './histogram.ts';
import { invalidLabel, isLabel } from './label.ts';

/** One series of a family, with the values of its labels in the family's order. A histogram has several series. */
export type Sample = { labels: readonly string[]; value: number } | { labels: readonly string[]; histogram: Histogram };

/**
 * One metric and its series. Values are read when somebody scrapes, so that counting needs no object of a library. docs/metrics.md lists all
 * families.
 */
export interface Family {
  /** With the unit at its end; counters end with `_total`. */
  name: string;
  kind: 'counter' | 'gauge' | 'histogram';
  /** One sentence without a full stop. */
  help: string;
  labels: readonly string[];
  read(): Iterable<Sample>;
}

interface PromValue {
  labels: Record<string, string | number>;
  sharedLabels?: Record<string, string>;
  metricName?: string;
  value: number;
  exemplar?: { labelSet: Record<string, string>; value: number; timestamp: number } | undefined;
}

/**
 * Gives prom-client a family to write. What a registry asks of a metric is its name and `get` (registry.js of 15.1), but its type names
 * prom-client's own classes only.
 */
export function register(registry: Registry<OpenMetricsContentType>, { name, kind, help, labels, read }: Family): void {
  const metric: { name: string; type: string; get(): Promise<object> } = {
    // The registry takes the ending `_total` from the name of a counter, before it asks.
    name,
    type: kind,
    get: async () => ({ name: metric.name, help, type: kind, values: valuesOf(metric.name, labels, read()) }),
  };
  registry.registerMetric(metric as unknown as Metric);
}

function valuesOf(name: string, names: readonly string[], samples: Iterable<Sample>): PromValue[] {
  const values: PromValue[] = [];
  for (const sample of samples) {
    const labels = labelsOf(names, sample.labels);
    if ('value' in sample) values.push({ labels, value: sample.value });
    else addHistogram(values, name, labels, sample.histogram);
  }
  return values;
}

function addHistogram(values: PromValue[], name: string, sharedLabels: Record<string, string>, histogram: Histogram): void {
  const { buckets, sum, count } = histogram.read();
  for (const { le, value, exemplar } of buckets) {
    values.push({ metricName: `${name}_bucket`, labels: { le }, sharedLabels, value, exemplar });
  }
  values.push({ metricName: `${name}_sum`, labels: {}, sharedLabels, value: sum });
  values.push({ metricName: `${name}_count`, labels: {}, sharedLabels, value: count });
}

/** Whatever a value is, it cannot make a series that a monitor refuses, or a line of ten kilobytes. */
function labelsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [place, name] of names.entries()) {
    const value = values[place] ?? '';
    labels[name] = isLabel(value) ? value : invalidLabel;
  }
  return labels;
}
