import { scenario, section } from './rule.ts';

const configuration = (name: string) => scenario('configurations', name);
const automatic = (name: string) => `test/hub/operations/configurations/registry-configurations.test.ts: ${name}`;

/** hub-reference 6.2. */
export const configurationRules = [
  ...section('Configurations', [
    [
      'configuration-put',
      'PUT /configurations/{id}: 200, created or updated by If-Match; content is needed every time',
      'live',
      scenario('if-match', 'PUT of a configuration: none creates, a star updates, an etag must be quoted'),
    ],
    [
      'configuration-content-needed',
      'An update without content is 400 InvalidConfigurationContent',
      'documentation',
      configuration('the content of a configuration never changes, silently'),
    ],
    [
      'configuration-get',
      'GET /configurations/{id}: 200, or 404 ConfigurationNotFound',
      'documentation',
      configuration('a configuration that is not there is ConfigurationNotFound'),
    ],
    [
      'configuration-list',
      'GET /configurations: all of them, whatever top says',
      'live',
      configuration('configurations are listed whole, whatever top says'),
    ],
    [
      'configuration-delete',
      'DELETE /configurations/{id}: 204',
      'documentation',
      scenario('if-match', 'DELETE of a configuration: none and a star delete, an etag deletes if it is equal'),
    ],
    [
      'configuration-test',
      'POST /configurations/testQueries: 200, errors in its body; refuses the star that PUT takes',
      'live',
      configuration('testQueries tells errors in its body, and refuses the star that PUT takes'),
    ],
    [
      'configuration-etag',
      'The etag is base64 of a counter, quoted in the header, bare in the body',
      'live',
      configuration(
        'a configuration is created without If-Match and answered with its etag quoted in the header, bare in the body',
      ),
    ],
    [
      'configuration-id',
      "Ids: up to 128 lower-case letters, digits and - + % _ * ! '; else 400",
      'live',
      configuration("a configuration's id is of lower-case letters, digits and a few signs"),
    ],
    [
      'configuration-document',
      'Defaults: priority 0, labels and schemaVersion null; metrics without results until evaluated',
      'live',
      configuration('a configuration is answered whole, with what was left out'),
    ],
    [
      'configuration-content',
      'Content: exactly one of three kinds, paths below properties.desired; else 400 InvalidConfigurationContent',
      'documentation',
      configuration('content is exactly one kind, of paths below properties.desired'),
    ],
    [
      'configuration-parts',
      'Priority, condition and at most five metrics are checked',
      'documentation',
      configuration("a configuration's parts are checked"),
    ],
    [
      'configuration-condition',
      'A condition uses deviceId, moduleId, tags, properties.reported and properties.desired only; else 400',
      'live',
      configuration('a condition may use ids, tags and properties only'),
    ],
    [
      'configuration-immutable',
      'Content that is changed on update is silently kept as it was',
      'live',
      configuration('the content of a configuration never changes, silently'),
    ],
  ]),
  ...section('Automatic configurations', [
    [
      'configuration-star',
      'A star targets all devices and no modules',
      'documentation',
      configuration('a star targets all devices and no modules'),
    ],
    [
      'configuration-applied',
      'Content is merged into desired of the targeted twins, which bumps $version and notifies',
      'documentation',
      automatic('are applied to the twins of their target, which says so, and told with their cause'),
    ],
    [
      'configuration-priority',
      'The highest priority wins, of equal ones the newest; the outranked are Targeted',
      'documentation',
      configuration('the highest priority wins, of equal ones the newest; the outranked are Targeted'),
    ],
    [
      'configuration-leaving',
      'A twin that leaves the target loses the settings',
      'documentation',
      automatic('follow a twin that enters and leaves their target, and take their settings along'),
    ],
    [
      'configuration-deleted',
      'A configuration that is deleted leaves what it wrote',
      'live',
      automatic('leave what they wrote when they are deleted'),
    ],
    [
      'configuration-metrics',
      'System metrics count the targeted and the applied, custom ones the rows of their queries',
      'documentation',
      automatic('count in their metrics what they target, what they were applied to, and what their own queries find'),
    ],
    [
      'configuration-modules',
      'moduleContent goes to modules that a condition over devices.modules selects',
      'documentation',
      automatic('reach modules with a condition over modules'),
    ],
    [
      'configuration-edge',
      'modulesContent goes to the modules of edge devices; $edgeAgent carries the status',
      'inferred',
      automatic('deploy to the modules of edge devices, whose agent carries the status'),
    ],
    [
      'configuration-limit',
      'A hub holds 100 configurations: else 413 ConfigurationCountLimitExceeded',
      'documentation',
      automatic('holds 100 configurations'),
    ],
    [
      'configuration-limit-free',
      'A free hub holds 20, of them 10 that deploy to edge devices',
      'documentation',
      automatic('that is free holds 20, of them 10 that deploy to edge devices'),
    ],
    [
      'configuration-apply',
      'POST /devices/{id}/applyConfigurationContent: 204 on edge devices, 400 on others',
      'documentation',
      configuration('content is applied to the modules of an edge device, and to no other device'),
    ],
  ]),
];
