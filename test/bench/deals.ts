import { describe, toJson } from './deals-figures.ts';
import { full, measure, measurements, quick } from './deals-measurements.ts';
import { startDealsStack } from './deals-stack.ts';
import { runParts } from './run-parts.ts';

const usage = `Measures deal registration on a stack of its own: PostgreSQL, Temporal and one engine.

  npm run bench:deals -- [--quick] [--json] [--only=submit,conflict,…]

  --quick   about a minute, with a tenth of the accounts: proves the bench rather than the engine
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys
  --only    some of: ${measurements.join(', ')}`;

await runParts({
  ...{ usage, names: measurements, starts: 'PostgreSQL (fsync on), Temporal and one engine', subject: 'engine' },
  start: startDealsStack,
  measure: (name, stack, isQuick, say) => measure(name, stack, isQuick ? quick : full, say),
  ...{ describe, toJson },
});
