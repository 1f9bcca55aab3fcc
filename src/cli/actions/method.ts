import { readJson } from '../json-argument.ts';
import { printJson } from '../output/print.ts';
import type { ConnectionFlags } from '../settings/config.ts';
import { withConnection } from '../with-connection.ts';
import { targetOf } from './twin.ts';

export type MethodFlags = ConnectionFlags & {
  readonly module?: string;
  readonly responseTimeout: number;
  readonly connectTimeout: number;
};

export async function invokeMethod(
  deviceId: string,
  name: string,
  json: string | undefined,
  flags: MethodFlags,
): Promise<void> {
  const payload = json === undefined ? null : await readJson(json, 'the payload');
  await withConnection(flags, async ({ connection }) => {
    const { responseTimeout, connectTimeout } = flags;
    const invocation = { name, payload, responseTimeout, connectTimeout };
    const answer = await connection.service.invokeMethod(targetOf(deviceId, flags), invocation);
    await printJson({ status: answer.status, payload: answer.payload });
  });
}
