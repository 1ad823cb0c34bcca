import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runPython } from './python-harness.ts';

const head = `import asyncio
from datetime import datetime, timezone
from causeway import AsyncCauseway, Causeway, models

causeway = Causeway("https://causeway.example.com", key="ck")
`;

/** A program without a mistake, and six with one each. */
const programs = {
  right: `
draft: models.CreateDeal = {"customer": {"company_name": "Brightwell", "website": "brightwell.example"}, "title": "A"}
title: str = causeway.deals.create(draft, idempotency_key="1")["title"]
endpoint = causeway.endpoints.create({"url": "https://you.example.com", "event_types": ["deal.*"]})
print(title, endpoint["secret"], causeway.answer_of(causeway.deals.get, "deal_1").data["title"])
for delivery in causeway.deliveries.list(status="held", created_after=datetime.now(timezone.utc)):
    print(delivery["status"] == "held")
for one in causeway.deliveries.list(status=["held", "retrying"]):
    print(one["id"].upper())

async def main() -> None:
    async with AsyncCauseway("https://causeway.example.com", key="ck") as client:
        print((await client.deals.get("deal_1"))["title"].upper())
        async for found in client.deals.list():
            print(found["id"])

asyncio.run(main())
`,
  unknownField: 'causeway.endpoints.create({"url": "https://you.example.com", "event_typs": ["deal.*"]})',
  wrongEnum: 'causeway.deliveries.list(status="deliverd")',
  missingRequired: 'causeway.events.publish({"type": "deal.approved"})',
  wrongType: 'causeway.endpoints.create({"url": "https://you.example.com", "timeout_ms": "1000"})',
  wrongMethod: 'causeway.deals.aprove("deal_1", {})',
  fieldThatIsNotThere: 'print(causeway.deliveries.get("dlv_1")["state"])',
};

/**
 * Plants mistakes in programs that use the Python SDK, and counts those that `mypy --strict` finds. `others` is what it says about
 * the SDK itself and about a program without a mistake: nothing.
 */
export async function findPythonMistakes(): Promise<{ planted: number; found: number; others: string[] }> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'causeway-mistakes-'));
  try {
    const names = Object.keys(programs);
    for (const [name, program] of Object.entries(programs)) writeFileSync(path.join(scratch, `${name}.py`), `${head}${program}\n`);
    const files = names.map((name) => path.join(scratch, `${name}.py`));
    const cache = path.join(scratch, 'cache');
    // It fails, because there are mistakes.
    const said = await runPython(['-m', 'mypy', '--no-error-summary', '--cache-dir', cache, '-p', 'causeway']).catch(
      (error: Error) => error.message,
    );
    const told = await runPython(['-m', 'mypy', '--strict', '--no-error-summary', '--cache-dir', cache, ...files]).catch(
      (error: Error) => error.message,
    );
    const lines = `${said}\n${told}`.split('\n').filter((line) => line.includes(': error:'));
    const isIn = (name: string) => (line: string) => line.includes(`${name}.py:${head.split('\n').length}:`);
    const mistakes = names.filter((name) => name !== 'right');
    return {
      planted: mistakes.length,
      found: mistakes.filter((name) => lines.some(isIn(name))).length,
      others: lines.filter((line) => !mistakes.some((name) => isIn(name)(line))),
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
