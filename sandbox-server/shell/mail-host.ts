import type { ToolContext } from './tool.ts';

/** The host of the shell, when it has a mail server; otherwise says what to do instead. */
export function mailHost({ world, host, print }: ToolContext, tool: string): string | undefined {
  if (world.hosts.byName[host]?.role === 'mail') return host;
  const reachable = Object.values(world.hosts.byName).find(({ role, shell }) => role === 'mail' && shell);
  const advice = reachable ? ` Go to one first: ssh ${reachable.name}` : '';
  print('error', `${tool}: there is no mail server on this host.${advice}\n`);
  return undefined;
}
