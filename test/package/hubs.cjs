const { startHub } = require('twin-tui/hub');

async function main() {
  await (await startHub()).stop();
  const hubs = await Promise.all(Array.from({ length: 20 }, () => startHub()));
  await hubs[0].createDevice('dev1', { tags: { a: 1 } });
  const { tags } = await hubs[0].request('GET', '/twins/dev1');
  if (tags.a !== 1) throw new Error('the twin has not begun with its tags');
  await Promise.all(hubs.map(hub => hub.stop()));
  console.log(`${new Set(hubs.map(({ mqttPort }) => mqttPort)).size} hubs`);
}

main();
