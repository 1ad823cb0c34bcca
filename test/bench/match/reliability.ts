import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { flagsOrExit } from '#apps/flags.ts';
import { repository } from '#apps/local/settings.ts';
import { judgePairs } from '#test/domain/accounts/matching-pairs.ts';
import { type Fit, fitOf, fittedScore } from './fit-scores.ts';
import { type PartName, ratePart, readPart } from './match.ts';

const usage = `Writes the table of reliability into docs/matching.md: how often pairs with a score are one company, on the pairs that rules are tuned
on and on those that they are not. Beside the scores as they are, it tells the error of those that isotonic regression on the first would give.

  npm run update:match-reliability`;

const page = path.join(repository, 'docs/matching.md');

flagsOrExit(z.strictObject({}), usage);
const table = tableOfReliability();
writeFileSync(page, readFileSync(page, 'utf8').replace(/(<!-- reliability -->\n)[^]*(<!-- end -->)/, `$1${table}$2`));
console.log(table);

function tableOfReliability(): string {
  const pairsOf = (names: PartName[]) => judgePairs(names.flatMap(readPart));
  const [tuned, untouched] = [pairsOf(['tune', 'retired', 'check']), pairsOf(['test', 'final'])];
  const fit: Fit = fitOf(tuned);
  const [one, other] = [ratePart(tuned), ratePart(untouched)];
  const rows = one.reliability.flatMap(({ from, to, ...left }, index) => {
    const right = other.reliability[index];
    return right && left.pairs + right.pairs > 0 ? [`| ${from} to ${Math.min(to, 1)} | ${cells(left)} | ${cells(right)} |`] : [];
  });
  const errorOfFit = (pairs: typeof tuned) =>
    ratePart(pairs.map((pair) => ({ ...pair, score: fittedScore(fit, pair.score) }))).calibrationError;
  return `| score | tuned: pairs | one company | mean score | untouched: pairs | one company | mean score |
|---|---|---|---|---|---|---|
${rows.join('\n')}
| error of the scores | ${one.pairs} | | ${one.calibrationError.toFixed(3)} | ${other.pairs} | | ${other.calibrationError.toFixed(3)} |
| error of a fit to the tuned pairs | | | ${errorOfFit(tuned).toFixed(3)} | | | ${errorOfFit(untouched).toFixed(3)} |
`;
}

function cells({ pairs, same, meanScore }: { pairs: number; same: number; meanScore: number }): string {
  return pairs === 0 ? '0 | – | –' : `${pairs} | ${(same / pairs).toFixed(3)} | ${meanScore.toFixed(3)}`;
}
