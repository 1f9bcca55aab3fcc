import { type Configuration, contentKind, type MetricQueries } from './configuration.ts';

type Collection = 'devices' | 'devices.modules';

/** The queries behind the metrics that every configuration has; tools run them. hub-reference 5.8, 6.2. */
export function systemQueries(configuration: Configuration): MetricQueries {
  const { id, targetCondition } = configuration;
  const applied = `configurations.[[${id}]].status = 'Applied'`;
  switch (contentKind(configuration.content)) {
    case 'deviceContent':
      return { targetedCount: targeted('devices', targetCondition), appliedCount: select('devices', [applied]) };
    case 'moduleContent': {
      const from = 'devices.modules';
      return { targetedCount: targeted(from, targetCondition), appliedCount: select(from, [applied]) };
    }
    case 'modulesContent':
      return edgeQueries(targetCondition, applied);
  }
}

function edgeQueries(targetCondition: string, applied: string): MetricQueries {
  const agent = select('devices.modules', ["moduleId = '$edgeAgent'", applied]);
  const isCurrent = 'properties.desired.$version = properties.reported.lastDesiredVersion';
  return {
    targetedCount: targeted('devices', targetCondition, 'capabilities.iotEdge = true'),
    appliedCount: agent,
    reportedSuccessfulCount: `${agent} AND ${isCurrent} AND properties.reported.lastDesiredStatus.code = 200`,
    reportedFailedCount: `${agent} AND ${isCurrent} AND properties.reported.lastDesiredStatus.code != 200`,
  };
}

/** What the condition selects, of those that a configuration of this kind goes to. */
function targeted(from: Collection, targetCondition: string, kind?: string): string {
  const condition = conditionOver(from, targetCondition);
  if (condition === '*') return select(from, kind === undefined ? [] : [kind]);
  return select(from, kind === undefined ? [condition] : [kind, `(${condition})`]);
}

/** A condition may begin with its source, one for modules must. One over other twins, or none, selects nothing. */
function conditionOver(from: Collection, targetCondition: string): string {
  const [source = '', modules] = /^\s*from\s+devices(\.modules)?(?:\s+where\b|\s*$)/i.exec(targetCondition) ?? [];
  const isMeant = (modules !== undefined) === (from === 'devices.modules');
  if (!isMeant || targetCondition.trim() === '') return 'false';
  return targetCondition.slice(source.length).trim() || '*';
}

function select(from: Collection, conditions: readonly string[]): string {
  return `SELECT deviceId FROM ${from}${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}`;
}
