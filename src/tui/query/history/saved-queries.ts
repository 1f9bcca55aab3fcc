export type Favourite = { readonly name: string; readonly text: string };

/** What a prompt remembers from one session to the next. */
export type SavedQueries = {
  /** Oldest first, each text once. */
  readonly history: readonly string[];
  readonly favourites: readonly Favourite[];
};

export const historyLimit = 500;
export const favouriteLimit = 200;
export const nothingSaved: SavedQueries = { history: [], favourites: [] };

/** Keys and tokens that were pasted into the prompt by mistake must not end up in a file. */
export function holdsSecret(text: string): boolean {
  return /SharedAccess(Key|Signature)|\bsig=[\w%+/-]{16}|AccountKey=/i.test(text);
}

/** The text becomes the newest entry; one that was there moves. A secret is not kept. */
export function withEntry(saved: SavedQueries, text: string): SavedQueries {
  if (holdsSecret(text) || text.trim() === '') return saved;
  return { ...saved, history: [...saved.history.filter(entry => entry !== text), text].slice(-historyLimit) };
}

/** Takes the place of one with the same name. */
export function withFavourite(saved: SavedQueries, favourite: Favourite): SavedQueries {
  if (holdsSecret(favourite.text) || holdsSecret(favourite.name)) return saved;
  const others = saved.favourites.filter(({ name }) => name !== favourite.name);
  return { ...saved, favourites: [...others, favourite].slice(-favouriteLimit) };
}

export function withoutFavourite(saved: SavedQueries, name: string): SavedQueries {
  return { ...saved, favourites: saved.favourites.filter(favourite => favourite.name !== name) };
}
