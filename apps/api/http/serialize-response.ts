import type { FastifySerializerCompiler } from 'fastify';
import type { z } from 'zod';

/**
 * An answer as its schema says: what the schema does not name is left out, and what does not fit is a fault here. Forward,
 * where the type provider's own compiler encodes backwards, which costs more than twice as much and differs for codecs only.
 * An answer that is frozen is kept by whoever made it, to give it again: it is written once.
 */
export const serializeResponse: FastifySerializerCompiler<z.ZodType> = ({ schema, method, url }) => {
  const texts = new WeakMap<object, string>();

  function write(answer: unknown): string {
    const { data, error } = schema.safeParse(answer);
    if (error) throw new Error(`The answer of ${method} ${url} does not fit its schema`, { cause: error });
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
