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

/** Each window keeps its own; one that opens anew begins with what was kept last. */
export const ofThisWindow = {
  getItem: (name: string) => sessionStorage.getItem(name) ?? localStorage.getItem(name),
  setItem(name: string, value: string) {
    sessionStorage.setItem(name, value);
    localStorage.setItem(name, value);
  },
  removeItem(name: string) {
    sessionStorage.removeItem(name);
    localStorage.removeItem(name);
  },
};

/** The newest of them. */
export function newest<T>(entries: Readonly<Record<string, T>>, most: number): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(entries).slice(-most));
}
