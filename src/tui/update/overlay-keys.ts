import type { Key } from '../keys/key.ts';
import type { Overlay, ScreenState } from '../state.ts';
import { compareKey } from './compare-keys.ts';
import { devicesKey } from './devices-keys.ts';
import { editKey, editorProblemKey } from './edit-keys.ts';
import type { Update } from './effect.ts';
import { createIdentityKey, deleteIdentityKey } from './identity-keys.ts';
import { cancelJobKey, jobsKey } from './jobs-keys.ts';
import type { KeyContext } from './key-context.ts';
import { methodKey } from './method-keys.ts';
import { modulesKey } from './modules-keys.ts';
import { confirmJobKey, createJobKey } from './new-job-keys.ts';
import { paletteKey } from './palette-keys.ts';
import { previewKey } from './preview-keys.ts';
import { scrollKey } from './scroll-keys.ts';
import { timelineKey } from './timeline-keys.ts';
import { wireKey } from './wire-keys.ts';

/** What lies over the panes takes every key. */
export function overlayKey(state: ScreenState, overlay: Overlay, key: Key, context: KeyContext): Update {
  switch (overlay.kind) {
    case 'help':
    case 'value':
    case 'problems':
    case 'device-log':
      return scrollKey(state, overlay, key, context);
    case 'palette':
      return paletteKey(state, overlay, key, context);
    case 'edit':
      return editKey(state, overlay, key, context);
    case 'preview':
      return previewKey(state, overlay, key, context);
    case 'editor-problem':
      return editorProblemKey(state, overlay, key);
    case 'timeline':
      return timelineKey(state, overlay, key, context);
    case 'compare':
      return compareKey(state, overlay, key, context);
    case 'wire':
      return wireKey(state, overlay, key, context);
    case 'devices':
      return devicesKey(state, overlay, key, context);
    case 'jobs':
      return jobsKey(state, overlay, key, context);
    case 'create-job':
      return createJobKey(state, overlay, key);
    case 'confirm-job':
      return confirmJobKey(state, overlay, key);
    case 'cancel-job':
      return cancelJobKey(state, overlay, key);
    case 'modules':
      return modulesKey(state, overlay, key);
    case 'create-identity':
      return createIdentityKey(state, overlay, key);
    case 'delete-identity':
      return deleteIdentityKey(state, overlay, key);
    case 'method':
      return methodKey(state, overlay, key);
  }
}
