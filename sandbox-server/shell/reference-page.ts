import { codeWords } from '#protocol/code-words.ts';
import { headerFieldNote, headerFieldSpelling } from '#protocol/header-fields.ts';
import { isParameter, parameters } from '#protocol/parameters.ts';
import { isRestriction, restrictions } from '#protocol/restrictions.ts';
import { smtpCommands } from '#protocol/smtp-commands.ts';
import { smtpExtensions } from '#protocol/smtp-extensions.ts';
import { filled } from './manual-page.ts';

/**
 * What is no tool and can be looked up all the same: a command or an extension of SMTP, a code, a parameter, a header field. Undefined
 * for other words.
 */
export function referencePage(word: string): string | undefined {
  const lines = commandLines(word.toUpperCase()) ?? codeLines(word) ?? parameterLines(word) ?? fieldLines(word);
  return lines && filled(lines);
}

function commandLines(verb: string): string[] | undefined {
  const command = Object.hasOwn(smtpCommands, verb) ? smtpCommands[verb] : undefined;
  const extension = Object.hasOwn(smtpExtensions, verb) ? smtpExtensions[verb] : undefined;
  if (command) {
    const { syntax, plain, agreed, refused, rfc } = command;
    return [
      `${verb}: a command of SMTP`,
      ...['', `    ${syntax}`, '', plain, ''],
      ...(agreed.length > 0 ? [`  agreed   ${agreed.join(' ')}`] : []),
      ...(refused.length > 0 ? [`  refused  ${refused.join(' ')}`] : []),
      ...['', rfc],
    ];
  }
  return extension && [`${verb}: an extension of SMTP, offered by EHLO`, '', extension.plain, '', extension.rfc];
}

function codeLines(code: string): string[] | undefined {
  const [words] = codeWords(code) ?? [];
  return words && [`${code}: ${words.title}`, '', words.plain, '', `  do  ${words.advice}`, '', words.rfc];
}

function parameterLines(name: string): string[] | undefined {
  if (isRestriction(name)) return [`${name}: a word of restriction lists`, '', restrictions[name]];
  if (!isParameter(name)) return undefined;
  const { default: byDefault, explain } = parameters[name];
  return [`${name}: a parameter of the mail servers`, '', explain, '', `  default  ${byDefault || '(empty)'}`];
}

function fieldLines(word: string): string[] | undefined {
  const note = headerFieldNote(word);
  return note && [`${headerFieldSpelling(word.toLowerCase())}: a header field`, '', note.plain, '', note.rfc ?? ''];
}
