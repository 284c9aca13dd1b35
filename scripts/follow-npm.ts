/**
 * Ends this process as SIGTERM does when npm is gone. npm passes a signal to the shell that it runs scripts in, and some
 * shells (dash, Debian's) die without passing it on: the server would live on without anybody to stop it.
 */
export function followNpm(): void {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const look = () => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  };
  const timer = setInterval(look, 200);
  timer.unref();
}
