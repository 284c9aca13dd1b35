/** One line of two texts laid over each other. */
export interface DifferingLine {
  kind: 'same' | 'left' | 'right';
  text: string;
}

/** Lines that are compared one by one, after what is the same at both ends; longer middles are taken as a whole. */
const middleMax = 600;

/** Two texts as one list of lines: the same in both, only left, only right. The longest common subsequence stays. */
export function lineDifferences(left: readonly string[], right: readonly string[]): DifferingLine[] {
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  const middle = middleOf(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
  return [...as('same', left.slice(0, head)), ...middle, ...as('same', left.slice(left.length - tail))];
}

function as(kind: DifferingLine['kind'], lines: readonly string[]): DifferingLine[] {
  return lines.map((text) => ({ kind, text }));
}

function middleOf(left: readonly string[], right: readonly string[]): DifferingLine[] {
  if (left.length > middleMax || right.length > middleMax) return [...as('left', left), ...as('right', right)];
  // common[i][j]: lines in common from left i and right j on.
  const common = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    const row = common[i];
    for (let j = right.length - 1; row && j >= 0; j -= 1) {
      row[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DifferingLine[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) {
      lines.push({ kind: 'same', text: left[i] ?? '' });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      lines.push({ kind: 'left', text: left[i] ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'right', text: right[j] ?? '' });
      j += 1;
    }
  }
  return [...lines, ...as('left', left.slice(i)), ...as('right', right.slice(j))];
}
