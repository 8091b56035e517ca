import type { RefusalCode } from '../domain/kernel';

/**
 * Refusals that are about what was typed or chosen. Deciders look at it last: who is refused with one of these may give the command
 * here and now, with other words.
 */
export const ABOUT_INPUTS: readonly RefusalCode[] = [
  'reason-missing',
  'note-missing',
  'expert-missing',
  'fpm-missing',
  'workload-missing',
  'summary-missing',
  'consent-missing',
  'fields-missing',
  'text-too-long',
  'text-unreadable',
  'text-missing',
  'date-wrong',
  'hour-wrong',
  'usage-wrong',
  'owner-missing',
  'blockers-full',
  'agreement-missing',
  'receiver-missing',
];
