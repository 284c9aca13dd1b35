import type { World } from '#protocol/world.ts';
import { tools } from './tools.ts';

const smtpVerbs = ['EHLO', 'HELO', 'MAIL', 'RCPT', 'DATA', 'RSET', 'QUIT', 'VRFY', 'NOOP', 'STARTTLS', 'AUTH'];

const kindAnswers: Record<string, string> = {
  cd: 'There are no folders here. Your mail is read with mail; help lists what there is.',
  ls: 'There is nothing to list here. Mailboxes: mail, or cat /var/mail/<address>. A mail server’s log: cat /var/log/mail.log.',
  less: 'cat prints a mailbox or a log; the terminal scrolls.',
  more: 'cat prints a mailbox or a log; the terminal scrolls.',
  journalctl: 'The log of a mail server is /var/log/mail.log on its host: tail, grep and cat read it.',
  chpasswd: 'passwd USER asks for a new password, on the host of the mail server.',
  sudo: 'You need no special rights here.',
  vim: 'There is no editor here. A letter is typed after DATA.',
  nano: 'There is no editor here. A letter is typed after DATA.',
  curl: 'There is no web in this sandbox. Mail servers answer to telnet, nc, openssl s_client and swaks.',
  traceroute: 'Not on this workstation. The map shows the way; ping says whether a host answers.',
  tcpdump: 'Not on this workstation: the wire beside this terminal shows every octet.',
};

/** A friendly answer to a name that is no tool of this workstation. */
export function notHere(name: string, world: World): string {
  if (smtpVerbs.includes(name.toUpperCase())) return forTheServer(name, world);
  const kind = Object.hasOwn(kindAnswers, name) ? kindAnswers[name] : undefined;
  if (kind) return `bash: ${name}: command not found\n${kind}\n`;
  const near = Object.keys(tools).find((known) => isNear(known, name));
  return `bash: ${name}: command not found\n${near ? `Did you mean ${near}?` : 'help lists the tools of this workstation.'}\n`;
}

function forTheServer(verb: string, world: World): string {
  const server = Object.values(world.hosts.byName).find(({ role }) => role === 'mail')?.name ?? 'HOST';
  return `bash: ${verb}: command not found\n${verb.toUpperCase()} is for a mail server, not for the shell. Connect first: telnet ${server} 25\n`;
}

/** One letter wrong, missing, too many, or two swapped. */
function isNear(known: string, typed: string): boolean {
  if (known.length > 3 && [...known].sort().join('') === [...typed].sort().join('')) return true;
  const [short, long] = known.length < typed.length ? [known, typed] : [typed, known];
  if (long.length - short.length > 1 || short.length < 2) return false;
  const at = [...short].findIndex((character, index) => character !== long[index]);
  const from = at < 0 ? short.length : at;
  return long.slice(from + 1) === short.slice(long.length === short.length ? from + 1 : from);
}
