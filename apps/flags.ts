import { parseArgs } from 'node:util';
import { z } from 'zod';
import { issueErrors } from '#domain/issue-errors.ts';
import { nearest } from './nearest.ts';

/** The command line is invalid: the user sees only the message. */
export class UsageError extends Error {}

/** `--help`: the message is the usage. */
class HelpRequest extends Error {}

/** Reads `--name=value`, `--name value` and `--switch`. Throws one UsageError that names every problem. */
export function readFlags<Shape extends z.core.$ZodLooseShape>(
  argv: string[],
  schema: z.ZodObject<Shape, z.core.$strict>,
  usage: string,
): z.infer<z.ZodObject<Shape, z.core.$strict>> {
  if (argv.includes('--help')) throw new HelpRequest(usage);
  const known = Object.keys(schema.shape);
  const options = Object.fromEntries(known.map((name) => [name, { type: isSwitch(schema.shape[name]) ? 'boolean' : 'string' } as const]));
  const { values, positionals } = parseArgs({ args: argv, options, strict: false, allowPositionals: true });
  const parsed = schema.safeParse({ ...values });
  const faults = positionals.map((word) => `${word}: unexpected; flags begin with --`);
  if (!parsed.success) faults.push(...issueErrors(parsed.error.issues).map((fault) => describe(fault, [...known, 'help'])));
  if (!parsed.success || faults.length > 0) throw new UsageError(`${faults.join('\n')}\n\n${usage}`);
  return parsed.data;
}

function describe({ field, code, message }: { field: string; code: string; message: string }, known: string[]): string {
  if (code !== 'unknown_field') return `--${field}: ${code === 'invalid_type' ? 'needs a value, as in --flag=value' : message}`;
  const meant = nearest(field, known);
  return `--${field}: unknown flag${meant ? `; did you mean --${meant}?` : ''}`;
}

function isSwitch(schema: unknown): boolean {
  return schema instanceof z.ZodDefault && schema.def.innerType instanceof z.ZodBoolean;
}

/** A flag whose value is some of these words, separated by commas. */
export const wordsOf = <const Word extends string>(words: readonly Word[]) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(words)));

/** Runs a command. Errors are shown without a stack trace. Exit code 2 for a wrong command line, 1 for all other errors. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** The flags of a program that is no function. Shows the usage, or what is wrong with the command line, and ends the process. */
export function flagsOrExit<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<Shape, z.core.$strict>,
  usage: string,
): z.infer<z.ZodObject<Shape, z.core.$strict>> {
  try {
    return readFlags(process.argv.slice(2), schema, usage);
  } catch (error) {
    process.exit(report(error));
  }
}

function report(error: unknown): number {
  if (error instanceof HelpRequest) {
    console.log(error.message);
    return 0;
  }
  console.error(error instanceof Error ? error.message : String(error));
  return error instanceof UsageError ? 2 : 1;
}
