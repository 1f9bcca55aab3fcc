/** What every peer's twins begin with; the answer to a GET is about 600 bytes long. */
export const sampleDesired = {
  telemetrySendFrequency: '5m',
  firmware: { channel: 'stable', version: '2.14.3', window: { from: '02:00', to: '04:30' } },
  limits: { temperature: 71.5, pressure: 1013, vibration: 0.25 },
  $version: 1,
};
export const sampleReported = {
  battery: 55,
  connectivity: { type: 'cellular', signal: -71, operator: 'Contoso Mobile' },
  firmware: { version: '2.14.2', state: 'downloading', progress: 40 },
  location: { latitude: 47.6426, longitude: -122.1369, building: 'Redmond43' },
  notes: 'calibrated after the move to the upper hall, next service in spring',
};

export const deviceId = (index: number): string => `device-${index}`;
/** The key all devices of the bench share. */
export const deviceKey = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
export const answers = '$iothub/twin/res/#';
export const getTopic = '$iothub/twin/GET/?$rid=00000001';
export const patchTopic = '$iothub/twin/PATCH/properties/reported/?$rid=00000001';
