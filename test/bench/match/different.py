"""Pairs that are two companies, though something about them is alike. A number, a town or a word tells them apart, or only a host is shared."""

import re
from collections import defaultdict

from cleanco import basename
from same import edits, initials, shares_word
from unidecode import unidecode

from sources import core, digest, domain, folded, is_latin, pick, shuffled, words

HOSTS = ['{0}.bigcartel.com', 'https://www.facebook.com/{0}/about', 'https://www.linkedin.com/company/{0}/about/', 'https://{0}.wixsite.com/home',
         'https://sites.google.com/view/{0}/home', 'https://www.instagram.com/{0}/', 'https://{0}.blogspot.com', 'https://{0}.business.site',
         'https://www.youtube.com/@{0}/about', 'https://www.etsy.com/shop/{0}', 'https://{0}.github.io', 'https://{0}.wordpress.com', 'https://linktr.ee/{0}',
         'https://www.xing.com/pages/{0}', 'https://{0}.myshopify.com', 'https://www.tripadvisor.com/{0}', 'https://www.yelp.com/biz/{0}',
         'https://www.amazon.com/stores/{0}', 'https://{0}.jimdofree.com', 'https://www.indiamart.com/{0}/', 'https://{0}.en.alibaba.com',
         'https://www.facebook.com/pages/category/Company/{0}', 'https://www.linkedin.com/in/{0}', 'https://goo.gl/maps/{0}', 'https://{0}.netlify.app']
TOWNS = [('DE', 'Waldkirch', '79183'), ('DE', 'Bad Wurzach', '88410'), ('AT', 'Kufstein', '6330'), ('CH', 'Chur', '7000'), ('FR', 'Annecy', '74000'),
         ('IT', 'Bergamo', '24121'), ('ES', 'Girona', '17001'), ('GB', 'Leeds', 'LS1 4DY'), ('US', 'Boise', '83702'), ('NL', 'Zwolle', '8011 PK'),
         ('SE', 'Borås', '503 30'), ('PL', 'Gliwice', '44-100'), ('PT', 'Braga', '4700-001'), ('IE', 'Sligo', 'F91 XY00'), ('DK', 'Vejle', '7100'),
         ('BE', 'Namur', '5000'), ('CZ', 'Olomouc', '779 00'), ('CA', 'Kelowna', 'V1Y 1A1'), ('AU', 'Geelong', '3220'), ('IN', 'Kochi', '682001')]
STREETS = ['Main Street', 'Station Road', 'Market Square', 'Church Lane', 'Mill Road', 'Harbour Street', 'Park Avenue', 'Bridge Street']
PLACEHOLDERS = ['N/A', 'TBD', 'unknown', 'test', 'Company', '-', 'n.n.', 'private', 'none', 'Kunde', 'xyz', 'Test GmbH', 'To be confirmed', 'Customer', '123',
                'sin nombre', 'not available', 'asdf', 'Firma', 'prospect', 'confidential', 'Individual', 'Freelancer', 'self employed', 'k.A.']


def different(kind, a, b, left, right):
    return {'kind': kind, 'same': False, 'of': [a, b], 'a': left, 'b': right, 'source': a['source'], 'country': a.get('country')}


def slug(name: str) -> str:
    return re.sub(r'[^a-z0-9]+', '-', name.casefold()).strip('-')[:30]


def place(key: str) -> dict:
    country, city, postal_code = pick(key, TOWNS)
    return {'street': f'{1 + digest("no" + key) % 180} {pick("st" + key, STREETS)}', 'postal_code': postal_code, 'city': city, 'country': country}


def grouped(companies, key):
    groups = defaultdict(list)
    for company in companies:
        value = key(company)
        if value:
            groups[value].append(company)
    return [groups[value] for value in shuffled(sorted(groups), 'groups') if len(groups[value]) > 1]


