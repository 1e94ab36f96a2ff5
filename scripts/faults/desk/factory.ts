import type { Snapshot } from '../../../core/contract.ts';
import type { Entry } from '../../../core/loop/event.ts';
import { startFactory } from '../../../e2e/kill-nine/factory-process.ts';
import type { FactoryProcess } from '../../../e2e/kill-nine/factory-process.ts';
import type { Desk } from './desk.ts';

/** The factory in a process of its own, as the command line reaches it. */
export type Factory = Pick<FactoryProcess, 'pid' | 'client' | 'signal' | 'gone' | 'errors'> & {
  /** Called with each batch of entries as it comes. */
  onEntries: (entries: readonly Entry[]) => unknown;
  snapshot(): Promise<Snapshot>;
};

export async function openFactory(desk: Desk): Promise<Factory> {
  const { acknowledged, kind, program } = desk;
  const started = await startFactory(kind, { ...desk, program: program[kind] });
  const { pid, client, signal, gone, errors } = started;
  const factory: Factory = {
    ...{ pid, client, signal, gone, errors, onEntries: () => undefined },
    async snapshot() {
      const snapshot = await client.call('app.snapshot', {});
      if (!snapshot.ok) throw new Error(`${snapshot.error.message}\n${errors().slice(-2000)}`);
      return snapshot.value;
    },
  };
  await client.subscribe((push) => {
    if (push.kind !== 'entries') return;
    for (const entry of push.entries) acknowledged.set(entry.seq, entry);
    factory.onEntries(push.entries);
  });
  return factory;
}
