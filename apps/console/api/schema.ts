// The only door to the rest of Causeway: the types of its public API.
import type { components, paths } from '../../../sdk/typescript/src/schema.ts';

export type { paths };
/** An object of the API by its name: `Schema<'Delivery'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];
