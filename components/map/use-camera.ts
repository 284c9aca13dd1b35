'use client';
import { useReactFlow } from '@xyflow/react';
import { type FocusEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useMapListener } from '../sandbox/use-world.ts';
import { broughtIntoSight, type Frame, readableView, roomIn, stageOf, wholeView } from './camera.ts';
import type { Drawing } from './map-drawing.ts';
import type { Box, Room } from './map-layout.ts';

/** Narrower frames let the journey go downwards, in px. */
const tallBelow = 520;
/** What stays free around the hosts: the controls stand at the right, on a narrow map they are a bar below. In px. */
const free = { top: 18, left: 22, right: 58, bottom: 20 };
const tallFree = { top: 18, left: 14, right: 14, bottom: 64 };
/** How long the view glides, in ms. */
const glideMs = 350;

interface Wishes {
  drawing: Drawing;
  /** The smallest zoom at which it is read. */
  readable: number;
  /** Small or not, all of it is shown. */
  isAlwaysWhole: boolean;
  tellRoom(room: Room): void;
}

/**
 * Keeps in sight what the map shows. An internet that would be too small to read as a whole is shown in part, and the view
 * goes along with what happens, until somebody moves it by hand.
 */
export function useCamera(
  frame: RefObject<HTMLDivElement | null>,
  { drawing, readable, isAlwaysWhole, tellRoom }: Wishes,
) {
  const { setViewport, getViewport } = useReactFlow();
  const listen = useMapListener();
  const { x, y, width, height } = drawing.frame;
  const [isWhole, setWhole] = useState(isAlwaysWhole);
  const [isInPart, setInPart] = useState(false);
  const isByHand = useRef(false);

  // Kept, and not asked of the page each time: asking makes it lay everything out at once.
  const size = useRef<Frame>(undefined);

  const settle = useCallback(() => {
    const box = { x, y, width, height };
    const now = width > 0 ? size.current : undefined;
    if (!now) return;
    isByHand.current = false;
    setInPart(wholeView(box, now).zoom < readable);
    void setViewport(isWhole ? wholeView(box, now) : readableView(box, now, readable));
  }, [isWhole, readable, setViewport, x, y, width, height]);

  const reveal = useCallback(
    (box: Box) => {
      if (!size.current) return;
      const view = getViewport();
      const next = broughtIntoSight(view, box, size.current);
      if (next.x === view.x && next.y === view.y) return;
      const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      void setViewport(next, isCalm ? {} : { duration: glideMs });
    },
    [getViewport, setViewport],
  );

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      size.current = frameOf(entry.contentRect);
      tellRoom({ ...roomIn(size.current), isTall: entry.contentRect.width < tallBelow });
      settle();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, settle, tellRoom]);

  useEffect(() => {
    if (!isInPart || isWhole) return;
    return listen(({ world, showing }) => {
      const stage = showing && !isByHand.current && stageOf(world, showing.event, drawing);
      if (stage) reveal(stage);
    });
  }, [drawing, isInPart, isWhole, listen, reveal]);

  return {
    /** All of it in sight; where that is too small to read, there and back. */
    showAll: () => {
      if (isInPart && !isAlwaysWhole && !(isWhole && isByHand.current)) setWhole(!isWhole);
      else settle();
    },
    isInPart: isInPart && !isWhole,
    /** What the keyboard comes to is brought into sight. */
    focused: ({ target }: FocusEvent<HTMLElement>) => {
      if (!frame.current || !target.matches(':focus-visible') || !target.closest('.react-flow__viewport')) return;
      const [outer, inner] = [frame.current.getBoundingClientRect(), target.getBoundingClientRect()];
      const view = getViewport();
      reveal({
        x: (inner.x - outer.x - view.x) / view.zoom,
        y: (inner.y - outer.y - view.y) / view.zoom,
        width: inner.width / view.zoom,
        height: inner.height / view.zoom,
      });
    },
    /** To be told when the map is moved; without an event it was not by hand. */
    moved: (event: unknown) => {
      if (event) isByHand.current = true;
    },
  };
}

function frameOf({ width, height }: DOMRectReadOnly): Frame {
  return { width, height, free: width < tallBelow ? tallFree : free };
}
