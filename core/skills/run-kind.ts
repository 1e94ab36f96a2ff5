/** What a run is there for: `work` on the goal, `fix` what the checks found, `review` what another agent made. */
export const runPhases = ['work', 'fix', 'review'] as const;
export type RunPhase = (typeof runPhases)[number];

/** What kind of thread it is part of. `from-signal`: opened for something that was noticed outside. */
export const runKinds = ['one-repo', 'several-repos', 'from-signal'] as const;
export type RunKind = (typeof runKinds)[number];
