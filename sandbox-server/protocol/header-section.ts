/** A field of a message's header section. RFC 5322 §2.2. */
export interface HeaderField {
  /** Lower case; empty for a line that is no field at all. */
  name: string;
  /** The name as it was written. */
  spelling: string;
  /** Unfolded, in octets. */
  value: string;
  /** Where it stands in the message: the first line is 1. */
  line: number;
  /** How many lines it takes. */
  lines: number;
}

/** The header section as it stands, with the line end of its last field; nothing where the letter begins with the empty line. */
export function headerSection(raw: string): string {
  if (/^\r?\n/.test(raw)) return '';
  const end = raw.search(/\n\r?\n/);
  return end < 0 ? raw : raw.slice(0, end + 1);
}

/** The fields of the header section, from the top to the first empty line. Never throws: a letter may be any octets. */
export function headerFields(raw: string): HeaderField[] {
  const fields: (HeaderField & { folded: string[] })[] = [];
  // What follows may be ten million octets: it is not looked at.
  const [section = ''] = raw.split(/(?<=^|\n)\r?\n/, 1);
  const lines = section.replace(/\r?\n$/, '').split(/\r?\n/);
  for (const [index, text] of lines.entries()) {
    if (text === '') break;
    const last = fields.at(-1);
    if (last && /^[ \t]/.test(text)) {
      last.folded.push(text.trim());
      last.lines += 1;
    } else {
      fields.push({ ...nameAndValue(text), folded: [], line: index + 1, lines: 1 });
    }
  }
  // Put together once: a hostile field may have a hundred thousand lines.
  return fields.map(({ folded, value, ...field }) => ({ ...field, value: [value, ...folded].join(' ').trim() }));
}

function nameAndValue(text: string): Pick<HeaderField, 'name' | 'spelling' | 'value'> {
  const [, name, value] = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(text) ?? [];
  return name === undefined || value === undefined
    ? { name: '', spelling: '', value: text }
    : { name: name.toLowerCase(), spelling: name, value: value.trim() };
}

/** The value of the first field of that name. */
export function headerValue(fields: readonly HeaderField[], name: string): string | undefined {
  return fields.find((field) => field.name === name)?.value;
}
