import { useEffect, useSyncExternalStore } from 'react';
import type { Settings } from '../../core/settings.ts';

const systemLight = window.matchMedia('(prefers-color-scheme: light)');
const narrow = window.matchMedia('(max-width: 1279px)');

/** Applies the theme to the document and answers whether it is dark. */
export function useDark(theme: Settings['theme']): boolean {
  const light = useMedia(systemLight);
  const dark = theme === 'dark' || (theme === 'system' && !light);
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [dark]);
  return dark;
}

/** Too narrow for three panes side by side. */
export function useNarrow(): boolean {
  return useMedia(narrow);
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
