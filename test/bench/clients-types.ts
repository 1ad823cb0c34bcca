import { findPlantedMistakes } from '#test/sdk/typescript/planted-mistakes.ts';

interface Found {
  planted: number;
  found: number;
}

/** The planted mistakes of all languages that are here, and of each. */
export interface FoundMistakes extends Found {
  typescript: Found;
  /** Null if this machine has no Python for it. */
  python: Found | null;
}

/** Counts the planted mistakes that the types of the SDKs find. Throws if a correct program has one. */
export async function countFoundMistakes(): Promise<FoundMistakes> {
  const typescript = countsOf(findPlantedMistakes());
  const python = await findInPython();
  const parts = [typescript, ...(python ? [python] : [])];
  const sum = (key: keyof Found) => parts.reduce((total, part) => total + part[key], 0);
  return { planted: sum('planted'), found: sum('found'), typescript, python };
}

async function findInPython(): Promise<Found | null> {
  // Loaded here, because it installs mypy, and says if it cannot.
  const { python } = await import('#test/sdk/python-harness.ts');
  if (python === undefined) return null;
  const { findPythonMistakes } = await import('#test/sdk/python-mistakes.ts');
  const { others, ...counts } = await findPythonMistakes();
  if (others.length > 0) throw new Error(`mypy finds mistakes where none are planted:\n${others.join('\n')}`);
  return countsOf(counts);
}

const countsOf = ({ planted, found }: Found): Found => ({ planted, found });
