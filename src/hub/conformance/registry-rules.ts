import { scenario, section } from './rule.ts';

const identity = (name: string) => scenario('identities', name);
const bulk = (name: string) => scenario('bulk', name);

/** hub-reference 1. */
export const registryRules = [
  ...section('Identities', [
    [
      'identity-crud',
      'PUT answers 200, never 201; DELETE answers 204 and takes twin and modules along',
      'live',
      identity('a device is created, read and deleted'),
    ],
    [
      'identity-ids',
      'Ids: 1 to 128 of the documented characters, percent-encoded in paths; else 400 ArgumentInvalid',
      'documentation',
      identity('ids may hold what the rules allow, percent-encoded'),
    ],
    [
      'identity-keys-again',
      'A PUT without authentication makes new keys, on updates as well',
      'live',
      identity('an update without authentication makes new keys'),
    ],
    [
      'identity-keys',
      'Keys: base64 of 16 to 64 bytes, both or neither',
      'live',
      identity('keys that cannot be are refused'),
    ],
    [
      'identity-thumbprints',
      'Thumbprints: 40 or 64 hexadecimal digits without separators, kept as sent',
      'live',
      identity('thumbprints are digits only, kept as sent'),
    ],
    [
      'identity-none',
      'Authentication type none: 400 for devices, keys for modules',
      'live',
      identity('a device must authenticate, a module then gets keys'),
    ],
    [
      'identity-generation',
      'An id that is used again is another generation',
      'documentation',
      identity('an id that is used again is another generation'),
    ],
    [
      'identity-list',
      'GET /devices, with or without a slash at its end, lists up to 1000',
      'live',
      identity('devices are listed, with and without a slash and top'),
    ],
    [
      'identity-statistics',
      'Statistics count devices, not modules',
      'documentation',
      identity('statistics count devices, not modules'),
    ],
    [
      'identity-scopes',
      'Edge devices get a scope of their own; a leaf names its parent in deviceScope',
      'live',
      identity('a leaf names its parent in deviceScope, an edge device in parentScopes'),
    ],
    [
      'edge-modules',
      'Edge devices have $edgeAgent and $edgeHub without being asked',
      'live',
      identity('an edge device has a scope of its own and two system modules'),
    ],
  ]),
  ...section('Errors of the registry', [
    [
      'device-unknown',
      'Unknown device: 404 DeviceNotFound',
      'documentation',
      identity('what is asked of an unknown device is DeviceNotFound'),
    ],
    [
      'module-unknown',
      'Unknown module: 404 ModuleNotFound',
      'documentation',
      identity('what is asked of an unknown module of a device is ModuleNotFound'),
    ],
    [
      'create-existing',
      'Creating what exists: 409 DeviceAlreadyExists, ModuleAlreadyExistsOnDevice',
      'live',
      identity('what exists is not created again'),
    ],
    [
      'etag-mismatch',
      'An etag that differs, or none on DELETE: 412 PreconditionFailed',
      'live',
      scenario('if-match', 'DELETE of a device: none is refused, a star deletes, an etag deletes if it is equal'),
    ],
    [
      'module-limit',
      'More than 50 modules: 413 TooManyModulesOnDevice',
      'documentation',
      identity('a device has at most 50 modules'),
    ],
    [
      'bad-json',
      'A body that is not JSON, or no object where one must be: 400 IotHubFormatError',
      'documentation',
      scenario('common', 'a body that is not JSON is refused'),
    ],
    [
      'bad-fields',
      'A bad field: 400 ArgumentInvalid; one that is missing: ArgumentNull',
      'documentation',
      identity('fields of wrong types or lengths are refused'),
    ],
    [
      'module-of-disabled',
      'Module identities of a missing or disabled device: 401; their twins are not affected',
      'live',
      identity('modules of a missing or disabled device are 401, their twins are not affected'),
    ],
  ]),
  ...section('Bulk', [
    [
      'bulk-modes',
      'POST /devices takes a bare array with import modes',
      'live',
      bulk('devices are created, updated and deleted in bulk'),
    ],
    [
      'bulk-partial',
      'An item that fails makes the answer 400; the others are done all the same',
      'documentation',
      bulk('items fail by themselves'),
    ],
    [
      'bulk-illegal',
      'So does an item whose id or mode is not legal: ArgumentInvalid',
      'inferred',
      bulk('an item that says what is not legal fails by itself'),
    ],
    [
      'bulk-code',
      'The header iothub-errorcode of an answer with failed items is BulkRegistryOperationFailure',
      'inferred',
      bulk('items fail by themselves'),
    ],
    [
      'bulk-warning',
      'A twin that breaks a rule is a warning, DeviceRegisteredWithoutTwin: the identity is made with an empty one',
      'sdk',
      bulk('a device whose twin breaks a rule is registered without it, with a warning'),
    ],
    [
      'bulk-reported',
      'properties.reported comes with a new identity; of one that exists it is ignored, as in a PATCH',
      'inferred',
      bulk('what was reported comes with a new identity, and not after it'),
    ],
    [
      'bulk-limit',
      'At most 100 items',
      'documentation',
      bulk('the body is a bare array of at most 100 items that can be understood'),
    ],
  ]),
];
