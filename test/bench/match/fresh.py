"""Writes check.jsonl and final.jsonl: pairs of companies from sources that pairs.jsonl does not have. README.md says which, and what is left out.

    python3 fresh.py FOLDER/node_modules
"""

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from unidecode import unidecode

import fresh_sources as facts
from sources import core, digest, folded, script, shuffled, words

# Of Japanese names fewer: else they would be a quarter.
MOST_PER_KIND = defaultdict(lambda: 60, kana=30, kana_and_trade=30)
MOST_DIFFERENT = 90
HERE = Path(__file__).parent


def plain(name: str) -> str:
    return folded(unidecode(name))


def initials(name: str) -> str:
    return ''.join(word[0] for word in words(unidecode(name)))


def consonants(name: str) -> str:
    text = plain(name).replace('ph', 'f').replace('ck', 'k').replace('c', 'k').replace('q', 'k').replace('v', 'b').replace('l', 'r')
    return re.sub(r'[aeiouyhw]|(.)(?=\1)', '', text)


def are_related(one: dict) -> bool:
    """Whether the names have anything in common. That Backrub is Google, no program can know."""
    a, b = plain(one['a']), plain(one['b'])
    short, long = sorted((a, b), key=len)
    if any(short[at:at + 4] in long for at in range(max(1, len(short) - 3))) if len(short) >= 4 else short in long:
        return True
    letters = iter(initials(one['b'] if a == short else one['a']))
    if len(short) >= 2 and all(letter in letters for letter in short):
        return True
    left, right = sorted((consonants(one['a']), consonants(one['b'])), key=len)
    return script(one['a']) != script(one['b']) and len(left) >= 2 and left[:3] in right


def tuned_on() -> set[str]:
    names = set()
    for file in ('pairs.jsonl', 'retired.jsonl'):
        for row in (HERE / file).read_text(encoding='utf-8').splitlines():
            pair = json.loads(row)
            names |= {core(pair['a']['name']), core(pair['b']['name'])}
    return names


def same_pairs(found, known: set[str]) -> list[dict]:
    """Of each kind as many as the limit, of every source and country as evenly as it goes, no company twice."""
    pairs, seen, left = [], set(), Counter()
    by_country = Counter()
    for one in shuffled(list(found), 'fresh'):
        cores = {core(one['a']), core(one['b'])}
        differ = core(one['a']) != core(one['b']) or one['a_site'] or one['a'] != one['b'] and script(one['a']) != 'LATIN'
        if not differ or cores & (known | seen) or len(plain(one['a'])) < 2 or len(plain(one['b'])) < 2:
            continue
        if left[one['kind']] >= MOST_PER_KIND[one['kind']] or by_country[one['kind'], one['country']] >= (60 if one['country'] in (None, 'JP', 'US') else 4) or not are_related(one):
            continue
        seen |= cores
        left[one['kind']] += 1
        by_country[one['kind'], one['country']] += 1
        pairs.append(one)
    return pairs


def different_pairs(names: list[tuple[str, str]], key: str):
    """Names of two companies that look alike: a word in common that several have, the same initials, or a letter."""
    pool = shuffled(sorted({name: source for name, source in names if 4 <= len(name) <= 60}.items()), key)
    by_word, by_letters = defaultdict(list), defaultdict(list)
    for name, source in pool:
        for word in set(words(name)):
            if len(word) > 3:
                by_word[word].append((name, source))
        stem = words(core_words(name))
        if len(stem) > 2:
            by_letters[''.join(word[0] for word in stem)].append((name, source))
    for word in shuffled(sorted(by_word), key):
        group = by_word[word]
        if 4 <= len(group) <= 80 and plain(word) not in FORMS:
            a, b = group[0], group[1]
            rest = [set(words(core_words(each))) - {word} for each, _ in (a, b)]
            if all(rest) and not rest[0] & rest[1]:
                yield 'shared_word', a, b
    for letters in shuffled(sorted(by_letters), key):
        group = by_letters[letters]
        if len(group) > 1 and not set(words(group[0][0])) & set(words(group[1][0])):
            yield 'same_initials', group[0], group[1]
            yield 'initials_of_another', (letters.upper(), group[0][1]), group[1]
    short = [(name, source, core(name)) for name, source in pool if 5 <= len(core(name)) <= 10][:3_000]
    for index, (name, source, stem) in enumerate(short):
        for other, other_source, other_stem in short[index + 1:]:
            if stem != other_stem and Levenshtein.distance(stem, other_stem, score_cutoff=1) == 1 and not (stem in other_stem or other_stem in stem):
                yield 'one_letter', (name, source), (other, other_source)
    for a, b in zip(pool[::2], pool[1::2]):
        yield 'random', a, b


