/** Each part of the console has its messages beside it: texts, and functions that put values into texts. */
export interface Messages {
  readonly [name: string]: Message;
}
export type Message = string | ((...values: never[]) => string) | Messages;
