import { join } from 'node:path';
import type { Environment } from './config.ts';
import { homeDirectory } from './home.ts';

/** Names the settings file in the place of the platform's; the environment alone is asked, not `.env`. */
export const settingsVariable = 'TWIN_TUI_CONFIG';

/** Where the platform wants programs to keep their settings: `config.json` in a folder of ours. */
export function settingsPath(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homeDirectory(),
): string {
  return environment[settingsVariable] || join(folderOf(environment, platform, home), 'twin-tui', 'config.json');
}

function folderOf(environment: Environment, platform: NodeJS.Platform, home: string): string {
  switch (platform) {
    case 'win32':
      return environment.APPDATA || join(home, 'AppData', 'Roaming');
    case 'darwin':
      return join(home, 'Library', 'Application Support');
    default:
      return environment.XDG_CONFIG_HOME || join(home, '.config');
  }
}
