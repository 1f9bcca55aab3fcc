import { bareObject, type JsonObject, toBareObject } from '../../lib/json.ts';
import { mergeSection, replaceDiff } from '../../twin/merge.ts';
import { readSection, type TwinDocument, valuesOf } from '../../twin/twin-document.ts';
import { sectionContent, type TwinChange } from './twin-change.ts';

/** What the hub tells the device of a write: undefined when it tells nothing. hub-reference 2.5, 2.6. */
export function devicePush(twin: TwinDocument, change: TwinChange): JsonObject | undefined {
  const diff = desiredDiff(twin, change);
  return diff && { ...diff, $version: readSection(twin.properties.desired).version + 1 };
}

function desiredDiff(twin: TwinDocument, { kind, content }: TwinChange): JsonObject | undefined {
  // Bare, so that keys such as `constructor` are data.
  const before = toBareObject(valuesOf(twin, 'desired'));
  const written = toBareObject(sectionContent(content, 'desired') ?? bareObject());
  return kind === 'replace'
    ? replaceDiff(before, written)
    : mergeSection(before, bareObject(), written, bareObject()).diff;
}
