import { defineConfig, type OxlintOverride } from 'oxlint';

/** The same names in every layer. A subject can import those before it, never those after it. A new subject is one word here. */
const subjects = [
  'audit',
  'partners',
  'access',
  'events',
  'delivery',
  'accounts',
  'connections',
  'sync',
  'deals',
  'attribution',
  'commissions',
  'reconciliation',
  'health',
  'alerts',
  'warehouse',
  'sandboxes',
  'erasure',
];
/** The API has four more folders: `http`, which all routes share, before all subjects; `oauth`, the authorization server; `openapi`, `docs`. */
const inApi = [...subjects.slice(0, 3), 'oauth', ...subjects.slice(3), 'openapi', 'docs'];

/** What a folder may import at runtime. */
interface Layer {
  may: string[];
  /** Whether it may import types from any layer, except those of later subjects. */
  types: boolean;
  /** Its subjects, in order. */
  order: string[];
  message: string;
}

/** The import table of ARCHITECTURE.md. A workflow that imports db bundles without an error, so no other tool finds it. */
const layers: Record<string, Layer> = {
  domain: {
    may: ['#domain/**', 'zod', 'tldts', 'any-ascii', 'email-providers/**', 'fastest-levenshtein', 'node:crypto', 'node:url'],
    types: false,
    order: subjects,
    message: 'domain imports zod and itself: pure rules, no I/O.',
  },
  workflows: {
    may: ['../*.ts', '../*/*.ts', '@temporalio/workflow'],
    types: true,
    order: subjects,
    message: 'workflows import @temporalio/workflow and each other; everything else as types only.',
  },
  db: {
    // The schema's imports are relative: drizzle-kit reads it.
    may: [
      '#db/**',
      '#domain/**',
      '../domain/**',
      '../../domain/**',
      '../../../domain/**',
      '../drizzle.ts',
      '../../drizzle.ts',
      '../schema/columns.ts',
      '../../schema/columns.ts',
      'node:timers/**',
      'postgres',
      'node:crypto',
      'node:module',
      'node:net',
      'node:url',
    ],
    types: true,
    order: subjects,
    message: 'db imports domain, drizzle and postgres.',
  },
  connectors: {
    may: ['#connectors/**', '#domain/**', 'undici', 'zod', 'ipaddr.js', 'node:**', 'node:timers/**'],
    types: true,
    order: [],
    message: 'connectors import domain, undici and zod.',
  },
  'connectors/alerts': {
    may: ['#connectors/**', '#domain/**', 'nodemailer', 'node:**'],
    types: true,
    order: [],
    message: 'connectors/alerts imports domain and nodemailer.',
  },
  'connectors/oidc': {
    may: ['#connectors/**', '#domain/**', 'openid-client', 'node:**'],
    types: true,
    order: [],
    message: 'connectors/oidc imports domain and openid-client.',
  },
  'connectors/evaluator': {
    may: ['#connectors/**', '#domain/**', 'jsonata', 'ajv', 'ajv/**', 'ajv-formats', 'node:**'],
    types: true,
    order: [],
    message: 'connectors/evaluator imports domain, jsonata and ajv.',
  },
  activities: {
    may: ['#activities/**', '#db/**', '#domain/**', '#connectors/**', '@temporalio/activity', 'node:**'],
    types: true,
    order: subjects,
    message: 'activities import domain, db, connectors and @temporalio/activity.',
  },
  'apps/api': {
    may: [
      ...['#apps/api/**', '#apps/dispatch/**', '#apps/nearest.ts', '#apps/process.ts', '#db/**', '#domain/**'],
      ...['#workflows/messages.ts', '#workflows/*/messages.ts', '@temporalio/client'],
      ...['fastify', 'fastify-type-provider-zod', '@fastify/**', '@node-saml/node-saml', 'scimmy', 'jose', 'zod'],
      ...['fastest-levenshtein', 'fontkit', 'ipaddr.js', 'marked', 'node:**'],
    ],
    types: true,
    order: inApi,
    message: "apps/api imports domain, db, apps/dispatch, the workflows' messages, @temporalio/client and what HTTP needs.",
  },
  'apps/console': {
    may: [
      ...['#apps/console/**', 'react', 'react-dom/**', '@base-ui/react/**', '@tanstack/react-query', 'openapi-fetch', 'wouter'],
      // The types of the public API, which only api/schema.ts reads.
      '../../../sdk/typescript/src/schema.ts',
    ],
    types: false,
    order: [],
    message: 'apps/console imports what a browser needs, and of ours only the types of the SDK: what it shows, the public API has.',
  },
  'apps/dispatch': {
    may: [
      ...['#apps/dispatch/**', '#db/**', '#domain/**', '#workflows/messages.ts', '#workflows/*/messages.ts'],
      ...['#workflows/search-attributes.ts', '@temporalio/client', '@temporalio/worker', 'node:**'],
    ],
    types: true,
    order: [],
    message: "apps/dispatch imports domain, db, the workflows' messages and the Temporal client.",
  },
};

/**
 * Files at the root of a layer import no subject, except these, which combine the subjects. `db/schema` does so too, because its
 * foreign keys cross subjects.
 */
