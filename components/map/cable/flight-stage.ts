import type { Paced } from '../../sandbox/pacing.ts';
import type { View } from '../camera.ts';
import type { DrawnCable } from '../map-drawing.ts';
import type { FlightPainter } from './flight-painter.ts';
import { isMoving, type ShownPulse, sceneAt } from './flight-scene.ts';
import { flightsAfter, nextLanding, noFlights, pulseOf } from './flights.ts';

/**
 * Keeps what flies, and has it painted: frame by frame as long as something moves, and not at all when nothing does.
 * Nothing of it goes through React.
 */
export class FlightStage {
  readonly #canvas: HTMLCanvasElement;
  readonly #painter: FlightPainter;
  readonly #viewNow: () => View;
  #cables: ReadonlyMap<string, DrawnCable> = new Map();
  #paced: Paced | undefined;
  #flights = noFlights;
  #pulse: ShownPulse | undefined;
  #frame: number | undefined;
  #landing: ReturnType<typeof setTimeout> | undefined;

  constructor(canvas: HTMLCanvasElement, painter: FlightPainter, viewNow: () => View) {
    this.#canvas = canvas;
    this.#painter = painter;
    this.#viewNow = viewNow;
  }

  /** The map has come to another moment. */
  show(paced: Paced): void {
    const now = performance.now();
    this.#paced = paced;
    this.#flights = flightsAfter(this.#flights, paced, now);
    const pulse = pulseOf(paced);
    if (pulse?.id !== this.#pulse?.id) this.#pulse = pulse && { ...pulse, startedAt: now };
    this.askForFrame();
  }

  follow(cables: readonly DrawnCable[]): void {
    this.#cables = new Map(cables.map((cable) => [cable.id, cable]));
    this.askForFrame();
  }

  /** Something of what is seen is another: it is painted with the next frame. */
  readonly askForFrame = (): void => {
    this.#frame ??= requestAnimationFrame((now) => {
      this.#frame = undefined;
      this.#paint(now);
    });
  };

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    clearTimeout(this.#landing);
  }

  #paint(now: number): void {
    if (this.#paced) this.#flights = flightsAfter(this.#flights, this.#paced, now);
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const moving = { flights: this.#flights, pulse: this.#pulse };
    this.#painter.paint(sceneAt(moving, this.#cables, now, isCalm), this.#viewNow());
    this.#count(this.#flights.underWay.length);
    if (isCalm) this.#waitForLanding(now);
    else if (isMoving(moving, now)) this.askForFrame();
  }

  /** What stands where it arrives is taken away when it would be there. */
  #waitForLanding(now: number): void {
    clearTimeout(this.#landing);
    const landing = nextLanding(this.#flights);
    if (landing !== undefined) this.#landing = setTimeout(this.askForFrame, landing - now + 1);
  }

  /** So many letters are under way: for tests and for whoever looks into the page. */
  #count(flying: number): void {
    const before = this.#canvas.dataset.flight;
    if (flying === 0 && before !== undefined) delete this.#canvas.dataset.flight;
    if (flying > 0 && before !== `${flying}`) this.#canvas.dataset.flight = `${flying}`;
  }
}
