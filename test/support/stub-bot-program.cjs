'use strict';

/** The smallest program that the local Teams takes for a bot: ready at once, yes to everything, prints what it hears. */

const { createServer } = require('node:http');
const { text } = require('node:stream/consumers');

const server = createServer((request, response) => {
  text(request).then((body) => {
    const heard = request.method === 'POST' ? JSON.parse(body) : { type: request.url };
    process.stdout.write(`${heard.type} ${heard.conversation?.id ?? ''}\n`);
    response.end('{}');
  });
});

server.listen(Number(process.env.PORT), () => {
  process.stdout.write(`stub bot ${process.env.PROFILE} ${process.env.STORE}\n`);
});
