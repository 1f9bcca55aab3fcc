import type { Place } from '../../keys/binding.ts';
import type { QueryPrompt } from '../prompt.ts';

/** Where keys hold while the query has the focus, the nearest place first. */
export function queryPlaces({ sheet, search, menu, mode }: QueryPrompt): readonly Place[] {
  if (sheet?.kind === 'favourites' && sheet.name !== undefined) return ['favourite-name'];
  if (sheet !== undefined) return [sheet.kind];
  if (mode === 'results') return ['results', 'global', 'always'];
  if (search !== undefined) return ['history-search'];
  return menu === undefined ? ['query', 'always'] : ['menu'];
}
