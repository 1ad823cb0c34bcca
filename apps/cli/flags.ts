import { parseArgs } from 'node:util';
import { z } from 'zod';
import { nearest } from '#apps/nearest.ts';
import { issueErrors } from '#domain/issue-errors.ts';

/** The command line is wrong: the message is all that the user needs to see. */
export class UsageError extends Error {}

/** Reads `--name=value`, `--name value` and `--switch`. Throws one UsageError that names every fault. */
export function readFlags<Shape extends z.core.$ZodLooseShape>(
  argv: string[],
  schema: z.ZodObject<Shape, z.core.$strict>,
  usage: string,
): z.infer<z.ZodObject<Shape, z.core.$strict>> {
  const known = Object.keys(schema.shape);
  const options = Object.fromEntries(known.map((name) => [name, { type: isSwitch(schema.shape[name]) ? 'boolean' : 'string' } as const]));
  const { values, positionals } = parseArgs({ args: argv, options, strict: false, allowPositionals: true });
  const parsed = schema.safeParse({ ...values });
  const faults = positionals.map((word) => `${word}: flags begin with --`);
  if (!parsed.success) faults.push(...issueErrors(parsed.error.issues).map((fault) => describe(fault, known)));
  if (!parsed.success || faults.length > 0) throw new UsageError(`${faults.join('\n')}\n\n${usage}`);
  return parsed.data;
}

function describe({ field, code, message }: { field: string; code: string; message: string }, known: string[]): string {
  if (code !== 'unknown_field') return `--${field}: ${code === 'invalid_type' ? 'needs a value, as in --flag=value' : message}`;
  const meant = nearest(field, known);
  return `--${field}: unknown${meant ? `; did you mean --${meant}?` : ''}`;
}

function isSwitch(schema: unknown): boolean {
  return schema instanceof z.ZodDefault && schema.def.innerType instanceof z.ZodBoolean;
}

/** Runs a command: faults of use and of the environment are shown as they are, without a stack. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
