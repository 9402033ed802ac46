import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { start } from '../../server/node.ts';

// One of the two that are compared, in a process of its own. It says where it is, and how much of the processor it has used.

const ready = process.argv[2];

if (ready === undefined) {
  const port = Number(process.env.PORT);
  await start(process.env);
  process.send?.({ port });
} else {
  // The limit: the same bytes, ready-made, from Node's own server.
  const body = Buffer.from(ready, 'base64');
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.length });
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
}

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ micros: user + system });
});
