import { AppError, ExitCode } from '../lib/errors.ts';

/** A shared access policy's string: what the service side needs. */
export type ServiceCredentials = {
  readonly hostName: string;
  readonly keyName: string;
  readonly key: string;
};

/** A device's or a module's own string. `text` is what the device SDK takes. */
export type DeviceCredentials = {
  readonly hostName: string;
  readonly deviceId: string;
  readonly moduleId: string | undefined;
  readonly key: string;
  readonly text: string;
};

const names = [
  'HostName',
  'SharedAccessKeyName',
  'SharedAccessKey',
  'SharedAccessSignature',
  'DeviceId',
  'ModuleId',
  'GatewayHostName',
  'x509',
] as const;
type Name = (typeof names)[number];
type Parts = ReadonlyMap<Name, string>;

const servicePattern = 'HostName=…;SharedAccessKeyName=…;SharedAccessKey=…';
const devicePattern = 'HostName=…;DeviceId=…;SharedAccessKey=…';

/** Reads a service connection string; `source` says where it came from. Throws AppError (exit 3) without the key. */
export function parseServiceString(text: string, source: string): ServiceCredentials {
  const parts = partsOf(text, source, servicePattern);
  if (parts.has('DeviceId')) {
    throw wrong(source, `is a device's own, a service connection string is expected`, {
      hint: `Use a shared access policy's string, ${servicePattern}, or give this one as IOTHUB_DEVICE_CONNECTION_STRING.`,
    });
  }
  return {
    hostName: hostOf(parts, source, servicePattern),
    keyName: part(parts, 'SharedAccessKeyName', source, servicePattern),
    key: keyOf(parts, source, servicePattern),
  };
}

/** Reads a device's or module's connection string. Throws AppError (exit 3) without the key. */
export function parseDeviceString(text: string, source: string): DeviceCredentials {
  const parts = partsOf(text, source, devicePattern);
  if (parts.has('SharedAccessKeyName') && !parts.has('DeviceId')) {
    throw wrong(source, `is a service connection string, a device's own is expected`, {
      hint: `Use the device's string, ${devicePattern}, or give this one with --connection-string.`,
    });
  }
  return {
    hostName: hostOf(parts, source, devicePattern),
    deviceId: part(parts, 'DeviceId', source, devicePattern),
    moduleId: parts.get('ModuleId'),
    key: keyOf(parts, source, devicePattern),
    text: [...parts].map(([name, value]) => `${name}=${value}`).join(';'),
  };
}

/** The string with which a device connects; `gateway` is `host:port` of a hub that is not reached by its own name. */
export function deviceString(
  hub: { readonly hostName: string; readonly gateway?: string | undefined },
  identity: { readonly deviceId: string; readonly moduleId?: string | undefined; readonly key: string },
): string {
  const parts = [`HostName=${hub.hostName}`, `DeviceId=${identity.deviceId}`];
  if (identity.moduleId !== undefined) parts.push(`ModuleId=${identity.moduleId}`);
  parts.push(`SharedAccessKey=${identity.key}`);
  if (hub.gateway !== undefined) parts.push(`GatewayHostName=${hub.gateway}`);
  return parts.join(';');
}

function partsOf(text: string, source: string, pattern: string): Parts {
  const parts = new Map<Name, string>();
  const cleaned = text.trim().replace(/^(["'])(.*)\1$/s, '$2');
  if (cleaned === '') throw wrong(source, 'is empty', { hint: `Expected ${pattern}.` });
  if (/(^|;)Endpoint=/i.test(cleaned)) {
    throw wrong(source, 'is an Event Hubs or Service Bus string', { hint: `Expected an IoT Hub's: ${pattern}.` });
  }
  for (const [index, piece] of cleaned.split(';').entries()) {
    if (piece.trim() === '') continue;
    const equals = piece.indexOf('=');
    const name = names.find(known => known.toLowerCase() === piece.slice(0, equals).trim().toLowerCase());
    // Only the position is told: an unknown piece may be part of a key.
    if (equals < 0 || name === undefined) {
      throw wrong(source, `has no known name in its part ${index + 1}`, { hint: `Expected ${pattern}.` });
    }
    if (parts.has(name)) throw wrong(source, `has ${name} twice`, { hint: `Expected ${pattern}.` });
    parts.set(name, piece.slice(equals + 1).trim());
  }
  return parts;
}

function part(parts: Parts, name: Name, source: string, pattern: string): string {
  const value = parts.get(name);
  if (value) return value;
  throw wrong(source, value === '' ? `has an empty ${name}` : `has no ${name}`, {
    hint: `Expected ${pattern}. In a shell, put the whole string in single quotes: a bare ; ends the command.`,
  });
}

function hostOf(parts: Parts, source: string, pattern: string): string {
  return parseHostName(part(parts, 'HostName', source, pattern), source);
}

/** A hub's name, with a port where it has one. Throws AppError (exit 3) for what is no host name. */
export function parseHostName(host: string, source: string): string {
  if (/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/.test(host)) return host;
  // The name itself is not told: where a ; is missing it goes on into the key.
  const at = host.search(/[^A-Za-z0-9.-]/);
  const begins = host === '' ? 'it is empty' : 'it begins or ends with a dot or a hyphen';
  const found = at < 0 ? begins : `its character ${at + 1} is ${JSON.stringify(host[at])}`;
  throw wrong(source, `has a HostName that is no host name: ${found}`, {
    hint: 'Expected a bare name such as my-hub.azure-devices.net, without https:// and without a path.',
  });
}

/** 16 to 64 bytes in base64. hub-reference 1.3. */
function keyOf(parts: Parts, source: string, pattern: string): string {
  if (parts.has('SharedAccessSignature') || parts.has('x509')) {
    const found = parts.has('x509') ? 'x509' : 'SharedAccessSignature';
    throw wrong(source, `authenticates with ${found}`, { hint: `Only shared access keys are supported: ${pattern}.` });
  }
  const key = part(parts, 'SharedAccessKey', source, pattern);
  const decoded = Buffer.from(key, 'base64');
  const canonical = /^[A-Za-z0-9+/]+={0,2}$/.test(key) && key.length % 4 === 0;
  if (!canonical || decoded.length < 16 || decoded.length > 64) {
    const found = canonical ? `${decoded.length} bytes` : `${key.length} characters that are not whole base64`;
    throw wrong(source, `has a bad SharedAccessKey: expected 16 to 64 bytes in base64, found ${found}`, {
      hint: 'Copy the key again; it usually ends with "=". It is not shown here on purpose.',
    });
  }
  return key;
}

function wrong(source: string, complaint: string, options: { hint: string }): AppError {
  return new AppError(`the connection string from ${source} ${complaint}`, {
    ...options,
    exitCode: ExitCode.connection,
  });
}