def register_pairs(world):
    """Of the LEI register: numbered sisters, one word of a common name different, the same common words in two countries."""
    for part in sorted(world.by_part):
        companies = world.by_part[part]
        for group in grouped(companies, lambda one: re.sub(r'\d+', '#', one['name'].casefold()) if re.search(r'\d', one['name']) else None)[:90]:
            a, b = shuffled(group, 'sister')[:2]
            if core(a['name']) != core(b['name']):
                yield different('numbers', a, b, {'name': a['name']}, {'name': b['name']})
        common = lambda name: 2 <= len(words(name)) <= 4 and len(words(basename(name))) == 2 and is_latin(name) and all(world.seen[word] >= 150 for word in words(name))
        for group in grouped(companies, lambda one: core(one['name']) if common(one['name']) and len(core(one['name'])) >= 5 else None):
            a, b = shuffled(group, 'generic')[:2]
            if a['country'] == b['country']:
                continue
            left, right = {'name': a['name']}, {'name': b['name']}
            if digest(a['id']) % 4 == 0:
                left['website'], right['website'] = f'https://{slug(a["name"])}.{a["country"].lower()}', f'https://www.{slug(b["name"])[:12]}-online.com'
            elif digest(a['id']) % 4 == 1:
                left['address'], right['address'] = place(a['id']), place(b['id'])
            elif digest(a['id']) % 4 == 2:
                left['duns'], right['duns'] = str(10**8 + digest(a['id']) % 10**8), str(10**8 + digest(b['id']) % 10**8)
            yield different('generic_name', a, b, left, right)
        for group in grouped(companies, lambda one: ' '.join(words(one['name'])[:1]) if len(words(one['name'])) == 3 and 20 < world.seen[words(one['name'])[0]] < 200 else None)[:70]:
            a, b = shuffled(group, 'word')[:2]
            if words(a['name'])[1] != words(b['name'])[1]:
                yield different('one_word_differs', a, b, {'name': a['name']}, {'name': b['name']})
        short = [one for one in shuffled(companies, 'short') if len(words(one['name'])) == 2 and 4 <= len(words(one['name'])[0]) <= 6 and is_latin(one['name'])][:4000]
        for group in grouped(short, lambda one: words(one['name'])[0][:3])[:400]:
            a, b = shuffled(group, 'letter')[:2]
            if edits(words(a['name'])[0], words(b['name'])[0]) == 1:
                yield different('one_letter_differs', a, b, {'name': a['name']}, {'name': b['name']})
        glued = [one for one in companies if re.search(r'\bS\.?G\.?P\.?S|S\.C\.R\.L|S\. DE R\.L|S\.A\. DE C|SP\. Z O|S\.R\.L\.S|E\.I\.R\.L|S\.P\.R\.L', one['name'])]
        for a, b in zip(*[iter(shuffled(glued, 'glued'))] * 2):
            if not shares_word(a['name'], b['name']):
                yield different('initials_glued', a, b, {'name': a['name']}, {'name': b['name']})


