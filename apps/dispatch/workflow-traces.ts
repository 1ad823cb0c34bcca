import type { TraceContext } from '#domain/trace-context.ts';

/** About 2 MB. */
const maxKnown = 10_000;

/**
 * Which trace a workflow belongs to, for its activities: no workflow code knows of traces, so nothing passes it on. Only what this process started or claimed is
 * known. The activities of another workflow begin traces of their own, which its id finds.
 */
export class WorkflowTraces {
  readonly #byId = new Map<string, TraceContext>();

  find(workflowId: string): TraceContext | undefined {
    return this.#byId.get(workflowId);
  }

  note(workflowId: string, context: TraceContext): void {
    // A start is repeated to be sure. Watchers, deals and syncs are started again by others, later.
    if (this.#byId.get(workflowId)?.traceId === context.traceId) return;
    // To the end: a Map keeps the order of insertion, and the oldest goes first.
    this.#byId.delete(workflowId);
    this.#byId.set(workflowId, context);
    if (this.#byId.size <= maxKnown) return;
    for (const oldest of this.#byId.keys()) {
      this.#byId.delete(oldest);
      return;
    }
  }
}
