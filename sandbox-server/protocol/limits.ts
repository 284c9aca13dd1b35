/** Every cap of the program: its unit, its number, its reason. One home, so that no limit hides in a loop. */

/** A learner's typed line, in UTF-16 units. RFC 5321 §4.5.3.1.4 asks for 512 octets; Postfix takes 2048. */
export const typedLineMaxLength = 2048;

/** Lines of one paste. A hand-made letter is far shorter; more is an accident. */
export const pastedLinesMax = 500;

/** One message, in octets, unless a host's `message_size_limit` says less. Postfix's default. */
export const messageSizeMaxBytes = 10_240_000;

/** Octets of facts a sandbox may write before it must be reset; keeps 1000 sandboxes inside a small disk. */
export const sandboxLogMaxBytes = 20_000_000;

/** Facts a sandbox may write before it must be reset; a whole lesson needs about 500. */
export const sandboxFactsMax = 50_000;

/** Terminals of one sandbox: one to serve, one to send, one to look, and one in hand. */
export const terminalsMax = 4;

/** SMTP and other connections open at once in one sandbox: in a campaign three servers have thirty open each, and readers some. */
export const openConnectionsMax = 120;

/** Value of a parameter, in UTF-16 units: a long table of aliases. */
export const parameterMaxLength = 4000;

/** Parameters in one edit: more than there are. */
export const editedParametersMax = 200;

/** Records in one edit of the zones, each way: many times the largest zone of a lesson. */
export const editedRecordsMax = 200;

/** Addresses of one suppression list that is handed in: twice the longest newsletter. */
export const handedInAddressesMax = 1000;

/** Address of a link in a letter, in UTF-16 units: browsers take about so much. */
export const letterLinkMaxLength = 2000;

/** Sandbox ms that telnet, nc and swaks wait until somebody answers their call. */
export const callPatienceMs = 30_000;

/** Moments at which the clock stops while it runs until a message is gone: five days of attempts are about 110. */
export const clockStopsMax = 2000;

/** One socket.io message, in octets: the longest is one typed line; 64 KB is OWASP's advice. */
export const socketMessageMaxBytes = 65_536;

/** Commands a browser may send in one second: a paste of 500 lines is sent as one command. */
export const commandsPerSecondMax = 60;

/** New sandboxes one address may open in ten minutes: a class of thirty behind one router, four lessons each. */
export const newSandboxesPerTenMinutesMax = 120;

/** Forks of one visitor's lesson that are kept, each with a log of its own; the oldest is forgotten for a newer one. */
export const forksKeptMax = 10;

/** Sandbox ms without a browser after which a sandbox leaves the memory; its log stays on disk. */
export const sleepAfterMs = 10 * 60_000;

/** Events in one message to the browser, so that a long history arrives in pieces. */
export const eventsPerBatchMax = 500;

/** Sandboxes in memory at once, each about 1 MB; beyond it the server says that it is full. */
export const awakeSandboxesMax = 1000;

/** Sockets from one address at once: a class of thirty behind one router, a few tabs each. */
export const socketsPerAddressMax = 300;
