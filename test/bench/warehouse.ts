import { layOut } from './report.ts';
import { runParts } from './run-parts.ts';
import { addDeals, type Exported, measureExport } from './warehouse-export.ts';
import { startWarehouseStack, type WarehouseStack } from './warehouse-stack.ts';

const usage = `Measures how fast deals are exported to an ETL tool, and how much memory that takes.

  npm run bench:warehouse -- [--quick] [--json]

  --quick   less than a minute, with 50,000 deals: proves the bench rather than the engine
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys`;

interface Findings {
  quick: boolean;
  export?: Exported;
}

const MIN_ROWS_PER_S = 30_000;

await runParts<'export', WarehouseStack, Findings>({
  ...{ usage, names: ['export'], starts: 'PostgreSQL (fsync on), Temporal and an engine', subject: 'engine', start: startWarehouseStack },
  async measure(_name, stack, isQuick, say) {
    const deals = isQuick ? 50_000 : 1_000_000;
    say(`Writing ${deals} deals …`);
    await addDeals(stack, deals);
    say('Exporting them …');
    return { export: await measureExport(stack, deals) };
  },
  toJson: ({ quick, export: exported }) => ({ export: exported ?? null, quick }),
  describe({ export: exported }) {
    if (!exported) return 'Nothing was measured';
    const { rows, rowsPerS, mbPerS, startMb, rssMb, floorRowsPerS } = exported;
    return layOut([
      {
        figure: `${rows} deals exported as NDJSON, rows/s`,
        value: `${rowsPerS}  (${mbPerS} MB/s; floor: row_to_json through a cursor: ${floorRowsPerS})`,
        ...{ target: `≥ ${MIN_ROWS_PER_S}`, met: rowsPerS >= MIN_ROWS_PER_S },
      },
      { figure: 'memory of the engine', value: `${startMb} MB before, at most ${rssMb} MB meanwhile` },
    ]);
  },
});
