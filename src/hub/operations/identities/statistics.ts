import { jsonAnswer, type Operation } from '../../http/operation.ts';

/** hub-reference 1.1; on a real hub these numbers lag. */
export const deviceStatistics: Operation = {
  name: 'GetDeviceStatistics',
  method: 'GET',
  path: '/statistics/devices',
  access: 'RegistryRead',
  family: 'RegistryRead',
  run: ({ state }) => {
    let [totalDeviceCount, enabledDeviceCount] = [0, 0];
    for (const [, { moduleId, status }] of state.entries('identity')) {
      if (moduleId !== undefined) continue;
      totalDeviceCount++;
      if (status === 'enabled') enabledDeviceCount++;
    }
    const disabledDeviceCount = totalDeviceCount - enabledDeviceCount;
    return jsonAnswer(200, { totalDeviceCount, enabledDeviceCount, disabledDeviceCount });
  },
};

export const serviceStatistics: Operation = {
  name: 'GetServiceStatistics',
  method: 'GET',
  path: '/statistics/service',
  access: 'RegistryRead',
  family: 'RegistryRead',
  run: ({ connections }) => jsonAnswer(200, { connectedDeviceCount: connections.connectedDeviceCount }),
};
