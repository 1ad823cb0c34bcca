import { describe, toJson } from './reconcile-figures.ts';
import { full, measure, measurements, quick } from './reconcile-measurements.ts';
import { runParts } from './run-parts.ts';
import { startSyncStack } from './sync-stack.ts';

const usage = `Measures nightly reconciliation: the comparison against the bare SQL join of the same rows, whole nights of two systems, and how much of what vendors
permit a night uses.

  npm run bench:reconcile -- [--quick] [--json] [--only=compare,utilisation,scaling,night]

  --quick   three minutes, with few records: proves the bench rather than the reconciliation
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys
  --only    some of: ${measurements.join(', ')}`;

await runParts({
  ...{ usage, names: measurements, starts: 'PostgreSQL (fsync on) and Temporal', subject: 'reconciliation' },
  start: startSyncStack,
  measure: (name, stack, isQuick, say) => measure(name, stack, isQuick ? quick : full, say),
  ...{ describe, toJson },
});
// Node 24 may spin for ever in its own clean-up after connections that were reset with data still to be written.
process.exit();
