'use strict';

/** Four companies with four partners each, who ask one FPM, so that turns at the same time are turns of different people. */

const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

const COMPANIES = 4;
const PARTNERS = 4;
const EXPERTS = 4;

/** Everybody works around the clock: a ping that waits for the morning would be missing from the figures of a bench by night. */
const ALWAYS = { workingDays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '23:59' };

function person(n, name) {
  return {
    id: `7f2c3b1e-0000-4000-8000-${String(n).padStart(12, '0')}`,
    name,
    mail: `person-${String(n)}@bench.example`,
    language: 'en',
    home: { zone: 'Europe/Berlin', country: 'DE', ...ALWAYS },
  };
}

function several(count, from, name) {
  return Array.from({ length: count }, (_, n) => person(from + n, `${name} ${String(n)}`));
}

/** Writes the directory file into the folder; who is in it, each partner with the FPM who decides. */
function writeDirectory(folder) {
  const partners = several(COMPANIES * PARTNERS, 100, 'Partner');
  const fpms = several(COMPANIES, 200, 'Manager');
  const experts = several(EXPERTS, 300, 'Expert');
  const contactsOf = (company) => partners.filter((_, n) => n % COMPANIES === company);
  const file = join(folder, 'directory.json');
  const content = {
    people: [...partners, ...fpms, ...experts],
    partners: fpms.map((fpm, n) => ({
      id: `company-${String(n)}`,
      name: `Company ${String(n)}`,
      contacts: contactsOf(n).map(({ id }) => id),
      fpms: [fpm.id],
    })),
    experts: experts.map(({ id }) => ({
      person: id,
      workloads: ['AADP-P1', 'AADP-P2'],
      languages: ['en'],
      regions: ['EMEA'],
      limit: 50,
    })),
  };
  writeFileSync(file, JSON.stringify(content));
  return { file, partners, fpms, experts, fpmOf: (n) => fpms[n % COMPANIES] };
}

module.exports = { writeDirectory };
