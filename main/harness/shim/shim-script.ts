/**
 * The program that a harness's command hook runs before each tool call, in bash, with the folder of the gate as `$1` and
 * the harness's way of speaking as `$2`. It sends what it reads on stdin to the app over loopback and
 * prints the app's answer. Whatever goes wrong ends it with 2, which every harness takes for a denial; an answer counts
 * only if it carries the proof, so that nobody who took over the port can give leave.
 *
 * A call may wait for a person for hours. The app says that it lives with an empty line every few seconds: silence is
 * the inner deadline, far below any harness's own. Only builtins and one `cat`: a call costs milliseconds.
 */
export const shimScript = `deny() { printf '%s\\n' "Denied: $1. Nothing was run." >&2; exit 2; }
trap 'deny "the gate was interrupted"' HUP INT TERM PIPE
IFS=' ' read -r port token proof < "$1/gate" || deny 'the gate of this run is gone'
[ -n "$proof" ] || deny 'the gate of this run is damaged'
exec 3<>"/dev/tcp/127.0.0.1/$port" || deny 'the gate does not answer'
{ printf '%s %s\\n' "$token" "$2"; command -p cat; printf '\\0'; } >&3 || deny 'the gate hung up'
while IFS= read -r -t SILENCE answer <&3 || deny 'the gate fell silent'; do
  case $answer in
    '') ;;
    "$proof 0 {"*'}') printf '%s\\n' "\${answer#"$proof 0 "}"; exit 0 ;;
    "$proof 2 "*) printf '%s\\n' "\${answer#"$proof 2 "}" >&2; exit 2 ;;
    *) deny 'the gate gave no valid answer' ;;
  esac
done
`;

export type ShimPlace = {
  /** Private folder of the gate: holds the address and the shim. */
  readonly folder: string;
  /** Absolute path of bash. */
  readonly bash: string;
};

/** How a harness's hooks speak: what they send and which answers they understand. */
export type HookForm = 'claude' | 'codex' | 'qwen' | 'copilot';

/**
 * Sources the shim, so that one that was emptied or cut off, which fails at nothing, comes to the end behind it. Codex takes
 * a denial without a reason for none.
 */
const guard = `trap 'case $? in 0 | 2) ;; *) echo "Denied: the gate of this run is damaged. Nothing was run." >&2; exit 2 ;; esac' EXIT
. "$0"
exit 1`;

/**
 * The hook command for a harness's settings, for any shell: a shim that is missing, damaged or ends in any other way
 * than with an answer is a denial too, because harnesses let a tool run when its hook fails. Where stdin is a socket, bash
 * takes itself for a remote shell and reads the person's `.bashrc`: hence `--norc`.
 */
export function hookCommand({ folder, bash }: ShimPlace, form: HookForm): string {
  const words = [bash, '--norc', '-p', '-c', guard.replaceAll('\n', '; '), `${folder}/shim`, folder, form];
  return `${words.map(quoted).join(' ')} || exit 2`;
}

/** In single quotes for a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
