import type { PersonId } from '../kernel';
import { ROUTING_RULES, type RoutingRule } from '../routing/routing-table';
import { codeOf, WORKLOADS } from '../routing/workloads';
import type { Expert, Partner } from './listing';
import type { Person } from './person';

/** Somebody of the directory, as far as gaps are concerned. */
export type KnownPerson = Pick<Person, 'id' | 'isExpert'>;

/** Names of the companies whose requests nobody could decide: no FPM is named, or all of them have left the directory. Pure. */
export function partnersWithoutFpm(
  partners: readonly Pick<Partner, 'name' | 'fpms'>[],
  people: readonly KnownPerson[],
): readonly string[] {
  const known = new Set<PersonId>(people.map(({ id }) => id));
  return partners.filter(({ fpms }) => !fpms.some((id) => known.has(id))).map(({ name }) => name);
}

/**
 * Codes of the products for which experts are asked and nobody could be: whoever knows one plan of a product is proposed for the other
 * too. Somebody who is away, full, or speaks another language for the moment still counts; who takes no engagement at all does not. Pure.
 */
export function productsWithoutExpert(
  experts: readonly Pick<Expert, 'person' | 'workloads' | 'limit'>[],
  people: readonly KnownPerson[],
  rules: readonly RoutingRule[] = ROUTING_RULES,
): readonly string[] {
  const able = new Set(people.filter(({ isExpert }) => isExpert).map(({ id }) => id));
  const served = new Set(
    experts
      .filter(({ person, limit }) => limit > 0 && able.has(person))
      .flatMap(({ workloads }) => workloads.map(codeOf)),
  );
  const asked = WORKLOADS.filter(({ id }) => isStaffed(id, rules)).map(({ code }) => code);
  return [...new Set(asked)].filter((code) => !served.has(code));
}

/** Whether the routing table sends anybody to an expert: for what it does not list the FPM decides. */
function isStaffed(workloadId: string, rules: readonly RoutingRule[]): boolean {
  const rows = rules.filter(({ workloads }) => workloads.includes(workloadId));
  return rows.length === 0 || rows.some(({ outcome }) => outcome !== 'guide');
}
