import type { DeviceSnapshot } from '../clients/device/device-snapshot.ts';
import type { SimulatedDevice, SimulatedDeviceState } from '../clients/simulated-device/simulated-device.ts';
import { useObservable } from './use-observable.ts';

export type DeviceView = {
  /** The device's connection and twin. */
  readonly client: DeviceSnapshot;
  /** What is simulated on top: channel, battery, firmware, policy, methods. */
  readonly simulation: SimulatedDeviceState;
};

/** Gives what a device pane shows: the device client's connection and twin, and what is simulated on top of it. */
export function useDevice(device: SimulatedDevice): DeviceView {
  return { client: useObservable(device.client), simulation: useObservable(device) };
}
