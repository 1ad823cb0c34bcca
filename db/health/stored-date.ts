/** A time within JSON that PostgreSQL made. */
export const storedDate = (text: string | null): Date | null => (text === null ? null : new Date(text));
