export type Environment = Readonly<Record<string, string>>;

const ALLOWED = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TERM', 'TZ', 'LANG', 'LANGUAGE', 'TMPDIR', 'TMP', 'TEMP'],
  ...['XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE'],
  ...['NVM_DIR', 'VOLTA_HOME', 'FNM_DIR', 'PYENV_ROOT', 'GOPATH', 'GOROOT', 'CARGO_HOME', 'RUSTUP_HOME', 'JAVA_HOME'],
]);
const PROXY = /^(https?|all|no)_proxy$/i;

/**
 * A child's whole environment: the harmless variables of ours, then `extra`. Only listed names pass, so no token,
 * no SSH agent and no git variable does. A proxy passes unless its address holds a password.
 */
export function cleanEnvironment(extra: Environment = {}, source: NodeJS.ProcessEnv = process.env): Environment {
  const clean: Record<string, string> = {};
  // Names first: to read a value of `process.env` costs a call out of JavaScript each.
  for (const name of Object.keys(source)) {
    const value = isListed(name) ? source[name] : undefined;
    if (value !== undefined && !(PROXY.test(name) && value.includes('@'))) clean[name] = value;
  }
  return { ...clean, ...extra };
}

function isListed(name: string): boolean {
  return ALLOWED.has(name) || /^LC_[A-Z]+$/.test(name) || PROXY.test(name);
}