def host_pairs(world):
    """Two unrelated companies whose pages, mailboxes or records have something in common."""
    for part in sorted(world.by_part):
        companies = shuffled(world.by_part[part], 'hosts')[:6000]
        pairs = zip(companies[::2], companies[1::2])
        for number, (a, b) in enumerate(pairs):
            if len(slug(a['name'])) < 4 or len(slug(b['name'])) < 4 or shares_word(a['name'], b['name']):
                continue
            left, right, way = {'name': a['name']}, {'name': b['name']}, number % 7
            if way == 0:
                host = HOSTS[number // 7 % len(HOSTS)]
                yield different('shared_host', a, b, {**left, 'website': host.format(slug(a['name']))}, {**right, 'website': host.format(slug(b['name']))})
            elif way == 1:
                mailbox = pick(a['id'], ['office', 'kontakt', 'info', 'jane.doe']) + '@' + pick(b['id'], ['steuerberater-wien.at', 'taxadvisers.co.uk', 'cabinet-comptable.fr', 'agency-one.com', 'studio-commercialista.it', 'shared-services.eu'])
                yield different('third_party_mailbox', a, b, {**left, 'contact_emails': [mailbox]}, {**right, 'contact_emails': [mailbox]})
            elif way == 2:
                yield different('third_party_mailbox', a, b, {**left, 'website': f'https://{slug(a["name"])[:12]}.com', 'contact_emails': [f'x@{slug(a["name"])[:12]}.com']},
                                {**right, 'contact_emails': [f'buyer@{slug(a["name"])[:12]}.com', f'info@{slug(b["name"])[:14]}.net'], 'website': f'https://{slug(b["name"])[:14]}.net'})
            elif way == 3:
                provider = pick(a['id'], ['gmail.com', 'gmx.net', 'qq.com', 'mail.ru', 'orange.fr', 'libero.it', 'btinternet.com', 't-online.de', 'seznam.cz', 'uol.com.br', 'naver.com', 'proton.me', 'wp.pl', 'telefonica.net', 'bluewin.ch'])
                yield different('free_mail', a, b, {**left, 'contact_emails': [f'a@{provider}']}, {**right, 'contact_emails': [f'b@{provider}']})
            elif way == 4:
                name, sites = PLACEHOLDERS[number // 7 % len(PLACEHOLDERS)], digest(a['id']) % 2
                facts = ({'name': name, **({'website': f'https://{slug(one["name"])}.com'} if sites else {'contact_emails': [f'{slug(one["name"])}@gmail.com']})} for one in (a, b))
                yield different('placeholder', a, b, *facts)
            elif way == 5:
                where = place(a['id'])
                yield different('same_address', a, b, {**left, 'address': where}, {**right, 'address': where})
            else:
                yield different('random', a, b, {**left, 'website': f'https://{slug(a["name"])}.com'}, {**right, 'website': f'https://{slug(b["name"])}.com'})


def brand_pairs(world):
    """Of brands: public bodies on one host, one label under two suffixes, initials that two names share."""
    by_host, by_label, by_initials = defaultdict(list), defaultdict(list), defaultdict(list)
    for brand in world.brands:
        for host in sorted({domain(site) for site in brand['sites']}):
            by_host[host].append(brand)
            by_label[host.split('.')[0]].append((host, brand))
        if len(words(brand['name'])) >= 3 and is_latin(brand['name']):
            by_initials[''.join(word[0] for word in words(brand['name']))].append(brand)
    for host in shuffled(sorted(by_host), 'bodies'):
        group = by_host[host]
        if len(group) < 3 or not all(brand['public'] for brand in group):
            continue
        for a, b in zip(*[iter(shuffled(group, host))] * 2):
            left, right = ({'name': one['name'], 'website': next(site for site in one['sites'] if domain(site) == host)} for one in (a, b))
            if core(a['name']) != core(b['name']) and edits(folded(a['name']), folded(b['name'])) > 3:
                yield different('public_body', a, b, left, right)
    for label in shuffled(sorted(by_label), 'labels'):
        group = by_label[label]
        for (one, a), (other, b) in zip(group, group[1:]):
            if one != other and a['id'] != b['id'] and len(label) >= 3 and is_own(label, a) and is_own(label, b) and not shares_word(a['name'], b['name']) and edits(folded(a['label']), folded(b['label'])) > 4 and not shares_word(a['label'], b['label']):
                yield different('same_label', a, b, {'name': a['name'], 'website': f'https://www.{one}'}, {'name': b['name'], 'website': f'https://www.{other}'})
    for letters in shuffled(sorted(by_initials), 'letters'):
        group = by_initials[letters]
        for short in world.brands[digest(letters) % 50::50]:
            if folded(short['name']) == letters and group[0]['id'] != short['id'] and not initials(short['name'], short['label']) and short['sites'] and group[0]['sites']:
                yield different('other_initials', short, group[0], {'name': short['name'], 'website': short['sites'][0]}, {'name': group[0]['name'], 'website': group[0]['sites'][0]})
    for brand in shuffled(world.brands, 'siblings'):
        if brand['public'] and 'Police' in brand['name'] and brand['sites']:
            town = brand['name'].replace('Police Department', '').strip()
            for other in by_label.get(slug(town).replace('-', ''), [])[:1]:
                if other[1]['id'] != brand['id'] and domain(brand['sites'][0]) == other[0]:
                    yield different('public_body', brand, other[1], {'name': brand['name'], 'website': brand['sites'][0]}, {'name': other[1]['name'], 'website': f'https://{other[0]}/'})


def is_own(label: str, brand: dict) -> bool:
    """Whether the brand has the label for a reason of its own: its initials, or a word of the trade. Else it is probably of the label's group."""
    names = [brand['name'], brand['label'], *brand['names'].values()]
    return any(initials(label, name) for name in names) or not any(folded(label) in folded(unidecode(name)) for name in names)


def town_pairs(world):
    """Sister banks whose names differ by the town; inns and chapels of one name in two towns."""
    kinds = ('sparkasse', 'volksbank', 'raiffeisenbank', 'kreissparkasse', 'stadtsparkasse', 'raiffeisenkasse', 'bezirkssparkasse', 'vr', 'banca', 'caja', 'raiffeisen')
    sisters = [one for one in world.banks if one['country'] in ('DE', 'AT', 'IT', 'ES', 'LU') and words(one['name'])[:1] and words(one['name'])[0] in kinds]
    for group in grouped(sisters, lambda one: words(one['name'])[0]):
        ordered = shuffled(group, 'town')
        for a, b in list(zip(ordered[::2], ordered[1::2]))[:25]:
            left, right = words(a['name']), words(b['name'])
            if set(left[1:]) & set(right[1:]) or core(a['name']) == core(b['name']) or any(word in ('bank', 'sparkasse') for word in right[-1:] + left[-1:]):
                continue
            yield different('town_differs', a, b, {'name': a['name']}, {'name': b['name']})
    for number, name in enumerate(f'{kind} {which}' for kind in ('Gasthaus', 'Hotel', 'Restaurant', 'Farmacia', 'Pharmacie', 'Apotheke', 'Bar', 'Café') for which in ('Linde', 'Post', 'Central', 'Krone', 'Roma', 'Park', 'Europa', 'Adler')):
        a, b = ({'id': f'inn{number}', 'name': name, 'source': 'made'} for _ in range(2))
        left, right = place(f'{name}1'), place(f'{name}2')
        if left['city'] != right['city']:
            yield different('town_differs', a, b, {'name': name, 'address': left}, {'name': name, 'address': right})


def different_pairs(world):
    for made in (register_pairs, brand_pairs, town_pairs, host_pairs):
        yield from made(world)
