import { safeJson } from '../../lib/escape.ts';
import { bareObject, isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { printSegment } from '../../query/language/print-path.ts';
import { quoteText } from '../../query/language/scan-string.ts';
import type { TreeNode } from '../panes/twin-tree.ts';
import { shellQuoted } from './shell-quoted.ts';

type Node = Pick<TreeNode, 'section' | 'path' | 'value'>;
type Place = { readonly deviceId: string; readonly moduleId?: string | undefined; readonly hostName: string };

/** A node of a twin in the forms that people paste elsewhere. */
export const copyText = {
  value: ({ value }: Node): string => (typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)),

  path: (node: Node): string => writtenPath(node),

  /** The condition is an equality where the language has one, else whether the path is there. */
  query: (node: Node, { moduleId }: Pick<Place, 'moduleId'>): string =>
    `SELECT * FROM ${moduleId === undefined ? 'devices' : 'devices.modules'} WHERE ${conditionOf(node)}`,

  az: (node: Node, { deviceId, moduleId, hostName }: Place): string => {
    const hub = hostName.split('.')[0]!;
    const [end, id] = moduleId === undefined ? ['device', ''] : ['module', ` --module-id ${shellQuoted(moduleId)}`];
    const about = `--hub-name ${shellQuoted(hub)} --device-id ${shellQuoted(deviceId)}${id}`;
    if (node.section === 'reported') return `az iot hub ${end}-twin show ${about}`;
    return `az iot hub ${end}-twin update ${about} --${node.section} ${shellQuoted(safeJson(contentAt(node)))}`;
  },

  code: (node: Node, { deviceId, moduleId }: Place): string => {
    const name = moduleId === undefined ? safeJson(deviceId) : `${safeJson(deviceId)}, ${safeJson(moduleId)}`;
    const twinOf = moduleId === undefined ? 'Twin' : 'ModuleTwin';
    if (node.section === 'reported') return `twin.properties.reported.update(${safeJson(contentAt(node))}, callback);`;
    const content = contentAt(node);
    const patch = node.section === 'tags' ? { tags: content } : { properties: { desired: content } };
    return `const { responseBody: twin } = await registry.get${twinOf}(${name});\nawait registry.update${twinOf}(${name}, ${safeJson(patch)}, twin.etag);`;
  },
};

function conditionOf(node: Node): string {
  const path = writtenPath(node);
  const { value } = node;
  if (typeof value === 'string') return `${path} = ${quoteText(value)}`;
  return typeof value === 'number' || typeof value === 'boolean' ? `${path} = ${value}` : `IS_DEFINED(${path})`;
}

/** A path as a query writes it: names that would be read otherwise stand in brackets. */
function writtenPath({ section, path }: Node): string {
  const names = [...(section === 'tags' ? ['tags'] : ['properties', section]), ...path];
  return names.map((name, index) => (index === 0 ? name : printSegment(name))).join('.');
}

/** The node's value at its place below the section, e.g. `{"location":{"region":"US"}}`. */
function contentAt({ path, value }: Node): JsonObject {
  const content = [...path].reverse().reduce<Json>((inner, key) => {
    const outer = bareObject();
    outer[key] = inner;
    return outer;
  }, value);
  return isObject(content) ? content : bareObject();
}
