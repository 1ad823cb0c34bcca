import type { PromotionActivityDeps } from '#activities/sandboxes/promotion.ts';
import type { SandboxActivityDeps } from '#activities/sandboxes/sandbox.ts';

/** What sandboxes and their promotion need from the other subjects. */
export function wireSandboxes(activityDeps: SandboxActivityDeps & PromotionActivityDeps) {
  return { activityDeps };
}
