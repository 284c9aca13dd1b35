import type { Page } from '@playwright/test';

/** As many letters as the map is to show at once, in a blank page. */
const letters = 50;

const paths = ['M4 1h24a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-24a3 3 0 0 1-3-3v-14a3 3 0 0 1 3-3z', 'M2 3.5 16 13.5 30 3.5'];

/** The least that it can cost to move them as elements: each with an animation of its own, and nothing else in the page. */
export async function flyAsElements(page: Page): Promise<void> {
  await page.setContent('<body style="margin:0"></body>');
  await page.evaluate(
    ({ count, lines }) => {
      for (let index = 0; index < count; index += 1) {
        const letter = document.createElement('div');
        letter.style.cssText = 'position:absolute;left:0;top:0;will-change:transform';
        const shapes = lines.map((line) => `<path d="${line}"/>`).join('');
        letter.innerHTML = `<svg width="32" height="22" fill="#fff" stroke="#000" stroke-width="1.5">${shapes}</svg>`;
        document.body.append(letter);
        const [x, y] = [20 + 90 * Math.floor(index / 10), 20 + 28 * (index % 10)];
        const steps = Array.from({ length: 25 }, (_, step) => ({ transform: `translate(${x + 14 * step}px, ${y}px)` }));
        letter.animate(steps, { duration: 900 + index, iterations: Infinity, direction: 'alternate' });
      }
    },
    { count: letters, lines: paths },
  );
}

/** The same on one canvas as large as the map, drawn once and copied in each frame. */
export async function flyOnCanvas(page: Page, width: number, height: number): Promise<void> {
  await page.setContent(`<body style="margin:0"><canvas width="${width}" height="${height}"></canvas></body>`);
  await page.evaluate(
    ({ count, lines }) => {
      const letter = document.createElement('canvas');
      [letter.width, letter.height] = [32, 22];
      const drawn = letter.getContext('2d');
      const context = document.querySelector('canvas')?.getContext('2d');
      if (!drawn || !context) return;
      drawn.fillStyle = '#fff';
      for (const line of lines) {
        drawn.fill(new Path2D(line));
        drawn.stroke(new Path2D(line));
      }
      const frame = (now: number) => {
        context.clearRect(0, 0, context.canvas.width, context.canvas.height);
        for (let index = 0; index < count; index += 1) {
          const along = 168 + 168 * Math.sin(now / 300 + index);
          context.drawImage(letter, 20 + 90 * Math.floor(index / 10) + along, 20 + 28 * (index % 10));
        }
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    },
    { count: letters, lines: paths },
  );
}
