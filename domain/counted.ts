const inEnglish = new Intl.NumberFormat('en');

/** A count with what is counted, for people: `1 record`, `2 records`, `1 record is`, `2 records are`. */
export const counted = (n: number, one: string, other = `${one}s`): string => `${inEnglish.format(n)} ${n === 1 ? one : other}`;
