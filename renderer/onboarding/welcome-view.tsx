import { useState } from 'react';
import { useMirror } from '../mirror/mirror.ts';
import { useHarnesses } from '../mirror/harnesses.ts';
import { Button } from '../ui/button.tsx';
import { tell } from '../window/request.ts';
import { go } from '../window/window-state.ts';
import { AgentsStep } from './agents-step.tsx';
import { ReposStep } from './repos-step.tsx';
import { Step } from './step.tsx';
import { ThreadStep } from './thread-step.tsx';

/** The first steps: one next action at a time. What is done is seen from the facts, and nothing here is in anybody's way. */
export function WelcomeView() {
  const repos = useMirror(({ factory }) => factory.repos.size);
  const threads = useMirror(({ factory }) => factory.threads.size);
  const found = useHarnesses();
  const [seenAgents, setSeenAgents] = useState(false);
  const agents = found?.ok ? found.value.filter(({ id, state }) => id !== 'recipe' && state === 'ready').length : 0;
  const next = repos === 0 ? 'repos' : threads > 0 ? 'done' : seenAgents ? 'thread' : 'agents';
  const leave = () => {
    tell('settings.update', { patch: { welcomed: true } });
    go({ view: 'board' });
  };
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-10">
      <div className="appearing mx-auto flex max-w-150 flex-col gap-6">
        <header>
          <h1 className="text-xl font-semibold tracking-tight">Welcome to Teatree</h1>
          <p className="text-ink-2">
            Three steps from your clones to a first thread. Nothing leaves this machine by itself.
          </p>
        </header>
        <ol className="flex flex-col gap-3">
          <Step
            n={1}
            title="Choose repos"
            open={next === 'repos'}
            done={repos > 0 ? counted(repos, 'repo') : undefined}
          >
            <ReposStep onSample={leave} />
          </Step>
          <Step
            n={2}
            title="See which agents are here"
            open={next === 'agents'}
            done={seenAgents ? counted(agents, 'agent') : undefined}
          >
            <AgentsStep found={found} onGoOn={() => setSeenAgents(true)} />
          </Step>
          <Step
            n={3}
            title="Start a first thread"
            open={next === 'thread'}
            done={threads > 0 ? counted(threads, 'thread') : undefined}
          >
            <ThreadStep onStarted={leave} />
          </Step>
        </ol>
        <footer className="flex items-center justify-between">
          <span className="text-sm text-ink-3">“Get started” in the Help menu brings this back.</span>
          <Button look={next === 'done' ? 'primary' : 'quiet'} onClick={leave}>
            {next === 'done' ? 'To the board' : 'Leave this'}
          </Button>
        </footer>
      </div>
    </div>
  );
}

function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
