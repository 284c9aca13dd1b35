'use client';
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="notice">
      <p className="notice-code">451 4.3.0</p>
      <h1>Something broke on this page.</h1>
      <p>Your sandbox is kept on the server. Try again; if it happens once more, reload the page.</p>
      <button type="button" className="notice-button" onClick={reset}>
        Try again
      </button>
    </main>
  );
}
