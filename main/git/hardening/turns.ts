/** Lets works of one name go on one after another, and those of different names side by side. */
export function turns() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work);
    last.set(name, mine);
    void mine.catch(() => undefined).finally(() => last.get(name) === mine && last.delete(name));
    return mine;
  };
}
