import { textField } from '../edit/text-field.ts';
import type { Act } from '../keys/key-table.ts';
import { emptyField, type ScreenState } from '../state.ts';
import { allDevices } from './devices-keys.ts';
import type { Effect, Update } from './effect.ts';
import { allModules } from './identity-overlays.ts';
import { atEnd } from './scroll-keys.ts';
import { shownTarget } from './shown-twin.ts';

/** Acts of the device pane; undefined when the act is none of them. */
export function deviceAct(state: ScreenState, act: Act | undefined): Update | undefined {
  const quiet = { ...state, notice: undefined };
  switch (act) {
    case 'open-devices':
      return { state: { ...quiet, overlay: allDevices }, effect: { kind: 'reload-devices' } };
    case 'open-modules': {
      const { deviceId } = state;
      return { state: { ...quiet, overlay: allModules(deviceId) }, effect: { kind: 'read-modules', deviceId } };
    }
    case 'open-log':
      return { state: { ...quiet, overlay: { kind: 'device-log', top: atEnd } } };
    case 'open-method': {
      const method = {
        field: emptyField,
        isCalling: false,
        calls: state.methodCalls,
        top: 0,
        back: 0,
        problem: undefined,
      };
      return { state: { ...quiet, overlay: { kind: 'method', ...method } } };
    }
    case 'update-firmware': {
      const field = textField('desired.firmware.version = "1.1"');
      return { state: { ...quiet, overlay: { kind: 'edit', field, problem: undefined } } };
    }
    default: {
      const effect = deviceEffect(state, act);
      return effect && { state: quiet, effect };
    }
  }
}

function deviceEffect(state: ScreenState, act: Act | undefined): Effect | undefined {
  switch (act) {
    case 'toggle-channel':
    case 'toggle-online':
    case 'next-policy':
      return { kind: act };
    case 'set-cellular':
      return { kind: 'set-channel', channel: 'cellular' };
    case 'set-wifi':
      return { kind: 'set-channel', channel: 'wifi' };
    case 'accept-offer':
      return { kind: 'answer-offer', accept: true };
    case 'reject-offer':
      return { kind: 'answer-offer', accept: false };
    case 'copy-connection-string':
      return { kind: 'copy-connection-string', target: shownTarget(state) };
    case 'previous-device':
      return { kind: 'other-device', by: -1 };
    case 'next-device':
      return { kind: 'other-device', by: 1 };
    default:
      return undefined;
  }
}
