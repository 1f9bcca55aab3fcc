import type { Operation } from '../http/operation.ts';
import { applyConfigurationContent } from './configurations/apply-configuration-content.ts';
import { deleteConfiguration } from './configurations/delete-configuration.ts';
import { getConfiguration } from './configurations/get-configuration.ts';
import { listConfigurations } from './configurations/list-configurations.ts';
import { putConfiguration } from './configurations/put-configuration.ts';
import { testQueries } from './configurations/test-queries.ts';
import { receiveMessage } from './device/receive-message.ts';
import { sendTelemetry } from './device/send-telemetry.ts';
import { getDigitalTwin } from './digital-twins/get-digital-twin.ts';
import { invokeCommand, invokeComponentCommand } from './digital-twins/invoke-command.ts';
import { patchDigitalTwin } from './digital-twins/patch-digital-twin.ts';
import { bulkDevices } from './identities/bulk-devices.ts';
import { deleteDevice, deleteModule } from './identities/delete-identity.ts';
import { getDevice, getModule } from './identities/get-identity.ts';
import { listDevices } from './identities/list-devices.ts';
import { listModules } from './identities/list-modules.ts';
import { purgeCommands } from './identities/purge-commands.ts';
import { putDevice, putModule } from './identities/put-identity.ts';
import { regenerateKeys } from './identities/regenerate-keys.ts';
import { deviceStatistics, serviceStatistics } from './identities/statistics.ts';
import { cancelTransferJob, createTransferJob, getTransferJob, listTransferJobs } from './identities/transfer-jobs.ts';
import { cancelJob } from './jobs/cancel-job.ts';
import { getJob } from './jobs/get-job.ts';
import { queryJobs } from './jobs/query-jobs.ts';
import { scheduleJob } from './jobs/schedule-job.ts';
import { addAuthority, listAuthorities, removeAuthority } from './local/authorities.ts';
import { catalogue } from './local/catalogue.ts';
import { control } from './local/control.ts';
import { explainQuery } from './local/explain-query.ts';
import { exportHub } from './local/export-hub.ts';
import { feed } from './local/feed.ts';
import { deletePolicy, listPolicies, putPolicy } from './local/policies.ts';
import { watchQuery } from './local/watch-query.ts';
import { invokeMethod, invokeModuleMethod } from './methods/invoke-method.ts';
import { queryTwins } from './query/query-twins.ts';
import { getModuleTwin, getTwin } from './twins/get-twin.ts';
import { patchModuleTwin, patchTwin } from './twins/patch-twin.ts';
import { replaceModuleTwin, replaceTwin } from './twins/replace-twin.ts';

/** Every operation of the REST interface. */
export const operationTable: readonly Operation[] = [
  ...[getDevice, putDevice, deleteDevice, listDevices, bulkDevices],
  ...[getModule, putModule, deleteModule, listModules],
  ...[regenerateKeys, purgeCommands, deviceStatistics, serviceStatistics],
  ...[createTransferJob, listTransferJobs, getTransferJob, cancelTransferJob],
  ...[getTwin, patchTwin, replaceTwin, getModuleTwin, patchModuleTwin, replaceModuleTwin],
  ...[getDigitalTwin, patchDigitalTwin, invokeCommand, invokeComponentCommand],
  ...[queryTwins, invokeMethod, invokeModuleMethod],
  ...[scheduleJob, getJob, cancelJob, queryJobs],
  ...[getConfiguration, putConfiguration, deleteConfiguration, listConfigurations],
  ...[testQueries, applyConfigurationContent],
  ...[sendTelemetry, receiveMessage],
  ...[listPolicies, putPolicy, deletePolicy, listAuthorities, addAuthority, removeAuthority],
  ...[feed, control, exportHub],
  ...[explainQuery, catalogue, watchQuery],
];
