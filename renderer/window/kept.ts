/** State of the window that outlives it: when another window has written some, this one reads it too. */
type Kept = {
  readonly persist: {
    readonly getOptions: () => { readonly name?: string };
    readonly rehydrate: () => Promise<void> | void;
  };
};

export function followOtherWindows(...stores: readonly Kept[]): void {
  window.addEventListener('storage', ({ key }) => {
    for (const { persist } of stores) if (key === persist.getOptions().name) void persist.rehydrate();
  });
}

/** The newest of them. */
export function newest<T>(entries: Readonly<Record<string, T>>, most: number): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(entries).slice(-most));
}
