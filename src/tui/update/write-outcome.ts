import { type TwinDocument, targetName } from '../../twin/twin-document.ts';
import { undoOf } from '../edit/twin-change.ts';
import type { Overlay, Preview, ScreenState, ShownProblem } from '../state.ts';
import { withOverlay } from './with-overlay.ts';

/** Told where a preview was left before the hub had answered, until it does. */
export const leftWhileSending: ShownProblem = {
  message: 'left while it was being sent: the write may still arrive',
  hint: 'Look at the twin before you send it again.',
};

/** The preview closes, wherever it lies; what the person has gone on to stays. */
export function writeDone(state: ScreenState, sent: Preview, written: TwinDocument): ScreenState {
  const { change, base, origin } = sent;
  const arrived = `the write has arrived: the twin is at v${written.version}`;
  const next = withOverlay(state, overlay => {
    if (isSent(overlay, sent)) return undefined;
    return wasLeft(overlay)
      ? { ...overlay, problem: { message: arrived, hint: 'There is nothing to send again.' } }
      : overlay;
  });
  const isUndo = origin.kind === 'undo';
  return {
    ...next,
    undos: isUndo
      ? state.undos.filter(undo => undo.change !== change)
      : [...state.undos.slice(-99), { name: targetName(written), change: undoOf(base, change) }],
    notice: {
      tone: 'good',
      text: `written: the twin is at v${written.version}`,
      hint: isUndo ? undefined : 'z takes it back',
    },
  };
}

/** A refused write stays in its preview with the reason; after a conflict the other's twin is shown beside it. */
export function writeFailed(
  state: ScreenState,
  sent: Preview,
  problem: ShownProblem,
  theirs: TwinDocument | undefined,
): ScreenState {
  const next = withOverlay(state, overlay => {
    if (isSent(overlay, sent)) return { ...overlay, base: sent.base, theirs, sending: false, top: 0, problem };
    return wasLeft(overlay) ? { ...overlay, problem: { ...problem, hint: 'What was typed is kept.' } } : overlay;
  });
  if (next !== state) return next;
  return { ...state, notice: { tone: 'bad', text: `not written: ${problem.message}` } };
}

function isSent(overlay: Overlay, { change }: Preview): overlay is Preview {
  return overlay.kind === 'preview' && overlay.sending && overlay.change === change;
}

type Left = Extract<Overlay, { kind: 'edit' | 'editor-problem' }>;

function wasLeft(overlay: Overlay): overlay is Left {
  return (overlay.kind === 'edit' || overlay.kind === 'editor-problem') && overlay.problem === leftWhileSending;
}
