import { z } from 'zod';
import type { App } from '#apps/api/app.ts';
import { problems } from '#apps/api/http/errors.ts';
import { FieldFault } from '#apps/api/http/field-fault.ts';
import { IfMatch, setETag } from '#apps/api/http/if-match.ts';
import { needs } from '#apps/api/http/scopes.ts';
import { type ProgrammePreview, previewProgramme } from '#db/deals/programme-preview.ts';
import { getProgramme } from '#db/deals/programme.ts';
import { reviewStatuses } from '#domain/deals/deal-states.ts';
import { programmeEffects } from '#domain/deals/programme-effects.ts';
import { ProgrammeSettings, ProgrammeSettingsChange } from '#domain/deals/programme.ts';
import { MAX_ERRORS, shownErrors } from '#domain/errors.ts';
import { registrationError } from '#domain/registration-errors.ts';
import type { DealDeps } from './custom-fields.ts';
import { assertSettings, assertVersion, settledWith } from './programme-input.ts';
import { ProgrammeParams } from './programme-view.ts';

/** Deals of which the effects are listed. All that were looked at are counted. */
const MAX_SAMPLE = 50;

const PreviewRequest = z
  .strictObject({ settings: ProgrammeSettingsChange.describe('The change, as in an update') })
  .meta({ id: 'ProgrammePreviewRequest', example: { settings: { protection: { days: 120 }, required: ['title', 'problem'] } } });

const count = z.int().min(0);
const step = z.string().nullable();
const Effect = z.object({
  effect: z
    .enum(programmeEffects)
    .describe(
      'submission: whether it can be submitted (`accepted`, `refused`). review_due: when the decision would be due. conflict: what its submission ' +
        'would find (`clear`, `possible`, `conflict`). decision: what the rules then do (`approve`, `reject`, or `review` by a person). protection: when it ' +
        'would end. extension: until when one extension would protect; null if none is allowed',
    ),
  before: step.describe('By the present settings, if it happened now'),
  after: step.describe('By the changed settings, if it happened now'),
  errors: z.array(FieldFault).meta({ maxItems: MAX_ERRORS }).describe('Why its submission would be refused; empty for all other effects'),
});

const Preview = z
  .object({
    programme_id: z.string(),
    version: z
      .int()
      .describe('Version of the programme that the change was compared with; also the ETag. Send it as If-Match to save the change'),
    open_deals: count.describe('Open deals of the programme, without those of sandboxes'),
    examined: count.describe('How many of them were looked at, those first that are not approved. If it is less, the counts are of these'),
    affected: count.describe('How many of those have a step that the change changes'),
    effects: z.array(z.object({ effect: Effect.shape.effect, deals: count })).meta({ maxItems: programmeEffects.length }),
    untouched: z
      .object({
        protections: count.describe('Approved deals. They keep the end of the protection that they have, and their extensions'),
        reviews: count.describe('Deals in review. They keep their due date, and what their submission found'),
        questions: count.describe('Deals that need action. They keep the date until which the partner has to answer'),
      })
      .describe('What stays as it is, whatever the change'),
    deals: z
      .array(
        z.object({
          deal_id: z.string(),
          partner_id: z.string(),
          company_name: z.string(),
          review_status: z.enum(reviewStatuses),
          effects: z.array(Effect).meta({ maxItems: programmeEffects.length }),
        }),
      )
      .meta({ maxItems: MAX_SAMPLE })
      .describe('The first affected deals'),
  })
  .meta({
    id: 'ProgrammePreview',
    examples: [
      {
        ...{ programme_id: 'prg_01k9v5yq3n8t2e6w7x4z0b1c2d', version: 3, open_deals: 40, examined: 40, affected: 1 },
        effects: programmeEffects.map((effect) => ({ effect, deals: effect === 'submission' ? 1 : 0 })),
        untouched: { protections: 28, reviews: 9, questions: 1 },
        deals: [
          {
            ...{ deal_id: 'deal_01k9v5yq3n8t2e6w7x4z0b1c2d', partner_id: 'ptn_01k9v5yq3n8t2e6w7x4z0b1c2d', company_name: 'Acme GmbH' },
            review_status: 'draft',
            effects: [
              {
                ...{ effect: 'submission', before: 'accepted', after: 'refused' },
                errors: [registrationError(['problem'], 'required', 'is required by the programme')],
              },
            ],
          },
        ],
      },
    ],
  });

/** What a change of a programme would change for its open deals, before somebody saves it. */
export function programmePreviewRoutes(app: App, { db, schemas, customFields }: DealDeps): void {
  const schema = {
    operationId: 'previewProgramme',
    summary: 'Preview a change of a programme',
    description:
      'Returns which open deals the change would affect and how: their next steps by the present and by the changed settings, as if they were ' +
      'taken now. Nothing is written. A change never touches what has been decided: the protection of approved deals, the due dates of reviews, and the ' +
      'conflicts that were found. Reminders that are planned stay until their deal changes. If-Match is optional.',
    tags: ['Programmes'],
    ...needs('deals:review'),
    params: ProgrammeParams,
    headers: IfMatch,
    body: PreviewRequest,
    response: { 200: Preview, ...problems(404, 412) },
  };
  app.post('/programmes/:id/preview', { schema, attachValidation: true }, async (request, reply) => {
    await assertSettings(schemas, request);
    const present = await getProgramme(db, request.params.id);
    assertVersion(request, present);
    const settings = { before: ProgrammeSettings.parse(present.settings), after: settledWith(present, request.body.settings) };
    const preview = await previewProgramme(db, present.id, { settings, evaluate: customFields });
    setETag(reply, present);
    return { programme_id: present.id, version: present.version, ...toPreview(preview) };
  });
}

function toPreview({ open, examined, affected }: ProgrammePreview): Omit<z.infer<typeof Preview>, 'programme_id' | 'version'> {
  return {
    open_deals: Object.values(open).reduce((sum, n) => sum + n, 0),
    examined,
    affected: affected.length,
    effects: programmeEffects.map((effect) => ({
      effect,
      deals: affected.filter(({ effects }) => effects.some((each) => each.effect === effect)).length,
    })),
    untouched: { protections: open.approved ?? 0, reviews: open.in_review ?? 0, questions: open.action_required ?? 0 },
    deals: affected.slice(0, MAX_SAMPLE).map(({ id, partnerId, company, reviewStatus, effects }) => ({
      deal_id: id,
      partner_id: partnerId,
      company_name: company,
      review_status: reviewStatus,
      effects: effects.map((effect) => ({ ...effect, errors: shownErrors(effect.errors) })),
    })),
  };
}
