'use client';
import { type RefObject, useEffect } from 'react';
import type { MovablePlayHead } from './play-head.ts';

/** What takes keys itself: they are never taken from it. */
const takesKeys =
  'input, textarea, select, button, a[href], summary, [contenteditable], [tabindex]:not([tabindex="-1"]), [role="dialog"]';

/** Space, ←, →, Home and End, when the focus is on the bar or on nothing that wants them; Shift steps by one fact. */
export function useTimelineKeys(bar: RefObject<HTMLElement | null>, playHead: MovablePlayHead): void {
  useEffect(() => {
    let clicked: Element | undefined;
    const onPointer = ({ target }: PointerEvent) => {
      clicked = target instanceof Element ? target : undefined;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!(event.target instanceof Element)) return;
      const isOnBar = bar.current?.contains(event.target) ?? false;
      if (isOnBar ? isTakenOnBar(event) : isTakenElsewhere(event, clicked)) return;
      if (move(playHead, event, isOnBar)) event.preventDefault();
    };
    addEventListener('pointerdown', onPointer, true);
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('pointerdown', onPointer, true);
      removeEventListener('keydown', onKey);
    };
  }, [bar, playHead]);
}

function isTakenOnBar({ key, target }: KeyboardEvent): boolean {
  if (target instanceof HTMLSelectElement) return true;
  return key === ' ' && target instanceof HTMLButtonElement;
}

/** With nothing in focus, the keys that scroll belong to the text that was clicked last. */
function isTakenElsewhere({ key, target }: KeyboardEvent, clicked: Element | undefined): boolean {
  if (target instanceof Element && target.closest(takesKeys)) return true;
  const scrolls = key === ' ' || key === 'Home' || key === 'End';
  return scrolls && clicked !== undefined && isInScrolledText(clicked);
}

function isInScrolledText(element: Element): boolean {
  for (let around: Element | null = element; around; around = around.parentElement) {
    const isLonger = around.scrollHeight > around.clientHeight + 1;
    if (isLonger && /auto|scroll/.test(getComputedStyle(around).overflowY)) return true;
  }
  return false;
}

/** To the present; who is there already brings the map there, too. */
export function toNow(playHead: MovablePlayHead): void {
  if (playHead.isLive) playHead.catchUp();
  else playHead.toLive();
}

/** Whether the key means something here. */
function move(playHead: MovablePlayHead, { key, shiftKey }: KeyboardEvent, isOnBar: boolean): boolean {
  const isBack = key === 'ArrowLeft' || (isOnBar && key === 'ArrowDown');
  const isOn = key === 'ArrowRight' || (isOnBar && key === 'ArrowUp');
  if (isBack || isOn) {
    const by = isBack ? -1 : 1;
    if (shiftKey) playHead.stepFact(by);
    else playHead.step(by);
  } else if (key === 'Home') playHead.toStart();
  else if (key === 'End') toNow(playHead);
  else if (key === ' ') playHead.toggle();
  else return false;
  return true;
}
