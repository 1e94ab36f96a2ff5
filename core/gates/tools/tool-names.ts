/** What a tool does, whatever its harness calls it. */
export type ToolKind =
  'shell' | 'read' | 'write' | 'delete' | 'move' | 'search' | 'fetch' | 'web-search' | 'patch' | 'harmless';

/**
 * Every harness's names of its tools, in lower case: Claude Code, codex, opencode, gemini and qwen, copilot, pi, cursor,
 * ACP kinds, the recipe harness, and MCP servers for files and shells.
 */
const names: Readonly<Record<ToolKind, string>> = {
  shell:
    'shell bash execute exec exec_command shell_command local_shell container.exec unified_exec run_shell_command run_terminal_cmd ' +
    'run_in_terminal terminal run_command execute_command powershell sh command write_bash write_stdin run',
  read:
    'read read_file read_text_file read_media_file read_multiple_files read_many_files readfile view view_image open_file get_file_contents ' +
    'notebookread cat lsp get_file_info',
  write:
    'write edit multiedit notebookedit write_file edit_file create_file writefile create replace str_replace str_replace_editor ' +
    'str_replace_based_edit_tool insert insert_edit_into_file replace_string_in_file search_replace multi_edit append_file create_directory mkdir notebook_edit',
  delete: 'delete delete_file remove_file delete_directory rm remove',
  move: 'move move_file rename rename_file mv copy_file copy',
  search:
    'grep glob search list ls find list_directory list_dir directory_tree list_directory_with_sizes search_files search_file_content ' +
    'grep_search file_search codebase_search glob_search rg list_allowed_directories grep_files',
  fetch: 'fetch webfetch web_fetch fetch_url read_url url_fetch fetch_webpage',
  'web-search': 'websearch web_search google_web_search search_web',
  patch: 'apply_patch patch applypatch',
  harmless:
    'think task agent todowrite todoread todo_write todo_read todolist todo update_plan plan exitplanmode exit_plan_mode enterplanmode ' +
    'askuserquestion ask_user question ask_user_question bashoutput bash_output taskoutput killshell killbash kill_shell kill_bash stop_bash read_bash ' +
    'list_bash taskstop skill slashcommand toolsearch report_intent save_memory switch_mode taskcreate taskupdate tasklist taskget ' +
    'invalid update_todo write_todos sequentialthinking complete_task',
};

const kinds = new Map<string, ToolKind>();
for (const [kind, list] of Object.entries(names)) for (const name of list.split(' ')) kinds.set(name, asKind(kind));

/** Undefined when nobody here knows the tool. */
export function toolKind(tool: string): ToolKind | undefined {
  const name = tool.toLowerCase().replace(/^(acp|functions|tool)[:.]/, '');
  const inServer = /^mcp__(.+)__([^_].*)$/.exec(name);
  if (!inServer) return kinds.get(name);
  const kind = kinds.get(inServer[2] ?? '');
  // A server may call anything `run` or `create`: only file and shell servers are taken at their word.
  const trusted = /file|^fs$|shell|terminal|bash|command|fetch|desktop/.test(inServer[1] ?? '');
  return trusted && kind !== 'harmless' ? kind : undefined;
}

function asKind(text: string): ToolKind {
  return text in names ? (text as ToolKind) : 'harmless';
}
