import { HubError } from './hub-error.ts';

/**
 * The hub's refusals: symbolic name and number; the number begins with the HTTP status. hub-reference 0.7. Names that
 * were seen without a number carry the generic one of their status.
 */
const errorCodes = {
  GenericBadRequest: 400000,
  InvalidProtocolVersion: 400001,
  InvalidOperation: 400003,
  ArgumentInvalid: 400004,
  ArgumentNull: 400005,
  IotHubFormatError: 400006,
  DeviceDefinedMultipleTimes: 400011,
  BulkRegistryOperationFailure: 400013,
  RequestTimedOut: 400024,
  InvalidDeviceScope: 400028,
  InvalidConfigurationTargetCondition: 400401,
  InvalidConfigurationContent: 400402,
  InvalidConfigurationCustomMetricsQuery: 400404,
  StringIsNotThumbprint: 400000,
  DeviceAuthenticationTypeIsMissing: 400000,
  IotHubNotFound: 401001,
  IotHubUnauthorizedAccess: 401002,
  GenericForbidden: 403000,
  DeviceMaximumQueueDepthExceeded: 403004,
  OperationNotAvailableInCurrentTier: 403010,
  DeviceMaximumInflightMethodExceeded: 403800,
  GenericNotFound: 404000,
  DeviceNotFound: 404001,
  JobNotFound: 404002,
  ModuleNotFound: 404010,
  DeviceNotOnline: 404103,
  DeviceConnectionClosedRemotely: 404104,
  ConfigurationNotFound: 404301,
  GenericMethodNotAllowed: 405000,
  OperationNotAllowedInCurrentState: 405000,
  DeviceAlreadyExists: 409001,
  JobAlreadyExists: 409104,
  ModuleAlreadyExistsOnDevice: 409301,
  ConfigurationAlreadyExists: 409401,
  PreconditionFailed: 412001,
  DeviceMessageLockLost: 412002,
  GenericRequestEntityTooLarge: 413000,
  MessageTooLarge: 413001,
  TooManyDevices: 413002,
  TooManyModulesOnDevice: 413003,
  ConfigurationCountLimitExceeded: 413101,
  GenericUnsupportedMediaType: 415000,
  ThrottlingBacklogTimeout: 429003,
  ThrottlingMaxActiveJobCountExceeded: 429004,
  ServerError: 500001,
  GenericBadGateway: 502000,
  ServiceUnavailable: 503001,
  GatewayTimeout: 504101,
} as const;
export type ErrorCode = keyof typeof errorCodes;

/** A refusal by its symbolic name; status and number come from the table. */
export function hubError(code: ErrorCode, message: string, info?: HubError['info']): HubError {
  const number = errorCodes[code];
  return new HubError(Math.floor(number / 1000), code, number, message, info);
}
