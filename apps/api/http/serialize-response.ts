import type { FastifySerializerCompiler } from 'fastify';
import type { z } from 'zod';

/**
 * Serializes a response by its schema: fields that the schema does not name are dropped, and a mismatch is a server error. It parses
 * forward; the type provider's own compiler encodes backward, which costs more than twice as much and differs only for codecs. A frozen
 * response is one that its producer caches, so its text is cached as well.
 */
export const serializeResponse: FastifySerializerCompiler<z.ZodType> = ({ schema, method, url }) => {
  const texts = new WeakMap<object, string>();

  function write(answer: unknown): string {
    const { data, error } = schema.safeParse(answer);
    if (error) throw new Error(`The response of ${method} ${url} does not match its schema`, { cause: error });
    return JSON.stringify(data);
  }

  function writeOnce(answer: object): string {
    const known = texts.get(answer);
    if (known !== undefined) return known;
    const text = write(answer);
    texts.set(answer, text);
    return text;
  }

  return (answer: unknown) => (isFrozenObject(answer) ? writeOnce(answer) : write(answer));
};

const isFrozenObject = (answer: unknown): answer is object => typeof answer === 'object' && answer !== null && Object.isFrozen(answer);
