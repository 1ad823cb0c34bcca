import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newSecret } from '#domain/delivery/signature.ts';
import { addReceivingEndpoint, eventually, publish, startTestEngine, type TestEngine } from '#test/support/engine.ts';

const guide = readFileSync(new URL('../../docs/partner-guide.md', import.meta.url), 'utf8');

/** What a partner copies out of the guide. */
function snippet(language: string): string {
  const [, code] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(guide) ?? [];
  if (code === undefined) throw new Error(`The guide has no ${language} snippet`);
  return code;
}

interface Received {
  body: string;
  headers: Record<string, string>;
}

let engine: TestEngine;
let folder: string;
let received: Received;
let secrets: { current: string; previous: string };

/** A delivery while the secret is being changed: it carries two signatures. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'causeway-snippets-'));
  engine = await startTestEngine();
  const { receiver, endpoint, type } = await addReceivingEndpoint(engine);
  const { body } = await engine.call('POST', `/endpoints/${endpoint.id}/rotate-secret`, { overlap_h: 1 });
  secrets = { current: body['secret'] as string, previous: endpoint.secret };
  await publish(engine, type, { data: { text: 'Zürich — 1.0', n: 1 } });
  const request = await eventually(
    () => receiver.requests[0],
    (one) => one !== undefined,
  );
  await receiver.close();
  if (!request) throw new Error('nothing arrived');
  received = { body: request.body, headers: request.headers as Record<string, string> };
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

const typescript = {
  name: 'TypeScript',
  program: process.execPath,
  prepare() {
    const run = `
      import { readFileSync } from 'node:fs';
      const { body, headers, secret } = JSON.parse(readFileSync(0, 'utf8'));
      verify(Buffer.from(body), headers, secret);`;
    writeFileSync(path.join(folder, 'verify.ts'), snippet('ts') + run);
    return [path.join(folder, 'verify.ts')];
  },
};

const python = {
  name: 'Python',
  program: 'python3',
  prepare() {
    const run = `
import sys
given = json.load(sys.stdin)
verify(given["body"].encode(), given["headers"], given["secret"])
`;
    writeFileSync(path.join(folder, 'verify.py'), snippet('python') + run);
    return [path.join(folder, 'verify.py')];
  },
};

const go = {
  name: 'Go',
  program: path.join(tmpdir(), 'unset'),
  prepare() {
    const run = `package main

import (
	"encoding/json"
	"log"
	"os"
)

type headers map[string]string

func (all headers) Get(name string) string { return all[name] }

func main() {
	var given struct{ Body string; Headers headers; Secret string }
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		log.Fatal(err)
	}
	if err := Verify([]byte(given.Body), given.Headers, given.Secret); err != nil {
		log.Fatal(err)
	}
}
`;
    writeFileSync(path.join(folder, 'main.go'), run);
    writeFileSync(path.join(folder, 'verify.go'), snippet('go').replace('package webhook', 'package main'));
    writeFileSync(path.join(folder, 'go.mod'), 'module verify\n\ngo 1.21\n');
    const built = spawnSync('go', ['build', '-o', 'verify', '.'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GOTOOLCHAIN: 'local' },
    });
    if (built.status !== 0) throw new Error(built.stderr);
    this.program = path.join(folder, 'verify');
    return [];
  },
};

const runtimes = [
  { language: typescript, isThere: true },
  { language: python, isThere: spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0 },
  { language: go, isThere: spawnSync('go', ['version']).status === 0 },
];
for (const { language, isThere } of runtimes) {
  if (!isThere) console.log(`skipped: the ${language.name} snippet, because ${language.name} is not there`);
}

test.each(runtimes.filter(({ isThere }) => isThere))(
  'the snippet in $language.name believes what we sent, and nothing else',
  { timeout: 300_000 },
  async ({ language }) => {
    const args = language.prepare();
    async function isBelieved(given: Received & { secret: string }): Promise<boolean> {
      const running = promisify(execFile)(language.program, args);
      running.child.stdin?.end(JSON.stringify(given));
      return running.then(
        () => true,
        () => false,
      );
    }
    const secret = secrets.current;
    const { headers, body } = received;
    const late = { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 301) };
    const [bySecret, byPrevious, byOther, changed, old, bare] = await Promise.all([
      isBelieved({ headers, body, secret }),
      isBelieved({ headers, body, secret: secrets.previous }),
      isBelieved({ headers, body, secret: newSecret('v1') }),
      isBelieved({ headers, body: body.replace('"n":1', '"n":2'), secret }),
      isBelieved({ headers: late, body, secret }),
      isBelieved({ headers: {}, body, secret }),
    ]);
    expect({ bySecret, byPrevious, byOther, changed, old, bare }).toEqual({
      bySecret: true,
      byPrevious: true,
      byOther: false,
      changed: false,
      old: false,
      bare: false,
    });
  },
);
