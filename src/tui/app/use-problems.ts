import { useEffect, useRef } from 'react';
import { withProblem } from '../problems.ts';
import type { ScreenProps } from './screen.tsx';
import type { ScreenStore } from './use-screen-state.ts';

type Found = { readonly text: string; readonly hint: string | undefined };

/** Adds to the list of problems what any place of the screen tells as gone wrong, once each time it occurs. */
export function useProblems(props: ScreenProps, update: ScreenStore['update']): void {
  const found = problemsShown(props);
  const known = useRef<readonly (Found | undefined)[]>([]);
  useEffect(() => {
    const fresh = found.filter((problem, index) => problem !== undefined && !isSame(problem, known.current[index]));
    known.current = found;
    const at = Date.now();
    for (const problem of fresh) update(state => withProblem(state, { at, ...problem! }));
  });
}

/** The problems shown now. Each place has its own index, by which a problem that is shown already is known. */
export function problemsShown({ state, connection, device, twin, query }: ScreenProps): readonly (Found | undefined)[] {
  const { notice, overlay } = state;
  const { freshness } = twin;
  // A slip in what is being typed is told there until it is mended: nothing went wrong.
  const isTyped = overlay?.kind === 'edit' || overlay?.kind === 'create-job';
  const told = overlay !== undefined && 'problem' in overlay && !isTyped ? overlay.problem : undefined;
  return [
    notice?.tone === 'bad' ? { text: notice.text, hint: notice.hint } : undefined,
    told && { text: told.message, hint: told.hint },
    foundOf(connection.error),
    foundOf(device.client.error),
    foundOf('error' in freshness ? freshness.error : undefined),
    foundOf(query.error),
  ];
}

function foundOf(error: { readonly message: string; readonly hint?: string | undefined } | undefined) {
  return error && { text: error.message, hint: error.hint };
}

function isSame(one: Found, other: Found | undefined): boolean {
  return one.text === other?.text && one.hint === other.hint;
}
