/**
 * Preloaded (`node --require`) into every child of the local Teams: the bot and the Playground windows.
 * The child ends when its parent is gone, however the parent ended, and listens on 127.0.0.1 only,
 * because the Playground would otherwise listen on every interface without asking who calls.
 */
'use strict';

const net = require('node:net');

const LOOPBACK = '127.0.0.1';

process.once('disconnect', () => process.exit(0));
// The channel alone must not keep a child alive that has finished its work.
process.channel?.unref();

const listen = net.Server.prototype.listen;

/** The forms of `listen` that open a TCP port, rewritten to the loopback address; pipes and handles stay as they are. */
net.Server.prototype.listen = function listenOnLoopback(...given) {
  const [first, ...rest] = given;
  const callback = rest.findLast((value) => typeof value === 'function');
  const tail = callback === undefined ? [] : [callback];
  if (first !== null && typeof first === 'object') {
    return 'port' in first
      ? listen.call(this, { ...first, host: LOOPBACK }, ...tail)
      : listen.apply(this, given);
  }
  if (typeof first === 'function') {
    return listen.call(this, { port: 0, host: LOOPBACK }, first);
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) {
    return listen.apply(this, given);
  }
  const backlog = rest.find((value) => typeof value === 'number');
  return listen.call(this, { port: first ?? 0, host: LOOPBACK, backlog }, ...tail);
};
