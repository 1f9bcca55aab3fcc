import { nameOf } from '../../http/identity-of-path.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';
import { identityDocument } from '../../identities/identity-document.ts';
import { identityNotFound } from '../../identities/identity-errors.ts';
import { readSettled } from '../../state/settled.ts';

/** All modules of a device, its system modules among them. hub-reference 1.1. */
export const listModules: Operation = {
  name: 'ListModules',
  method: 'GET',
  path: '/devices/{deviceId}/modules',
  access: 'RegistryRead',
  family: 'RegistryRead',
  holdsKeys: true,
  run: async (context, request) => {
    const { deviceId } = nameOf(request);
    const { state } = context;
    if (state.get('identity', deviceId) === undefined) throw identityNotFound({ deviceId });
    const modules = await Promise.all(state.modulesOf(deviceId).map(key => readSettled(state, 'identity', key)));
    const documents = modules.flatMap(module => (module === undefined ? [] : [identityDocument(context, module)]));
    return jsonAnswer(200, documents);
  },
};
