import { clientRules } from './client-rules.ts';
import { configurationRules } from './configuration-rules.ts';
import { decisionRules, deviationRules } from './decision-rules.ts';
import { jobRules } from './job-rules.ts';
import { methodRules } from './method-rules.ts';
import { mqttRules } from './mqtt-rules.ts';
import { mqttSessionRules } from './mqtt-session-rules.ts';
import { mqttTopicRules } from './mqtt-topic-rules.ts';
import { mqttTwinRules } from './mqtt-twin-rules.ts';
import { queryRules } from './query-rules.ts';
import { registryRules } from './registry-rules.ts';
import { restRules } from './rest-rules.ts';
import type { ConformanceRule } from './rule.ts';
import { twinLimitRules } from './twin-limit-rules.ts';
import { twinRules } from './twin-rules.ts';

/** Everything the hub promises to do as Azure IoT Hub does it, in the order of hub-reference. */
export const rules: readonly ConformanceRule[] = [
  ...restRules,
  ...registryRules,
  ...twinRules,
  ...twinLimitRules,
  ...mqttRules,
  ...mqttSessionRules,
  ...mqttTopicRules,
  ...mqttTwinRules,
  ...methodRules,
  ...queryRules,
  ...jobRules,
  ...configurationRules,
  ...clientRules,
  ...decisionRules,
  ...deviationRules,
];
