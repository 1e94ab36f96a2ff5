import { parentPort, workerData } from 'node:worker_threads';
import { localDay } from '../../../core/local-day.ts';
import { openArchive } from '../archive.ts';
import type { Answer, Question } from '../protocol.ts';

/** The archive on a thread of its own: questions are answered between two steps of taking in. */
const port = parentPort;
if (!port) throw new Error('The search worker is started by the factory');
const { folder, anew } = workerData as { readonly folder: string; readonly anew: boolean };
const archive = openArchive(folder, anew);
let working = false;

port.on('message', (question: Question) => {
  const answer = answerTo(question);
  if (answer) port.postMessage(answer);
  if (!working) goOn();
});
goOn();

function answerTo(question: Question): Answer | undefined {
  if (question.kind === 'change') {
    archive.takeChange(question.change, question.diff);
    return undefined;
  }
  archive.heard(question.grown);
  // What has just been recorded is mostly a step away.
  for (let steps = 0; steps < 3 && archive.step();) steps += 1;
  if (question.kind === 'find') return { kind: 'answer', id: question.id, value: archive.find(question.wanted) };
  const value = archive.insights(localDay(question.now), question.days);
  return { kind: 'answer', id: question.id, value };
}

function goOn(): void {
  working = archive.step();
  if (working) setImmediate(goOn);
  else {
    const changes = archive.wants();
    if (changes.length > 0) port?.postMessage({ kind: 'wants', changes } satisfies Answer);
  }
}
