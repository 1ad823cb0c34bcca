import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { invalidRequest } from '#apps/api/http/errors.ts';
import { expandMergePatch, isMergePatch } from '#apps/api/http/merge-patch.ts';
import type { DealRow } from '#db/deals/deal.ts';
import { registrationError } from '#domain/registration-errors.ts';
import { UpdateDeal } from './deal-view.ts';
import { readDeal } from './read-deal.ts';

/**
 * Reads what a PATCH changes, or throws all errors. A merge patch is merged with the deal that is given: first to check it, and again with the one that
 * is locked, so that of two merge patches at once none is lost.
 */
export function createUpdateReader(request: FastifyRequest) {
  const patch = request.body;
  return ({ fields, metadata }: Pick<DealRow, 'fields' | 'metadata'>) => {
    if (isMergePatch(request)) request.body = expandMergePatch(patch, { ...fields, metadata });
    return assertUsable(readDeal(UpdateDeal, request));
  };
}

function assertUsable({ customer, ...update }: z.output<typeof UpdateDeal>) {
  if (Object.keys(update).length === 0 && customer === undefined) {
    throw invalidRequest([registrationError([], 'required', 'must contain a field to change')]);
  }
  // The published contract allows null here.
  if (customer !== null) return { ...update, ...(customer !== undefined && { customer }) };
  const fault = registrationError(['customer'], 'required', 'cannot be removed: every deal has a customer');
  throw invalidRequest([fault], 'invalid_request', 'The deal');
}
