/** What a function of a standard library does, in the words of a shell. */
export type Meaning =
  | 'shell'
  | 'program'
  | 'code'
  | 'delete'
  | 'truncate'
  | 'move'
  | 'copy'
  | 'link'
  | 'mode'
  | 'folder'
  | 'write'
  | 'read'
  | 'open'
  | 'request'
  | 'connect'
  | 'kill'
  | 'download'
  | 'install'
  | 'chdir';

const table: readonly (readonly [Meaning, RegExp])[] = [
  [
    'shell',
    /^((os|posix|pty)\.(system|popen|spawn)|(subprocess|commands)\.(getoutput|getstatusoutput)|child_process\.exec(Sync)?|(Kernel\.|os\.)?(system|shell_exec|passthru|popen|proc_open|execute)|(.*\.)?execSync|IO\.popen|io\.popen|PTY\.spawn|Open3\.\w+|Kernel\.(exec|spawn|system|send)|Process\.spawn|asyncio\.create_subprocess_shell|pexpect\.(spawn|run)|shelljs\.exec|execa\.command|(.*\.)?execaCommand(Sync)?|shell_command(_to_string)?|call_process_shell_command|(.*\.)?do_shell_script|System\.shell|system2)$/,
  ],
  [
    'program',
    /^(subprocess\.(run|call|check_call|check_output|Popen)|child_process\.(spawn|spawnSync|execFile|execFileSync|fork)|(.*\.)?(spawnSync|execFileSync|execFile)|spawn|(os|posix)\.(exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?|startfile)|pcntl_exec|(new)?Deno\.Command|(execa\.)?execa(Sync|Node)?|execa\.default|System\.cmd|call_process|start_process|Bun\.spawn(Sync)?|asyncio\.create_subprocess_exec)$/,
  ],
  [
    'code',
    /^(eval|(new)?Function|vm\.(run\w+|Script)|execfile|runpy\.run_path|instance_eval|class_eval|create_function|assert|importlib\.import_module|builtins\.(exec|eval)|__builtins__\.(exec|eval)|loadstring|load|globalThis\.eval|marshal\.loads|pickle\.loads?|ctypes\.\w+)$/,
  ],
  [
    'delete',
    /^((os|posix)\.(remove|unlink|rmdir|removedirs)|shutil\.rmtree|(.*\.)?rmtree|fs(\.promises|\/promises|e|-extra)?\.(unlink|rm|rmdir|remove|emptyDir)(Sync)?|(.*\.)?(unlinkSync|rmSync|rmdirSync|removeSync|rimraf|remove_tree)|FileUtils\.(rm\w*|remove\w*)|(File|Dir)\.(delete|unlink|rmdir)|unlink|rmdir|rm_rf|rm_r|rm|Deno\.remove(Sync)?|shelljs\.rm|sh\.rm|File\.rm(_rf)?!?|delete_(file|directory)|file_remove|(.*\.)?deleteSync|del(\.del)?)$/,
  ],
  ['truncate', /^((os|posix)\.truncate|fs\.truncate(Sync)?|(.*\.)?truncateSync|File\.truncate|truncate)$/],
  [
    'move',
    /^((os|posix)\.(rename|renames|replace)|shutil\.move|fs(\.promises|\/promises)?\.rename(Sync)?|(.*\.)?renameSync|FileUtils\.(mv|move)|File\.rename|rename|Deno\.rename(Sync)?|shelljs\.mv|rename_file|mv|file_rename)$/,
  ],
  [
    'copy',
    /^(shutil\.copy\w*|fs(\.promises|\/promises)?\.(copyFile|cp)(Sync)?|(.*\.)?(copyFileSync|cpSync)|FileUtils\.(cp\w*|copy\w*)|copy|Deno\.copyFile(Sync)?|shelljs\.cp|copy_file|file_copy|cp|File\.cp(_r)?!?)$/,
  ],
  [
    'link',
    /^((os|posix)\.(symlink|link)|fs(\.promises|\/promises)?\.(symlink|link)(Sync)?|(.*\.)?(symlinkSync|linkSync)|File\.(symlink|link)|FileUtils\.ln\w*|symlink|link)$/,
  ],
  [
    'mode',
    /^((os|posix)\.(chmod|chown|lchown)|fs(\.promises|\/promises)?\.(chmod|chown)(Sync)?|(.*\.)?chmodSync|FileUtils\.ch\w+|File\.chmod)$/,
  ],
  [
    'folder',
    /^((os|posix)\.(mkdir|makedirs)|fs(\.promises|\/promises)?\.mkdir(Sync)?|(.*\.)?mkdirSync|FileUtils\.mkdir\w*|Dir\.mkdir|mkdir|mkpath)$/,
  ],
  [
    'write',
    /^(fs(\.promises|\/promises|e|-extra)?\.(writeFile|appendFile|createWriteStream|outputFile)(Sync)?|(.*\.)?(writeFileSync|appendFileSync|writeTextFile(Sync)?|createWriteStream)|writeFile|appendFile|(File|IO)\.(write|binwrite)|file_put_contents|Bun\.write|Deno\.writeFile(Sync)?|touch|File\.write!|write_region|(fse|fs-extra)\.(writeJson|outputJson)(Sync)?|writeLines_to)$/,
  ],
  [
    'read',
    /^(fs(\.promises|\/promises|e|-extra)?\.(readFile|createReadStream|read\w*)(Sync)?|(.*\.)?(readFileSync|readTextFile(Sync)?|createReadStream)|readFile|(File|IO)\.(read\w*|foreach|binread)|file_get_contents|readfile|file|linecache\.getlines?|Bun\.file|Deno\.readFile(Sync)?|(dotenv\.)?(dotenv_values|load_dotenv)|insert_file_contents|find_file|require|include|parse_ini_file|slurp|fileinput\.input|configparser\.read)$/,
  ],
  [
    'open',
    /^(open|io\.open|codecs\.open|os\.open|gzip\.open|File\.(open|new)|fopen|fs(\.promises|\/promises)?\.open(Sync)?|(.*\.)?openSync|sysopen|FileHandle\.new|IO\.File\.new)$/,
  ],
  [
    'request',
    /^((urllib\.)?(request\.)?(urlopen)|(requests|httpx|aiohttp|session|axios|got|superagent|urllib3|http|https|HTTParty|Faraday|RestClient)\.(get|post|put|patch|delete|head|request|stream)|fetch|axios|got|Net\.HTTP\.\w+|URI\.open|curl_init|LWP\.\w+|http\.client\.\w+|undici\.\w+|ftplib\.\w+|smtplib\.\w+|paramiko\.\w+)$/,
  ],
  [
    'connect',
    /^(.*\.(connect|create_connection)|create_connection|(net|tls)\.(connect|createConnection|Socket)|TCPSocket\.(new|open)|IO\.Socket\.INET\.new|fsockopen|stream_socket_client|connect)$/,
  ],
  ['kill', /^((os|posix)\.(kill|killpg)|process\.kill|Process\.kill|kill|posix_kill|psutil\.Process)$/],
  ['install', /^(install\.packages|Pkg\.add|(remotes|devtools)\.install_\w+|BiocManager\.install)$/],
  ['download', /^((urllib\.)?(request\.)?urlretrieve|wget\.download)$/],
  ['chdir', /^((os|posix)\.chdir|process\.chdir|Dir\.chdir|chdir)$/],
];

