import { join } from 'node:path';
import type { Environment } from './config.ts';
import { homeDirectory } from './home.ts';

/** Where the platform wants programs to keep their data. */
export function defaultDataDirectory(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homeDirectory(),
): string {
  switch (platform) {
    case 'win32':
      return join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'twin-tui');
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'twin-tui');
    default:
      return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'twin-tui');
  }
}
