import { runParts } from './run-parts.ts';
import { describe, toJson } from './sync-figures.ts';
import { full, measure, measurements, quick } from './sync-measurements.ts';
import { startSyncStack } from './sync-stack.ts';

const usage = `Measures the sync of CRM and billing on a stack of its own: PostgreSQL, Temporal and two workers.

  npm run bench:sync -- [--quick] [--json] [--only=memory,kill,…]

  --quick   some minutes, with few records: proves the bench rather than the sync
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys
  --only    some of: ${measurements.join(', ')}`;

await runParts({
  ...{ usage, names: measurements, starts: 'PostgreSQL (fsync on) and Temporal', subject: 'sync' },
  start: startSyncStack,
  measure: (name, stack, isQuick, say) => measure(name, stack, isQuick ? quick : full, say),
  ...{ describe, toJson },
});
// Node 24 may spin for ever in its own clean-up after connections that were reset with data still to be written.
process.exit();
