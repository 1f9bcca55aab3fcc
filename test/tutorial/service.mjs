// The back end of the getting-started tutorial for device twins, as anyone would write it with the service SDK.
// It takes a service connection string from the environment and knows nothing else of the hub.
import iothub from 'azure-iothub';

const deviceId = process.argv[2] ?? 'myDeviceId';
const registry = iothub.Registry.fromConnectionString(process.env.IOTHUB_CONNECTION_STRING);

const { responseBody: twin } = await registry.getTwin(deviceId);
await twin.update({ tags: { location: { region: 'US', plant: 'Redmond43' } } });

const inPlant = "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'";
console.log(`in Redmond43: ${await idsOf(inPlant)}`);
console.log(
  `in Redmond43 on cellular: ${await idsOf(`${inPlant} AND properties.reported.connectivity.type = 'cellular'`)}`,
);

async function idsOf(sql) {
  const query = registry.createQuery(sql, 100);
  const ids = [];
  while (query.hasMoreResults) {
    const { result } = await query.nextAsTwin();
    ids.push(...result.map(found => found.deviceId));
  }
  return ids.length > 0 ? ids.join(', ') : 'none';
}
