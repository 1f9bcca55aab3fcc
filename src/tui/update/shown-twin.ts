import { type TwinTarget, targetName } from '../../twin/twin-document.ts';
import { initialTwin, type ScreenState } from '../state.ts';

/** Whose twin is on the screen. */
export function shownTarget({ deviceId, moduleId }: Pick<ScreenState, 'deviceId' | 'moduleId'>): TwinTarget {
  return moduleId === undefined ? { deviceId } : { deviceId, moduleId };
}

/** `deviceId`, or `deviceId/moduleId`. */
export function shownName(state: Pick<ScreenState, 'deviceId' | 'moduleId'>): string {
  return targetName(shownTarget(state));
}

/** Shows another twin, from its top on. */
export function shows(state: ScreenState, target: TwinTarget): ScreenState {
  const quiet: ScreenState = { ...state, notice: undefined };
  if (targetName(target) === shownName(state)) return quiet;
  const { deviceId, moduleId } = target;
  return { ...quiet, deviceId, moduleId, twin: { ...initialTwin, onlyDifferences: state.twin.onlyDifferences } };
}
