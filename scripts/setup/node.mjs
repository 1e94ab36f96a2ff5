/**
 * The first thing every script runs. It must parse and run on old Node versions, so that they get a sentence instead of
 * a stack: no imports, nothing newer than the language of Node 14.
 */

const SUPPORTED = '20.19 or later in the 20 line, or 22.12 and later';

/** @param {string} version such as "20.20.2" */
export function isSupportedNode(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/** Ends the process with a clear message when this Node cannot run the toolchain. */
export function requireSupportedNode() {
  if (isSupportedNode(process.versions.node)) return;
  process.stderr.write(
    `teatree: Node ${process.versions.node} is not supported; it needs ${SUPPORTED}.\n` +
      '  Remedy: install a current Node LTS from https://nodejs.org (or "nvm install" in this folder) and run the command again.\n',
  );
  process.exit(1);
}
