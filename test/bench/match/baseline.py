"""The usual approach in Python, for comparison: cleanco's base name, rapidfuzz's token_sort_ratio, and an equal domain of website or mailbox.
The threshold is the best one (F1) of the tune part. Prints precision and recall on the other parts, as JSON."""

import json
from pathlib import Path
from urllib.parse import urlparse

from cleanco import basename
from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.utils import default_process

FREE = {'gmail.com', 'gmx.net', 'outlook.com', 'hotmail.com', 'yahoo.com', 'qq.com', 'mail.ru', 'web.de', 't-online.de', 'orange.fr', 'libero.it'}


def domains(side: dict) -> set[str]:
    website = side.get('website')
    host = (urlparse(website if '//' in website else f'//{website}').hostname or '').removeprefix('www.') if website else ''
    return {one for one in [host, *(email.rsplit('@', 1)[1] for email in side.get('contact_emails', []))] if one and one not in FREE}


def score(pair: dict) -> float:
    if domains(pair['a']) & domains(pair['b']):
        return 100
    return token_sort_ratio(basename(pair['a']['name']), basename(pair['b']['name']), processor=default_process)


def rate(pairs: list[dict], least: float) -> tuple[float, float]:
    right = sum(pair['same'] and pair['score'] >= least for pair in pairs)
    said = sum(pair['score'] >= least for pair in pairs)
    return right / max(1, said), right / sum(pair['same'] for pair in pairs)


def f1(pairs: list[dict], least: float) -> float:
    precision, recall = rate(pairs, least)
    return 2 * precision * recall / max(1e-9, precision + recall)


def read(name: str) -> list[dict]:
    found = [json.loads(line) for line in Path(__file__).with_name(name).read_text(encoding='utf-8').splitlines()]
    return [{**pair, 'score': score(pair)} for pair in found]


pairs = read('pairs.jsonl')
tune, test = ([pair for pair in pairs if pair['part'] == part] for part in ('tune', 'test'))
least = max(range(50, 101), key=lambda value: f1(tune, value))
rated = {'test': test, 'check': read('check.jsonl'), 'final': read('final.jsonl')}
print(json.dumps({name: dict(zip(('precision', 'recall'), rate(part, least))) for name, part in rated.items()}))
