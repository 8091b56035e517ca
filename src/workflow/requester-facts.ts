import type { Partner } from '../domain/directory/listing';
import type { Person } from '../domain/directory/person';
import type { CompanyOption, RecentCustomer } from '../domain/form/fields';
import type { PartnerId, PersonId, PersonRef } from '../domain/kernel';
import type { NumberedRequest } from '../domain/request/request';
import type { RequestFacts } from '../domain/request/request-commands';
import { findStates } from './find-states';
import { peopleInDirectory } from './in-directory';
import { loadState } from './load-record';
import type { CommandPorts } from './ports';

/** What the directory allows this requester; empty for somebody who may not request. */
export async function requesterFacts(
  ports: CommandPorts,
  by: PersonRef,
): Promise<Pick<RequestFacts, 'requester'>> {
  const person = await loadState<Person>(ports, by.id);
  if (person === undefined) {
    return {};
  }
  const companies = await Promise.all(person.contactOf.map((id) => companyOption(ports, id)));
  const known = companies.filter(
    (company) => company !== undefined && company.fpms.length > 0,
  ) as CompanyOption[];
  if (known.length === 0) {
    return {};
  }
  const recentCustomers = await recentCustomersOf(ports, by.id);
  return {
    requester: {
      person: { id: person.id, name: person.name },
      mail: person.mail,
      options: { companies: known, recentCustomers },
    },
  };
}

async function companyOption(
  ports: CommandPorts,
  id: PartnerId,
): Promise<CompanyOption | undefined> {
  const partner = await loadState<Partner>(ports, id);
  if (partner === undefined || partner.leftAt !== undefined) {
    return undefined;
  }
  const fpms = await peopleInDirectory(ports, partner.fpms);
  return {
    id,
    name: partner.name,
    fpms: fpms.map((fpm) => ({ id: fpm.id, name: fpm.name })),
  };
}

async function recentCustomersOf(
  ports: CommandPorts,
  requester: PersonId,
): Promise<readonly RecentCustomer[]> {
  const requests = await findStates<NumberedRequest>(ports, {
    kind: 'request',
    tag: `requester:${requester}`,
    limit: 50,
  });
  const customers = new Map<string, RecentCustomer>();
  for (const { form } of requests) {
    if (!customers.has(form.tenantId) && customers.size < 5) {
      customers.set(form.tenantId, {
        tenantId: form.tenantId,
        name: form.tenantName,
        segment: form.segment,
      });
    }
  }
  return [...customers.values()];
}
