import { refuse } from './stripe-errors.ts';
import type { Form, FormValue } from './stripe-form.ts';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** How a parameter is read; `null` from an empty text, which unsets it. */
export type ParamType = (value: FormValue, param: string) => Json;
export interface ParamSpec {
  [name: string]: ParamType;
}

const invalid = (message: string, param: string, code?: string) => refuse({ message, param, ...(code === undefined ? {} : { code }) });

function asText(value: FormValue, param: string): string {
  if (typeof value === 'string') return value;
  throw invalid(`Invalid string: ${JSON.stringify(value)}`, param);
}

export const text =
  (maxLength = 5_000): ParamType =>
  (value, param) => {
    const given = asText(value, param);
    if (given.length > maxLength) throw invalid(`Invalid string: ${given.slice(0, 10)}…; must be at most ${maxLength} characters`, param);
    return given === '' ? null : given;
  };

export const integer: ParamType = (value, param) => {
  const given = asText(value, param);
  if (!/^-?\d{1,15}$/.test(given)) throw invalid(`Invalid integer: ${given}`, param, 'parameter_invalid_integer');
  return Number(given);
};

export const boolean: ParamType = (value, param) => {
  const given = asText(value, param);
  if (given !== 'true' && given !== 'false') throw invalid(`Invalid boolean: ${given}`, param);
  return given === 'true';
};

export const choice =
  (...options: string[]): ParamType =>
  (value, param) => {
    const given = asText(value, param);
    if (!options.includes(given)) throw invalid(`Invalid ${param}: must be one of ${options.join(', ')}`, param);
    return given;
  };

export const email: ParamType = (value, param) => {
  const given = asText(value, param);
  if (given !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given)) throw invalid(`Invalid email address: ${given}`, param, 'email_invalid');
  return given === '' ? null : given;
};

export const currency: ParamType = (value, param) => {
  const given = asText(value, param).toLowerCase();
  if (!['eur', 'usd', 'gbp', 'jpy'].includes(given)) throw invalid(`Invalid currency: ${given}.`, param);
  return given;
};

/** At most 50 keys of 40 characters with values of 500. An empty value removes the key. */
export const metadata: ParamType = (value, param) => {
  if (value === '') return {};
  if (typeof value === 'string' || Array.isArray(value)) throw invalid('Invalid hash', param);
  const entries = Object.entries(value).map(([name, one]) => [name, asText(one, `${param}[${name}]`)] as const);
  if (entries.length > 50) throw invalid('Metadata can have at most 50 keys', param);
  for (const [name, one] of entries) {
    if (name.length > 40) throw invalid(`Metadata keys can have at most 40 characters: ${name.slice(0, 50)}`, param);
    if (one.length > 500) throw invalid('Metadata values can have at most 500 characters', `${param}[${name}]`);
  }
  return Object.fromEntries(entries);
};

export const hash =
  (spec: ParamSpec): ParamType =>
  (value, param) => {
    if (typeof value === 'string' || Array.isArray(value)) throw invalid('Invalid object', param);
    return readParams(value, spec, param);
  };

export const list =
  (item: ParamType, max = 100): ParamType =>
  (value, param) => {
    if (!Array.isArray(value)) throw invalid('Invalid array', param);
    if (value.length > max) throw invalid(`Invalid array: at most ${max} items`, param);
    return value.map((one, place) => item(one, `${param}[${place}]`));
  };

/** A time in seconds, or bounds of it. */
export const timeRange: ParamType = (value, param) =>
  typeof value === 'string' ? integer(value, param) : hash({ gt: integer, gte: integer, lt: integer, lte: integer })(value, param);

/** Stripe refuses every parameter that it does not know. */
export function readParams(form: Form, spec: ParamSpec, within = ''): { [name: string]: Json } {
  const unknown = Object.keys(form).filter((name) => !Object.hasOwn(spec, name));
  if (unknown.length > 0) {
    const param = unknown.map((name) => nested(within, name));
    const plural = unknown.length > 1 ? 's' : '';
    throw refuse({ code: 'parameter_unknown', message: `Received unknown parameter${plural}: ${param.join(', ')}`, param: param[0] ?? '' });
  }
  return Object.fromEntries(Object.entries(form).map(([name, value]) => [name, (spec[name] ?? integer)(value, nested(within, name))]));
}

export function requireParams(given: object, ...names: string[]): void {
  for (const param of names) {
    if (!Object.hasOwn(given, param)) throw refuse({ code: 'parameter_missing', message: `Missing required param: ${param}.`, param });
  }
}

/** An id or another text; empty if it is something else. */
export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const nested = (within: string, name: string) => (within === '' ? name : `${within}[${name}]`);
