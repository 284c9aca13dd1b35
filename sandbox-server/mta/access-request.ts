/** Who wants what to be sent to whom. */
export interface AccessRequest {
  /** The server that is asked. */
  host: string;
  client: { address: string /** From the DNS, when it has one. */; name?: string | undefined };
  /** Who has logged in. */
  user?: string | undefined;
  reversePath: string;
  recipient: string;
}
