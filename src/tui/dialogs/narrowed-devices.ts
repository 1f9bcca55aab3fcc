import type { DeviceRow } from '../../clients/device-list.ts';

/** What a row says of a device, in the words of its columns. */
function deviceWords({ deviceId, status, connectionState, authenticationType, isEdge }: DeviceRow): string {
  const connection = connectionState === 'Connected' ? 'online' : 'offline';
  return [deviceId, status, connection, authenticationType, isEdge ? 'edge' : ''].join(' ').toLowerCase();
}

/** The devices that have every typed word in a column; all of them while nothing is typed. */
export function narrowedDevices(devices: readonly DeviceRow[], text: string): readonly DeviceRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return devices;
  return devices.filter(device => words.every(word => deviceWords(device).includes(word)));
}
