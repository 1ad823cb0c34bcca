import { z } from 'zod';
import { issueErrors } from '#domain/issue-errors.ts';
import { findSaidTwice, SettingsFile, toCanonical } from '#domain/original-settings.ts';
import { Settings } from '#domain/settings.ts';
import { nearest } from './nearest.ts';

type Issue = z.core.$ZodIssue;

/** Validates parsed YAML as settings. Returns all problems, each a sentence that begins with the key. */
export function parseSettings(input: unknown): { settings: Settings } | { problems: string[] } {
  const file = input ?? {};
  const parsed = SettingsFile.safeParse(file);
  const saidTwice = findSaidTwice(file).map(describeTwice);
  if (!parsed.success) return { problems: [...parsed.error.issues.flatMap((issue) => describe(issue, [])), ...saidTwice] };
  return saidTwice.length > 0 ? { problems: saidTwice } : { settings: Settings.parse(toCanonical(file, parsed.data)) };
}

function describe(issue: Issue, prefix: PropertyKey[]): string[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => describeUnknown(path, key));
  // A union's own message is only "Invalid input"; the branch with the fewest errors explains more.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.toSorted((a, b) => a.length - b.length)[0] ?? [];
    return closest.flatMap((inner) => describe(inner, path));
  }
  return issueErrors([{ ...issue, path }]).map((fault) => `${fault.field || 'the file'}: ${fault.message}`);
}

function describeTwice({ original, canonical }: { original: string; canonical: string }): string {
  return `${original}: ${canonical} sets the same value; remove one of the two`;
}

function describeUnknown(path: PropertyKey[], key: string): string {
  const known = keysAt(path);
  const meant = nearest(key, known);
  const hint = meant ? `did you mean ${[...path, meant].join('.')}?` : `known keys: ${known.join(', ')}`;
  return `${[...path, key].join('.')}: unknown key; ${hint}`;
}

/** The keys that the schema allows at a path, including those of every branch of a union. */
function keysAt(path: PropertyKey[]): string[] {
  let at: z.core.$ZodType[] = [SettingsFile];
  for (const name of path) at = at.flatMap((schema) => shapesOf(schema).flatMap((shape) => shape[String(name)] ?? []));
  return [...new Set(at.flatMap((schema) => shapesOf(schema).flatMap((shape) => Object.keys(shape))))];
}

function shapesOf(schema: z.core.$ZodType): Record<string, z.core.$ZodType>[] {
  if (schema instanceof z.ZodObject) return [schema.shape];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(shapesOf);
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) {
    return shapesOf(schema.def.innerType);
  }
  if (schema instanceof z.ZodPipe) return shapesOf(schema.def.in);
  return [];
}
