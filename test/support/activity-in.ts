/** The id of the activity that a cause names; other causes, of timers and messages, are as they are. Activities of tests have ids of their own. */
export function activityIn(causeId: string): string {
  return causeId.replace(/@[\w-]{11}$/, '');
}
