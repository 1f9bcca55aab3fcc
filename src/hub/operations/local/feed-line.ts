import type { HubEventRecord } from '../../feed.ts';

const lines = new WeakMap<HubEventRecord, string>();

/** An event as a line of the feed; made once, however many read it. Keys of identities stay out. */
export function feedLine(event: HubEventRecord): string {
  const known = lines.get(event);
  if (known !== undefined) return known;
  const line = `${JSON.stringify(shown(event))}\n`;
  lines.set(event, line);
  return line;
}

function shown(event: HubEventRecord): object {
  switch (event.type) {
    case 'twin': {
      const { before: _before, ...rest } = event;
      return rest;
    }
    case 'lifecycle': {
      const { before: _before, after, ...rest } = event;
      return after === undefined
        ? rest
        : { ...rest, status: after.status, authenticationType: after.authentication.type };
    }
    default:
      return event;
  }
}
