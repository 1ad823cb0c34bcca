/** Stands for a value that cannot be a label. */
export const invalidLabel = 'invalid';
/** The sum of those that have no series of their own. */
export const otherLabel = 'other';

/** Ids, codes, routes' classes and versions: nothing that needs to be escaped, and nothing long. */
export const isLabel = (value: string): boolean => /^[\w.+-]{0,80}$/.test(value);
