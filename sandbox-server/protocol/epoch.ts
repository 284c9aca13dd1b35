/** 2026-01-05T09:00:00Z, a Monday: 0 on every sandbox's clock, in ms since 1970. */
export const sandboxEpochMs = Date.UTC(2026, 0, 5, 9);
