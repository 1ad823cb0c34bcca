/** A time within JSON that PostgreSQL made. */
export const storedDate = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** Of seconds since 1970 with fractions, cut to milliseconds as everywhere. What the fraction of a double may lack is added. */
export const dateOfEpoch = (seconds: number | null): Date | null =>
  seconds === null ? null : new Date(Math.floor(seconds * 1_000 + 0.01));
