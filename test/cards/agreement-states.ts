import type { TypedAgreement } from '../../src/domain/engagement/agreement';
import type { Engagement } from '../../src/domain/engagement/engagement';
import { castOf, tellEngagement, type Texts, type Told } from './cast';

/** The agreement as the lead types it. */
export function agreementOf(texts: Texts): TypedAgreement {
  const { agreed } = texts;
  return {
    ...{ outcomes: agreed, criteria: agreed, learners: agreed, release: agreed },
    ...{ partnerPart: agreed, expertPart: agreed, startOn: '', endOn: '2026-03-27' },
  };
}

/** An engagement whose parties agree: proposed, changed, agreed, and what stays of it after the end. */
export function agreementStates(
  texts: Texts,
  { preparing, active }: Readonly<Record<'preparing' | 'active', Told<Engagement>>>,
): Readonly<Record<string, Told<Engagement>>> {
  const { requester, fpm, third } = castOf(texts);
  const lines = agreementOf(texts);
  const confirm = (told: Told<Engagement>, edition: number, ...by: (typeof fpm)[]): typeof told =>
    by.reduce(
      (before, person) => tellEngagement(before, person, { type: 'ConfirmAgreement', edition }),
      told,
    );
  const proposal = { type: 'ProposeAgreement', ...lines } as const;
  const proposed = tellEngagement(active, requester, proposal);
  const changed = tellEngagement(confirm(proposed, 1, fpm), third, {
    type: 'ProposeAgreement',
    ...lines,
    startOn: '2026-01-12',
    endOn: '2026-04-10',
    ...{ criteria: texts.consentBy, learners: texts.consentBy, expertPart: '' },
  });
  const agreed = confirm(changed, 2, requester, fpm);
  const reported = tellEngagement(agreed, third, {
    type: 'ReportCompletion',
    criteriaMet: 'yes',
    whyUnmet: '',
    summary: texts.summary,
    learned: texts.learned,
    feedback: '',
    inFtop: true,
  });
  return {
    'agreement proposed': proposed,
    'agreement proposed early': tellEngagement(preparing, requester, proposal),
    'agreement changed': changed,
    'agreement made': agreed,
    'completed with an agreement': tellEngagement(reported, requester, {
      type: 'ConfirmCompletion',
    }),
  };
}
