import { useEffect } from 'react';
import type { RefObject } from 'react';

const nearEnd = 80;

/** Keeps the newest row in sight while the person reads at the end, and leaves them alone while they read further up. */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let atEnd = true;
    let top = 0;
    // Rows grow when they are measured, so being away from the end proves nothing: only scrolling up does.
    const remember = () => {
      const near = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
      if (near || element.scrollTop < top) atEnd = near;
      top = element.scrollTop;
    };
    const follow = () => {
      if (atEnd) element.scrollTo({ top: element.scrollHeight });
    };
    // The content grows when rows come and again when they are measured; both change the size of the list inside.
    const sizes = new ResizeObserver(follow);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    // Before who draws the rows: asked after that, the browser would lay all of them out to answer.
    const first = { passive: true, capture: true };
    element.addEventListener('scroll', remember, first);
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', remember, first);
    };
  }, [scroller]);
}
