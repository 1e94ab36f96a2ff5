import type { Conversation, Part, ReplyPart, ToolSpec, Turn } from '../../main/harness/model-server/conversation.ts';
import { fieldsOf, type Fields } from '../../main/harness/model-server/json.ts';
import { codeCall, findTool, fitInput, shellCall } from '../../main/harness/model-server/tool-input.ts';
import type { Act } from './scenario.ts';

type ToolAct = Exclude<
  Act,
  { readonly say: string } | { readonly think: string } | { readonly shell: string } | { readonly told: string }
>;
type ToolByName = Extract<Act, { readonly tool: unknown }>;
type Way = { readonly tools: readonly string[]; readonly input: unknown };

const SEARCH = 'ToolSearch';

/** What an act is in the words of a harness that offers these tools. */
export function replyPart(act: Act, conversation: Conversation): ReplyPart {
  if ('told' in act) return replyPart(isTold(act.told, conversation) ? act.then : act.otherwise, conversation);
  if ('say' in act) return { kind: 'text', text: act.say };
  if ('think' in act) return { kind: 'thought', text: act.think };
  const { tools } = conversation;
  const call = 'shell' in act ? shellCall(tools, act.shell) : callOf(act, conversation);
  return call ?? { kind: 'text', text: unableTo(act, tools) };
}

/** Whether a reply only looked for a tool: it is no step of a scenario. */
export function isToolSearch({ parts }: Turn): boolean {
  return parts.every((part) => part.kind === 'call' && part.name === SEARCH);
}

/** What a model without a tool for an act says; a test that sees it names the missing tool. */
function unableTo(act: Act, tools: readonly ToolSpec[]): string {
  return `[[no tool for ${Object.keys(act).join()} among ${tools.map(({ name }) => name).join(' ')}]]`;
}

function callOf(act: ToolAct, conversation: Conversation): ReplyPart | undefined {
  if ('tool' in act) {
    const { name, input } = act.tool;
    const tool = findTool(conversation.tools, [name]);
    return tool ? { kind: 'call', tool, input } : deferredCall({ tools: [name], input }, conversation);
  }
  const way = wayOf(act, conversation.tools);
  const tool = findTool(conversation.tools, way.tools);
  if (tool) return { kind: 'call', tool, input: fitInput(tool, fieldsOf(way.input)) };
  return deferredCall(way, conversation) ?? codexCall(act, conversation.tools);
}

/** Claude Code keeps rare tools back: their names stand in the prompt, and the model fetches one before it calls it. */
function deferredCall({ tools, input }: Way, conversation: Conversation): ReplyPart | undefined {
  const search = findTool(conversation.tools, [SEARCH]);
  const texts = partsOf(conversation).flatMap((part) => (part.kind === 'text' ? part.text.split('\n') : []));
  const name = tools.find((one) => texts.includes(one));
  if (!search || name === undefined) return undefined;
  const query = `select:${name}`;
  const isFetched = partsOf(conversation).some((part) => part.kind === 'call' && fieldsOf(part.input).query === query);
  if (!isFetched) return { kind: 'call', tool: search, input: fitInput(search, { query, max_results: 1 }) };
  return { kind: 'call', tool: { name, namespace: undefined, schema: {} }, input };
}

function isTold(text: string, conversation: Conversation): boolean {
  return partsOf(conversation).some(
    (part) => (part.kind === 'text' || part.kind === 'result') && part.text.includes(text),
  );
}

function partsOf({ turns }: Conversation): readonly Part[] {
  return turns.flatMap(({ parts }) => parts);
}

/** Codex reads files by its shell and writes them by patches. */
function codexCall(act: ToolAct, tools: readonly ToolSpec[]): ReplyPart | undefined {
  if ('read' in act) return shellCall(tools, `cat '${act.read}'`);
  if (!('write' in act)) return undefined;
  const lines = act.write.text.replace(/\n$/, '').split('\n');
  const added = lines.map((line) => `+${line}`);
  const patch = ['*** Begin Patch', `*** Add File: ${act.write.path}`, ...added, '*** End Patch', ''].join('\n');
  const tool = findTool(tools, ['apply_patch']);
  return tool ? { kind: 'call', tool, input: patch } : codeCall(tools, 'apply_patch', patch);
}

function wayOf(act: Exclude<ToolAct, ToolByName>, tools: readonly ToolSpec[]): Way {
  if ('write' in act) {
    const { path, text } = act.write;
    return {
      tools: ['Write', 'write', 'write_file', 'create'],
      input: { ...pathNames(path), content: text, file_text: text },
    };
  }
  if ('read' in act) return { tools: ['Read', 'read', 'read_file', 'view'], input: pathNames(act.read) };
  if ('ask' in act) return askWay(act.ask);
  if ('plan' in act) return planWay(act.plan);
  if ('approvePlan' in act) return { tools: ['ExitPlanMode', 'exit_plan_mode'], input: { plan: act.approvePlan } };
  return agentWay(act.agent, tools);
}

/** Each harness has an agent for anything, under a name of its own; OpenCode says "general". */
function agentWay(
  { title, prompt }: { readonly title: string; readonly prompt: string },
  tools: readonly ToolSpec[],
): Way {
  const subagent_type = findTool(tools, ['Agent', 'Task', 'agent']) ? 'general-purpose' : 'general';
  return {
    tools: ['Agent', 'Task', 'task', 'agent', 'invoke_agent', 'spawn_agent'],
    input: {
      ...{ description: title, name: title, prompt, message: prompt },
      ...(findTool(tools, ['spawn_agent']) && { fork_turns: 'none' }),
      ...{ subagent_type, agent_type: 'general-purpose', agent_name: 'generalist' },
      ...{ run_in_background: false, mode: 'sync' },
    },
  };
}

function pathNames(path: string): Fields {
  return { file_path: path, filePath: path, absolute_path: path, path };
}

function askWay({ question, options }: { readonly question: string; readonly options: readonly string[] }): Way {
  const choices = options.map((label) => ({ label, description: label }));
  return {
    tools: ['AskUserQuestion', 'ask_user_question', 'ask_user', 'question', 'request_user_input'],
    input: {
      questions: [{ id: 'q1', header: 'Question', question, options: choices, multiSelect: false }],
      question,
      choices: options,
    },
  };
}

function planWay(steps: readonly string[]): Way {
  const todos = steps.map((content, index) => ({
    id: String(index + 1),
    content,
    activeForm: content,
    description: content,
    priority: 'medium',
    status: index === 0 ? 'in_progress' : 'pending',
  }));
  return {
    tools: ['TodoWrite', 'todowrite', 'todo_write', 'write_todos', 'update_plan'],
    input: { todos, plan: todos.map(({ content, status }) => ({ step: content, status })) },
  };
}