const composition = ['domain/settings.ts', 'db/sealed.ts', 'activities/index.ts', 'workflows/index.ts', 'workflows/search-attributes.ts'];

/** Overrides of the same rule replace each other, so one rule has both the layer's list and the order of the subjects. */
function imports({ may, types, message: layerMessage }: Layer, unknown: string[] = []): NonNullable<OxlintOverride['rules']> {
  const denied = unknown.map(escaped);
  const order = unknown.length === 0 ? '' : ` A subject can import only those before it: ${subjects.join(', ')}.`;
  const message = `${layerMessage}${order}`;
  // Types may come from other layers, but the order of the subjects applies to types too: hence the second pattern. The linter does
  // not check a value again that the first pattern allows: hence both contain the denied names.
  const patterns = [
    { group: ['**', '!./**', ...may.map((name) => `!${escaped(name)}`), ...denied], allowTypeImports: types, message },
    ...(types && denied.length > 0 ? [{ group: denied, message }] : []),
  ];
  return { 'no-restricted-imports': ['error', { patterns }] };
}

/** Patterns follow the syntax of gitignore, in which # begins a comment. */
const escaped = (name: string) => name.replace('#', '\\#');

/** Every import path of these subjects, in any layer. */
const pathsOf = (names: string[]) => names.flatMap((name) => [`#*/${name}/**`, `#apps/api/${name}/**`, `../${name}/**`]);

function overridesOf(folder: string, layer: Layer): OxlintOverride[] {
  const { order } = layer;
  const [shared, sharedKnowsNot] =
    folder === 'apps/api'
      ? ['apps/api/http/**', inApi.flatMap((name) => [`#apps/api/${name}/**`, `#db/${name}/**`])]
      : [`${folder}/*.ts`, pathsOf(order)];
  const composing = composition.filter((file) => file.startsWith(`${folder}/`));
  return [
    { files: [`${folder}/**`], rules: imports(layer) },
    { files: [shared], rules: imports(layer, sharedKnowsNot) },
    ...order.map((name, place) => ({ files: [`${folder}/${name}/**`], rules: imports(layer, pathsOf(order.slice(place + 1))) })),
    ...(composing.length > 0 ? [{ files: composing, rules: imports(layer) }] : []),
  ];
}

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'node', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/consistent-type-imports': 'error',
    'import/no-default-export': 'error',
    // A cycle of types counts too: neither file can be read or moved without the other.
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-unassigned-import': ['error', { allow: ['**/v8-flags.ts', '**/*.css'] }],
    // One check for each kind of value: these accept years that PostgreSQL cannot store, and `0x10`.
    'no-restricted-properties': [
      'error',
      { object: 'z', property: 'iso', message: 'Use Instant, Timestamp or Day of domain/instant.ts.' },
      { object: 'z', property: 'coerce', message: 'Use wholeNumberText of domain/bounded-number.ts.' },
    ],
    curly: ['error', 'multi-line', 'consistent'],
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    // Sequential awaits are often intended: order, pages, back-pressure.
    'no-await-in-loop': 'off',
    'no-underscore-dangle': 'off',
    // These rules cost more than they find here.
    'typescript/no-unsafe-type-assertion': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'oxc/no-async-endpoint-handlers': 'off',
    'oxc/no-map-spread': 'off',
    'promise/no-callback-in-promise': 'off',
    'promise/always-return': 'off',
    'unicorn/no-thenable': 'off',
    'typescript/consistent-return': 'off',
    'typescript/require-array-sort-compare': 'off',
    'no-unmodified-loop-condition': 'off',
    'no-shadow': 'off',
    'typescript/unbound-method': 'off',
    'unicorn/no-useless-spread': 'off',
    'typescript/no-unnecessary-type-arguments': 'off',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
  },
  ignorePatterns: [
    'sdk/typescript/src/{schema,resources}.ts',
    'sdk/**/dist',
    'db/migrations',
    'node_modules',
    '.causeway',
    'coverage',
    'apps/console/dist*',
    'test/clients/*/**',
  ],
  overrides: [
    ...Object.entries(layers).flatMap(([folder, layer]) => overridesOf(folder, layer)),
    {
      files: ['apps/console/**'],
      plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'react', 'jsx-a11y'],
      rules: {
        // React 19 is not imported for its syntax.
        'react/react-in-jsx-scope': 'off',
        // Cells of tables are functions, not components.
        'react/no-unstable-nested-components': 'off',
      },
    },
    { files: ['domain/instant.ts'], rules: { 'no-restricted-properties': 'off' } },
    // Shown to people who copy it: the listener handles its own errors, and a wrapper would only be in their way.
    { files: ['docs/receivers/*.mjs'], rules: { 'typescript/no-misused-promises': 'off' } },
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    {
      files: ['test/**'],
      rules: {
        'typescript/no-explicit-any': 'off',
        'max-lines': 'off',
        'vitest/no-conditional-expect': 'off',
        'vitest/expect-expect': 'off',
        'vitest/valid-expect': 'off',
      },
    },
  ],
});
