import { bareObject, isObject, type Json, type JsonObject } from '../../lib/json.ts';
import type { SectionName } from '../../twin/limits.ts';
import { TwinRuleError } from '../../twin/rule-error.ts';
import { validateSize, validateWrite } from '../../twin/validate.ts';
import { counter, type MemberTests, memberFault, object, shown, text } from './member-checks.ts';

const members: MemberTests = {
  etag: counter,
  tags: object,
  'desired.values': object,
  'desired.metadata': object,
  'desired.version': counter,
  'reported.values': object,
  'reported.metadata': object,
  'reported.version': counter,
  modelId: text,
  configurations: object,
};

type Section = { readonly values: JsonObject; readonly metadata: JsonObject };

/** What is wrong with a twin as a hub keeps it, or undefined: what no write could have left is not taken in. */
export function twinFault(value: JsonObject): string | undefined {
  const fault = memberFault(value, 'twin', members);
  if (fault !== undefined) return fault;
  const [desired, reported] = [value.desired, value.reported] as unknown as [Section, Section];
  return (
    ruleFault('tags', value.tags as JsonObject) ??
    ruleFault('desired', desired.values) ??
    ruleFault('reported', reported.values) ??
    metadataFault('desired', desired.metadata) ??
    metadataFault('reported', reported.metadata) ??
    statusFault(value.configurations as JsonObject)
  );
}

function ruleFault(section: SectionName, values: JsonObject): string | undefined {
  try {
    validateWrite(section, values, 'forbidden');
    validateSize(section, bareObject(), values);
    return undefined;
  } catch (error) {
    if (error instanceof TwinRuleError) return error.message;
    throw error;
  }
}

/** Each node says when it was written; its other members are nodes. hub-reference 2.4. */
function metadataFault(path: string, node: Json): string | undefined {
  if (!isObject(node)) return `expected an object at ${path} of the $metadata, found ${shown(node)}`;
  const { $lastUpdated, $lastUpdatedVersion, ...inner } = node;
  if (!text.holds($lastUpdated)) return `expected a $lastUpdated at ${path} of the $metadata`;
  if ($lastUpdatedVersion !== undefined && !counter.holds($lastUpdatedVersion)) {
    return `expected $lastUpdatedVersion at ${path} of the $metadata to be ${counter.expected}`;
  }
  for (const name of Object.keys(inner)) {
    const fault = metadataFault(`${path}.${shown(name)}`, inner[name]!);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function statusFault(configurations: JsonObject): string | undefined {
  for (const id of Object.keys(configurations)) {
    const entry = configurations[id]!;
    const status = isObject(entry) ? entry.status : undefined;
    if (status !== 'Applied' && status !== 'Targeted') {
      return `expected the status of the configuration ${JSON.stringify(id)} to be Applied or Targeted, found ${shown(status)}`;
    }
  }
  return undefined;
}
