"""Pairs that are one company: written differently, known by another name, or found at another address."""

import re
from collections import Counter

from sources import core, digest, domain, folded, is_latin, pick, script, shuffled, words

ABBREVIATIONS = {
    'brothers': ['Bros', 'Bros.'], 'manufacturing': ['Mfg', 'Mfg.'], 'international': ['Intl', "Int'l", 'Intl.'], 'gebrüder': ['Gebr.'],
    'hermanos': ['Hnos.', 'Hnos'], 'compagnie': ['Cie', 'Cie.'], 'établissements': ['Ets', 'Ets.'], 'etablissements': ['Ets'], 'société': ['Sté'],
    'fratelli': ['F.lli'], 'engineering': ['Eng.', 'Engg'], 'engineers': ['Engrs'], 'associates': ['Assoc.', 'Assocs'], 'association': ['Assn.'],
    'technology': ['Tech.', 'Tech'], 'technologies': ['Tech', 'Techs'], 'management': ['Mgmt', 'Mgmt.'], 'development': ['Dev.', 'Devt'],
    'services': ['Svcs', 'Svc'], 'industries': ['Ind.', 'Inds'], 'construction': ['Constr.', 'Const.'], 'laboratories': ['Labs', 'Lab.'],
    'pharmaceuticals': ['Pharma', 'Pharm.'], 'university': ['Univ.', 'Univ'], 'department': ['Dept.', 'Dept'], 'government': ['Govt'],
    'gesellschaft': ['Ges.'], 'verwaltungsgesellschaft': ['Verw.ges.'], 'construcciones': ['Constr.', 'Const.'], 'industrial': ['Ind.'],
    'transport': ['Transp.'], 'transports': ['Transp.'], 'products': ['Prods'], 'center': ['Ctr'], 'centre': ['Ctr'], 'national': ["Nat'l", 'Natl'],
    'distribution': ['Dist.', 'Distrib.'], 'financial': ['Fin.'], 'investments': ['Invest.', 'Invs'], 'properties': ['Props'], 'electric': ['Elec.'],
    'electronics': ['Elec.'], 'general': ['Gen.'], 'american': ['Amer.'], 'saint': ['St', 'St.'], 'mount': ['Mt.'], 'company': ['Co.'],
}
NATIVE = {
    'JP': ['株式会社{}', '{}株式会社', '（株）{}', '㈱{}', '{}'], 'KR': ['주식회사 {}', '{}㈜', '(주){}', '{} 주식회사', '{}'],
    'CN': ['{}有限公司', '{}股份有限公司', '{}'], 'TW': ['{}股份有限公司', '{}有限公司', '{}'], 'RU': ['ООО «{}»', '{}', 'ООО "{}"', 'АО «{}»'],
    'UA': ['ТОВ «{}»', '{}', 'ПрАТ "{}"'], 'BG': ['{} ООД', '{} ЕООД', '{}', '{} АД'], 'BY': ['ООО «{}»', '{}', 'ОАО «{}»'],
    'GR': ['{} Α.Ε.', '{} ΑΕ', '{}', '{} Ε.Π.Ε.'], 'IL': ['{} בע"מ', '{} בע״מ', '{}'], 'TH': ['บริษัท {} จำกัด', '{}', 'บริษัท {} จำกัด (มหาชน)'],
    'GE': ['შპს {}', '{}', 'სს {}'], 'AM': ['{} ՍՊԸ', '«{}» ՍՊԸ', '{}'], 'SA': ['شركة {}', '{}'], 'AE': ['شركة {} ذ.م.م', '{}'], 'EG': ['شركة {}', '{}'],
    'VN': ['Công ty TNHH {}', 'Công ty Cổ phần {}', '{}'], 'KZ': ['ТОО «{}»', '{}'], 'RS': ['{} д.о.о.', '{} d.o.o.', '{}'],
}
SEATS = {'DE': 'Berlin', 'US': 'Delaware', 'GB': 'UK', 'FR': 'Paris', 'IT': 'Milano', 'ES': 'Madrid', 'NL': 'Amsterdam', 'CH': 'Zürich', 'AT': 'Wien',
         'SE': 'Stockholm', 'IN': 'Mumbai', 'CA': 'Ontario', 'AU': 'NSW', 'IE': 'Dublin', 'BE': 'Brussel', 'SG': 'Singapore', 'HK': 'Hong Kong'}
PAGES = {'linkedin': 'https://www.linkedin.com/company/{}/', 'facebook': 'https://www.facebook.com/{}', 'instagram': 'https://www.instagram.com/{}/',
         'twitter': 'https://twitter.com/{}'}


def same(kind, company, a, b, country=None):
    return {'kind': kind, 'same': True, 'of': [company], 'a': a, 'b': b, 'source': company['source'], 'country': country or company.get('country')}


def site(url: str) -> str:
    return url.strip().split(' ')[0]


