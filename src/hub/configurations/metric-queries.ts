import { type Configuration, contentKind, type MetricQueries } from './configuration.ts';

/** The queries behind the metrics that every configuration has. hub-reference 5.8, 6.2. */
export function systemQueries(configuration: Configuration): MetricQueries {
  const { id, targetCondition } = configuration;
  const applied = `configurations.[[${id}]].status = 'Applied'`;
  switch (contentKind(configuration.content)) {
    case 'deviceContent':
      return {
        targetedCount: `SELECT deviceId FROM devices${where(targetCondition)}`,
        appliedCount: `SELECT deviceId FROM devices WHERE ${applied}`,
      };
    case 'moduleContent':
      return {
        targetedCount: `SELECT deviceId FROM devices.modules${where(moduleCondition(targetCondition))}`,
        appliedCount: `SELECT deviceId FROM devices.modules WHERE ${applied}`,
      };
    case 'modulesContent':
      return edgeQueries(targetCondition, applied);
  }
}

function edgeQueries(targetCondition: string, applied: string): MetricQueries {
  const isEdge = 'capabilities.iotEdge = true';
  const isTarget = targetCondition === '*' ? isEdge : `${isEdge} AND (${targetCondition})`;
  const agent = `SELECT deviceId FROM devices.modules WHERE moduleId = '$edgeAgent' AND ${applied}`;
  const isCurrent = 'properties.desired.$version = properties.reported.lastDesiredVersion';
  return {
    targetedCount: `SELECT deviceId FROM devices WHERE ${isTarget}`,
    appliedCount: agent,
    reportedSuccessfulCount: `${agent} AND ${isCurrent} AND properties.reported.lastDesiredStatus.code = 200`,
    reportedFailedCount: `${agent} AND ${isCurrent} AND properties.reported.lastDesiredStatus.code != 200`,
  };
}

function where(condition: string): string {
  return condition.trim() === '*' || condition === '' ? '' : ` WHERE ${condition}`;
}

/** Conditions for modules begin with `FROM devices.modules WHERE`. hub-reference 5.2. */
function moduleCondition(targetCondition: string): string {
  return targetCondition.replace(/^\s*from\s+devices\.modules(\s+where)?\s*/i, '') || '*';
}
