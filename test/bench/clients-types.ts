import { findPlantedMistakes } from '#test/sdk/typescript/planted-mistakes.ts';

export interface FoundMistakes {
  planted: number;
  found: number;
}

/** Counts the planted mistakes that the types of the SDKs find. */
export function countFoundMistakes(): FoundMistakes {
  const { planted, found } = findPlantedMistakes();
  return { planted, found };
}
