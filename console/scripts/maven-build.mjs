// Called by Maven: installs and builds only when something changed since the last build.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);
const time = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function newest(path) {
  const here = statSync(path);
  if (!here.isDirectory()) return here.mtimeMs;
  return Math.max(here.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(...command) {
  console.log(`console: npm ${command.join(' ')}`);
  const { status, error } = spawnSync('npm', command, { cwd: root, stdio: 'inherit' });
  if (error) console.error(`console: npm cannot be started (${error.message}); Node.js 20.19 or newer with npm is needed`);
  if (status !== 0) process.exit(status ?? 1);
}

const inputs = ['src', 'public', 'index.html', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'];
const built = time(at('dist', 'index.html'));
if (built > Math.max(...inputs.map((name) => newest(at(name))))) {
  console.log('console: dist is newer than its sources, nothing to build');
} else {
  // npm writes this file at the end of an install.
  if (time(at('node_modules', '.package-lock.json')) < time(at('package-lock.json'))) {
    run('ci', '--no-audit', '--no-fund', '--loglevel=error');
  }
  run('run', 'build', '--loglevel=error', '--', '--logLevel=warn');
  // Files of an earlier build have other names and would stay in the jar.
  rmSync(at('target', 'classes', 'META-INF', 'resources', 'console'), { recursive: true, force: true });
}
