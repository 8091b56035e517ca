import type { Effect } from './effects';

/** Where an order ends: with somebody outside, in a record of ours, or with the clock of its own record. */
type Reach = 'outside' | 'record' | 'clock';

/**
 * Where each order ends. Whoever treats them apart (what a hold keeps back, what is logged, what is traced as a call) goes by this table,
 * so that a new order is decided about once; the compiler asks for it.
 */
export const EFFECT_REACH: Readonly<Record<Effect['type'], Reach>> = {
  Show: 'outside',
  SendMail: 'outside',
  OpenKickoffChat: 'outside',
  JoinKickoffChat: 'outside',
  BookMeeting: 'outside',
  CancelMeeting: 'outside',
  PostInName: 'outside',
  LookUpPhoto: 'outside',
  Tell: 'record',
  // Becomes a last `Show` of its copy in the very write that orders it.
  Retire: 'record',
  WakeUp: 'clock',
};
