import type { JsonObject } from '../../src/lib/json.ts';
import type { TwinDocument } from '../../src/twin/twin-document.ts';
import { thermostat } from '../../test/helpers/screen-props.ts';

/** About 31 KB of desired properties, which is nearly all that a hub takes: groups of settings, as devices have them. */
export function largeSection(groups = 70): JsonObject {
  return Object.fromEntries(
    Array.from({ length: groups }, (_, group) => [
      `component${group}`,
      Object.fromEntries(
        Array.from({ length: 12 }, (_, index) => [
          `setting${index}`,
          index % 3 === 0
            ? `a value of ${group} and ${index}`
            : index % 3 === 1
              ? group * 1.5 + index
              : index % 2 === 0,
        ]),
      ),
    ]),
  );
}

export function largeTwin(): TwinDocument {
  const { desired } = thermostat.properties;
  return { ...thermostat, properties: { ...thermostat.properties, desired: { ...desired, ...largeSection() } } };
}
