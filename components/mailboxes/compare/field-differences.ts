import { type HeaderField, headerFields } from '#protocol/header-section.ts';

/** The fields of one name in two letters. */
export interface DifferingFields {
  name: string;
  kind: 'same' | 'left' | 'right' | 'changed';
  /** Values that only one has, and those that both have. */
  left: string[];
  right: string[];
  both: string[];
}

/** Header fields of two letters laid beside each other by name, in the order of the left one. Folding is no difference. */
export function fieldDifferences(left: string, right: string): DifferingFields[] {
  const [ofLeft, ofRight] = [byName(headerFields(left)), byName(headerFields(right))];
  return [...new Set([...ofLeft.keys(), ...ofRight.keys()])].map((name) => {
    const rest = [...(ofRight.get(name) ?? [])];
    const both: string[] = [];
    const onlyLeft = (ofLeft.get(name) ?? []).filter((value) => {
      const at = rest.indexOf(value);
      if (at === -1) return true;
      both.push(...rest.splice(at, 1));
      return false;
    });
    return { name, kind: kindOf(onlyLeft.length, rest.length), left: onlyLeft, right: rest, both };
  });
}

function kindOf(left: number, right: number): DifferingFields['kind'] {
  if (left === 0 && right === 0) return 'same';
  if (left === 0) return 'right';
  return right === 0 ? 'left' : 'changed';
}

function byName(fields: readonly HeaderField[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const { name, value } of fields) map.set(name, [...(map.get(name) ?? []), value.replace(/[ \t]+/g, ' ')]);
  return map;
}
