import { z } from 'zod';

/** The operator's settings: environment variables, all optional. docs/operating.md tells them, too. */

const list = (what: string, form: RegExp) =>
  z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.string().toLowerCase().regex(form, what)))
    .default([]);

const settingsSchema = z.object({
  /** TCP port; 0 takes any free one. */
  PORT: z
    .string()
    .regex(/^\d+$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .default(3000),
  /** Address to listen on. Only this machine, unless the operator says otherwise: 0.0.0.0 lets everybody in. */
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address or a host name')
    .default('127.0.0.1'),
  /** Where the database lies. */
  DATA_DIR: z.string().default('.data'),
  /** Most megabytes that the database may take; without it, as many as the disk has. */
  DATA_MAX_MB: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'must be a whole number of megabytes')
    .transform(Number)
    .optional(),
  /** Names under which the site is reached, beside localhost and plain addresses. */
  PUBLIC_HOSTS: list('must be host names, as lab.example.org', /^[a-z0-9.-]+$/),
  /** Origins that may open a socket, beside the site's own. */
  ALLOWED_ORIGINS: list('must be origins, as https://lab.example.org', /^https?:\/\/[^/\s]+$/),
  /** A proxy in front sets X-Forwarded-Proto and X-Forwarded-For, and nobody can come past it. */
  TRUST_PROXY: z
    .enum(['yes', 'no'], 'must be yes or no')
    .transform((text) => text === 'yes')
    .default(false),
});

export type Settings = z.infer<typeof settingsSchema>;

/** A variable is not what it must be; the message is one line that names it. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

/** Reads the settings; an empty variable counts as absent. Throws a SettingsError. */
export function settingsFrom(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const { success, data, error } = settingsSchema.safeParse(given);
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `${name} ${message}, but is ${JSON.stringify(given[name])}`;
  });
  throw new SettingsError(problems.join('; '));
}
