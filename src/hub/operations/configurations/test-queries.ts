import { isObject, type Json } from '../../../lib/json.ts';
import { metricErrors } from '../../configurations/metrics.ts';
import { parseMetrics } from '../../configurations/parse-configuration.ts';
import { checkTargetCondition } from '../../configurations/targets.ts';
import type { HubContext } from '../../context.ts';
import { jsonAnswer, type Operation } from '../../http/operation.ts';
import { argumentInvalid, HubError } from '../../hub-error.ts';

/** Says in its body what is wrong with a condition and with metric queries. hub-reference 6.2. */
export const testQueries: Operation = {
  name: 'TestConfigurationQueries',
  method: 'POST',
  path: '/configurations/testQueries',
  access: 'ServiceConnect',
  family: 'ConfigurationRead',
  run: async (context, { json }) => {
    const body = json();
    if (!isObject(body)) throw argumentInvalid('expected an object with targetCondition and customMetricQueries');
    const targetConditionError = await conditionError(context, body.targetCondition);
    const customMetricQueryErrors = await metricErrors(context, parseMetrics(body.customMetricQueries));
    return jsonAnswer(200, { targetConditionError, customMetricQueryErrors });
  },
};

/** A star is refused here, though PUT takes it. hub-reference 6.2 (live). */
async function conditionError(context: HubContext, condition: Json | undefined): Promise<string | null> {
  if (condition === undefined || condition === null) return null;
  if (typeof condition !== 'string') throw argumentInvalid('targetCondition must be a text');
  if (condition.trim() === '*') return "'*' is no condition";
  try {
    await checkTargetCondition(context, condition);
    return null;
  } catch (error) {
    if (error instanceof HubError && error.status === 400) return error.message;
    throw error;
  }
}
