import { contractBodies } from './contract-bodies.ts';
import type { HostileRequest, Sender } from './sender.ts';
import { type Shape, shapes } from './shapes.ts';

const EVENT = 1024 * 1024;
const EVENTS = 8 * 1024 * 1024 - 1024;
const ACCOUNTS = 4 * 1024 * 1024 - 1024;
/** Bodies of the contract are many, so each is a quarter of the largest. */
const CONTRACT = 64 * 1024;

const post = (path: string, body: string): HostileRequest => ({ method: 'POST', path: `/api/v1${path}`, body });
const sender = (name: string, ...requests: HostileRequest[]): Sender => ({ name, as: 'platform', requests: () => requests });
const event = (data: string): string => `{"type":"hostile.happened","data":${data}}`;
const listOf = (count: number, item: string): string => `[${Array.from({ length: count }, () => item).join()}]`;

const batch = (shape: Shape): Sender =>
  sender(`batch of events, ${shape}`, post('/events/batch', `{"events":${shapes[shape](EVENTS - 20)}}`));
const contract = (shape: Shape): Sender[] =>
  (['partner', 'platform'] as const).map((as) => ({
    name: `every body of the contract, ${shape}, ${as} key`,
    as,
    requests: () => contractBodies(shape, CONTRACT),
    once: true,
  }));

const account = (index: number): string =>
  JSON.stringify({
    external_id: `hostile-${index}`,
    name: `Brightwell ${'x'.repeat(150)} ${index}`,
    websites: Array.from({ length: 20 }, (_, site) => `https://www.${'a'.repeat(50)}${site}.example/`),
    email_domains: Array.from({ length: 20 }, (_, site) => `${'b'.repeat(50)}${site}.example`),
  });
const properties = Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [`p${index}`, { type: 'string' }]));

/** What a user of the company may send. */
export const platformSenders: readonly Sender[] = [
  ...(['deep', 'wide', 'many', 'nested'] as const).map(batch),
  sender('batch of 500 small events', post('/events/batch', `{"events":${listOf(500, event('{}'))}}`)),
  sender('batch of 32 events of 250 KiB', post('/events/batch', `{"events":${listOf(32, event(`{"a":${shapes.nested(250 * 1024)}}`))}}`)),
  sender('one event of a megabyte', post('/events', event(`{"a":${shapes.nested(EVENT)}}`))),
  sender('one event that is one text', post('/events', event(`{"a":${shapes.long(EVENT)}}`))),
  sender('accounts, a list of {}', post('/accounts/batch', `{"accounts":${shapes.many(ACCOUNTS - 20)}}`)),
  sender(
    'accounts, 1,000 of 4 KiB',
    post('/accounts/batch', `{"accounts":[${Array.from({ length: 1_000 }, (_, index) => account(index)).join()}]}`),
  ),
  sender('event types with large schemas', post('/event-types', JSON.stringify({ name: 'hostile.large', schema: { properties } }))),
  sender('programmes with large schemas', post('/programmes', JSON.stringify({ name: 'x', settings: { custom_schema: { properties } } }))),
  ...(['deep', 'wide', 'long', 'many'] as const).flatMap(contract),
];
