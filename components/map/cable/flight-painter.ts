import type { View } from '../camera.ts';
import type { FlightScene } from './flight-scene.ts';
import type { Flight, Pulse } from './flights.ts';

type Tone = 'ink' | 'panel' | 'ok' | 'wait' | 'no' | 'no-wash' | 'blue' | 'blue-wash';

/** How each kind of letter looks. A bounce has an arrow that turns back beside its colour. */
const looks: Record<Flight['kind'], { fill: Tone; stroke: Tone; word: Tone; turnsBack?: true }> = {
  letter: { fill: 'panel', stroke: 'ink', word: 'ok' },
  bounce: { fill: 'no-wash', stroke: 'no', word: 'no', turnsBack: true },
  report: { fill: 'blue-wash', stroke: 'blue', word: 'blue' },
  spam: { fill: 'no-wash', stroke: 'no', word: 'no' },
};
const dotTones: Record<Pulse['kind'], Tone> = { command: 'blue', reply: 'ok', question: 'wait' };

/** An envelope with room for the sign at its corner, in px of the map. */
const sprite = { width: 48, height: 38 };
const envelope = new Path2D(
  'M4 1h24a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-24a3 3 0 0 1-3-3v-14a3 3 0 0 1 3-3zM2 3.5 16 13.5 30 3.5',
);
/** lucide's corner-down-left, in its field of 24 × 24. */
const turnBack = new Path2D('M20 4v7a4 4 0 0 1-4 4H4M9 10l-5 5 5 5');
const mails = new Path2D('M3 2h18v14h-18zM3 4l9 6 9-6');
/** More pixels a px than this nobody sees in something that moves. */
const densestPixels = 2;

/**
 * Draws what moves on the map, all of it on one canvas over the cards: fifty elements with an animation each, and the
 * layers that they make of what lies above them, cost a browser more than the rest of the map. An envelope is drawn once
 * for each kind and size, and copied.
 */
export class FlightPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  readonly #sprites = new Map<Flight['kind'], HTMLCanvasElement>();
  /** The tokens of the page, as they are at any moment. */
  readonly #tokens: CSSStyleDeclaration;
  #scale = 0;
  #isBlank = true;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
    this.#tokens = getComputedStyle(canvas);
  }

  /** The canvas is so large now, in px. What was on it is gone. */
  resize(width: number, height: number): void {
    const pixels = pixelsPerPx();
    this.#canvas.width = Math.round(width * pixels);
    this.#canvas.height = Math.round(height * pixels);
  }

  /** After a change of the page's colours. */
  recolour(): void {
    this.#sprites.clear();
  }

  paint(scene: FlightScene, view: View): void {
    const context = this.#context;
    const isBlank = scene.envelopes.length + scene.dots.length + scene.piles.length === 0;
    if (!context || (isBlank && this.#isBlank)) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    // Not even composed while it shows nothing.
    if (isBlank !== this.#isBlank) this.#canvas.style.visibility = isBlank ? 'hidden' : 'visible';
    this.#isBlank = isBlank;
    if (isBlank) return;
    const pixels = pixelsPerPx();
    this.#scaleTo(view.zoom * pixels);
    context.setTransform(this.#scale, 0, 0, this.#scale, view.x * pixels, view.y * pixels);
    for (const dot of scene.dots) this.#dot(context, dot);
    for (const letter of scene.envelopes) this.#letter(context, letter);
    for (const pile of scene.piles) this.#pile(context, pile);
  }

  #scaleTo(scale: number): void {
    if (scale !== this.#scale) this.#sprites.clear();
    this.#scale = scale;
  }

  #tone(tone: Tone): string {
    return this.#tokens.getPropertyValue(`--${tone}`).trim();
  }

  #dot(context: CanvasRenderingContext2D, { at, kind }: FlightScene['dots'][number]): void {
    context.fillStyle = this.#tone(dotTones[kind]);
    context.beginPath();
    context.arc(at.x, at.y, 4, 0, 2 * Math.PI);
    context.fill();
  }

  #letter(context: CanvasRenderingContext2D, { at, kind, word }: FlightScene['envelopes'][number]): void {
    const size = Number(this.#tokens.getPropertyValue('--letter-size')) || 1;
    const [width, height] = [sprite.width * size, sprite.height * size];
    context.drawImage(this.#spriteOf(kind), at.x - width / 2, at.y - height / 2, width, height);
    if (!word) return;
    context.font = this.#font('--mono');
    context.textAlign = 'center';
    context.textBaseline = 'bottom';
    context.fillStyle = this.#tone(looks[kind].word);
    context.fillText(word, at.x, at.y - 13 * size);
  }

  #pile(context: CanvasRenderingContext2D, { at, count }: FlightScene['piles'][number]): void {
    context.font = this.#font('--sans');
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    const words = `+${count}`;
    const width = context.measureText(words).width + 34;
    context.fillStyle = this.#tone('panel');
    context.strokeStyle = this.#tone('ink');
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(at.x - width / 2, at.y - 11, width, 22, 11);
    context.fill();
    context.stroke();
    context.fillStyle = this.#tone('ink');
    context.fillText(words, at.x - width / 2 + 26, at.y + 0.5);
    context.save();
    context.translate(at.x - width / 2 + 9, at.y - 5);
    context.scale(0.55, 0.55);
    context.lineWidth = 2.4;
    context.stroke(mails);
    context.restore();
  }

  #font(family: '--mono' | '--sans'): string {
    const note = this.#tokens.getPropertyValue('--map-note').trim() || '12px';
    return `600 ${note} ${this.#tokens.getPropertyValue(family)}`;
  }

  #spriteOf(kind: Flight['kind']): HTMLCanvasElement {
    const known = this.#sprites.get(kind);
    if (known) return known;
    const drawn = document.createElement('canvas');
    drawn.width = Math.ceil(sprite.width * this.#scale);
    drawn.height = Math.ceil(sprite.height * this.#scale);
    const context = drawn.getContext('2d');
    if (context) {
      context.scale(drawn.width / sprite.width, drawn.height / sprite.height);
      this.#drawEnvelope(context, kind);
    }
    this.#sprites.set(kind, drawn);
    return drawn;
  }

  #drawEnvelope(context: CanvasRenderingContext2D, kind: Flight['kind']): void {
    const { fill, stroke, turnsBack } = looks[kind];
    context.translate((sprite.width - 32) / 2, (sprite.height - 22) / 2);
    context.fillStyle = this.#tone(fill);
    context.strokeStyle = this.#tone(stroke);
    context.lineWidth = 1.5;
    context.lineJoin = 'round';
    context.fill(envelope);
    context.stroke(envelope);
    if (!turnsBack) return;
    context.fillStyle = this.#tone('no');
    context.beginPath();
    context.arc(31, 21, 8, 0, 2 * Math.PI);
    context.fill();
    context.translate(24.5, 14.5);
    context.scale(13 / 24, 13 / 24);
    context.strokeStyle = this.#tone('panel');
    context.lineWidth = 3;
    context.stroke(turnBack);
  }
}

function pixelsPerPx(): number {
  return Math.min(densestPixels, window.devicePixelRatio);
}
