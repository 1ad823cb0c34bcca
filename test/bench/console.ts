import { type ConsoleFigures, measureConsole } from './console-measurements.ts';
import { type ConsoleStack, fillDeliveries, startConsoleStack } from './console-stack.ts';
import { layOut } from './report.ts';
import { runParts } from './run-parts.ts';

const usage = `Measures the console in a real Chromium on this machine.

  npm run bench:console -- [--quick] [--json]

  --quick   fewer rows and navigations: proves the bench rather than the console
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys`;

interface Findings {
  quick: boolean;
  figures?: ConsoleFigures;
}

await runParts<'browser', ConsoleStack, Findings>({
  ...{
    usage,
    names: ['browser'],
    starts: 'PostgreSQL, Temporal, an engine and a Chromium',
    subject: 'console',
    start: startConsoleStack,
    describe,
    toJson,
  },
  async measure(_name, stack, isQuick, say) {
    const size = isQuick ? { rows: 500, navigations: 20, reviews: 4 } : { rows: 10_000, navigations: 200, reviews: 20 };
    await fillDeliveries(stack, size.rows * 10);
    say(`Opening the console, walking through ${size.rows} of ${size.rows * 10} rows, ${size.navigations} navigations and every screen …`);
    return { figures: await measureConsole(stack, size, say) };
  },
});

function toJson({ quick, figures }: Findings): Record<string, unknown> {
  return { ...figures, quick };
}

function describe({ figures }: Findings): string {
  if (!figures) return '';
  const { firstViewKb, lcpMs, clickMs, clickSlowCpuMs, longestTaskMs, rowsLoaded, heapGrowthPercent, cls, reviewsS, axe, keyboard } =
    figures;
  const row = (figure: string, value: number, most: number, unit = '') => ({
    ...{ figure, value: `${value}${unit}`, target: `≤ ${most}`, met: value <= most },
  });
  return layOut([
    row('first view, JavaScript, KB as sent', firstViewKb, 130),
    row('largest contentful paint, ms', lcpMs, 1_000),
    row('until the first press has its effect, ms', clickMs, 1_000),
    row('the same on a CPU of a quarter, ms', clickSlowCpuMs, 3_000),
    row(`longest task while ${rowsLoaded} rows were loaded, ms`, longestTaskMs, 200),
    row('heap after the navigations, growth', heapGrowthPercent, 5, ' %'),
    row('cumulative layout shift', cls, 0.02),
    row('deals decided on by keyboard, s', reviewsS, 60),
    row(`axe-core, violations on ${axe.screens} screens and dialogs in two themes`, axe.violations, 0),
    {
      figure: 'tasks done by keyboard',
      value: `${keyboard.done} of ${keyboard.tasks}`,
      target: 'all',
      met: keyboard.done === keyboard.tasks,
    },
  ]);
}
