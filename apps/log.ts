import { asyncLocalStorage } from '@temporalio/activity';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { maskText } from './mask-text.ts';
import { RepeatedLines } from './repeated-lines.ts';

/** Levels of pino: what is below info is asked for by somebody who wants all of it. */
const info = 30;

/**
 * The log of a process: JSON, a line each. Lines that an activity writes have the id of its workflow. Errors have no values of statements. Lines that repeat are
 * counted and summed up, so that whatever is away costs a bounded number of lines.
 */
export function createLog(level: string, destination?: DestinationStream): Logger & { summUp: () => void } {
  const repeated = new RepeatedLines();
  const options: LoggerOptions = {
    level,
    mixin: workflowOf,
    serializers: { err: describeError },
    hooks: {
      logMethod(line, write, levelOf) {
        if (levelOf < info || repeated.mayWrite(line, (summary) => write.apply(this, summary))) write.apply(this, line);
      },
    },
  };
  const log = destination ? pino(options, destination) : pino(options);
  return Object.assign(log, { summUp: () => repeated.summUp() });
}

function workflowOf(): { workflow_id?: string } {
  const workflowId = asyncLocalStorage.getStore()?.info.workflowExecution?.workflowId;
  return workflowId === undefined ? {} : { workflow_id: workflowId };
}

/** What PostgreSQL says of rows (`detail`, `where`) and a query builder's message have values; its cause has all that is needed. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'DrizzleQueryError' || 'params' in error) return describeError(error.cause);
  const { name, message, stack, cause } = error;
  const known = error as { code?: unknown; kind?: unknown; constraint_name?: unknown; table_name?: unknown };
  return {
    type: name,
    message: maskText(message),
    code: known.code,
    kind: known.kind,
    constraint: known.constraint_name,
    table: known.table_name,
    stack: stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 15)
      .join('\n'),
    ...(cause instanceof Error && { cause: describeError(cause) }),
  };
}
