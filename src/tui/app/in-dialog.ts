import type { Overlay } from '../state.ts';
import { withOverlay } from '../update/with-overlay.ts';
import type { Ends } from './ends.ts';

/**
 * Changes the dialog that an act was sent from. Says whether it is still open: a person who has left it is told by a
 * notice.
 */
export function inDialog<D extends Overlay>(
  ends: Pick<Ends, 'update'>,
  isSent: (overlay: Overlay) => overlay is D,
  change: (open: D) => Overlay,
): boolean {
  let isOpen = false;
  ends.update(state =>
    withOverlay(state, overlay => {
      if (!isSent(overlay)) return overlay;
      isOpen = true;
      return change(overlay);
    }),
  );
  return isOpen;
}