FORMS = {'limited', 'corporation', 'corp', 'company', 'holdings', 'group', 'inc', 'kabushiki'}


def core_words(name: str) -> str:
    import cleanco

    return cleanco.basename(name)


def write(file: str, prefix: str, same: list[dict], names: list[tuple[str, str]]) -> None:
    rows = []
    for one in same:
        a, b = ({'name': one[side], **({'website': one[f'{side}_site']} if one[f'{side}_site'] else {})} for side in ('a', 'b'))
        rows.append({'kind': one['kind'], 'same': True, 'source': one['source'], **({'country': one['country']} if one['country'] else {}), 'a': a, 'b': b})
    left, seen = Counter(), set()
    for kind, (a, source), (b, other) in different_pairs(names, file):
        if left[kind] >= (MOST_DIFFERENT if kind != 'random' else 20) or {a, b} & seen:
            continue
        left[kind] += 1
        seen |= {a, b}
        sites = left[kind] % 3 == 0 and kind != 'random'
        sides = [{'name': name, **({'website': f'https://www.{core(name)[:20]}.com'} if sites and core(name).isascii() else {})} for name in (a, b)]
        rows.append({'kind': kind, 'same': False, 'source': source if source == other else f'{source}, {other}', 'a': sides[0], 'b': sides[1]})
    lines = [json.dumps({'id': f'{prefix}{number:04}', **row}, ensure_ascii=False) for number, row in enumerate(rows, 1)]
    (HERE / file).write_text('\n'.join(lines) + '\n', encoding='utf-8')
    scripts = {script(row[side]['name']) for row in rows for side in 'ab'}
    print(file, len(rows), 'pairs;', len({row.get('country') for row in rows} - {None}), 'countries;', len(scripts), 'scripts', sorted(scripts))
    print(Counter((row['kind'], row['same']) for row in rows))


def main() -> None:
    packages = str(Path(sys.argv[1]).resolve())
    known = tuned_on()
    is_first = lambda one: digest('half:' + core(one['b'])) % 2 == 0
    shared = [*facts.filers(), *facts.carriers(), *facts.native()]
    first = [*facts.brand_domains(), *facts.exchanges(), *facts.airlines(packages)]
    second = [*facts.operators(packages), *facts.third_parties(packages), *facts.thai_banks(packages), *facts.listed_in_the_us()]
    check = same_pairs([*first, *filter(is_first, shared)], known)
    known |= {core(one[side]) for one in check for side in 'ab'}
    final = same_pairs([*second, *(one for one in shared if not is_first(one))], known)
    registrants = facts.registrants()
    names = lambda found: [(one['b'], one['source']) for one in found]
    half = len(registrants) // 2
    write('check.jsonl', 'c', check, [*((name, 'edgartools') for name in registrants[:half]), *names([*facts.filers()][::2]), *facts.exchange_names()])
    write('final.jsonl', 'z', final, [*((name, 'edgartools') for name in registrants[half:]), *names([*facts.filers()][1::2]), *names(facts.operators(packages))])


main()
