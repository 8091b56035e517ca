'use strict';

// The emulator of Cosmos DB as a process of its own: tells its port and ends with whoever started it.
// Plain HTTP that keeps its connections: over its own TLS every call would take seven times as long.
const { createHttpServer } = require('@vercel/cosmosdb-server');

const server = createHttpServer({ keepAlive: true });
server.listen(0, '127.0.0.1', () => {
  process.send(server.address().port);
});
process.on('disconnect', () => {
  process.exit(0);
});
