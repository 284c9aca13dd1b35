/** Every page brings along what this one needs, so it makes do with plain links and no script of its own. */
export default function NotFound() {
  return (
    <div className="notice">
      <header className="notice-header">
        <a href="/">Relay Lab</a>
        <nav aria-label="Site">
          <a href="/lessons">Lessons</a>
          <a href="/sandbox">Free play</a>
          <a href="/reference">Reference</a>
        </nav>
      </header>
      <main>
        <p className="notice-code">550 5.1.1</p>
        <h1>No such page here.</h1>
        <p>
          The address is not known at this site. <a href="/lessons">All lessons</a>
        </p>
      </main>
    </div>
  );
}
