/** The value below which the given share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** One line: what was measured, its floor, and their ratio. */
export function report(
  what: string,
  samples: readonly number[],
  floorOf: string,
  floor: readonly number[],
  unit: string,
): void {
  const figures = [0.5, 0.95].map((share) => {
    const [value, base] = [percentile(samples, share), percentile(floor, share)];
    return `p${share * 100} ${value.toFixed(2)} ${unit} (floor ${base.toFixed(2)}, ratio ${(value / base).toFixed(2)})`;
  });
  console.log(`${what}, beside ${floorOf}, n=${samples.length}: ${figures.join('; ')}`);
}
