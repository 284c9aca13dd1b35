/** RFC 5321 §4.5.3.1.3: a path has 256 octets, two of which are its brackets. */
const addressMaxLength = 254;

/** An address, and what stands around it: the rest is noise. */
const wordMaxLength = addressMaxLength + 20;

/** Addresses in whatever was pasted: one a line, separated by commas, or columns of a CSV file. Each once, in lower case. */
export function pastedAddresses(text: string): string[] {
  const words = text.toLowerCase().split(/[\s,;<>]+/);
  return [
    ...new Set(
      words
        .filter((word) => word.length <= wordMaxLength)
        .map(bare)
        .filter(isAddress),
    ),
  ];
}

/** Without the quotes of a CSV file, a link's `mailto:`, and what a sentence puts around an address. */
function bare(word: string): string {
  return word.replace(/^["'([]*(?:mailto:)?["']*|["'.)\]]+$/g, '');
}

function isAddress(word: string): boolean {
  return word.length <= addressMaxLength && /^[^@"]+@[a-z0-9.-]+\.[a-z]+$/.test(word);
}
