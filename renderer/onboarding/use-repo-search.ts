import { useEffect, useState } from 'react';
import type { RepoSearch } from '../../core/contract/welcome-methods.ts';
import { bridge } from '../bridge.ts';

const everyMs = 400;

/** How far the search for clones is. It begins with the first look, and goes on while this is on screen. */
export function useRepoSearch(): RepoSearch | undefined {
  const [search, setSearch] = useState<RepoSearch>();
  useEffect(() => {
    const look = async () => {
      const found = await bridge().call('welcome.repos', {});
      if (found.ok) setSearch(found.value);
    };
    void look();
    const timer = window.setInterval(() => void look(), everyMs);
    return () => window.clearInterval(timer);
  }, []);
  return search;
}
