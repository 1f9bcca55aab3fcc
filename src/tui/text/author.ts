import type { ChangedBy } from '../../clients/twin-watch.ts';

/** Who made a version, in a word or two. */
export function authorOf(changedBy: ChangedBy): string {
  switch (changedBy.by) {
    case 'device':
      return 'the device';
    case 'service':
      return changedBy.policy === undefined ? 'a service' : `service ${changedBy.policy}`;
    case 'this-app':
      return 'this screen';
    case 'job':
      return `job ${changedBy.id}`;
    case 'configuration':
      return `configuration ${changedBy.id}`;
    case 'hub':
      return 'the hub';
    case 'unknown':
      return 'unknown';
  }
}
