import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { densities } from '../../core/views/reading/density.ts';
import type { Density } from '../../core/views/reading/density.ts';

/** How the person reads conversations; it outlives the window. */
export const useReading = create<{ readonly density: Density }>()(
  persist((): { readonly density: Density } => ({ density: 'normal' }), {
    name: 'reading',
    merge: (kept, present) => ({ density: densityIn(kept) ?? present.density }),
  }),
);

export function readAt(density: Density): void {
  useReading.setState({ density });
}

function densityIn(kept: unknown): Density | undefined {
  const named = typeof kept === 'object' && kept !== null && 'density' in kept ? kept.density : undefined;
  return densities.find((each) => each === named);
}
