import { useEffect, useMemo, useRef, useState } from 'react';
import type { HubConnection } from '../clients/hub-connection.ts';
import { SimulatedDevice } from '../clients/simulated-device/simulated-device.ts';
import { type TwinTarget, targetName } from '../twin/twin-document.ts';

export type SimulatedDevices = {
  /** The one on the screen. */
  readonly current: SimulatedDevice;
  /** All that were begun, in that order. */
  readonly all: readonly SimulatedDevice[];
  /** Shows another device or module, begun and connected where it is new. Its failures are its state. */
  readonly simulate: (target: TwinTarget) => void;
};

/** Several simulated devices of one hub, of which one is shown; the others go on. */
export function useSimulatedDevices(connection: HubConnection, first: SimulatedDevice): SimulatedDevices {
  const [shown, setShown] = useState({ current: first, all: [first] as readonly SimulatedDevice[] });
  const simulate = useMemo(() => {
    const known = new Map([[targetName(first.client.getSnapshot()), first]]);
    return (target: TwinTarget) => {
      const name = targetName(target);
      const device = known.get(name) ?? new SimulatedDevice({ client: connection.device(target) });
      if (!known.has(name)) void device.client.connect().catch(() => {});
      known.set(name, device);
      setShown({ current: device, all: [...known.values()] });
    };
  }, [connection, first]);
  const others = useRef<readonly SimulatedDevice[]>([]);
  useEffect(() => {
    // The first one is its maker's to close.
    others.current = shown.all.filter(device => device !== first);
  }, [shown.all, first]);
  useEffect(
    () => () => {
      for (const device of others.current) device.close();
    },
    [],
  );
  return { ...shown, simulate };
}
