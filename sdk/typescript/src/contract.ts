import type { operations } from './schema.ts';

/** The name of an operation in the API's contract: `createDeal`. */
export type OperationId = keyof operations;

/** What an operation takes as its query. */
export type Query<Id extends OperationId> = operations[Id] extends { parameters: { query?: infer Sent } } ? NonNullable<Sent> : never;

/** The operation takes no query. It may get one in a later version, so the options come behind it. */
export type NoQuery = Record<string, never>;

/** What an operation takes as its body: JSON, or of the OAuth endpoints the fields of a form. */
export type Body<Id extends OperationId> = operations[Id] extends { requestBody?: infer Sent }
  ? NonNullable<Sent> extends { content: infer Content }
    ? Content extends { 'application/json': infer Json }
      ? Json
      : Content extends { 'application/x-www-form-urlencoded': infer Form }
        ? Form
        : never
    : never
  : never;

type Success = 200 | 201 | 202;
type JsonOf<Answered> = Answered extends { content: { 'application/json': infer Json } } ? Json : never;

/** What an operation answers with. */
export type Answer<Id extends OperationId> = JsonOf<operations[Id]['responses'][keyof operations[Id]['responses'] & Success]>;

type Format<Id extends OperationId> = Query<Id> extends { format?: infer One } ? NonNullable<One> : never;

/** The query of an operation that is asked for JSON, which is its default. */
export type AsJson<Id extends OperationId> = Omit<Query<Id>, 'format'> & { format?: 'json' };

/** The query of an operation that is asked for a file. */
export type AsFile<Id extends OperationId> = Omit<Query<Id>, 'format'> & { format: Exclude<Format<Id>, 'json'> };