const methods: readonly (readonly [Meaning, RegExp])[] = [
  ['delete', /\.(unlink|rmdir)$/],
  ['write', /\.(write_text|write_bytes|touch)$/],
  ['read', /\.(read_text|read_bytes)$/],
  ['open', /\.open$/],
  ['move', /\.(rename|replace)$/],
  ['folder', /\.mkdir$/],
  ['mode', /\.chmod$/],
  ['link', /\.(symlink_to|hardlink_to)$/],
];

export type Meant = { readonly meaning: Meaning; readonly method: boolean };

/** What has a meaning without a module only in other languages. */
const foreign: Readonly<Record<string, RegExp | undefined>> = {
  python: /^(?!(open|eval|exec|execfile|file)$)\w+$/,
  javascript:
    /^(link|copy|open|load|file|connect|kill|assert|touch|include|truncate|rm|cp|mv|del|delete|system|rename|write|read)$/,
};

/** What a call of that name does; undefined when it does nothing to the world that can be seen. */
export function meaningOf(name: string, language: string): Meant | undefined {
  if (foreign[language]?.test(name)) return undefined;
  if (name === 'exec') return { meaning: language === 'python' ? 'code' : 'shell', method: false };
  const found = table.find(([, pattern]) => pattern.test(name));
  if (found) return { meaning: found[0], method: false };
  const method = methods.find(([, pattern]) => pattern.test(name));
  return method && { meaning: method[0], method: true };
}
