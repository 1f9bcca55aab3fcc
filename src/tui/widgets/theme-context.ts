import { createContext, useContext } from 'react';
import { dark, type Theme } from '../theme.ts';

export const ThemeContext = createContext<Theme>(dark);

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
