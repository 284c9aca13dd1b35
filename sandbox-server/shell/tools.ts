import type { Tool } from './tool.ts';
import { campaign } from './tools/campaign/campaign.ts';
import { clear, help, history, hostname, man, whoami } from './tools/console.ts';
import { delist } from './tools/delist.ts';
import { dig } from './tools/dig.ts';
import { host } from './tools/host.ts';
import { intercept } from './tools/intercept.ts';
import { mail } from './tools/mail.ts';
import { nc } from './tools/nc.ts';
import { nslookup } from './tools/nslookup.ts';
import { openssl } from './tools/openssl/openssl.ts';
import { passwd } from './tools/passwd.ts';
import { ping } from './tools/ping.ts';
import { postcat } from './tools/postfix/postcat.ts';
import { postconf } from './tools/postfix/postconf.ts';
import { postfix } from './tools/postfix/postfix.ts';
import { mailq, postqueue } from './tools/postfix/postqueue.ts';
import { postsuper } from './tools/postfix/postsuper.ts';
import { selftest } from './tools/selftest.ts';
import { ssh } from './tools/ssh.ts';
import { swaks } from './tools/swaks/swaks.ts';
import { telnet } from './tools/telnet.ts';
import { base64 } from './tools/text/base64.ts';
import { cat } from './tools/text/cat.ts';
import { echo } from './tools/text/echo.ts';
import { grep } from './tools/text/grep.ts';
import { head } from './tools/text/head.ts';
import { printf } from './tools/text/printf.ts';
import { tail } from './tools/text/tail.ts';
import { wc } from './tools/text/wc.ts';

/** Every tool by what it is for and by its name: running, help, man and completion read this map. */
export const toolGroups: Record<string, Record<string, Tool>> = {
  'Talk to a server': { telnet, nc, openssl, swaks, campaign },
  'Ask names and hosts': { dig, host, nslookup, ping, delist },
  'Read mail': { mail, cat },
  'Run a mail server': { ssh, mailq, postqueue, postsuper, postcat, postconf, postfix, passwd, selftest, intercept },
  'Write and filter text': { echo, printf, base64, grep, head, tail, wc },
  'This workstation': { history, clear, hostname, whoami, man, help },
};

export const tools: Record<string, Tool> = Object.assign({}, ...Object.values(toolGroups));
