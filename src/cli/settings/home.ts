import { homedir, userInfo } from 'node:os';
import { isAbsolute } from 'node:path';

/**
 * The user's own directory. In a container a user may have neither HOME nor an entry in the list of users: theirs is
 * then one that does not exist, so that whoever wants to write there says which option names another. An empty HOME
 * would put keys into whatever directory the program is started in.
 */
export function homeDirectory(ways: readonly (() => string)[] = [homedir, () => userInfo().homedir]): string {
  for (const find of ways) {
    try {
      const home = find();
      if (isAbsolute(home)) return home;
    } catch {
      // It is not known; the next may know.
    }
  }
  return '/nonexistent';
}
