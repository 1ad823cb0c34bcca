import { type TriedClients, tryClients } from '#test/clients/try-clients.ts';
import { type GuideStack, startGuideStack } from '#test/support/stack/guide-stack.ts';
import { type GuideRun, type Newcomer, pasteGuides, timeNewcomer } from './clients-guide.ts';
import { countFoundMistakes, type FoundMistakes } from './clients-types.ts';
import { layOut, type Row } from './report.ts';
import { runParts } from './run-parts.ts';

const usage = `Measures what a partner meets who has never seen Causeway: the guide, its receiver, the types of the SDKs, and
the clients that common generators make of the API's description.

  npm run bench:clients -- [--quick] [--json] [--only=newcomer,guide,types,generators]

  --quick   the same: nothing here is shorter
  --json    ends with one line of JSON; docs/benchmarks.md explains its keys
  --only    some of: newcomer, guide, types, generators`;

interface Findings {
  quick: boolean;
  newcomer?: Newcomer;
  guide?: GuideRun;
  types?: FoundMistakes;
  generators?: TriedClients;
}

const names = ['newcomer', 'guide', 'types', 'generators'] as const;
const titles = {
  newcomer: 'From the key to the first verified webhook',
  guide: 'Pasting the guides, block by block',
  types: 'Compiling programs with a mistake against the SDKs',
  generators: 'Generating, compiling and calling a client with each generator',
};
/** What the design allows a newcomer from the key to the first verified webhook. */
const newcomerS = 120;

await runParts<(typeof names)[number], GuideStack, Findings>({
  ...{ usage, names, starts: 'what npm start starts', subject: 'guide', start: startGuideStack, describe, toJson },
  async measure(name, stack, _isQuick, say) {
    say(`${titles[name]} …`);
    if (name === 'types') return { types: await countFoundMistakes() };
    if (name === 'generators') return { generators: await tryAll(stack, say) };
    return name === 'newcomer' ? { newcomer: await timeNewcomer(stack) } : { guide: await pasteGuides(stack, say) };
  },
});

async function tryAll({ apiUrl, platformKey, folder }: GuideStack, say: (line: string) => void): Promise<TriedClients> {
  return tryClients({ url: apiUrl.replace('/api/v1', ''), platformKey }, { folder, say });
}

function toJson({ quick, newcomer, guide, types, generators }: Findings): Record<string, unknown> {
  return { newcomer: newcomer ?? null, guide: guide ?? null, types: types ?? null, generators: generators ?? null, quick };
}

function describe({ newcomer, guide, types, generators }: Findings): string {
  const rows: Row[] = [];
  if (newcomer) {
    const { commands, seconds } = newcomer;
    const isMet = seconds <= newcomerS;
    rows.push({ figure: 'key → verified webhook, s', value: `${seconds}  (${commands} commands)`, target: `≤ ${newcomerS}`, met: isMet });
  }
  if (guide) {
    const { blocks, different } = guide;
    rows.push({ figure: 'blocks that print something else', value: `${different} of ${blocks}`, target: '0', met: different === 0 });
  }
  if (types) {
    const { planted, found, typescript, python } = types;
    const value = `${found} of ${planted}  (TypeScript ${typescript.found}, Python ${python ? python.found : 'not here'})`;
    rows.push({ figure: 'mistakes that the types find', value, target: 'all', met: found === planted });
  }
  if (generators) {
    const { tried, compiled, called, skipped } = generators;
    const value = `${called} of ${tried}  (${compiled} compiled${skipped.length > 0 ? `, not here: ${skipped.join(', ')}` : ''})`;
    rows.push({ figure: 'generated clients that call the API', value, target: 'all', met: called === tried });
  }
  return layOut(rows);
}
