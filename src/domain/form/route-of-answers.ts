import { partialRoute, type RoutingResult } from '../routing/route';
import { plainCount } from './plain-values';
import { said, type Answers } from './fields';

/** The routing result as soon as the answers allow one, else `undefined`. The migration role is outside the table. Pure. */
export function routeOfAnswers(answers: Answers): RoutingResult | undefined {
  const licences = plainCount(said(answers, 'licences'));
  const second = said(answers, 'secondLanguage');
  return partialRoute({
    workloadId: said(answers, 'workload'),
    region: said(answers, 'region'),
    language: said(answers, 'language'),
    ...(second === '' || second === 'none' ? {} : { secondLanguage: second }),
    ...(/^\d+$/.test(licences) ? { licences: Number(licences) } : {}),
  });
}
