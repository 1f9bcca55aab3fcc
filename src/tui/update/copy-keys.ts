import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { ScreenState } from '../state.ts';
import { copyText } from '../text/copy-text.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { shownTarget } from './shown-twin.ts';
import { told } from './told.ts';
import { cursorIndex, withTwin } from './twin-cursor.ts';

/** The key after `y`. */
export function copyKey(state: ScreenState, key: Key, context: KeyContext): Update {
  const after = withTwin(state, { isCopying: false });
  const node = context.nodes[cursorIndex(state, context.nodes)];
  const act = actOf('copy', key.name);
  if (node === undefined || act === undefined) return { state: told(after, 'nothing was copied') };
  const place = { ...shownTarget(state), hostName: context.hostName };
  switch (act) {
    case 'copy-value':
      return { state: after, effect: { kind: 'copy', what: 'the value', text: copyText.value(node) } };
    case 'copy-path':
      return { state: after, effect: { kind: 'copy', what: 'the path', text: copyText.path(node) } };
    case 'copy-query':
      return { state: after, effect: { kind: 'copy', what: 'a query', text: copyText.query(node, place) } };
    case 'copy-az':
      return { state: after, effect: { kind: 'copy', what: 'an az command', text: copyText.az(node, place) } };
    case 'copy-code':
      return { state: after, effect: { kind: 'copy', what: 'Node code', text: copyText.code(node, place) } };
    default:
      return { state: after };
  }
}
