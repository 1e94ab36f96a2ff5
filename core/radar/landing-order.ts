/**
 * Something that could land. `after` names what has to land before it; `builtOn` what had better. Names that are not in the
 * list are done.
 */
export type Candidate<Name extends string> = {
  readonly name: Name;
  readonly after?: readonly Name[];
  readonly builtOn?: readonly Name[];
};

/** Two candidates that conflict: the one that lands later has to be adapted. */
export type Clash<Name extends string> = { readonly a: Name; readonly b: Name };

export type Suggestion<Name extends string> = {
  readonly name: Name;
  /** Candidates that come later and conflict with it: they will have to be adapted. */
  readonly against: readonly Name[];
  readonly reason: string;
};

/**
 * In which order to land: what others wait for comes before them, and so does what they build on; among what may go, whatever conflicts with the fewest
 * that are left. With equal counts the given order stands. `shown` is a candidate's name for people.
 */
export function suggestLandingOrder<Name extends string>(
  candidates: readonly Candidate<Name>[],
  clashes: readonly Clash<Name>[],
  shown: (name: Name) => string = (name) => name,
): readonly Suggestion<Name>[] {
  const left = new Map(candidates.map((candidate) => [candidate.name, candidate]));
  const order: Suggestion<Name>[] = [];
  while (left.size > 0) {
    const free = [...left.values()].filter(({ after = [] }) => !after.some((name) => left.has(name)));
    const better = free.filter(({ builtOn = [] }) => !builtOn.some((name) => left.has(name)));
    // Nothing is free only where candidates wait for each other.
    const choice = [better, free, [...left.values()]].find((some) => some.length > 0) ?? [];
    const rated = choice.map(({ name }) => ({
      name,
      against: rivals(name, clashes).filter((other) => left.has(other)),
    }));
    const best = rated.reduce((few, each) => (each.against.length < few.against.length ? each : few));
    left.delete(best.name);
    order.push({ ...best, reason: reasonOf(best, { circle: free.length === 0, shown, waiting: left }) });
  }
  return order;
}

function rivals<Name extends string>(name: Name, clashes: readonly Clash<Name>[]): readonly Name[] {
  return [...new Set(clashes.flatMap(({ a, b }) => (a === name ? [b] : b === name ? [a] : [])))];
}

type Surroundings<Name extends string> = {
  readonly circle: boolean;
  readonly shown: (name: Name) => string;
  readonly waiting: ReadonlyMap<Name, Candidate<Name>>;
};

function reasonOf<Name extends string>(
  { name, against }: Pick<Suggestion<Name>, 'name' | 'against'>,
  { circle, shown, waiting }: Surroundings<Name>,
): string {
  const wait = [...waiting.values()].filter(({ after = [] }) => after.includes(name)).map((each) => shown(each.name));
  const build = [...waiting.values()].filter(({ builtOn = [] }) => builtOn.includes(name));
  const parts = [
    ...(circle ? ['it and what it comes after wait for each other'] : []),
    ...(wait.length > 0 ? [`${wait.join(', ')} ${wait.length > 1 ? 'wait' : 'waits'} for it`] : []),
    ...(build.length > 0 ? [`its repos come before those of ${build.map((each) => shown(each.name)).join(', ')}`] : []),
    against.length === 0
      ? 'conflicts with nothing that is left'
      : `conflicts with ${against.map(shown).join(', ')}, the fewest of what may go now`,
  ];
  return parts.join('; ');
}
