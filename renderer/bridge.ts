import type { Call, Push } from '../core/contract.ts';

/** What the preload exposes: one way to ask, one way to listen. It does not grow with features. */
export type Bridge = {
  readonly call: Call;
  readonly subscribe: (listener: (push: Push) => void) => () => void;
};

declare global {
  interface Window {
    readonly teatree?: Bridge;
  }
}

/** Outside the app's own window there is no factory to talk to, and that is a bug to see at once. */
export function bridge(): Bridge {
  if (!window.teatree) throw new Error('The preload script did not run: window.teatree is missing');
  return window.teatree;
}
