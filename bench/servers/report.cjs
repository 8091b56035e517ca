'use strict';

/** Every measured server answers its parent: processor time used so far, memory held, and what else it counts. */

let extra = () => ({});

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send({ cpuUs: user + system, rssBytes: process.memoryUsage.rss(), ...extra() });
});

process.once('disconnect', () => process.exit(0));

module.exports = {
  /** Tells the parent that the server listens. */
  ready: (port) => process.send({ port }),
  /** Adds figures of the server's own to every report. */
  alsoTell: (figures) => {
    extra = figures;
  },
};