def legal_form_pairs(world):
    """Legal names of the LEI register, written as another register, a letterhead or a form writes them."""
    left = Counter()
    for company in shuffled(world.companies, 'form'):
        name, country = company['name'], company['country']
        if left[country] >= 5 or not world.is_distinctive(name):
            continue
        found = split_form(name, world.forms.get(country, []))
        if found is None:
            continue
        base, spellings = found
        left[country] += 1
        seat = SEATS.get(country)
        others = [f'{base} {other}' for other in spellings] + [base.title(), base, f'{base}®']
        others += [f'{name}, {seat}', f'{name} ({seat})', f'{base} /{country}/'] if seat else []
        others += [f'{name} (publ)'] if country == 'SE' else []
        others += [f'{name} i.L.'] if country in ('DE', 'AT', 'CH') else []
        yield same('legal_form', company, {'name': name}, {'name': pick(company['id'], others)})


def split_form(name, forms):
    """The name's base and the other spellings of its legal form; null unless it ends with a form of its country."""
    best = None
    for form in forms:
        for spelling in [*form['long'], *form['short']]:
            if len(spelling) > 1 and name.casefold().endswith(' ' + spelling.casefold()) and (best is None or len(spelling) > best[0]):
                base = name[: -len(spelling)].rstrip(' ,.-')
                others = [one for one in [*form['long'], *form['short']] if folded(one) != folded(spelling) and 1 < len(one) < 60 and is_latin(one)]
                best = (len(spelling), base, others)
    return (best[1], best[2]) if best and len(best[1]) >= 4 else None


def native_form_pairs(world):
    for brand in shuffled(world.brands, 'native'):
        forms = NATIVE.get(brand['country'] or '')
        name = brand['name']
        if not forms or brand['public'] or (brand['country'] != 'VN' and is_latin(name)) or len(name) < 3 or any(mark in name for mark in ' 「」'):
            continue
        first = digest(brand['id']) % len(forms)
        second = (first + 1 + digest('2' + brand['id']) % (len(forms) - 1)) % len(forms)
        yield same('native_legal_form', brand, {'name': forms[first].format(name)}, {'name': forms[second].format(name)})


def name_pairs(world):
    """Other names of brands: initials, official and shorter names, spellings that mappers found on signs, other scripts."""
    for brand in shuffled(world.brands, 'names'):
        name, names, website = brand['name'], brand['names'], next(iter(brand['sites']), None)
        short = next((names[tag] for tag in ('short_name', 'operator:short', 'brand:short') if tag in names), None)
        full = names.get('official_name') or (brand['label'] if short and folded(short) != folded(brand['label']) else name)
        if short and is_latin(short + full) and website and initials(short, full):
            bare = {'name': full}
            yield same('initials', brand, {'name': short, 'website': website}, pick(brand['id'], [bare, {**bare, 'website': None}, bare]))
            yield same('name_and_initials', brand, {'name': pick('s' + brand['id'], [f'{full} ({short})', f'{short} - {full}'])}, {'name': full})
        official = names.get('official_name')
        if official and website and folded(official) != folded(name) and is_latin(official) == is_latin(name) and shares_word(official, name):
            yield same('official_name', brand, {'name': official}, pick(brand['id'], [{'name': name, 'website': website}, {'name': name}]))
        for other in brand['also'][:1]:
            if not brand['public'] and len(folded(name)) >= 6 and 0 < edits(folded(name), folded(other)) <= 2 and not re.search(r'\d', name + other):
                yield same('spelling', brand, {'name': name}, {'name': other.title()})
        yield from script_pairs(brand)


def script_pairs(brand):
    english = brand['names'].get('brand:en') or brand['names'].get('operator:en')
    native = brand['name']
    if not english or is_latin(native) or not is_latin(english) or brand['public']:
        return
    website = next(iter(brand['sites']), None)
    if sounds_alike(native, english):
        yield same('transliteration', brand, {'name': native}, pick(brand['id'], [{'name': english}, {'name': english, 'website': website}]))
    elif website:
        yield same('translation', brand, {'name': native, 'website': website}, pick(brand['id'], [{'name': english, 'website': website}, {'name': english, 'contact_emails': [f'info@{domain(website)}']}]))


