/** RFC 5321 §4.5.3.1.3: a path has 256 octets, two of which are its brackets. */
const addressMaxLength = 254;

/** Addresses in whatever was pasted: one a line, separated by commas, or columns of a CSV file. Each once, in lower case. */
export function pastedAddresses(text: string): string[] {
  const words = text.toLowerCase().split(/[\s,;<>]+/);
  return [...new Set(words.map((word) => word.replace(/^["']+|["']+$/g, '')).filter(isAddress))];
}

function isAddress(word: string): boolean {
  return word.length <= addressMaxLength && /^[^@"]+@[a-z0-9.-]+\.[a-z]+$/.test(word);
}
