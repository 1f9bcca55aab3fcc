import { DefaultAzureCredential } from '@azure/identity';
import { ClientError } from '../../clients/client-error.ts';
import type { TokenIssuer } from '../../clients/service/service-access.ts';
import { messageOf } from '../../lib/errors.ts';

const hint = [
  'Sign in with: az login. Or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.',
  'Who signs in needs a role of the hub, such as IoT Hub Data Contributor or IoT Hub Twin Contributor.',
].join('\n');

/**
 * Whoever is signed in on this machine, in the order that all Azure tools keep: the environment, a workload's or a
 * machine's own identity, then the command lines az, Azure PowerShell and azd. Tokens are asked for when they are
 * needed.
 */
export function entraIssuer(): TokenIssuer {
  const credential = new DefaultAzureCredential();
  return {
    getToken: async scope => {
      try {
        return await credential.getToken(scope);
      } catch (error) {
        // Of several lines the first says only that all ways have failed; the second tells why the first of them did.
        const [first = '', second = first] = messageOf(error).split('\n');
        throw new ClientError('unauthorized', `nobody is signed in with Entra ID: ${second}`, { hint, cause: error });
      }
    },
  };
}
