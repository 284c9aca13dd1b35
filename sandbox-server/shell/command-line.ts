import { type CommandArgument, type CommandNode, type ParsedScript, parse, type Word, type WordPart } from 'unbash';

export type CommandLine =
  | { kind: 'nothing' }
  /** Tools from left to right, each with its arguments; what one writes, the next one reads. */
  | { kind: 'pipe'; commands: string[][] }
  /** Something that bash could do and this shell cannot, or that makes no sense to bash either. */
  | { kind: 'refused'; say: string };

const oneLine = 'One command a line here; several can only be joined by a pipe: printf x | base64\n';
const noRedirections = "Nothing can be redirected here. Put < and > into quotes when they are text: --from '<>'\n";
const noVariables = "There are no variables and no $(...) here. In 'single quotes' a $ is only a $.\n";

/** Reads a line with the quoting rules of bash. */
export function readCommandLine(text: string): CommandLine {
  const script = parse(text);
  const problem = syntaxProblem(script);
  if (problem) return { kind: 'refused', say: problem };
  const [statement, ...more] = script.commands;
  if (!statement) return { kind: 'nothing' };
  if (more.length > 0 || statement.background) return { kind: 'refused', say: oneLine };
  const { command } = statement;
  if (command.type === 'AndOr') return { kind: 'refused', say: oneLine };
  if (command.type !== 'Pipeline') return pipeOf([command]);
  const isPlain = command.prefixes.length === 0 && command.operators.every((operator) => operator === '|');
  return isPlain ? pipeOf(command.commands) : { kind: 'refused', say: oneLine };
}

/** The word that would be the name of the first tool, however wrong the rest of the line is. */
export function firstWord(text: string): string {
  return /^\s*([^\s|;&<>'"]*)/.exec(text)?.[1] ?? '';
}

function syntaxProblem({ errors }: ParsedScript): string | undefined {
  const [first] = errors ?? [];
  if (!first) return undefined;
  const [, kind] = /^unterminated (single|double) quote/.exec(first.message) ?? [];
  if (!kind) return `bash: syntax error: ${first.message}\n`;
  const mark = kind === 'single' ? "'" : '"';
  return `bash: unexpected EOF while looking for matching \`${mark}'\nA ${mark} that is only text needs a backslash: \\${mark}\n`;
}

function pipeOf(nodes: readonly CommandNode[]): CommandLine {
  const commands: string[][] = [];
  for (const node of nodes) {
    if (node.type !== 'Command') return { kind: 'refused', say: oneLine };
    if (node.redirects.length > 0) return { kind: 'refused', say: noRedirections };
    const words = [node.name, ...node.args].filter((word) => word !== undefined);
    if (node.prefix.length > 0 || !words.every(isText)) return { kind: 'refused', say: noVariables };
    commands.push(words.map((word) => word.value));
  }
  return { kind: 'pipe', commands };
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
