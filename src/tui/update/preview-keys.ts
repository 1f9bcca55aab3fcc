import type { Key } from '../keys/key.ts';
import { actOf } from '../keys/key-table.ts';
import type { Preview, ScreenState, ShownProblem } from '../state.ts';
import type { Update } from './effect.ts';
import type { KeyContext } from './key-context.ts';
import { leftWhileSending } from './write-outcome.ts';

/** Shows a change before it is sent. */
export function previewed(
  state: ScreenState,
  preview: Pick<Preview, 'title' | 'change' | 'base' | 'origin'>,
): { readonly state: ScreenState } {
  const overlay: Preview = {
    kind: 'preview',
    theirs: undefined,
    sending: false,
    top: 0,
    problem: undefined,
    ...preview,
  };
  return { state: { ...state, notice: undefined, overlay } };
}

export function previewKey(state: ScreenState, preview: Preview, key: Key, { halfPage }: KeyContext): Update {
  const over = (change: Partial<Preview>): ScreenState => ({ ...state, overlay: { ...preview, ...change } });
  const by = (lines: number): Update => ({ state: over({ top: Math.max(0, preview.top + lines) }) });
  switch (actOf('preview', key.name)) {
    case 'send': {
      if (preview.sending) return { state };
      // After a conflict the change is sent for the twin that has been shown beside it since.
      const base = preview.theirs ?? preview.base;
      const sent: Preview = { ...preview, base, theirs: undefined, sending: true, top: 0, problem: undefined };
      return { state: { ...state, overlay: sent }, effect: { kind: 'send-change', preview: sent } };
    }
    case 'back':
      return { state: preview.sending ? backTo(state, preview, leftWhileSending) : backTo(state, preview) };
    case 'toggle-lock':
      // A hub that starts locked refuses the first write: unlocked from here, nothing has to be typed again.
      return { state: over({ problem: undefined }), effect: { kind: 'toggle-lock' } };
    case 'up':
      return by(-1);
    case 'down':
      return by(1);
    case 'page-up':
      return by(-halfPage.twin);
    case 'page-down':
      return by(halfPage.twin);
    default:
      return { state };
  }
}

const notSent: ShownProblem = {
  message: 'the edit was not sent',
  hint: 'Enter opens it in the editor again, Esc drops it.',
};

function backTo(state: ScreenState, { origin }: Preview, problem?: ShownProblem): ScreenState {
  switch (origin.kind) {
    case 'field': {
      const { field, known } = origin;
      return { ...state, overlay: { kind: 'edit', field, known, problem } };
    }
    case 'editor':
      return { ...state, overlay: { kind: 'editor-problem', job: origin.job, problem: problem ?? notSent } };
    case 'undo':
    case 'restore': {
      const notice = problem && { tone: 'warn' as const, text: problem.message, hint: problem.hint };
      return { ...state, overlay: undefined, notice: notice ?? state.notice };
    }
  }
}
