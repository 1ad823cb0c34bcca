import { defaultPayloadConverter, type WorkflowClientInterceptor } from '@temporalio/client';
import { traceHeaders } from '#domain/trace-context.ts';
import { type Span, traced, type Tracer } from '#domain/tracer.ts';
import type { WorkflowTraces } from './workflow-traces.ts';

/** The name under which the OpenTelemetry interceptors of Temporal's SDKs pass a trace on. */
const headerName = '_tracer-data';

/** Spans of starts and signals. The header tells whoever reads the history; the process itself remembers the trace for the activities. */
export function traceStarts(tracer: Tracer, traces: WorkflowTraces): WorkflowClientInterceptor {
  function call<Input extends { headers: Record<string, unknown> }, Result>(
    name: string,
    { workflowId, type, input, next }: { workflowId: string; type?: string; input: Input; next: (input: Input) => Promise<Result> },
  ): Promise<Result> {
    const attributes = { 'temporal.workflow.id': workflowId, ...(type !== undefined && { 'temporal.workflow.type': type }) };
    return traced(tracer, { name: type === undefined ? name : `${name}:${type}`, kind: 'client', attributes }, (span) => {
      if (!span) return next(input);
      if (type !== undefined) traces.note(workflowId, span.context);
      return next({ ...input, headers: { ...input.headers, [headerName]: headerOf(span) } });
    });
  }

  return {
    startWithDetails: (input, next) =>
      call('StartWorkflow', { workflowId: input.options.workflowId, type: input.workflowType, input, next }),
    signalWithStart: (input, next) =>
      call('SignalWithStartWorkflow', { workflowId: input.options.workflowId, type: input.workflowType, input, next }),
    signal: (input, next) => call('SignalWorkflow', { workflowId: input.workflowExecution.workflowId ?? '', input, next }),
  };
}

const headerOf = ({ context }: Span) => defaultPayloadConverter.toPayload(traceHeaders(context));
