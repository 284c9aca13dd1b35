import { type CommandArgument, type ParsedScript, type PipelineNode, parse, type Word, type WordPart } from 'unbash';

export type CommandLine =
  | { kind: 'nothing' }
  | { kind: 'list'; pipes: Pipe[] }
  /** Something that bash could do and this shell cannot, or that makes no sense to bash either. */
  | { kind: 'refused'; say: string };

/** Tools from left to right, each with its arguments; what one writes, the next one reads. */
export interface Pipe {
  commands: string[][];
  /** It runs whatever became of the one before it (`;`), or only if that went well (`&&`) or wrong (`||`). */
  after: 'anything' | 'success' | 'failure';
}

const onlyJoined = 'Commands can be joined by | and ; and && and || here, and run one after the other.\n';
const noRedirections = "Nothing can be redirected here. Put < and > into quotes when they are text: --from '<>'\n";
const noVariables = "There are no variables and no $(...) here. In 'single quotes' a $ is only a $.\n";

/** Reads a line with the quoting rules of bash. */
export function readCommandLine(text: string): CommandLine {
  const script = parse(text);
  const problem = syntaxProblem(script);
  if (problem) return { kind: 'refused', say: problem };
  if (script.commands.length === 0) return { kind: 'nothing' };
  const pipes: Pipe[] = [];
  for (const { command, background } of script.commands) {
    if (background) return { kind: 'refused', say: onlyJoined };
    const [nodes, operators] = command.type === 'AndOr' ? [command.commands, command.operators] : [[command], []];
    for (const [index, node] of nodes.entries()) {
      const commands = pipeOf(node);
      if (typeof commands === 'string') return { kind: 'refused', say: commands };
      pipes.push({ commands, after: index === 0 ? 'anything' : operators[index - 1] === '&&' ? 'success' : 'failure' });
    }
  }
  return { kind: 'list', pipes };
}

/** The word that would be the name of the first tool, however wrong the rest of the line is. */
export function firstWord(text: string): string {
  return /^[\s(]*([^\s|;&<>()'"]*)/.exec(text)?.[1] ?? '';
}

function syntaxProblem({ errors }: ParsedScript): string | undefined {
  const [first] = errors ?? [];
  if (!first) return undefined;
  const [, kind] = /^unterminated (single|double) quote/.exec(first.message) ?? [];
  if (!kind) return `bash: syntax error: ${first.message}\n`;
  const mark = kind === 'single' ? "'" : '"';
  return `bash: unexpected EOF while looking for matching \`${mark}'\nA ${mark} that is only text needs a backslash: \\${mark}\n`;
}

/** Its tools with their arguments, or why they cannot run. */
function pipeOf(node: PipelineNode): string[][] | string {
  const isPipeline = node.type === 'Pipeline';
  if (isPipeline && (node.prefixes.length > 0 || node.operators.some((operator) => operator !== '|')))
    return onlyJoined;
  const commands: string[][] = [];
  for (const one of isPipeline ? node.commands : [node]) {
    if (one.type !== 'Command') return onlyJoined;
    if (one.redirects.length > 0) return noRedirections;
    const words = [one.name, ...one.args].filter((word) => word !== undefined);
    if (one.prefix.length > 0 || !words.every(isText)) return noVariables;
    commands.push(words.map((word) => word.value));
  }
  return commands;
}

function isText(word: CommandArgument): word is Word {
  return word.type === 'Word' && (word.parts ?? []).every(isLiteral);
}

/** A pattern that no file matches stays as it is, and there are no files. */
function isLiteral(part: WordPart): boolean {
  switch (part.type) {
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion':
    case 'ProcessSubstitution':
      return false;
    case 'DoubleQuoted':
    case 'LocaleString':
      return part.parts.every(isLiteral);
    default:
      return true;
  }
}