def sounds_alike(native: str, latin: str) -> bool:
    """By ICU-like rules of another library than the matcher's, roughly: by consonants."""
    from unidecode import unidecode

    def skeleton(text):
        text = folded(unidecode(text)).replace('l', 'r').replace('v', 'b').replace('w', 'b').replace('c', 'k').replace('q', 'k').replace('j', 'z').replace('g', 'k')
        return re.sub(r'(.)\1+', r'\1', re.sub('[aeiouyh]', '', text))

    left, right = skeleton(native), skeleton(latin)
    return len(right) >= 3 and edits(left, right) <= max(1, len(right) // 4) and script(native) not in ('CJK',)


def initials(short: str, full: str) -> bool:
    letters = folded(short)
    first = [word[0] for word in words(full)]
    strong = [word[0] for word in words(full) if len(word) > 3]
    return 2 <= len(letters) <= 6 and letters in (''.join(first), ''.join(strong))


def shares_word(a, b):
    return any(len(word) >= 4 and word in words(b) for word in words(a)) or folded(b) in folded(a)


def edits(a: str, b: str) -> int:
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(a, b)


def address_pairs(world):
    """One company at two addresses: two own domains, a page beside the own site, a contact at the former domain."""
    for brand in shuffled(world.brands, 'sites'):
        name, sites = brand['name'], brand['sites']
        others = [one for one in sites if sites and domain(one) != domain(sites[0])]
        if brand['public'] or not sites:
            continue
        if others:
            yield same('two_own_sites', brand, {'name': name, 'website': sites[0]}, {'name': pick(brand['id'], [name, name.upper(), brand['label']]), 'website': others[0]})
        old = brand['names'].get('old_name')
        if others and (old or core(brand['label']) != core(name)):
            a = {'name': old or brand['label'], 'website': others[0]}
            yield same('renamed', brand, a, {'name': name, 'website': sites[0], 'contact_emails': [f'accounts@{domain(others[0])}']})
        for platform in shuffled(sorted(PAGES), brand['id']):
            page = brand['pages'].get(platform)
            if isinstance(page, str) and re.fullmatch(r'[\w.-]+', page) and digest('page' + brand['id']) % 3 == 0:
                yield same('page_beside_site', brand, {'name': name, 'website': sites[0]}, {'name': name.upper() if digest(brand['id']) % 2 else name, 'website': PAGES[platform].format(page)})
                break
    for company in shuffled(world.listed, 'listed'):
        if digest('l' + company['id']) % 3 == 0:
            yield same('contact_only', company, {'name': company['title'], 'website': site(company['site'])}, {'name': company['name'].upper(), 'contact_emails': [f'purchasing@{domain(site(company["site"]))}']})
        elif core(company['name']) != core(company['title']):
            yield same('official_name', company, {'name': company['name'], 'website': site(company['site'])}, {'name': company['title']})


def written_pairs(world):
    """Distinctive legal names with abbreviated words, a slip of the hand, words swapped, or a second name beside them."""
    abbreviated = Counter()
    brands = [brand['name'] for brand in world.brands if not brand['public'] and is_latin(brand['name'])]
    for company in shuffled(world.companies, 'written'):
        name, key = company['name'], company['id']
        if not world.is_distinctive(name) or digest('w' + key) % 5 == 0:
            continue
        for word in words(name):
            if word in ABBREVIATIONS and word != 'company' and abbreviated[word] < 6:
                abbreviated[word] += 1
                yield same('abbreviated', company, {'name': name}, {'name': re.sub(re.escape(word), pick(key, ABBREVIATIONS[word]), name, count=1, flags=re.I)})
        rare = [word for word in words(name) if len(word) >= 7 and word.isalpha() and is_latin(word)]
        if rare and digest('t' + key) % 3 == 0:
            yield same('mistyped', company, {'name': name}, {'name': mistyped(name, pick(key, rare), key)})
        if digest('n' + key) % 40 == 0:
            other = pick(key, brands)
            pattern = pick('p' + key, ['{} dba {}', '{}, t/a {}', '{} (formerly {})', '{} trading as {}', '{} d/b/a {}', '{} ({})', '{} f/k/a {}', '{} / {}', '{} aka {}'])
            yield same('several_names', {**company, 'name': other}, {'name': pattern.format(name, other)}, {'name': other})
            yield same('several_names', company, {'name': pattern.format(name, other)}, {'name': name})


def mistyped(name: str, word: str, key: str) -> str:
    at = 1 + digest('at' + key) % (len(word) - 2)
    made = pick('how' + key, [word[:at] + word[at + 1:], word[:at] + word[at] + word[at:], word[:at] + word[at + 1] + word[at] + word[at + 2:],
                              word[:at] + pick(key, 'aeiourstln') + word[at + 1:], word[:at] + word[at] + pick(key, 'aeirstn') + word[at + 1:]])
    return re.sub(re.escape(word), made if name.islower() else made.title(), name, count=1, flags=re.I)


def alias_pairs(world):
    for icon in world.icons:
        aliases = icon['aliases']
        for name in [*aliases.get('aka', [])][:1]:
            if shares_word(name, icon['name']):
                yield same('official_name', icon, {'name': icon['name'], 'website': icon['site']} if 'github' not in icon['site'] and 'wiki' not in icon['site'] else {'name': icon['name']}, {'name': name})
    for bank in shuffled(world.banks, 'banks'):
        if bank['short'] and bank['country'] == 'DE' and 'UniCredit' not in bank['name'] and core(bank['short']) != core(bank['name']) and folded(bank['name'])[-6:] == folded(bank['short'])[-6:]:
            yield same('abbreviated', bank, {'name': bank['name']}, {'name': bank['short']})
        if bank['country'] == 'UA' and bank['short'] and sounds_alike(re.sub('АКЦІОНЕРНЕ ТОВАРИСТВО', 'JSC', bank['name']), bank['short']):
            yield same('transliteration', bank, {'name': bank['name']}, {'name': bank['short']})


def same_pairs(world):
    for made in (legal_form_pairs, native_form_pairs, name_pairs, address_pairs, alias_pairs, written_pairs):
        yield from made(world)
