'use client';
import { create } from 'zustand';

/** Steps of the lesson on this page that the browser's progress holds as done, in whichever sandbox; none until it has been
 *  read. */
export const useKeptSteps = create<{ steps: readonly string[] }>(() => ({ steps: [] }));
