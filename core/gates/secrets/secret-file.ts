import type { Target } from '../../model/action.ts';

/** Folders whose whole content is secret, wherever a home lies. */
const folders =
  /\/(\.ssh|\.gnupg|\.aws|\.azure|\.kube|\.password-store|\.config\/(gcloud|op|gh|glab-cli|hub|doctl|rclone|stripe|flyctl|containers|google-chrome|chromium|bravesoftware)|\.local\/share\/(keyrings|kwalletd)|\.mozilla\/firefox|library\/(keychains|cookies)|library\/application support\/(google\/chrome|firefox)|run\/secrets|\.fly|\.vault|\.oci|\.terraform\.d)(\/|$)/;
const publicInFolders =
  /\/\.ssh\/(known_hosts(\.old)?|config|authorized_keys|[^/]*\.pub)$|\/\.kube\/cache(\/|$)|\/\.config\/gh\/config\.yml$/;

const paths =
  /\/(\.docker\/config\.json|\.dockercfg|\.m2\/settings(-security)?\.xml|\.gradle\/gradle\.properties|\.cargo\/credentials(\.toml)?|\.gem\/credentials|\.bundle\/config|\.composer\/auth\.json|\.config\/(composer\/auth\.json|pip\/pip\.conf|git\/credentials|hub|netlify\/config\.json|configstore\/[^/]*|filezilla\/[^/]*)|\.claude\/\.credentials\.json|\.claude\.json|\.codex\/auth\.json|\.gemini\/oauth_creds\.json|\.gemini\/google_accounts\.json|\.qwen\/oauth_creds\.json|\.local\/share\/opencode\/auth\.json|\.config\/github-copilot\/[^/]*|\.cursor\/auth\.json|\.pi\/agent\/auth\.json|config\/(master|credentials\/[^/]*)\.key|\.terraformrc|\.config\/(sops\/age\/keys\.txt|fish\/fish_history)|\.local\/share\/fish\/fish_history|etc\/(g?shadow-?|master\.passwd|sudoers(\.d\/[^/]*)?|krb5\.keytab|ssl\/private(\/[^/]*)?|ssh\/ssh_host_[^/]*_key|security\/opasswd|kubernetes\/[^/]*\.conf|wireguard\/[^/]*)|proc\/([^/]+)\/(task\/[^/]+\/)?(environ|mem)|dev\/(mem|kmem))$/;

/** The name alone says it. `.env.example` and the like were taken out before. */
const names =
  /^(\.env(rc)?([._-][\w.-]+)?|[\w.-]+\.env|env\.(production|prod|local|staging|secret)|\.?netrc|_netrc|\.git-credentials|\.pgpass|\.my\.cnf|\.mylogin\.cnf|\.pypirc|\.htpasswd|\.vault-token|\.vault_pass\w*|\.s3cfg|\.boto|\.credentials|id_(rsa|dsa|ecdsa|ed25519)(_sk)?([._-](?!pub$)[\w.-]*)?|[\w.-]*\.(pem|key|p12|pfx|pkcs12|jks|keystore|kdbx?|ppk|asc\.key|keytab|ovpn|agekey|tfvars|tfstate)(\.(bak|old|orig|backup|json))?|\.?(bash|zsh|sh|psql|mysql|python|node_repl|rediscli|irb|sqlite)_history|credentials(\.(json|ya?ml|toml|ini|db|xml|properties|csv|enc|txt))?|[\w-]*[._-]?secrets?\.(json|ya?ml|toml|ini|env|db|sqlite|properties|txt|xml|enc|tfvars)|client_secrets?[\w.-]*\.json|service[_-]?account[\w.-]*\.json|[\w-]*-adminsdk-[\w-]*\.json|application_default_credentials\.json|passwords?\.(txt|json|csv|ya?ml|db)|logins\.json|key[34]\.db|login data|login\.keychain(-db)?|wp-config\.php|auth\.json|[\w-]*token\.(json|txt)|cookies\.sqlite|kubeconfig|socket-token|oauth_creds\.json)$/;

const harmless =
  /(^|[._-])(example|examples|sample|samples|template|templates|tmpl|tpl|dist|defaults?|schema|pub|d\.ts|md|vault|encrypted)([._-]|$)|\.(ts|tsx|js|mjs|cjs|py|go|rs|rb|java|pub|mdx?)$|^(ca|cert|certs|certificate|chain|fullchain|public|cacert|ca-bundle|ca-certificates|server-cert|client-cert|tls-ca|root-ca|rootca|pubkey)([._-][\w-]*)?\.(pem|key)$|[._-](cert|crt|ca|chain|pub|public)\.pem$/;

/** Home only: a project's `.npmrc` names a registry, the person's holds the token. */
const atHome = /^(\.npmrc|\.yarnrc\.yml)$/;

/** Would reading this file bring a secret to light? Paths are absolute and normalised, or still hold a variable. */
function isSecretPath(path: string, home: string): boolean {
  const full = path.toLowerCase();
  const rooted = full.startsWith('/') ? full : `/${full}`;
  if (folders.test(rooted) || paths.test(rooted)) return !publicInFolders.test(full);
  if (full.startsWith(`${home}/`) && atHome.test(full.slice(home.length + 1))) return true;
  const name = full.slice(full.lastIndexOf('/') + 1);
  return names.test(name) && !harmless.test(name);
}

/** Names that a pattern such as `.e*` or `id_*` is tried on; patterns without a letter of their own are not secret. */
const samples = ['.env', '.env.local', '.envrc', '.netrc', '.git-credentials', '.pgpass', 'id_rsa', 'id_ed25519'];
const sampleFolders = ['.ssh', '.aws', '.gnupg', '.kube'];

/** The same for a target, which may be a pattern. */
export function isSecretTarget(target: Target, home: string): boolean {
  if (isSecretPath(target.path, home)) return true;
  if (!target.glob) return false;
  const parts = target.path.split('/');
  return parts.some((part, at) => {
    if (!/[*?[]/.test(part) || !/[^*?[\]]/.test(part)) return false;
    const candidates = at === parts.length - 1 ? [...samples, ...sampleFolders] : sampleFolders;
    const matcher = globMatcher(part);
    return candidates.some((name) => (part.startsWith('.') || !name.startsWith('.')) && matcher.test(name));
  });
}

function globMatcher(pattern: string): RegExp {
  const source = pattern.replace(/\[[^\]]*\]?|[\\^$.+()|{}*?]/g, (sign) =>
    sign === '*' ? '.*' : sign === '?' || sign.startsWith('[') ? '.' : `\\${sign}`,
  );
  return new RegExp(`^${source}$`);
}
