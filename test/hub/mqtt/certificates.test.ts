import { describe, expect, it } from 'vitest';
import { createIdentity, startDeviceHub } from '../../helpers/device-hub.ts';
import { connectPacket, tokenFor, WireClient } from '../../helpers/wire-client.ts';
import { devicesWithCertificates, modulesWithCertificates } from '../../sdk/device-stage.ts';

async function hubWithCertificates() {
  const stage = await startDeviceHub(['d']);
  const certificates = await devicesWithCertificates(stage.rest);
  const connect = async (key: string, certificate: object | undefined, change: object) => {
    const client = await WireClient.open(stage.hub, certificate ?? {});
    client.send(connectPacket(key, change));
    const { returnCode } = await client.next('connack');
    if (returnCode !== 0) await client.closed();
    return returnCode;
  };
  return { ...stage, ...certificates, connect };
}

const noPassword = { password: undefined };

/** hub-reference 3.1 and 3.9. */
describe('a certificate', () => {
  it('lets in without a password and with an empty one, by thumbprint and by authority', async () => {
    const { connect, byThumb, byAuthority } = await hubWithCertificates();
    for (const change of [noPassword, { password: Buffer.alloc(0) }]) {
      expect(await connect('byThumb', byThumb, change)).toBe(0);
      expect(await connect('byAuthority', byAuthority, change)).toBe(0);
    }
  });

  it('needs the user name all the same', async () => {
    const { connect, byThumb } = await hubWithCertificates();
    expect(await connect('byThumb', byThumb, { ...noPassword, username: undefined })).toBe(5);
  });

  it('is refused with code 5 for a device of another kind or another certificate, and so is a token', async () => {
    const { connect, byThumb, byAuthority } = await hubWithCertificates();
    expect(await connect('d', byThumb, noPassword)).toBe(5);
    expect(await connect('byThumb', byAuthority, noPassword)).toBe(5);
    expect(await connect('byAuthority', byThumb, noPassword)).toBe(5);
    expect(await connect('byThumb', undefined, noPassword)).toBe(5);
    expect(await connect('byThumb', undefined, { password: Buffer.from(tokenFor('byThumb')) })).toBe(5);
  });

  it('lets modules in by thumbprint', async () => {
    const { rest, connect, byThumb } = await hubWithCertificates();
    const { body } = await rest('GET', '/devices/byThumb');
    const { authentication } = body as { authentication: object };
    await createIdentity(rest, 'byThumb/m', { authentication });
    expect(await connect('byThumb/m', byThumb, noPassword)).toBe(0);
  });

  it('lets modules in by an authority that certified both ids, and no other identity with it', async () => {
    const { rest, connect, byAuthority: ofDevice } = await hubWithCertificates();
    const { byAuthority } = await modulesWithCertificates(rest);
    const authentication = { type: 'certificateAuthority' };
    for (const key of ['byAuthority/m', 'd/other']) await createIdentity(rest, key, { authentication });
    expect(await connect('d/byAuthority', byAuthority, noPassword)).toBe(0);
    expect(await connect('d/other', byAuthority, noPassword)).toBe(5);
    expect(await connect('byAuthority', byAuthority, noPassword)).toBe(5);
    expect(await connect('byAuthority/m', ofDevice, noPassword)).toBe(5);
  });

  it('lets in as long as its authority is registered', async () => {
    const { hub, rest, news, byThumb, byAuthority } = await hubWithCertificates();
    const connected = async (key: string, certificate: object) => {
      const client = await WireClient.open(hub, certificate);
      client.send(connectPacket(key, { password: Buffer.alloc(0) }));
      expect((await client.next('connack')).returnCode).toBe(0);
      return client;
    };
    const [own, signed] = [await connected('byThumb', byThumb), await connected('byAuthority', byAuthority)];
    const { body } = await rest('GET', '/$twin-tui/authorities');
    const [authority] = body as { thumbprint: string }[];
    await rest('DELETE', `/$twin-tui/authorities/${authority!.thumbprint}`);
    await signed.closed();
    expect(await news.whyClosed('byAuthority')).toContain('401003 the certificate does not lead to an authority');
    expect(await own.arrivedUntilPing()).toEqual([]);
  });
});
