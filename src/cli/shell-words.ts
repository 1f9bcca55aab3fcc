/** Command lines for a person to copy: a POSIX shell's, on Windows PowerShell's. */
export function quoted(text: string, platform: NodeJS.Platform = process.platform): string {
  return `'${text.replaceAll("'", platform === 'win32' ? "''" : "'\\''")}'`;
}

/** A program with an environment variable of its own; on Windows it stays for the session. */
export function withVariable(
  name: string,
  value: string,
  command: string,
  platform: NodeJS.Platform = process.platform,
): string {
  const set = `${name}=${quoted(value, platform)}`;
  return platform === 'win32' ? `$env:${set}; ${command}` : `${set} ${command}`;
}

export function settingOf(name: string, value: string, platform: NodeJS.Platform = process.platform): string {
  const set = `${name}=${quoted(value, platform)}`;
  return platform === 'win32' ? `$env:${set}` : `export ${set}`;
}

/** Shows who may read a file. */
export function rightsOf(path: string, platform: NodeJS.Platform = process.platform): string {
  return `${platform === 'win32' ? 'icacls' : 'ls -l'} ${quoted(path, platform)}`;
}
