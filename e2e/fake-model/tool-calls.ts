import type { ReplyPart, ToolSpec } from '../../main/harness/model-server/conversation.ts';
import type { Fields } from '../../main/harness/model-server/json.ts';
import { findTool, fitInput, shellCall } from '../../main/harness/model-server/tool-input.ts';
import type { Act } from './scenario.ts';

type ToolAct = Exclude<Act, { readonly say: string } | { readonly think: string } | { readonly shell: string }>;
type ToolByName = Extract<Act, { readonly tool: unknown }>;
type Way = { readonly tools: readonly string[]; readonly input: Fields };

/** What an act is in the words of a harness that offers these tools. */
export function replyPart(act: Act, tools: readonly ToolSpec[]): ReplyPart {
  if ('say' in act) return { kind: 'text', text: act.say };
  if ('think' in act) return { kind: 'thought', text: act.think };
  const call = 'shell' in act ? shellCall(tools, act.shell) : callOf(act, tools);
  return call ?? { kind: 'text', text: unableTo(act, tools) };
}

/** What a model without a tool for an act says; a test that sees it names the missing tool. */
function unableTo(act: Act, tools: readonly ToolSpec[]): string {
  return `[[no tool for ${Object.keys(act).join()} among ${tools.map(({ name }) => name).join(' ')}]]`;
}

function callOf(act: ToolAct, tools: readonly ToolSpec[]): ReplyPart | undefined {
  if ('tool' in act) {
    const tool = findTool(tools, [act.tool.name]);
    return tool && { kind: 'call', tool, input: act.tool.input };
  }
  const way = wayOf(act);
  const tool = findTool(tools, way.tools);
  return tool && { kind: 'call', tool, input: fitInput(tool, way.input) };
}

function wayOf(act: Exclude<ToolAct, ToolByName>): Way {
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
  return agentWay(act.agent);
}

function agentWay({ title, prompt }: { readonly title: string; readonly prompt: string }): Way {
  return {
    tools: ['Agent', 'Task', 'task', 'agent', 'spawn_agent'],
    input: {
      ...{ description: title, name: title, prompt, message: prompt },
      ...{ subagent_type: 'general-purpose', agent_type: 'general-purpose' },
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
