import { isObject } from '../../../lib/json.ts';
import { applyToModules } from '../../configurations/apply-content.ts';
import { parseContent } from '../../configurations/content.ts';
import { hubError } from '../../error-codes.ts';
import type { Operation } from '../../http/operation.ts';
import { argumentInvalid } from '../../hub-error.ts';

/** Writes content to the modules of one edge device at once. hub-reference 1.1. */
export const applyConfigurationContent: Operation = {
  name: 'ApplyConfigurationContent',
  method: 'POST',
  path: '/devices/{deviceId}/applyConfigurationContent',
  access: 'ServiceConnect',
  family: 'ConfigurationWrite',
  run: async (context, { parameters, json, cause }) => {
    const deviceId = parameters.deviceId!;
    const identity = context.state.get('identity', deviceId);
    if (identity === undefined) throw hubError('DeviceNotFound', deviceId);
    if (!identity.capabilities.iotEdge) throw argumentInvalid(`${deviceId} is no edge device`);
    const { modulesContent } = parseContent(json());
    if (!isObject(modulesContent)) throw argumentInvalid('content for an edge device must be modulesContent');
    await applyToModules(context, deviceId, modulesContent, cause);
    return { status: 204 };
  },
};
