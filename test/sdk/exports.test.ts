import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

/** Classes whose every method has its row in this folder. */
const called = {
  service: ['Registry', 'Client', 'JobClient', 'Twin', 'DigitalTwinClient'],
  device: [
    'Client',
    'ModuleClient',
    'Twin',
    'DeviceMethodResponse',
    'SharedAccessKeyAuthenticationProvider',
    'SharedAccessSignatureAuthenticationProvider',
    'X509AuthenticationProvider',
  ],
};

const inside = 'is used by the classes that are called, and says nothing on the wire by itself';

const outOfScope = {
  service: {
    Amqp: 'carries messages between cloud and device',
    AmqpWs: 'carries messages between cloud and device',
    ConnectionString: inside,
    Device: inside,
    IoTHubTokenCredentials: inside,
    SharedAccessSignature: inside,
    versionQueryString: inside,
  },
  device: {
    ConnectionString: inside,
    DeviceMethodRequest: inside,
    getUserAgentString: inside,
    IotEdgeAuthenticationProvider: 'asks the security daemon of an IoT Edge device for signatures',
    Message: inside,
    SharedAccessSignature: inside,
  },
};

/** An import sees a part of these packages only. Their types leave empty exports behind. */
const load = createRequire(import.meta.url);
const namesOf = (sdk: string) =>
  Object.entries(load(sdk) as object).flatMap(([name, value]) => (value === undefined ? [] : name));

describe('the SDKs export nothing', () => {
  it.each([
    ['service', 'azure-iothub'],
    ['device', 'azure-iot-device'],
  ] as const)('that is neither called nor out of scope for a reason: %s', (name, sdk) => {
    expect(namesOf(sdk).sort()).toEqual([...called[name], ...Object.keys(outOfScope[name])].sort());
  });
});
