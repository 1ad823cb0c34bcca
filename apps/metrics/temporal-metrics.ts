/** On loopback it answers in a few milliseconds. */
const answerMs = 500;
/** Each workflow and activity type has its series: a megabyte is usual. */
const maxBytes = 8 * 1024 * 1024;

/**
 * Temporal's SDK counts in Rust and serves its metrics on a port of its own, in the text format of Prometheus. That costs the event loop
 * nothing; its other way, handing each update to JavaScript, would cost objects for each workflow task.
 */
export function temporalExporter(address: string) {
  return {
    prometheus: { bindAddress: address, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true },
    attachServiceName: false,
  };
}

/** The SDK's metrics in OpenMetrics, without an end. Empty if they cannot be read: they must not cost the others. */
export async function readTemporalMetrics(address: string): Promise<string> {
  try {
    const answer = await fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(answerMs) });
    const text = await answer.text();
    return answer.ok && text.length <= maxBytes ? toOpenMetrics(text) : '';
  } catch {
    return '';
  }
}

/** OpenMetrics names a counter without its suffix where it is described, and has neither empty lines nor comments. */
export function toOpenMetrics(text: string): string {
  const counters = new Set(Array.from(text.matchAll(/^# TYPE (\w+)_total counter$/gm), ([, name]) => name));
  const lines = text.split('\n').flatMap((line) => {
    if (!line.startsWith('#')) return line === '' ? [] : [line];
    const described = /^# (?:HELP|TYPE) (\w+)/.exec(line)?.[1];
    if (described === undefined) return [];
    const name = described.replace(/_total$/, '');
    return [counters.has(name) ? line.replace(described, name) : line];
  });
  return lines.map((line) => `${line}\n`).join('');
}
