import type { ShownCard, Typed } from './desk-window';
import type { Desk } from './driver';

/** What the partner's sentence already says. */
export const SENTENCE = 'solicitar SME para Entra ID P2, 400 licencias, EMEA';

/** Right answers to the steps of the form, beside what {@link SENTENCE} fills. */
export const ANSWERS = {
  need: { role: 'engineer', language: 'en', secondLanguage: 'es' },
  customer: {
    tenantId: '{0A1B2C3D-0000-4000-8000-0000000000FF}',
    tenantName: 'Woodgrove Bank',
    segment: 'Enterprise',
  },
  why: {
    purpose: 'deploy',
    justification:
      'Conditional access is planned, but the pilot locks people out and we are stuck.',
  },
} as const satisfies Readonly<Record<string, Typed>>;

/** The partner asks for an expert without a detour. Resolves with the answer to the last button. */
export async function submitRequest(
  desk: Desk,
  {
    sentence = SENTENCE,
    why = ANSWERS.why,
  }: { readonly sentence?: string; readonly why?: Typed } = {},
): Promise<ShownCard> {
  const t = desk.words('partner');
  await desk.say('partner', sentence);
  await desk.seeLast('partner', t('form.kicker.step', { step: 1, steps: 3 }));
  await desk.press('partner', 'form.next', { typed: ANSWERS.need });
  await desk.press('partner', 'form.next', { typed: ANSWERS.customer });
  await desk.press('partner', 'form.next', { typed: why });
  return desk.press('partner', 'form.submit', { typed: { lead: 'true' } });
}
