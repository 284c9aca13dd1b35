import type { CoachRule } from '#protocol/lesson.ts';

export const coachRules: readonly CoachRule[] = [];
