/** The name in an authority such as `LocalHost:8883` or `[::1]:443`: lower case, without the port and brackets. */
export function hostOf(authority: string): string {
  const host = authority.toLowerCase();
  // Most name no port, and every CONNECT comes by here.
  if (!host.includes(':')) return host;
  return host.replace(/^(\[.*\]|[^:]*):\d+$/, '$1').replace(/^\[(.*)\]$/, '$1');
}
