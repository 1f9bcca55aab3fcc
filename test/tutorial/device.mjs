// The simulated device of the getting-started tutorial for device twins, as anyone would write it with the device SDK.
// It takes the device's connection string from the environment and knows nothing else of the hub.
import iotDevice from 'azure-iot-device';
import iotDeviceMqtt from 'azure-iot-device-mqtt';

const transport = process.env.TRANSPORT === 'mqtt-ws' ? iotDeviceMqtt.MqttWs : iotDeviceMqtt.Mqtt;
const client = iotDevice.Client.fromConnectionString(process.env.IOTHUB_DEVICE_CONNECTION_STRING, transport);
await client.open();
console.log('connected');

const twin = await client.getTwin();
console.log(`desired version ${twin.properties.desired.$version}`);

const patch = { connectivity: { type: process.argv[2] ?? 'cellular' } };
await new Promise((resolve, reject) => {
  twin.properties.reported.update(patch, error => (error ? reject(error) : resolve()));
});
console.log(`reported ${JSON.stringify(patch)}`);
await client.close();
