// Loaded before a program with `node --import`. The service SDK asks every host for port 443; here the port is changed
// below it, so that the program itself stays as it is.
import { Agent } from 'node:https';

const { createConnection } = Agent.prototype;
Agent.prototype.createConnection = function redirected(options, ...rest) {
  const port = options.port === 443 ? Number(process.env.HTTPS_PORT) : options.port;
  return createConnection.call(this, { ...options, port }, ...rest);
};
