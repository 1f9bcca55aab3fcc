import {
  Client,
  DeviceMethodResponse,
  SharedAccessKeyAuthenticationProvider,
  SharedAccessSignatureAuthenticationProvider,
  Twin,
  X509AuthenticationProvider,
} from 'azure-iot-device';
import { Mqtt } from 'azure-iot-device-mqtt';
import { expect } from 'vitest';
import { startDeviceHub } from '../helpers/device-hub.ts';
import { tokenFor } from '../helpers/wire-client.ts';
import { describeCalls } from './call-table.ts';
import {
  answerMethods,
  callMethod,
  connectionString,
  desiredIs,
  deviceStage,
  devicesWithCertificates,
  prepared,
  report,
  setDesired,
} from './device-stage.ts';

const openedDevice = async () => {
  const stage = await deviceStage({ over: Mqtt, key: 'd' });
  await stage.client.open();
  return stage;
};

describeCalls('Twin of the device', {
  of: Twin,
  stage: async () => {
    const stage = await openedDevice();
    return { ...stage, twin: await stage.client.getTwin() };
  },
  calls: {
    get: async ({ twin, rest, path }) => {
      await setDesired(rest, path, { interval: 5 });
      expect((await twin.get()).properties.desired).toEqual({ interval: 5, $version: 2 });
    },
    enableTwinDesiredPropertiesUpdates: async ({ twin, rest, path }) => {
      const changed = desiredIs(twin, 'nested.interval', 5);
      await setDesired(rest, path, { nested: { interval: 5 } });
      await changed;
      await setDesired(rest, path, { nested: null });
      await expect.poll(() => twin.properties.desired).toEqual({ $version: 3 });
    },
    setRetryPolicy: async ({ twin }) => {
      twin.setRetryPolicy({ shouldRetry: () => false, nextRetryTimeout: () => 0 });
      await report(twin, { a: 1 });
      await expect(report(twin, { $bad: 1 })).rejects.toThrow();
    },
  },
});

describeCalls('DeviceMethodResponse', {
  of: DeviceMethodResponse,
  stage: openedDevice,
  calls: {
    send: async ({ client, rest, path }) => {
      answerMethods(client);
      await callMethod(rest, path, 'grün');
    },
  },
});

/** Opens a client with what a provider gives. */
async function opens(
  hub: Parameters<typeof prepared>[1],
  provider: Parameters<typeof Client.fromAuthenticationProvider>[0],
  more = {},
) {
  const client = await prepared(Client.fromAuthenticationProvider(provider, Mqtt), hub, more);
  await client.open();
  return client;
}

describeCalls('SharedAccessKeyAuthenticationProvider', {
  of: SharedAccessKeyAuthenticationProvider,
  stage: async () => {
    const stage = await startDeviceHub();
    const text = connectionString(stage.hub, 'd');
    return { ...stage, provider: SharedAccessKeyAuthenticationProvider.fromConnectionString(text, 60, 10) };
  },
  calls: {
    'static fromConnectionString': async ({ hub, rest }) => {
      const provider = SharedAccessKeyAuthenticationProvider.fromConnectionString(connectionString(hub, 'd'));
      await opens(hub, provider);
      expect((await rest('GET', '/twins/d')).body).toMatchObject({ connectionState: 'Connected' });
    },
    getDeviceCredentials: async ({ hub, provider }) => {
      await opens(hub, provider);
      const { sharedAccessSignature } = await provider.getDeviceCredentials();
      expect(String(sharedAccessSignature)).toMatch(/^SharedAccessSignature sr=/);
    },
    setTokenRenewalValues: async ({ hub, provider, news }) => {
      provider.setTokenRenewalValues(3, 2);
      await opens(hub, provider);
      expect(await news.whyClosed('d')).toBe('the client disconnected');
      let opened = 0;
      await news.first('connection', ({ connected }) => connected && ++opened === 2);
    },
    stop: async ({ hub, provider, news }) => {
      const client = await opens(hub, provider);
      await client.close();
      expect(await news.whyClosed('d')).toBe('the client disconnected');
    },
  },
});

describeCalls('SharedAccessSignatureAuthenticationProvider', {
  of: SharedAccessSignatureAuthenticationProvider,
  stage: async () => {
    const stage = await startDeviceHub();
    const token = (expiry: number) => tokenFor('d', expiry, `localhost:${stage.hub.mqttPort}`);
    const provider = SharedAccessSignatureAuthenticationProvider.fromSharedAccessSignature(token(4102444800));
    return { ...stage, token, provider };
  },
  calls: {
    'static fromSharedAccessSignature': async ({ hub, token }) => {
      const provider = SharedAccessSignatureAuthenticationProvider.fromSharedAccessSignature(token(1_000_000_000));
      await expect(opens(hub, provider)).rejects.toThrow('Not authorized');
    },
    getDeviceCredentials: async ({ hub, provider }) => {
      await opens(hub, provider);
      expect(await provider.getDeviceCredentials()).toMatchObject({ deviceId: 'd' });
    },
    updateSharedAccessSignature: async ({ hub, provider, token, news }) => {
      const client = await opens(hub, provider);
      const twin = await client.getTwin();
      provider.updateSharedAccessSignature(token(4102444801));
      let opened = 0;
      await news.first('connection', ({ connected }) => connected && ++opened === 2);
      await report(twin, { renewed: true });
    },
    stop: async ({ hub, provider, news }) => {
      const client = await opens(hub, provider);
      await client.close();
      expect(await news.whyClosed('d')).toBe('the client disconnected');
    },
  },
});

describeCalls('X509AuthenticationProvider', {
  of: X509AuthenticationProvider,
  stage: async () => {
    const stage = await startDeviceHub([]);
    const host = `localhost:${stage.hub.mqttPort}`;
    return { ...stage, host, ...(await devicesWithCertificates(stage.rest)) };
  },
  calls: {
    'static fromX509Options': async ({ hub, host, byThumb, rest }) => {
      await opens(hub, X509AuthenticationProvider.fromX509Options('byThumb', host, byThumb));
      expect((await rest('GET', '/twins/byThumb')).body).toMatchObject({ connectionState: 'Connected' });
    },
    getDeviceCredentials: async ({ hub, host, byAuthority }) => {
      const provider = X509AuthenticationProvider.fromX509Options('byAuthority', host, byAuthority);
      await opens(hub, provider);
      expect(await provider.getDeviceCredentials()).toMatchObject({ deviceId: 'byAuthority', x509: byAuthority });
    },
    setX509Options: async ({ hub, host, byThumb, byAuthority }) => {
      const provider = X509AuthenticationProvider.fromX509Options('byThumb', host, byAuthority);
      await expect(opens(hub, provider)).rejects.toThrow('Not authorized');
      provider.setX509Options(byThumb);
      await opens(hub, provider);
    },
  },
});
