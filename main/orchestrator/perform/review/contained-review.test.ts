import { afterEach, expect, test } from 'vitest';
import { ReviewId } from '../../../../core/ids.ts';
import { person } from '../../../../core/loop/testing/story.ts';
import { recipeConfig } from '../../../harness/recipe/config.ts';
import { recipeHarness } from '../../../harness/recipe/index.ts';
import { agentProgram } from '../../../harness/recipe/testing/agent-program.ts';
import { detectContainment } from '../../../process/containment/detect.ts';
import { createBackstop } from '../../surroundings/backstop.ts';
import { factoryWorld, shortId, thread } from '../../testing/factory-world.ts';

const state = await detectContainment();
const here = test.skipIf(state.kind !== 'contained' || state.by !== 'bubblewrap');
const program = await agentProgram();

let world: ReturnType<typeof factoryWorld> | undefined;
afterEach(() => world?.close());

const recipe = (steps: string) => ({
  ...recipeConfig({ recipe: `title: T\nsteps:\n${steps}`, file: 'r.yaml', inputs: {} }),
});

here(
  'what the gate cannot see of a reviewer the system holds back: a script writes neither checkout nor clone',
  async () => {
    const backstop = createBackstop({ setting: () => 'auto', onWarning: () => undefined });
    const made = (world = factoryWorld({}, backstop));
    const { box } = made;
    const { begin, orchestrator, read, said } = made.open(recipeHarness({ agent: program, node: process.execPath }));
    const script = [
      'echo spoilt > a.txt; git commit -qam spoilt; git update-ref refs/heads/teatree/spoilt HEAD',
      `echo spoilt > ${box.at(made.worktree('a.txt'))}`,
      `echo '{"verdict":"approve","summary":"fine"}' > "$TMPDIR/findings.jsonl"; echo looked; exit 0`,
    ];
    box.commit('clone', { 'look.sh': script.join('\n') });
    box.git('clone', 'push', '-q', 'origin', 'main');
    await begin(recipe('  - run: echo x > new.txt\n  - commit: Add a file\n'));
    await orchestrator.settled();
    const [change] = read().changes;
    const review = { id: ReviewId.parse('rvw_one'), apart: 'session' } as const;
    const harness = { id: 'recipe', config: recipe('  - run: sh ./look.sh\n') };
    await orchestrator.dispatch({ type: 'review.request', thread, review: { ...review, harness }, by: person });
    await orchestrator.settled();
    expect(JSON.stringify(said)).toContain('looked');
    expect(read().reviews[0]?.runs[0]).toMatchObject({
      contained: { kind: 'contained' },
      state: { outcome: 'succeeded' },
    });
    expect(read().reviews[0]?.report).toMatchObject({ verdict: 'approve', findings: 0 });
    expect(box.git('clone', 'for-each-ref', 'refs/heads/teatree/spoilt')).toBe('');
    expect(box.git(made.worktree(), 'status', '--porcelain')).toBe('');
    expect(box.git('clone', 'rev-parse', `refs/heads/teatree/${shortId}-rename-it`)).toBe(change?.head);
  },
);
