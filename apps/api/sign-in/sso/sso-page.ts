import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorCodes } from '#apps/api/http/error-codes.ts';
import { logFailure, type Problem, toProblem } from '#apps/api/http/errors.ts';
import { escapeHtml } from '#apps/api/http/html.ts';
import { plainPage, plainPageHeaders } from '#apps/api/http/plain-page.ts';
import { RateLimited } from '#apps/api/http/rate-limited.ts';

/** A person reads the answer, so what went wrong is a page that says what to do. Whoever takes no HTML gets the problem. */
export async function withPage(request: FastifyRequest, reply: FastifyReply, act: () => Promise<FastifyReply>): Promise<FastifyReply> {
  reply.headers({ 'cache-control': 'no-store', 'referrer-policy': plainPageHeaders['referrer-policy'] });
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Error) || !request.headers.accept?.includes('text/html')) throw error;
    const problem = toProblem(error, request.id);
    if (problem.status >= 500) logFailure(error, problem.code, request);
    if (error instanceof RateLimited) reply.header('retry-after', error.retryAfterS);
    reply.problemCode = problem.code;
    return reply.code(problem.status).headers(plainPageHeaders).send(refusedPage(problem));
  }
}

function refusedPage({ title, detail, code, request_id }: Problem): string {
  const remedy = errorCodes[code]?.[2] ?? '';
  return plainPage(
    'You are not signed in',
    `<p><strong>${escapeHtml(title)}.</strong> ${escapeHtml(detail)}</p>
<p>${escapeHtml(remedy)}</p>
<p><a href="/console/sign-in">Back to the sign-in page</a></p>
<p>If somebody has to look into it, tell them this: <code>${escapeHtml(request_id)}</code></p>`,
  );
}
