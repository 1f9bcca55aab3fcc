import { quoted, withVariable } from './shell-words.ts';

/** What a person needs to point programs at a hub of this machine. */
export type RecipePlace = {
  readonly hostName: string;
  readonly address: string;
  readonly mqttPort: number;
  readonly httpsPort: number;
  readonly caFile: string;
  readonly serviceConnectionString: string;
  readonly deviceId: string;
  readonly deviceConnectionString: string | undefined;
};

/** Lines to copy, for each SDK; what a port other than the usual one forbids is said. */
export function recipes(place: RecipePlace, platform: NodeJS.Platform = process.platform): string {
  const usual = place.mqttPort === 8883 && place.httpsPort === 443;
  return [
    `The hub is ready: MQTT on ${place.address}:${place.mqttPort}, HTTPS on ${place.address}:${place.httpsPort}`,
    '',
    section('Back end', place.serviceConnectionString),
    section(
      `Device ${place.deviceId}`,
      place.deviceConnectionString ?? `twin-tui device connection-string ${place.deviceId}`,
    ),
    section('CA certificate', place.caFile),
    ...nodeRecipe(place, platform),
    ...otherRecipes(place, usual, platform),
    ...toolRecipes(place, platform),
    '',
  ].join('\n');
}

function section(heading: string, ...lines: readonly string[]): string {
  return [heading, ...lines.map(line => `  ${line}`), ''].join('\n');
}

function nodeRecipe({ caFile, httpsPort }: RecipePlace, platform: NodeJS.Platform): string[] {
  const lines = [withVariable('NODE_EXTRA_CA_CERTS', caFile, 'node your-program.js', platform)];
  if (httpsPort !== 443) {
    lines.push(`Device programs work as they are. azure-iothub always asks for port 443, this hub has ${httpsPort}:`);
    const linux = ' (it may need sudo, or setcap on Linux)';
    lines.push(`start the hub with --https-port 443${platform === 'win32' ? '' : linux}.`);
  }
  return [section('Node.js, unchanged tutorial programs', ...lines)];
}

function otherRecipes(
  { caFile, mqttPort, deviceConnectionString = '<device string>' }: RecipePlace,
  usual: boolean,
  platform: NodeJS.Platform,
): string[] {
  // What JSON escapes, Python and C# escape alike: backslashes in paths of Windows above all.
  const [file, string] = [JSON.stringify(caFile), JSON.stringify(deviceConnectionString)];
  const shellFile = quoted(caFile, platform);
  const lines = [
    `Python  IoTHubDeviceClient.create_from_connection_string(${string}, server_verification_cert=open(${file}).read())`,
    `C#      add it to the user's Root store: new X509Store(StoreName.Root).Add(new X509Certificate2(${file}))`,
    `Java    keytool -importcert -noprompt -alias twin-tui -file ${shellFile} -keystore truststore.jks -storepass changeit`,
    `C       IoTHubDeviceClient_SetOption(client, OPTION_TRUSTED_CERT, pem), pem being the text of ${caFile}`,
  ];
  if (!usual) lines.push(`These SDKs know the ports 8883 and 443 only; this hub has MQTT on ${mqttPort}.`);
  return [section('Other SDKs', ...lines)];
}

function toolRecipes(
  { hostName, address, mqttPort, httpsPort, caFile, deviceId }: RecipePlace,
  platform: NodeJS.Platform,
): string[] {
  const user = `${hostName}/${deviceId}/?api-version=2021-04-12`;
  const file = quoted(caFile, platform);
  // PowerShell's own `curl` is another program.
  const curl = platform === 'win32' ? 'curl.exe' : 'curl';
  return [
    section(
      'mosquitto and curl, with a SAS token in $SAS',
      `mosquitto_sub -h ${address} -p ${mqttPort} --cafile ${file} -i ${deviceId} -u '${user}' -P "$SAS" -t '$iothub/twin/res/#'`,
      `${curl} --cacert ${file} -H "Authorization: $SAS" 'https://${address}:${httpsPort}/twins/${deviceId}?api-version=2021-04-12'`,
    ),
  ];
}
