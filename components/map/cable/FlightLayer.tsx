'use client';
import { useStoreApi } from '@xyflow/react';
import { useTheme } from 'next-themes';
import { useEffect, useRef, useState } from 'react';
import { useMapListener } from '../../sandbox/use-world.ts';
import type { DrawnCable } from '../map-drawing.ts';
import styles from './FlightLayer.module.css';
import { FlightPainter } from './flight-painter.ts';
import { FlightStage } from './flight-stage.ts';

/** Whatever moves on the map, over its cards and under its controls. */
export function FlightLayer({ cables }: { cables: readonly DrawnCable[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const listen = useMapListener();
  const flow = useStoreApi();
  const { resolvedTheme } = useTheme();
  const [shown, setShown] = useState<{ stage: FlightStage; painter: FlightPainter }>();
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const painter = new FlightPainter(element);
    const stage = new FlightStage(element, painter, () => {
      const [x, y, zoom] = flow.getState().transform;
      return { x, y, zoom };
    });
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      painter.resize(entry.contentRect.width, entry.contentRect.height);
      stage.askForFrame();
    });
    observer.observe(element);
    const deaf = listen((paced) => stage.show(paced));
    const still = flow.subscribe(({ transform }, before) => {
      if (transform !== before.transform) stage.askForFrame();
    });
    setShown({ stage, painter });
    return () => {
      observer.disconnect();
      deaf();
      still();
      stage.stop();
    };
  }, [listen, flow]);
  useEffect(() => shown?.stage.follow(cables), [shown, cables]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is what changes the tokens that it reads
  useEffect(() => shown?.painter.recolour(), [shown, resolvedTheme]);
  return <canvas ref={canvas} className={styles.flights} aria-hidden />;
}
