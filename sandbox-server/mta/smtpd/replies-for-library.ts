import { type ConfigurationLine, type Reply, replies } from '../replies.ts';

/**
 * Our reply where npm smtp-server speaks by itself: its greeting, and what ends a connection. Throws for a text that it
 * does not know: a new release of the library that says something new must be noticed, not passed on without a reason.
 * @param timeout how long the server waits for a client
 */
export function replyForLibrary(code: number, text: string, host: string, timeout: ConfigurationLine): Reply {
  if (code === 220) return replies.greeting(host);
  if (code === 421) return closing(text, host, timeout);
  throw new Error(`smtp-server said something unknown: ${code} ${text}`);
}

function closing(text: string, host: string, timeout: ConfigurationLine): Reply {
  if (/^Timeout/.test(text)) return replies.idleTooLong(host, timeout);
  if (/line too long/i.test(text)) return { ...replies.lineTooLong(), closes: true };
  return replies.shuttingDown(host);
}
