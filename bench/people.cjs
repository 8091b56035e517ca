'use strict';

/** A directory in which sixteen partners ask, so that turns at the same time are turns of different people. */

const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

const PARTNERS = 16;
const EXPERTS = 4;

function person(n, name) {
  return {
    id: `7f2c3b1e-0000-4000-8000-${String(n).padStart(12, '0')}`,
    name,
    mail: `person-${String(n)}@bench.example`,
    language: 'en',
    home: { zone: 'Europe/Berlin', country: 'DE' },
  };
}

function several(count, from, name) {
  return Array.from({ length: count }, (_, n) => person(from + n, `${name} ${String(n)}`));
}

/** Writes the directory file into the folder; who is in it. */
function writeDirectory(folder) {
  const partners = several(PARTNERS, 100, 'Partner');
  const [fpm] = several(1, 200, 'Manager');
  const experts = several(EXPERTS, 300, 'Expert');
  const file = join(folder, 'directory.json');
  const content = {
    people: [...partners, fpm, ...experts],
    partners: [
      {
        id: 'northwind',
        name: 'Northwind Traders',
        contacts: partners.map(({ id }) => id),
        fpms: [fpm.id],
      },
    ],
    experts: experts.map(({ id }) => ({
      person: id,
      workloads: ['AADP-P1', 'AADP-P2'],
      languages: ['en'],
      regions: ['EMEA'],
      limit: 50,
    })),
  };
  writeFileSync(file, JSON.stringify(content));
  return { file, partners, fpm, experts };
}

module.exports = { writeDirectory };
