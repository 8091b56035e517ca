import type { Request } from '../../src/domain/request/request';
import type { RequestOrder, TypedAnswers } from '../../src/domain/request/request-commands';
import { castOf, tellRequest, type Part, type Scene, type Told } from './cast';
import { customerOf, draftOf, NEED, whyOf } from './draft-states';

/** A submitted request. */
export function submittedOf(scene: Scene, more: TypedAnswers = {}): Told<Request> {
  const { texts } = scene;
  const answers = { ...NEED, ...customerOf(texts), ...whyOf(texts), ...more };
  const order: RequestOrder = { type: 'Submit', answers: { lead: 'true' } };
  return tellRequest(draftOf(scene, answers), castOf(texts).requester, order, scene);
}

type Say = (told: Told<Request>, order: RequestOrder) => Told<Request>;

/** One function per part: what that person (or the process) says next. */
export function speakers(scene: Scene): Readonly<Record<Part | 'system', Say>> {
  const parts = [...Object.entries(castOf(scene.texts)), ['system', 'system'] as const];
  const says = parts.map(([part, by]): readonly [string, Say] => [
    part,
    (told, order) => tellRequest(told, by, order, scene),
  ]);
  return Object.fromEntries(says) as Readonly<Record<Part | 'system', Say>>;
}
