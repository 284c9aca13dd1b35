import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that tests drive; on Debian each is in the package of the same name unless another is named. */
export interface Program {
  name: string;
  package?: string;
}

/**
 * Installs what is missing where that is possible: on Debian and its kin, as root or with a sudo that asks nothing.
 *
 * @returns the names of those that are still missing
 */
export function installPrograms(programs: readonly Program[]): string[] {
  const missing = programs.filter(({ name }) => !isInstalled(name));
  if (missing.length === 0 || !existsSync('/etc/debian_version')) return missing.map(({ name }) => name);
  console.log(`Installing ${missing.map(({ name }) => name).join(', ')} for the tests.`);
  aptGet('update', '-qq');
  aptGet('install', '-y', '-qq', '--no-install-recommends', ...missing.map((one) => one.package ?? one.name));
  return missing.filter(({ name }) => !isInstalled(name)).map(({ name }) => name);
}

function isInstalled(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
}

function aptGet(...args: string[]): void {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const [command = 'apt-get', ...rest] = [...sudo, 'apt-get', ...args];
  spawnSync(command, rest, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
