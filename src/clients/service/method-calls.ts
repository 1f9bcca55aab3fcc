import { DeviceMethod } from 'azure-iothub/dist/device_method.js';
import type { Json } from '../../lib/json.ts';
import { type TwinTarget, targetName } from '../../twin/twin-document.ts';
import { ClientError } from '../client-error.ts';
import { serviceError } from '../sdk-errors.ts';
import type { WriteGuard } from '../write-guard.ts';
import type { RestClient } from './rest-client.ts';

export type MethodInvocation = {
  readonly name: string;
  readonly payload?: Json;
  /** Seconds, 5 to 300; 30 when not given. */
  readonly responseTimeout?: number | undefined;
  /** Seconds, 0 to 300; 0 fails at once when the device is offline. */
  readonly connectTimeout?: number | undefined;
};

export type MethodResult = { readonly status: number; readonly payload: Json; readonly milliseconds: number };

/**
 * Calls a direct method, as `Client.invokeDeviceMethod` of the SDK does; that class is not used because it loads AMQP.
 * Throws ClientError, `device-not-online` among others. hub-reference 4.
 */
export async function invokeMethod(
  rest: RestClient,
  guard: WriteGuard,
  target: TwinTarget,
  { name, payload = null, responseTimeout = 30, connectTimeout = 0 }: MethodInvocation,
): Promise<MethodResult> {
  guard.check(`call ${name} on ${targetName(target)}`);
  const { deviceId, moduleId } = target;
  const method = new DeviceMethod(
    { methodName: name, payload, responseTimeoutInSeconds: responseTimeout, connectTimeoutInSeconds: connectTimeout },
    rest,
  );
  const started = performance.now();
  try {
    const answer = await (moduleId === undefined
      ? method.invokeOn(deviceId)
      : method.invokeOnModule(deviceId, moduleId));
    const result = answer.device as { status?: unknown; payload?: Json };
    if (typeof result?.status !== 'number') throw new ClientError('hub-failure', 'the hub answered without a status');
    return { status: result.status, payload: result.payload ?? null, milliseconds: performance.now() - started };
  } catch (error) {
    throw serviceError(error);
  }
}
