import type { CollectionName } from './ast.ts';

export type MemberType = 'string' | 'number' | 'boolean' | 'time' | 'object' | 'array';

/**
 * What the hub itself writes into a row. Its names match in any case and are answered in this one. hub-reference 5.3
 */
export type Member = {
  readonly name: string;
  readonly type: MemberType;
  readonly doc: string;
  /** The names the hub prescribes one level below; those under tags, desired and reported are the user's. */
  readonly members?: readonly Member[];
  /** All it can hold, where that is little. */
  readonly values?: readonly string[];
  /** The only names there may be below, others are an error. */
  readonly closed?: boolean;
};

const deviceId: Member = { name: 'deviceId', type: 'string', doc: 'the device' };
const moduleId: Member = { name: 'moduleId', type: 'string', doc: 'the module, in devices.modules' };

const sections: readonly Member[] = [
  { name: 'desired', type: 'object', doc: 'what the device shall do' },
  { name: 'reported', type: 'object', doc: 'what the device says it does' },
];

const twinMembers: readonly Member[] = [
  deviceId,
  moduleId,
  { name: 'tags', type: 'object', doc: 'what the back end notes about the device' },
  { name: 'properties', type: 'object', doc: 'desired and reported', members: sections, closed: true },
  { name: 'status', type: 'string', doc: 'whether the device may connect', values: ['enabled', 'disabled'] },
  { name: 'statusReason', type: 'string', doc: 'why it has that status' },
  { name: 'statusUpdateTime', type: 'time', doc: 'when the status changed' },
  {
    name: 'connectionState',
    type: 'string',
    doc: 'whether the device is connected',
    values: ['Connected', 'Disconnected'],
  },
  { name: 'lastActivityTime', type: 'time', doc: 'when the device last connected or sent something' },
  { name: 'cloudToDeviceMessageCount', type: 'number', doc: 'messages waiting for the device' },
  {
    name: 'authenticationType',
    type: 'string',
    doc: 'how the device proves who it is',
    values: ['sas', 'selfSigned', 'certificateAuthority'],
  },
  {
    name: 'x509Thumbprint',
    type: 'object',
    doc: 'thumbprints of its certificates',
    members: [
      { name: 'primaryThumbprint', type: 'string', doc: 'SHA-1 of the first certificate' },
      { name: 'secondaryThumbprint', type: 'string', doc: 'SHA-1 of the second certificate' },
    ],
  },
  { name: 'modelId', type: 'string', doc: 'the plug-and-play model the device announced' },
  { name: 'etag', type: 'string', doc: 'of the twin' },
  { name: 'deviceEtag', type: 'string', doc: 'of the identity' },
  { name: 'version', type: 'number', doc: 'counts the changes of the twin' },
  { name: 'configurations', type: 'object', doc: 'configurations that target the device, by name' },
  {
    name: 'capabilities',
    type: 'object',
    doc: 'what the device can be',
    members: [{ name: 'iotEdge', type: 'boolean', doc: 'whether it is an edge device' }],
  },
  { name: 'deviceScope', type: 'string', doc: 'the edge device it belongs to' },
  { name: 'parentScopes', type: 'array', doc: 'the edge devices above it' },
];

const jobMembers: readonly Member[] = [
  deviceId,
  moduleId,
  { name: 'jobId', type: 'string', doc: 'the job' },
  {
    name: 'jobType',
    type: 'string',
    doc: 'what the job does',
    values: ['scheduleUpdateTwin', 'scheduleDeviceMethod'],
  },
  {
    name: 'status',
    type: 'string',
    doc: 'how far the job is on the device',
    values: ['pending', 'scheduled', 'running', 'completed', 'failed', 'canceled'],
  },
  { name: 'startTimeUtc', type: 'time', doc: 'when the job began on the device' },
  { name: 'endTimeUtc', type: 'time', doc: 'when it ended there' },
  { name: 'createdDateTimeUtc', type: 'time', doc: 'when the job was created' },
  { name: 'lastUpdatedDateTimeUtc', type: 'time', doc: 'when the row last changed' },
  { name: 'outcome', type: 'object', doc: "a method's answer" },
  { name: 'error', type: 'object', doc: 'why it failed' },
];

/** Below any section: the counters and times the hub keeps. */
export const sectionMembers: readonly Member[] = [
  { name: '$version', type: 'number', doc: 'counts the changes of the section' },
  { name: '$metadata', type: 'object', doc: 'when each property changed' },
  { name: '$lastUpdated', type: 'time', doc: 'when it changed' },
  { name: '$lastUpdatedVersion', type: 'number', doc: 'in which version it changed' },
];

/** The documentation's job query says `createdTimeUtc`, the rows name it otherwise. hub-reference 5.8 */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['createdtimeutc', 'createdDateTimeUtc'],
  ['lastupdatedtimeutc', 'lastUpdatedDateTimeUtc'],
]);

/** Members at the root of a row; of twins where the collection is not known. */
export function membersOf(collection: CollectionName | undefined): readonly Member[] {
  return collection === 'devices.jobs' ? jobMembers : twinMembers;
}

export function findMember(members: readonly Member[], name: string): Member | undefined {
  const folded = name.toLowerCase();
  const wanted = (members === jobMembers ? otherNames.get(folded) : undefined)?.toLowerCase() ?? folded;
  return members.find(member => member.name.toLowerCase() === wanted);
}
