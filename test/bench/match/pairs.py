"""Writes pairs.jsonl: pairs of companies from public facts, each with its kind, in two parts that share no company.

    pip install --no-deps -r requirements.txt; npm install --prefix FOLDER name-suggestion-index@8.0.20260918 simple-icons@16.37.0
    python3 pairs.py FOLDER
"""

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from different import different_pairs
from same import same_pairs
from sources import banks, brands, core, digest, gleif, icons, legal_forms, listed, words

# Pairs of a kind in each part, so that no kind decides a figure alone. Of kinds that nobody gets wrong there are fewer.
MOST_PER_KIND = defaultdict(lambda: 55, random=25, free_mail=25, placeholder=25, name_and_initials=25)
# Of every country, companies by chance: more than are needed.
MOST_PER_COUNTRY = 6_000
EXAMPLES = Path(__file__).with_name('examples.jsonl')


def part_of(company: dict) -> str:
    return 'test' if digest('part:' + core(company['name'])) % 2 else 'tune'


class World:
    def __init__(self, folder: str):
        self.companies, self.forms = gleif(), legal_forms()
        self.brands, self.listed, self.banks, self.icons = brands(folder), listed(), banks(), icons(folder)
        self.seen = Counter(word for company in self.companies for word in set(words(company['name'])))
        by_part = defaultdict(list)
        left = Counter()
        chosen = []
        for company in sorted(self.companies, key=lambda one: digest(one['id'])):
            left[company['country']] += 1
            if left[company['country']] <= MOST_PER_COUNTRY:
                chosen.append(company)
        self.companies = chosen
        for company in self.companies:
            by_part[part_of(company)].append(company)
        self.by_part = dict(by_part)

    def is_distinctive(self, name: str) -> bool:
        """Whether a word of the name is rare among all names: only then can a name alone say who it is."""
        return any(len(word) >= 5 and not word.isdigit() and self.seen[word] <= 4 for word in words(name))


def line(number: int, pair: dict) -> str:
    def side(facts: dict) -> dict:
        return {key: facts[key] for key in ('name', 'website', 'contact_emails', 'duns', 'address') if facts.get(key)}

    row = {'id': f'm{number:04}', 'part': pair['part'], 'kind': pair['kind'], 'same': pair['same'], 'source': pair['source'],
           **({'country': pair['country']} if pair.get('country') else {}), 'a': side(pair['a']), 'b': side(pair['b'])}
    return json.dumps(row, ensure_ascii=False)


def main() -> None:
    world = World(sys.argv[1])
    chosen, count, seen, named = [], Counter(), set(), {}
    for text in EXAMPLES.read_text(encoding='utf-8').splitlines():
        chosen.append({'part': 'tune', 'source': 'example', **json.loads(text)})
    for pair in [*same_pairs(world), *different_pairs(world)]:
        part = {part_of(company) for company in pair['of']}
        key = (pair['kind'], *sorted((json.dumps(pair['a'], sort_keys=True), json.dumps(pair['b'], sort_keys=True))))
        if len(part) > 1 or key in seen:
            continue
        pair['part'] = part.pop()
        # Names of one company that do not look alike are still of one part.
        cores = {core(pair['a']['name']), core(pair['b']['name'])} if pair['same'] else set()
        if any(named.get(one, pair['part']) != pair['part'] for one in cores) or count[pair['kind'], pair['part']] >= MOST_PER_KIND[pair['kind']]:
            continue
        named.update((one, pair['part']) for one in cores)
        seen.add(key)
        count[pair['kind'], pair['part']] += 1
        chosen.append(pair)
    chosen.sort(key=lambda pair: (pair['source'] != 'example', not pair['same'], pair['kind']))
    Path(__file__).with_name('pairs.jsonl').write_text(''.join(line(number, pair) + '\n' for number, pair in enumerate(chosen, 1)), encoding='utf-8')
    print(Counter((pair['part'], pair['same']) for pair in chosen))
    print({kind: (count[kind, 'tune'], count[kind, 'test']) for kind in sorted({kind for kind, _ in count})})
    text = [(re.sub(r'\W', '', pair[side]['name']), pair.get('country')) for pair in chosen for side in 'ab']
    from sources import script

    print(len({country for _, country in text if country}), 'countries;', Counter(script(name) for name, _ in text))


main()
