import type { Tool } from './tool.ts';
import { cat } from './tools/cat.ts';
import { clear, echo, help, history, hostname, man, whoami } from './tools/console.ts';
import { dig, host } from './tools/dig.ts';
import { mail } from './tools/mail.ts';
import { nc } from './tools/nc.ts';
import { postconf } from './tools/postconf.ts';
import { mailq, postqueue } from './tools/postqueue.ts';
import { ssh } from './tools/ssh.ts';
import { swaks } from './tools/swaks.ts';
import { telnet } from './tools/telnet.ts';

/** Every tool by its name: running, help, man and completion read this map. */
export const tools: Record<string, Tool> = {
  telnet,
  nc,
  swaks,
  dig,
  host,
  mail,
  cat,
  ssh,
  mailq,
  postqueue,
  postconf,
  history,
  clear,
  hostname,
  whoami,
  echo,
  man,
  help,
};
