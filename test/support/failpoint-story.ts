/** The story that is killed at every point: from "request SME" to a completed engagement. */
import { ANSWERS, SENTENCE } from '../e2e/form-story';
import type { Deed } from './failpoint-teams';
import type { PersonaKey } from '../../src/demo/personas';

/** One thing somebody does, at the place where they do it: `partner`, or `partner/group` for a group chat. */
export type Line = readonly [place: PersonaKey | `${PersonaKey}/group`, deed: Deed];

/** A step; after it everything that it set off has to be over. At most one kill happens in it. */
export interface StoryStep {
  readonly name: string;
  readonly lines: readonly Line[];
  /** Events that its acts must cause. */
  readonly causes: readonly string[];
}

/** To lead the story somewhere else, add a step: a button is found by its verb on whatever is shown. */
export const STORY: readonly StoryStep[] = [
  { name: 'start', lines: [], causes: [] },
  {
    name: 'install',
    lines: [
      ['partner', 'install'],
      ['fpm', 'install'],
      ['sme', 'install'],
      ['partner/group', 'install'],
      ['fpm/group', 'install'],
      ['sme/group', 'install'],
    ],
    causes: ['Greeted'],
  },
  { name: 'ask', lines: [['partner', { say: SENTENCE }]], causes: ['DraftStarted'] },
  {
    name: 'form',
    lines: [
      ['partner', { press: 'form.next', typed: ANSWERS.need }],
      ['partner', { press: 'form.next', typed: ANSWERS.customer }],
      ['partner', { press: 'form.next', typed: ANSWERS.why }],
    ],
    causes: ['DraftSaved'],
  },
  {
    name: 'submit',
    lines: [['partner', { press: 'form.submit', typed: { lead: 'true' } }]],
    causes: ['RequestSubmitted'],
  },
  {
    name: 'complete',
    lines: [['fpm', { press: 'request.complete' }]],
    causes: ['CompletenessConfirmed'],
  },
  {
    name: 'approve',
    lines: [
      ['fpm', { press: 'request.approve-form' }],
      ['fpm', { press: 'request.approve' }],
    ],
    causes: ['RequestApproved', 'ExpertOffered'],
  },
  { name: 'accept', lines: [['sme', { press: 'offer.accept' }]], causes: ['ExpertAssigned'] },
  {
    name: 'contact',
    lines: [['sme', { press: 'request.contacted' }]],
    causes: ['FirstContactConfirmed'],
  },
  { name: 'close', lines: [['fpm', { press: 'request.close' }]], causes: ['RequestClosed'] },
  {
    name: 'report',
    lines: [
      ['sme', { press: 'engagement.complete-form' }],
      [
        'sme',
        {
          press: 'engagement.complete',
          typed: {
            summary: 'Conditional access runs in production.',
            criteriaMet: 'yes',
            learned: 'Two admins can plan a rollout.',
            inFtop: 'true',
          },
        },
      ],
    ],
    causes: ['CompletionReported'],
  },
  {
    name: 'confirm',
    lines: [['partner', { press: 'engagement.confirm' }]],
    causes: ['EngagementCompleted'],
  },
];
