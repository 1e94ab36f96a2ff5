import { z } from 'zod';

/** The beginning of a goal that comes back. */
export const ThreadTemplate = z.object({
  name: z.string().trim().min(1).max(60),
  goal: z.string().min(1).max(20_000),
  harness: z.string().min(1).max(100).optional(),
  model: z.string().max(200).optional(),
});
export type ThreadTemplate = z.infer<typeof ThreadTemplate>;

export const builtInTemplates: readonly ThreadTemplate[] = [
  {
    name: 'Fix a bug',
    goal: 'Fix: …\n\nWhat happens: …\nWhat should happen: …\n\nFirst write a test that fails because of it, then mend the cause.',
  },
  {
    name: 'Add a feature',
    goal: 'Add …\n\nIt is done when: …\nIt must not change: …',
  },
  {
    name: 'Upgrade a dependency',
    goal: 'Upgrade … to version ….\n\nRead its change log, follow what breaks through the code, and keep behaviour as it is.',
  },
  {
    name: 'Cover with tests',
    goal: 'Cover … with tests.\n\nEach states one rule of the behaviour in its title and fails when that rule is broken. Change no behaviour.',
  },
  {
    name: 'Tidy without changing behaviour',
    goal: 'Simplify ….\n\nBehaviour and public names stay. Small commits, each with all tests green.',
  },
];
