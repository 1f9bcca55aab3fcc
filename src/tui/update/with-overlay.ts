import type { Overlay, ScreenState } from '../state.ts';

/** Changes what lies over the panes also under the help or the palette: what comes back must find its dialog. */
export function withOverlay(state: ScreenState, change: (overlay: Overlay) => Overlay | undefined): ScreenState {
  const { overlay } = state;
  const next = overlay && changed(overlay, change);
  return next === overlay ? state : { ...state, overlay: next };
}

function changed(overlay: Overlay, change: (overlay: Overlay) => Overlay | undefined): Overlay | undefined {
  if (overlay.kind !== 'help' && overlay.kind !== 'palette') return change(overlay);
  const under = overlay.under && changed(overlay.under, change);
  return under === overlay.under ? overlay : { ...overlay, under };
}
