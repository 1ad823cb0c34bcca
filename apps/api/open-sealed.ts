import type { SecretBox } from '#domain/secret-box.ts';

/** Opens a stored secret. That it does not open is the fault of this installation, whatever the request was. */
export function openSealed(secretBox: SecretBox, sealed: string, context: string): string {
  try {
    return secretBox.open(sealed, context);
  } catch (error) {
    throw new Error(`A stored secret does not open: ${context}`, { cause: error });
  }
}
