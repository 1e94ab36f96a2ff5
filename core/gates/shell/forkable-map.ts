/** A map that is copied when it is first changed after a fork: most subshells change nothing. */
export class ForkableMap<Value> {
  private inner: Map<string, Value>;
  private shared = false;

  constructor(inner = new Map<string, Value>(), shared = false) {
    this.inner = inner;
    this.shared = shared;
  }

  get(name: string): Value | undefined {
    return this.inner.size === 0 ? undefined : this.inner.get(name);
  }

  get size(): number {
    return this.inner.size;
  }

  entries(): Iterable<readonly [string, Value]> {
    return this.inner;
  }

  set(name: string, value: Value): void {
    this.own().set(name, value);
  }

  delete(name: string): void {
    if (this.inner.has(name)) this.own().delete(name);
  }

  fork(): ForkableMap<Value> {
    this.shared = true;
    return new ForkableMap(this.inner, true);
  }

  /** Has neither of them changed since one was forked from the other? */
  sharesWith(other: ForkableMap<Value>): boolean {
    return this.inner === other.inner;
  }

  /** Takes over what the other one has. */
  adopt(other: ForkableMap<Value>): void {
    if (this.sharesWith(other)) return;
    for (const [name, value] of other.inner) this.set(name, value);
  }

  private own(): Map<string, Value> {
    if (this.shared) this.inner = new Map(this.inner);
    this.shared = false;
    return this.inner;
  }
}
