import { z } from 'zod';
import type { HarnessCallbacks, Question } from '../harness.ts';
import type { Reply } from './replies.ts';
import type { CanUseTool } from './protocol/wire.ts';

const AskUserQuestion = z.looseObject({
  questions: z.array(
    z.looseObject({
      question: z.string(),
      multiSelect: z.boolean().optional(),
      options: z.array(z.looseObject({ label: z.string(), description: z.string().optional() })).default([]),
    }),
  ),
});

const APPROVE = 'Approve the plan';
const REVISE = 'Revise';

/** Each question is the person's to answer, one after the other. Undefined: no answer came, and the agent waits on. */
export async function askPerson(prompt: CanUseTool, callbacks: HarnessCallbacks): Promise<Reply | undefined> {
  const asked = AskUserQuestion.safeParse(prompt.input);
  if (!asked.success)
    return { behavior: 'deny', message: 'The question could not be read: give questions with options' };
  const answers: Record<string, string> = {};
  for (const [index, { question, options, multiSelect }] of asked.data.questions.entries()) {
    const several = multiSelect === true ? ' (several may be chosen, separated by commas)' : '';
    const answer = await ask(callbacks, {
      id: `${prompt.tool_use_id}/${index}`,
      text: `${question}${several}`,
      options: options.map(({ label }) => label),
    });
    if (answer === undefined) return undefined;
    answers[question] = answer;
  }
  return { behavior: 'allow', updatedInput: { ...prompt.input, answers } };
}

/** The plan is approved with exactly these words; any other answer is what to revise. */
export async function reviewPlan(prompt: CanUseTool, callbacks: HarnessCallbacks): Promise<Reply | undefined> {
  const { plan } = prompt.input;
  const text =
    typeof plan === 'string' && plan.trim() !== '' ? plan : 'The agent is ready to begin, without a written plan';
  const answer = await ask(callbacks, {
    id: `${prompt.tool_use_id}/plan`,
    text: `Approve this plan?\n\n${text}`,
    options: [APPROVE, REVISE],
  });
  if (answer === undefined) return undefined;
  if (answer === APPROVE) return { behavior: 'allow', updatedInput: prompt.input };
  const wish = answer === REVISE ? 'Ask what should be different' : answer;
  return { behavior: 'deny', message: `The person did not approve the plan. Revise it: ${wish}` };
}

async function ask(callbacks: HarnessCallbacks, question: Question): Promise<string | undefined> {
  callbacks.onEvent({ type: 'question', ...question, options: [...question.options] });
  try {
    return await callbacks.question(question);
  } catch (error) {
    callbacks.onEvent({ type: 'error', message: `The question could not be asked: ${String(error)}` });
    return undefined;
  }
}
