import { useLayoutEffect, useSyncExternalStore } from 'react';
import type { Place } from '../../core/contract.ts';
import type { Settings } from '../../core/settings.ts';

const systemLight = window.matchMedia('(prefers-color-scheme: light)');

/** The board wants room for its columns before it shares the window. */
const boardNarrow = window.matchMedia('(max-width: 1599px)');
const narrow = window.matchMedia('(max-width: 1279px)');

/** Applies the theme to the document and answers whether it is dark. */
export function useDark(theme: Settings['theme']): boolean {
  const light = useMedia(systemLight);
  const dark = theme === 'dark' || (theme === 'system' && !light);
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [dark]);
  return dark;
}

/** Applies how close things stand; the measures are in `tokens.css`. */
export function useDensity(density: Settings['density']): void {
  useLayoutEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
}

/** Too narrow for three panes side by side. */
export function useNarrow(view: Place['view']): boolean {
  return useMedia(view === 'board' ? boardNarrow : narrow);
}

export function isNarrow(view: Place['view']): boolean {
  return (view === 'board' ? boardNarrow : narrow).matches;
}

function useMedia(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => query.matches,
  );
}
