import { editField, fieldText, textField } from '../../edit/text-field.ts';
import type { Key } from '../../keys/key.ts';
import { actOf } from '../../keys/key-table.ts';
import type { ScreenState } from '../../state.ts';
import type { Update } from '../../update/effect.ts';
import { searchHistory } from '../history/history.ts';
import type { Search } from '../prompt.ts';
import { withPrompt } from './with-prompt.ts';

/** Keys of the search through the history; it takes all of them. */
export function searchKey(state: ScreenState, search: Search, key: Key): Update {
  const { history } = state.query;
  const pattern = fieldText(search.field);
  switch (actOf('history-search', key.name)) {
    case 'older-match': {
      const skip = searchHistory(history, pattern, search.skip + 1) === undefined ? search.skip : search.skip + 1;
      return { state: withPrompt(state, { search: { ...search, skip } }) };
    }
    case 'newer-match':
      return { state: withPrompt(state, { search: { ...search, skip: Math.max(0, search.skip - 1) } }) };
    case 'take-match': {
      const found = searchHistory(history, pattern, search.skip);
      if (found === undefined) return { state };
      const at = history.lastIndexOf(found);
      return { state: withPrompt(state, { field: textField(found), at, search: undefined }) };
    }
    case 'leave-search':
      return { state: withPrompt(state, { search: undefined }) };
    default: {
      const field = editField(search.field, key);
      return { state: field === undefined ? state : withPrompt(state, { search: { field, skip: 0 } }) };
    }
  }
}
